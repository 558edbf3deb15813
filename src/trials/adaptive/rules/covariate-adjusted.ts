/** Covariate-adjusted response-adaptive (CARA) randomization of binary outcomes. */
import { InvalidArgument } from "../../../errors.js";
import { type CheckedFactor, checkFactors, type Factor, factorsInWords, levelOf } from "../../randomization/factors.js";
import { checkKnown } from "../../requirements.js";
import type { Covariates } from "../../trial-data.js";
import type { AllocationTarget, ResponseEstimates } from "../targets/allocation-target.js";
import { checkTarget } from "../targets/check-target.js";
import type { AdaptiveRule, ArmState, PatientSource } from "./adaptive-rule.js";
import { fitArmLogistic, predictArmLogistic } from "./arm-logistic.js";
import { setProportion } from "./arm-state-reader.js";
import { CovariateRows } from "./covariate-rows.js";
import { huZhangAllocation } from "./doubly-adaptive-biased-coin.js";

export interface CovariateAdjustedOptions {
  /** The proportions to be reached among patients with the same covariates. */
  readonly target: AllocationTarget;
  /** The covariates that matter. */
  readonly factors: readonly Factor[];
  /** "strata": each combination of levels by itself; "model": predictions of a logistic regression for each arm. "model" when not given. */
  readonly by?: "strata" | "model";
  /** γ: how strongly deviations are corrected, 0 to 100; 2 when not given. */
  readonly gamma?: number;
}

/**
 * Returns covariate-adjusted response-adaptive randomization for binary outcomes.
 *
 * By strata it is the doubly adaptive biased coin within each stratum. By model, p_k(x) is predicted by a logistic regression of arm k; the target at x is
 * π_k(x) = ρ_k(p_1(x), …), and arm k is drawn with probability ∝ π_k(x) (π̄_k / x_k)^γ, where π̄ is the mean target over the patients so far and x_k the arms' proportions
 * (Zhang and Hu); γ = 0 is the design of Zhang, Hu, Cheung and Chan.
 *
 * @throws InvalidArgument for something that is not a target, factors without a name, and a γ outside [0, 100].
 * Source: zhang2007asymptotic, zhang2009new.
 */
export function covariateAdjusted(options: CovariateAdjustedOptions): AdaptiveRule {
  const caller = "covariateAdjusted";
  checkKnown(caller, options, ["target", "factors", "by", "gamma"]);
  const { target, factors, by = "model", gamma = 2 } = options;
  checkTarget(caller, target);
  if (!target.scales.includes("proportion"))
    throw new InvalidArgument(caller, "target", "be for proportions", `${target.name}, for ${target.scales.join(", ")}`);
  const checked = checkFactors(caller, factors);
  if (by !== "strata" && by !== "model") throw new InvalidArgument(caller, "by", 'be "strata" or "model"', by);
  if (typeof gamma !== "number" || !(gamma >= 0 && gamma <= 100))
    throw new InvalidArgument(caller, "gamma", "be in [0, 100]", gamma);
  const settings = { target, factors: checked, gamma };
  return {
    name: "CARA",
    scales: ["proportion"],
    ...(target.arms === undefined ? {} : { arms: target.arms }),
    weightsInto: (out) => out.fill(1 / out.length),
    byPatient: (source, state) => (by === "strata" ? byStrata(source, state, settings) : byModel(source, state, settings)),
    protocol:
      `The allocation probabilities are covariate-adjusted and response-adaptive (CARA): given ${factorsInWords(checked)}, ` +
      `success probabilities are estimated ${by === "strata" ? "within each stratum" : "by a logistic regression for each arm"}, ` +
      `the target is ${target.protocol}, and deviations from it are corrected with γ = ${gamma}.`,
    ...(target.recipe === undefined
      ? {}
      : { recipe: { make: caller, options: { ...options, factors: [...factors], target: target.recipe } } }),
  };
}

interface Settings {
  readonly target: AllocationTarget;
  readonly factors: readonly CheckedFactor[];
  readonly gamma: number;
}

