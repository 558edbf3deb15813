/** The contract of a scenario: an assumed truth. Only the simulator and its metrics read it. */
import type { Rng } from "../random/rng.js";
import type { Metrics, TrialRunner } from "./operating-characteristics.js";
import type { Recipe } from "./recipe.js";
import type { Covariates } from "./trial-data.js";

/** How patients arrive, what happens to them on each arm, and what of a trial is worth measuring under this truth. */
export interface Scenario<Outcome> {
  /** How many arms it knows outcomes for. */
  readonly armCount: number;
  /** The kind of outcomes that it makes, as endpoints name it; a design that observes another kind is refused. */
  readonly outcomes?: string;
  /** Time of the next arrival after the one at `previous` (0 at first); Infinity when nobody comes any more. */
  nextArrival(previous: number, rng: Rng): number;
  /** What becomes of those who arrive while enrollment is closed: they wait their turn, or are lost to the trial. */
  readonly whileClosed: "wait" | "lost";
  /** What happens to the patient on that arm. `patient` is their own stream: the same person under every design. */
  outcome(arm: number, covariates: Covariates, patient: Rng): Outcome;
  /** The patient's covariates; absent when there are none. */
  covariates?(patient: Rng): Covariates;
  /** The follow-up at which the patient leaves the trial (Infinity: never); absent when nobody does. The stream is this call's: it must not be kept. */
  dropout?(arm: number, covariates: Covariates, patient: Rng): number;
  /** What is worth measuring of a trial under this truth. */
  metrics(context: MetricContext): Metrics;
  /** A faster way to run this design's trials, when the scenario has one: it must give the general loop's results, bit for bit. */
  shortcut?(design: object): TrialRunner | undefined;
  readonly recipe?: Recipe;
}

/** What a scenario may know of the study when it chooses metrics. */
export interface MetricContext {
  readonly arms: readonly string[];
  /** The target toxicity probability, when the study has one. */
  readonly target?: number;
  /** Whether a large outcome is a good one, for a design that compares arms. */
  readonly larger?: "better" | "worse";
  /** Position of the design's control arm, when it has one. */
  readonly control?: number;
}
