/** Scenarios of trials that compare proportions. */
import { expit, logit } from "../../numeric/special/logit.js";
import { fixedFollowUpRunner } from "../comparative/simulate-fixed-follow-up.js";
import { comparativeMetrics } from "../metrics/comparative-metrics.js";
import { readBinary } from "../metrics/tally-readings.js";
import { checkKnown } from "../requirements.js";
import type { Scenario } from "../scenario.js";
import {
  armCountOf,
  averages,
  byArmAndCombination,
  COMPARATIVE_OPTIONS,
  type ComparativeScenarioOptions,
  comparativeParts,
  numbersByArm,
} from "./comparative-parts.js";

export interface BinaryScenarioOptions extends ComparativeScenarioOptions {
  /** The true probability of the event, by arm; each from 0 to 1. */
  readonly probabilities: readonly number[];
}

/** A scenario whose outcomes are yes or no. */
export interface BinaryScenario extends Scenario<boolean> {
  /** As given: of patients whose covariates have no effect. */
  readonly probabilities: readonly number[];
  /** Of the whole population. */
  readonly averages: readonly number[];
}

/**
 * Returns a scenario for designs with a binary endpoint. A patient has the event on an arm when their own uniform number u is below their
 * probability there, expit(logit(p) + Σ effects): one who has it on an arm has it on every arm where it is more probable, under
 * every design. Effects of covariates are log odds ratios. When the outcome becomes known is the design's affair (`binary({ measuredAfter })`).
 *
 * @throws InvalidArgument for probabilities outside [0, 1], none at all, and other options that are not as described.
 * Source: agresti2013categorical (logit model).
 */
export function binaryScenario(options: BinaryScenarioOptions): BinaryScenario {
  const caller = "binaryScenario";
  checkKnown(caller, options, ["probabilities", ...COMPARATIVE_OPTIONS]);
  const armCount = armCountOf(caller, "probabilities", options.probabilities);
  const given = numbersByArm(
    caller,
    "probabilities",
    options.probabilities,
    armCount,
    "a probability from 0 to 1",
    (p) => p >= 0 && p <= 1,
  );
  const { population, members } = comparativeParts(caller, armCount, options);
  const kinds = population.combinations.length;
  const table = byArmAndCombination(population, armCount, (arm, effect) =>
    effect === 0 ? given[arm] : expit(logit(given[arm]) + effect),
  );
  const truth = averages(population, table);
  const scenario: BinaryScenario = {
    ...members,
    outcomes: "event or none",
    probabilities: Object.freeze([...given]),
    averages: truth,
    outcome: (arm, covariates, patient) =>
      patient.uniform() < table[kinds === 1 ? arm : arm * kinds + population.indexOf(covariates)],
    metrics: (context) => comparativeMetrics({ ...context, truth, reading: readBinary }),
    shortcut: (design) => fixedFollowUpRunner(design, scenario, (arm, u) => u < given[arm]),
  };
  return scenario;
}
