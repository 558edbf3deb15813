/** Exact enumeration: every way a trial can go, and its exact operating characteristics under any truth. */

import type { ToxicityTally } from "../../endpoints/toxicity.js";
import { InvalidArgument } from "../../errors.js";
import type { DoseFindingDesign, DoseRecommendation } from "../dose-finding/dose-finding-design.js";
import type { MetricDescription, Metrics, TrialResult } from "../operating-characteristics.js";
import type { DoseFindingScenario } from "../scenarios/dose-finding-scenario.js";
import { cohortOutcomes } from "./cohort-outcomes.js";
import { type Counts, CountsData, noRandomness } from "./counts-data.js";

export interface EnumerationOptions {
  /** Refuses to go on beyond so many different states; a million when not given. */
  readonly maximumStates?: number;
}

/** All trials that end with the same counts and the same recommendation. */
export interface Ending extends Counts {
  readonly recommendation: DoseRecommendation;
  /** Number of ways to get there; a way with these counts has probability Π p^toxicities (1 − p)^(patients − toxicities). */
  readonly ways: number;
  /** Mean number of decisions over these ways. */
  readonly reviews: number;
}

/** A metric's exact mean and standard deviation. */
export interface ExactEstimate extends MetricDescription {
  readonly mean: number;
  readonly standardDeviation: number;
}

/** The endings of all paths of a design. They do not depend on the truth, so any number of truths can be asked for. */
export class ExactPaths {
  readonly design: DoseFindingDesign;
  readonly endings: readonly Ending[];
  /** How many different states (counts, memory) there are on the way, the endings not among them. */
  readonly stateCount: number;
  /** How many different courses a trial can take: sequences of doses and numbers of toxicities. */
  readonly pathCount: number;

  constructor(design: DoseFindingDesign, endings: readonly Ending[], stateCount: number, pathCount: number) {
    this.design = design;
    this.endings = endings;
    this.stateCount = stateCount;
    this.pathCount = pathCount;
  }

  /**
   * The probability of each ending under the true toxicity of each dose; they sum to 1.
   *
   * @throws InvalidArgument unless there is a probability in [0, 1] for each dose.
   */
  probabilities(toxicity: readonly number[]): Float64Array {
    const doses = this.design.arms.length;
    if (toxicity.length !== doses)
      throw new InvalidArgument("probabilities", "toxicity", `give ${doses} probabilities, one for each dose`, toxicity);
    toxicity.forEach((p, i) => {
      if (!(p >= 0 && p <= 1)) throw new InvalidArgument("probabilities", `toxicity[${i}]`, "be in [0, 1]", p);
    });
    const most = this.design.maximumPatients;
    const toxic = toxicity.map((p) => powers(p, most));
    const safe = toxicity.map((p) => powers(1 - p, most));
    return Float64Array.from(this.endings, ({ patients, toxicities, ways }) => {
      let probability = ways;
      for (let dose = 0; dose < doses; dose++)
        probability *= toxic[dose][toxicities[dose]] * safe[dose][patients[dose] - toxicities[dose]];
      return probability;
    });
  }

  /**
   * The exact operating characteristics under a scenario: the same metrics as a simulation's, without Monte Carlo error. Time is counted in
   * assessment windows of length 1, cohort after cohort; accrual and onset do not matter to a design that waits for its cohorts.
   */
  operatingCharacteristics(scenario: DoseFindingScenario): readonly ExactEstimate[] {
    const { design, endings } = this;
    const target = scenario.target ?? design.target;
    const context = { arms: design.arms, ...(target === undefined ? {} : { target }) };
    const { descriptions, measureInto } = scenario.metrics(context) as Metrics<never> as Metrics<EndingResult>;
    const probabilities = this.probabilities(scenario.toxicity);
    const result = new EndingResult();
    const row = new Float64Array(descriptions.length);
    const sums = descriptions.map(() => ({ weight: 0, sum: 0, squares: 0 }));
    endings.forEach((ending, e) => {
      result.ending = ending;
      measureInto(row, 0, result);
      const p = probabilities[e];
      row.forEach((value, m) => {
        if (Number.isNaN(value)) return;
        sums[m].weight += p;
        sums[m].sum += p * value;
        sums[m].squares += p * value * value;
      });
    });
    return descriptions.map((description, m) => {
      const { weight, sum, squares } = sums[m];
      const mean = sum / weight;
      return { ...description, mean, standardDeviation: Math.sqrt(Math.max(0, squares / weight - mean * mean)) };
    });
  }
}

