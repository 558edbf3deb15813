/** Scenarios of trials that compare means. */
import { standardNormalUpperQuantile } from "../../numeric/special/standard-normal-quantile.js";
import { fixedFollowUpRunner } from "../comparative/simulate-fixed-follow-up.js";
import { comparativeMetrics } from "../metrics/comparative-metrics.js";
import { readContinuous } from "../metrics/tally-readings.js";
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

export interface ContinuousScenarioOptions extends ComparativeScenarioOptions {
  /** The true mean, by arm. */
  readonly means: readonly number[];
  /** Of patients alike in their covariates: the same on all arms, or one for each; each positive. */
  readonly standardDeviations: number | readonly number[];
}

/** A scenario whose outcomes are measurements. */
export interface ContinuousScenario extends Scenario<number> {
  /** As given: of patients whose covariates have no effect. */
  readonly means: readonly number[];
  readonly standardDeviations: readonly number[];
  /** Means of the whole population. */
  readonly averages: readonly number[];
}

/**
 * Returns a scenario for designs with a continuous endpoint. Outcomes are normal: mean + Σ effects + sd · Φ⁻¹(u) with the patient's own
 * uniform number u, so that a patient has the same standardized deviation on every arm and under every design. Effects of covariates are
 * differences in means.
 *
 * @throws InvalidArgument for means that are not finite, none at all, standard deviations not positive, and other options that are not as described.
 * Source: wichura1988 (Φ⁻¹).
 */
export function continuousScenario(options: ContinuousScenarioOptions): ContinuousScenario {
  const caller = "continuousScenario";
  checkKnown(caller, options, ["means", "standardDeviations", ...COMPARATIVE_OPTIONS]);
  const armCount = armCountOf(caller, "means", options.means);
  const means = numbersByArm(caller, "means", options.means, armCount, "a finite number", () => true);
  const sds = numbersByArm(
    caller,
    "standardDeviations",
    options.standardDeviations,
    armCount,
    "a positive, finite number",
    (sd) => sd > 0,
  );
  const { population, members } = comparativeParts(caller, armCount, options);
  const kinds = population.combinations.length;
  const table = byArmAndCombination(population, armCount, (arm, effect) => means[arm] + effect);
  const truth = averages(population, table);
  const scenario: ContinuousScenario = {
    ...members,
    outcomes: "number",
    means: Object.freeze([...means]),
    standardDeviations: Object.freeze([...sds]),
    averages: truth,
    outcome: (arm, covariates, patient) =>
      table[kinds === 1 ? arm : arm * kinds + population.indexOf(covariates)] -
      sds[arm] * standardNormalUpperQuantile(patient.uniform()),
    metrics: (context) => comparativeMetrics({ ...context, truth, reading: readContinuous }),
    shortcut: (design) =>
      fixedFollowUpRunner(design, scenario, (arm, u) => means[arm] - sds[arm] * standardNormalUpperQuantile(u)),
  };
  return scenario;
}
