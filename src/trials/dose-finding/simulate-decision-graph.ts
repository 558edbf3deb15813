/** The fast path of designs that decide by counts: trials walk a graph of states whose decisions were asked once. */

import type { ToxicityTally } from "../../endpoints/toxicity.js";
import { InvalidArgument } from "../../errors.js";
import { CHILD_WORDS_CAPACITY, childKeyInto, childWords, streamKey } from "../../random/index.js";
import type { Rng } from "../../random/rng.js";
import type { TrialResult, TrialRunner } from "../operating-characteristics.js";
import { cohortOutcomes } from "../paths/cohort-outcomes.js";
import { type Counts, CountsData, noRandomness } from "../paths/counts-data.js";
import type { Scenario } from "../scenario.js";
import { GeneralRunner } from "../simulate-trial.js";
import { PATIENTS } from "../streams.js";
import type { DoseFindingDesign, DoseRecommendation } from "./dose-finding-design.js";
import { assessesInStep, type ImmediateToxicity, ToxicityThresholds } from "./immediate-toxicity.js";

/** States that are kept, at most: then the graph is dropped and begun anew, so that memory stays flat. */
const MOST_STATES = 1 << 17;

/** What a state does: treat a cohort, stop, or something that only the general loop can follow. */
const TREAT = 0;
const STOP = 1;
const OTHER = 2;
const UNKNOWN = -1;

/** The fast runner of a design that decides by counts, under the plainest scenario; undefined for other designs. */
export function decisionGraphRunner(
  design: Partial<DoseFindingDesign>,
  scenario: Scenario<number>,
  outcomes: ImmediateToxicity,
): TrialRunner<ToxicityTally, DoseRecommendation> | undefined {
  if (design.decidesByCounts !== true || !assessesInStep(design, outcomes.window)) return undefined;
  const whole = design as DoseFindingDesign;
  if (whole.maximumPatients > CHILD_WORDS_CAPACITY || scenario.armCount < whole.arms.length) return undefined;
  return new GraphRunner(whole, scenario, outcomes);
}

/** The graphs of designs: they do not depend on the truth, so every scenario and every block of replicates shares them. */
const graphs = /* @__PURE__ */ new WeakMap<DoseFindingDesign, DecisionGraph>();

function graphOf(design: DoseFindingDesign): DecisionGraph {
  let graph = graphs.get(design);
  if (graph === undefined) {
    graph = new DecisionGraph(design);
    graphs.set(design, graph);
  }
  return graph;
}

/** The states of a design's trials. A state is what the design can see, counts, last dose and memory, and is made when it is first met. */
class DecisionGraph {
  readonly design: DoseFindingDesign;
  readonly doses: number;
  /** By state: what it does, at which dose, to how many patients. */
  kind = new Int8Array(1024);
  dose = new Int32Array(1024);
  size = new Int32Array(1024);
  /** Where the children begin: child `k` follows k toxicities. */
  firstChild = new Int32Array(1024);
  children = new Int32Array(4096);
  /** Patients and toxicities by state and dose. */
  patients: Int32Array;
  toxicities: Int32Array;
  conclusions: (DoseRecommendation | undefined)[] = [];
  private memories: unknown[] = [];
  private states = new Map<string, number>();
  private count = 0;
  private childCount = 0;
  private readonly data = new CountsData("simulate");
  private readonly rng = noRandomness("simulate");

  constructor(design: DoseFindingDesign) {
    this.design = design;
    this.doses = design.arms.length;
    this.patients = new Int32Array(1024 * this.doses);
    this.toxicities = new Int32Array(1024 * this.doses);
    this.begin();
  }

  /** Forgets everything when there is no room for another trial's states. Called between trials. */
  tidy(): void {
    if (this.count + this.design.maximumPatients + 2 > MOST_STATES) this.begin();
  }

  /** The state after `toxic` toxicities in the cohort that the state treats. */
  child(state: number, toxic: number): number {
    const known = this.children[this.firstChild[state] + toxic];
    return known === UNKNOWN ? this.addChild(state, toxic) : known;
  }

  private begin(): void {
    this.count = 0;
    this.childCount = 0;
    this.states = new Map();
    this.memories = [];
    this.conclusions = [];
    const counts = { patients: new Int32Array(this.doses), toxicities: new Int32Array(this.doses), lastArm: -1 };
    this.add(counts, this.design.start);
  }

  private addChild(state: number, toxic: number): number {
    const { doses } = this;
    const patients = this.patients.slice(state * doses, (state + 1) * doses);
    const toxicities = this.toxicities.slice(state * doses, (state + 1) * doses);
    const lastArm = this.dose[state];
    patients[lastArm] += this.size[state];
    toxicities[lastArm] += toxic;
    const memory = this.memories[state];
    const key = `${patients.join()};${toxicities.join()};${lastArm};${JSON.stringify(memory)}`;
    let child = this.states.get(key);
    if (child === undefined) {
      child = this.add({ patients, toxicities, lastArm }, memory);
      this.states.set(key, child);
    }
    this.children[this.firstChild[state] + toxic] = child;
    return child;
  }