/** An ending as metrics read it. */
class EndingResult implements TrialResult<ToxicityTally, DoseRecommendation> {
  ending!: Ending;

  get conclusion(): DoseRecommendation {
    return this.ending.recommendation;
  }

  get enrolled(): number {
    return this.ending.patients.reduce((sum, n) => sum + n, 0);
  }

  get reviews(): number {
    return this.ending.reviews;
  }

  get duration(): number {
    return this.ending.reviews - 1;
  }

  enrolledOn(arm: number): number {
    return this.ending.patients[arm];
  }

  tally(arm: number): ToxicityTally {
    return { evaluated: this.ending.patients[arm], toxicities: this.ending.toxicities[arm] };
  }
}

interface State extends Counts {
  readonly memory: unknown;
  ways: number;
  /** Σ ways × decisions so far, and number of different courses that lead here. */
  reviews: number;
  paths: number;
}

/**
 * Enumerates every course that a trial of the design can take. States with the same counts and memory are merged.
 *
 * @throws InvalidArgument for a design that decides by chance or by single patients, or that does not wait for its cohorts; and when there
 * are more states than `maximumStates`.
 */
export function enumeratePaths(design: DoseFindingDesign, options: EnumerationOptions = {}): ExactPaths {
  const { maximumStates = 1_000_000 } = options;
  const rng = noRandomness("enumeratePaths");
  const data = new CountsData("enumeratePaths");
  const doses = design.arms.length;
  const endings = new Map<string, State & { recommendation: DoseRecommendation }>();
  const start: State = {
    patients: new Int32Array(doses),
    toxicities: new Int32Array(doses),
    lastArm: -1,
    memory: design.start,
    ways: 1,
    reviews: 0,
    paths: 1,
  };
  // One generation has one more decision behind it than the one before.
  let generation = new Map([["", start]]);
  let stateCount = 0;
  let pathCount = 0;
  while (generation.size > 0) {
    stateCount += generation.size;
    if (stateCount > maximumStates)
      throw new InvalidArgument("enumeratePaths", "maximumStates", "be larger: the design has more states", maximumStates);
    const next = new Map<string, State>();
    for (const state of generation.values()) {
      const { decision, memory } = design.decide(state.memory, data.show(state), rng);
      const reviews = state.reviews + state.ways;
      if (decision.kind === "stop") {
        pathCount += state.paths;
        const recommendation = decision.conclusion;
        mergeInto(endings, keyOf(state, recommendation), { ...state, reviews, recommendation });
        continue;
      }
      for (const { ways, ...counts } of cohortOutcomes("enumeratePaths", decision, state)) {
        mergeInto(next, keyOf(counts, memory), {
          ...counts,
          memory,
          ways: state.ways * ways,
          reviews: reviews * ways,
          paths: state.paths,
        });
      }
    }
    generation = next;
  }
  const list = [...endings.values()].map(({ memory: _, paths: __, ...ending }) => ({
    ...ending,
    reviews: ending.reviews / ending.ways,
  }));
  return new ExactPaths(design, list, stateCount, pathCount);
}

function mergeInto<S extends State>(states: Map<string, S>, key: string, state: S): void {
  const known = states.get(key);
  if (known === undefined) {
    states.set(key, state);
    return;
  }
  known.ways += state.ways;
  known.reviews += state.reviews;
  known.paths += state.paths;
}

function keyOf({ patients, toxicities, lastArm }: Counts, rest: unknown): string {
  return `${patients.join()};${toxicities.join()};${lastArm};${JSON.stringify(rest)}`;
}

function powers(base: number, most: number): Float64Array {
  const out = new Float64Array(most + 1).fill(1);
  for (let i = 1; i <= most; i++) out[i] = out[i - 1] * base;
  return out;
}
