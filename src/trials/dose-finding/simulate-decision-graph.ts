/** The fast path of designs that decide by counts: trials walk a graph of states whose decisions were asked once. */

import type { ToxicityTally } from "../../endpoints/toxicity.js";
import { CHILD_WORDS_CAPACITY, childKeyInto, childWords, streamKey } from "../../random/index.js";
import type { Rng } from "../../random/rng.js";
import type { TrialResult, TrialRunner } from "../operating-characteristics.js";
import type { Scenario } from "../scenario.js";
import { GeneralRunner } from "../simulate-trial.js";
import { PATIENTS } from "../streams.js";
import { DecisionGraph, OTHER, TREAT } from "./decision-graph.js";
import type { DoseFindingDesign, DoseRecommendation } from "./dose-finding-design.js";
import { assessesInStep, type ImmediateToxicity, ToxicityThresholds } from "./immediate-toxicity.js";

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
