/** Sample size of the continual reassessment method. */
import { InvalidArgument } from "../../../errors.js";
import { normalCdf, normalQuantile } from "../../../numeric/probability/normal.js";
import { expit, logit } from "../../../numeric/special/logit.js";
import { checkBetween, checkFlags, checkInteger, checkKnown } from "../../requirements.js";

/** What a sample size is asked for. */
export interface CrmSampleSizeOptions {
  /** The average probability of correct selection wanted. */
  readonly correctSelection: number;
  readonly target: number;
  /** Number of doses. */
  readonly doses: number;
  /** Odds of toxicity at a dose over the odds one dose below: above 1. */
  readonly oddsRatio: number;
  /** Continuity correction of the benchmark; true when not given. */
  readonly continuityCorrection?: boolean;
}

/** A sample size, and the benchmark that it rests on. */
export interface CrmSampleSize {
  /** The number of patients, rounded up. */
  readonly patients: number;
  /** The same before rounding, and that of the nonparametric optimal benchmark for the probability wanted. */
  readonly exact: number;
  readonly benchmarkPatients: number;
  /** The probability of correct selection that the benchmark has with so many patients. */
  readonly benchmark: number;
  /** Benchmark's patients over the CRM's. */
  readonly efficiency: number;
  /** Where the formula was not validated, in words; it is always only where a simulation starts from. */
  readonly warnings: readonly string[];
}

/** Where no number of patients is looked for. */
const MOST = 100_000;

/**
 * Returns the number of patients with which a CRM selects the right dose with the given average probability, when the odds of toxicity
 * grow by the odds ratio ψ from dose to dose.
 *
 * The CRM with probability a does as well as the benchmark with b: logit b = (logit a − 2.26 + 0.00235 K² + 0.7 ψ + 1.903/ψ) / 0.854. The
 * benchmark needs n = (z/Δ)² patients, z = Φ⁻¹(1 − K (1 − b)/(2 (K − 1))), Δ = (Δ_L + Δ_U)/2, Δ_L = (φ − p_L + c)/σ_L,
 * Δ_U = (p_U − φ − c)/σ_U, where p_L and p_U have the odds of φ over and times ψ, σ_L² = φ(1−φ) + p_L(1−p_L) + 2 p_L(1−φ),
 * σ_U² = φ(1−φ) + p_U(1−p_U) + 2 φ(1−p_U), and c = 0 or, corrected, 1/(2n) at the least whole n with
 * 1/K + (1 − 1/K)(2Φ(√n Δ) − 1) ≥ b.
 *
 * @throws InvalidArgument for a probability outside (1/doses, 1), an odds ratio not above 1, and when more than 100 000 patients are needed.
 * Source: cheung2013sample.
 */
export function crmSampleSize(options: CrmSampleSizeOptions): CrmSampleSize {
  const caller = "crmSampleSize";
  checkKnown(caller, options, ["correctSelection", "target", "doses", "oddsRatio", "continuityCorrection"]);
  const { correctSelection, target, doses, oddsRatio, continuityCorrection = true } = options;
  checkBetween(caller, "target", target, 0, 1);
  checkInteger(caller, "doses", doses, 2, 100);
  checkBetween(caller, "correctSelection", correctSelection, 1 / doses, 1);
  if (typeof oddsRatio !== "number" || !(oddsRatio > 1 && oddsRatio < Number.POSITIVE_INFINITY))
    throw new InvalidArgument(caller, "oddsRatio", "be a finite number above 1", oddsRatio);
  checkFlags(caller, { continuityCorrection });
  const shift = -2.26 + 0.00235 * doses * doses + 0.7 * oddsRatio + 1.903 / oddsRatio;
  const benchmark = expit((logit(correctSelection) + shift) / 0.854);
  const size = (probability: number) => benchmarkSize(probability, target, doses, oddsRatio, continuityCorrection);
  const exact = size(benchmark);
  const benchmarkPatients = size(correctSelection);
  if (!(exact <= MOST) || !(benchmarkPatients <= MOST))
    throw new InvalidArgument(caller, "oddsRatio", `be such that at most ${MOST} patients are needed`, oddsRatio);
  return {
    patients: Math.ceil(exact),
    exact,
    benchmarkPatients,
    benchmark,
    efficiency: benchmarkPatients / exact,
    warnings: warningsOf(options, exact),
  };
}

/** Patients that the benchmark needs; Infinity when too many. */
function benchmarkSize(probability: number, target: number, doses: number, oddsRatio: number, corrected: boolean): number {
  const below = target / (target + oddsRatio * (1 - target));
  const above = (target * oddsRatio) / (1 - target + target * oddsRatio);
  const variance = target * (1 - target);
  const deviationBelow = Math.sqrt(variance + below * (1 - below) + 2 * below * (1 - target));
  const deviationAbove = Math.sqrt(variance + above * (1 - above) + 2 * target * (1 - above));
  const distance = (c: number) => ((target - below + c) / deviationBelow + (above - target - c) / deviationAbove) / 2;
  const quantile = normalQuantile(1 - (doses * (1 - probability)) / (2 * (doses - 1)));
  const required = (c: number) => (quantile / distance(c)) * (quantile / distance(c));
  if (!corrected) return required(0);
  for (let n = 1; n <= MOST; n++) {
    const correct = 1 / doses + (1 - 1 / doses) * (2 * normalCdf(Math.sqrt(n) * distance(0.5 / n)) - 1);
    if (correct >= probability) return required(0.5 / n);
  }
  return Number.POSITIVE_INFINITY;
}

function warningsOf({ target, doses, oddsRatio }: CrmSampleSizeOptions, exact: number): readonly string[] {
  return [
    ...(target < 0.1 || target > 0.3 ? ["The formula was validated for targets from 0.1 to 0.3."] : []),
    ...(doses < 4 || doses > 8 ? ["The formula was validated for 4 to 8 doses."] : []),
    ...(oddsRatio < 1.25 || oddsRatio > 2.5 ? ["The formula was validated for odds ratios from 1.25 to 2.5."] : []),
    ...(exact > 40 ? ["More than 40 patients: the formula extrapolates."] : []),
  ];
}