/** The patient's outcome: 1 for the event, 0 for none, NaN while it is not known. */
function outcomeOf({ data, response }: PatientSource, index: number): number {
  const { ended, observed } = data.patient(index);
  if (!ended) return Number.NaN;
  const { endpoint } = response;
  return response.estimate(endpoint.add(endpoint.emptyTally, observed));
}

function emptyEstimates({ estimates }: ArmState): ResponseEstimates {
  const arms = estimates.mean.length;
  return { ...estimates, mean: new Float64Array(arms), deviation: new Float64Array(arms) };
}

function byStrata(source: PatientSource, state: ArmState, { target, factors, gamma }: Settings) {
  const arms = state.enrolled.length;
  const nameOf = (patient: Covariates) => JSON.stringify(factors.map((factor) => levelOf(factor, patient)));
  const empty = () => ({ enrolled: new Float64Array(arms), known: new Float64Array(arms), events: new Float64Array(arms) });
  const strata = new Map<string, ReturnType<typeof empty>>();
  for (let i = 0; i < source.data.enrolled; i++) {
    const name = nameOf(source.data.covariatesOf(i));
    const stratum = strata.get(name) ?? empty();
    strata.set(name, stratum);
    const arm = source.data.armOf(i);
    const outcome = outcomeOf(source, i);
    stratum.enrolled[arm]++;
    if (Number.isNaN(outcome)) continue;
    stratum.known[arm]++;
    stratum.events[arm] += outcome;
  }
  return (out: Float64Array, patient: Covariates): void => {
    const { enrolled, known, events } = strata.get(nameOf(patient)) ?? empty();
    const estimates = emptyEstimates(state);
    for (let arm = 0; arm < arms; arm++) setProportion({ estimates }, arm, events[arm], known[arm]);
    const proportions = new Float64Array(arms);
    target.proportionsInto(proportions, estimates);
    out.set(huZhangAllocation(enrolled.some((n) => n > 0) ? enrolled : proportions, proportions, gamma));
  };
}

function byModel(source: PatientSource, state: ArmState, { target, factors, gamma }: Settings) {
  const { data } = source;
  const arms = state.enrolled.length;
  const patients = Array.from({ length: data.enrolled }, (_, i) => data.covariatesOf(i));
  const design = new CovariateRows(factors, patients);
  const rows = patients.map((patient) => design.row(patient));
  const outcomes = patients.map((_, i) => outcomeOf(source, i));
  const models = Array.from({ length: arms }, (_, arm) => {
    const own = rows.flatMap((_row, i) => (data.armOf(i) === arm && !Number.isNaN(outcomes[i]) ? [i] : []));
    return fitArmLogistic(
      own.map((i) => rows[i]),
      own.map((i) => outcomes[i]),
      design.width,
    );
  });
  const estimates = emptyEstimates(state);
  const targetInto = (proportions: Float64Array, row: Float64Array): void => {
    for (let arm = 0; arm < arms; arm++) {
      const p = predictArmLogistic(models[arm], row);
      estimates.mean[arm] = p;
      estimates.deviation[arm] = Math.sqrt(p * (1 - p));
    }
    target.proportionsInto(proportions, estimates);
  };
  const mean = new Float64Array(arms);
  const own = new Float64Array(arms);
  for (const row of rows) {
    targetInto(own, row);
    for (let arm = 0; arm < arms; arm++) mean[arm] += own[arm] / rows.length;
  }
  const correction = rows.length === 0 ? mean.fill(1 / arms) : huZhangAllocation(state.enrolled, mean, gamma);
  return (out: Float64Array, patient: Covariates): void => {
    targetInto(out, design.row(patient));
    let sum = 0;
    for (let arm = 0; arm < arms; arm++) {
      // huZhangAllocation has ∝ π̄ (π̄ / x)^γ: the first factor is replaced by the patient's own target.
      out[arm] *= mean[arm] > 0 ? correction[arm] / mean[arm] : 0;
      sum += out[arm];
    }
    for (let arm = 0; arm < arms; arm++) out[arm] = sum > 0 ? out[arm] / sum : 1 / arms;
  };
}