  /** Asks the design what it does with these counts, and remembers it. */
  private add(counts: Counts, before: unknown): number {
    const state = this.count;
    this.makeRoom(state);
    this.patients.set(counts.patients, state * this.doses);
    this.toxicities.set(counts.toxicities, state * this.doses);
    this.kind[state] = OTHER;
    this.memories[state] = undefined;
    this.conclusions[state] = undefined;
    try {
      const { decision, memory } = this.design.decide(before, this.data.show(counts), this.rng);
      if (decision.kind === "stop") {
        this.kind[state] = STOP;
        this.conclusions[state] = decision.conclusion;
      } else {
        const dose = decision.weights === undefined ? -1 : Array.from(decision.weights).indexOf(1);
        // Cohorts at one dose, whoever comes, and reviewed when fully assessed.
        if (dose >= 0) this.treats(state, dose, cohortOutcomes("simulate", decision, counts).length - 1);
        this.memories[state] = memory;
      }
    } catch (error) {
      // A decision that counts do not tell all of: the general loop follows it.
      if (!(error instanceof InvalidArgument)) throw error;
    }
    this.count++;
    return state;
  }

  private treats(state: number, dose: number, size: number): void {
    this.kind[state] = TREAT;
    this.dose[state] = dose;
    this.size[state] = size;
    this.firstChild[state] = this.childCount;
    const end = this.childCount + size + 1;
    if (end > this.children.length) this.children = grown(this.children, Math.max(end, 2 * this.children.length));
    this.children.fill(UNKNOWN, this.childCount, end);
    this.childCount = end;
  }

  private makeRoom(state: number): void {
    if (state < this.kind.length) return;
    const size = 2 * this.kind.length;
    this.kind = grown(this.kind, size);
    this.dose = grown(this.dose, size);
    this.size = grown(this.size, size);
    this.firstChild = grown(this.firstChild, size);
    this.patients = grown(this.patients, size * this.doses);
    this.toxicities = grown(this.toxicities, size * this.doses);
  }
}

function grown<A extends Int8Array | Int32Array>(from: A, size: number): A {
  const to = new (from.constructor as new (size: number) => A)(size);
  to.set(from);
  return to;
}

/** Runs trials on the graph; itself the result of the last trial. */
class GraphRunner implements TrialRunner<ToxicityTally, DoseRecommendation>, TrialResult<ToxicityTally, DoseRecommendation> {
  conclusion: DoseRecommendation = { dose: null };
  enrolled = 0;
  duration = 0;
  reviews = 0;
  private readonly graph: DecisionGraph;
  private readonly scenario: Scenario<number>;
  private readonly window: number;
  private readonly thresholds: ToxicityThresholds;
  private readonly tallies: readonly { evaluated: number; toxicities: number }[];
  private readonly key = new Int32Array(2);
  private readonly words = childWords();
  private general: GeneralRunner<unknown, number, unknown, ToxicityTally, DoseRecommendation> | undefined;
  /** Patients whose words have been made, and the state that the last trial ended in. */
  private prepared = 0;
  private end = 0;

  constructor(design: DoseFindingDesign, scenario: Scenario<number>, { probabilities, window }: ImmediateToxicity) {
    this.graph = graphOf(design);
    this.scenario = scenario;
    this.window = window;
    this.thresholds = new ToxicityThresholds(probabilities);
    this.tallies = Array.from({ length: this.graph.doses }, () => ({ evaluated: 0, toxicities: 0 }));
  }

  enrolledOn(arm: number): number {
    return this.graph.patients[this.end * this.graph.doses + arm];
  }

  tally(arm: number): ToxicityTally {
    const { graph, end } = this;
    const tally = this.tallies[arm];
    tally.evaluated = graph.patients[end * graph.doses + arm];
    tally.toxicities = graph.toxicities[end * graph.doses + arm];
    return tally;
  }

  run(replicate: Rng): TrialResult<ToxicityTally, DoseRecommendation> {
    const { graph, thresholds, words } = this;
    graph.tidy();
    const [k0, k1] = streamKey(replicate);
    childKeyInto(this.key, k0, k1, PATIENTS);
    this.prepared = 0;
    this.duration = 0;
    this.reviews = 1;
    let enrolled = 0;
    let state = 0;
    while (graph.kind[state] === TREAT) {
      const end = enrolled + graph.size[state];
      if (end > this.prepared) this.prepare(end);
      const toxic = thresholds.count(graph.dose[state], words, enrolled, end);
      enrolled = end;
      this.duration += this.window;
      this.reviews++;
      state = graph.child(state, toxic);
    }
    if (graph.kind[state] === OTHER) return this.runGeneral(replicate);
    this.enrolled = enrolled;
    this.conclusion = graph.conclusions[state] as DoseRecommendation;
    this.end = state;
    return this;
  }

  private runGeneral(replicate: Rng): TrialResult<ToxicityTally, DoseRecommendation> {
    this.general ??= new GeneralRunner(this.graph.design as never, this.scenario);
    return this.general.run(replicate);
  }

  /** Makes the words of the trial's patients up to `end`, and of some more. */
  private prepare(end: number): void {
    const most = Math.max(end, this.graph.design.maximumPatients);
    this.prepared = end + 32 < most ? end + 32 : most;
    this.words.fill(this.key[0], this.key[1], 0, this.prepared);
  }
}
