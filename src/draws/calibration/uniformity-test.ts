/** Whether probability integral transforms, or ranks of simulation-based calibration, are uniform. */
import { atan2 } from "../../numeric/elementary/arctangent.js";
import { tan } from "../../numeric/elementary/trigonometric.js";
import { betaCdf, betaUpperTail } from "../../numeric/probability/beta.js";
import { binomialCdf, binomialUpperTail } from "../../numeric/probability/binomial.js";
import { requireInteger, requireThat } from "../requirements.js";

/**
 * How a single value is judged. `pot`: the i-th smallest of n against the beta distribution (i, n + 1 − i), for continuous values.
 * `prit`: the number of values up to it against a binomial distribution, for ranks. `piet`: the value itself, for tails.
 */
export type UniformityMethod = "pot" | "prit" | "piet";

/** How uniformity is tested. */
export interface UniformityOptions {
  /** `prit` for ranks, otherwise `pot`, when not given. */
  readonly method?: UniformityMethod;
  /** The values are ranks, integers from 0 to this. */
  readonly largestRank?: number;
}

/** The verdict. */
export interface UniformityTest {
  readonly method: UniformityMethod;
  /** Small when the values are not uniform. */
  readonly pValue: number;
  /** What each value, in the order given, adds to the evidence: its Shapley value; positive speaks against uniformity. */
  readonly contributions: readonly number[];
}

/**
 * Tests whether `values` (in [0, 1], or ranks) are uniform, right also when they depend on each other: the p-value p_i of each
 * value is turned into tan((1/2 − p_i) π), and their mean compared with a Cauchy distribution; `pot` and `prit` take those with p_i < 1/2.
 *
 * A p_i of 1 and more, which discrete tests reach, counts as 1 − 1/n. Leaving out large p_i makes p-values of `pot` and `prit` of
 * continuous values too small, by a factor of up to 2; those of ranks, which are counted from both ends, are nearly right.
 * @throws InvalidArgument for no values, and values outside [0, 1] or 0 … largestRank.
 * Source: tesso2026loopit, liu2020cauchy, chen2025truncated.
 */
export function uniformityTest(values: ArrayLike<number>, options: UniformityOptions = {}): UniformityTest {
  const caller = "uniformityTest";
  const { largestRank, method = largestRank === undefined ? "pot" : "prit" } = options;
  requireThat(["pot", "prit", "piet"].includes(method), caller, "method", 'be "pot", "prit" or "piet"', method);
  requireThat(values.length > 0, caller, "values", "hold at least one value", values);
  // The order statistics of ranks are not beta distributed, and the largest rank is certain.
  requireThat(largestRank === undefined || method === "prit", caller, "method", 'be "prit" for ranks', method);
  checkValues(caller, values, largestRank);
  const n = values.length;
  const pointwise =
    largestRank === undefined ? pointwiseValues(method, Float64Array.from(values)) : rankValues(values, largestRank);
  const scores = pointwise.map((p) => cauchyScore(p < 1 ? p : 1 - 1 / n));
  const counted = method === "piet" ? scores : scores.filter((_, i) => pointwise[i] < 0.5);
  return { method, pValue: combined(counted), contributions: shapleyValues(scores) };
}

function checkValues(caller: string, values: ArrayLike<number>, largestRank: number | undefined): void {
  if (largestRank !== undefined) requireInteger(caller, "largestRank", largestRank, 1);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (largestRank === undefined) requireThat(value >= 0 && value <= 1, caller, `values[${i}]`, "be in [0, 1]", value);
    else {
      const isRank = Number.isInteger(value) && value >= 0 && value <= largestRank;
      requireThat(isRank, caller, `values[${i}]`, `be an integer from 0 to ${largestRank}`, value);
    }
  }
}

/**
 * Of each rank twice the smaller of two p-values: of the number of ranks up to it, and of that of ranks from it on. Counted from one
 * end only, the last rank would be certain, and too many of it unseen.
 */
function rankValues(ranks: ArrayLike<number>, largest: number): number[] {
  const upTo = pointwiseValues(
    "prit",
    Float64Array.from(ranks, (rank) => (rank + 1) / (largest + 1)),
  );
  const from = pointwiseValues(
    "prit",
    Float64Array.from(ranks, (rank) => (largest - rank + 1) / (largest + 1)),
  );
  return upTo.map((p, i) => 2 * Math.min(p, from[i]));
}

/** The two-sided p-value of each value. Source: tesso2026loopit. */
function pointwiseValues(method: UniformityMethod, pit: Float64Array): number[] {
  if (method === "piet") return Array.from(pit, (u) => 2 * Math.min(u, 1 - u));
  const n = pit.length;
  const order = Int32Array.from(pit, (_, i) => i).sort((a, b) => pit[a] - pit[b] || a - b);
  const found = new Array<number>(n);
  for (let at = n - 1, upTo = n; at >= 0; at--) {
    const u = pit[order[at]];
    if (at < n - 1 && u < pit[order[at + 1]]) upTo = at + 1;
    const below = method === "pot" ? betaCdf(u, at + 1, n - at) : binomialCdf(upTo, n, u);
    const above = method === "pot" ? betaUpperTail(u, at + 1, n - at) : binomialUpperTail(upTo - 1, n, u);
    found[order[at]] = 2 * Math.min(below, above);
  }
  return found;
}

/** Finite, so that sums of them are. */
const LARGEST_SCORE = 1e290;

/** tan((1/2 − p) π), which for small p is better found as 1/tan(p π). Source: liu2020cauchy. */
function cauchyScore(p: number): number {
  return p < 0.25 ? Math.min(1 / tan(p * Math.PI), LARGEST_SCORE) : tan((0.5 - p) * Math.PI);
}

/** P(C > mean of the scores) of a standard Cauchy C; 1 where no score speaks against uniformity. Source: liu2020cauchy. */
function combined(scores: readonly number[]): number {
  if (scores.length === 0) return 1;
  let sum = 0;
  for (const score of scores) sum += score;
  return atan2(1, sum / scores.length) / Math.PI;
}

/** x_i/n + ((H_n − 1)/n)(x_i − mean of the others), H_n = 1 + 1/2 + … + 1/n. Source: tesso2026loopit. */
function shapleyValues(scores: readonly number[]): number[] {
  const n = scores.length;
  if (n === 1) return [0];
  let sum = 0;
  let harmonic = 0;
  scores.forEach((score, i) => {
    sum += score;
    harmonic += 1 / (i + 1);
  });
  return scores.map((score) => score / n + ((harmonic - 1) / n) * (score - (sum - score) / (n - 1)));
}
