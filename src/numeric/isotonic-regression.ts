/** Isotonic regression by pooling adjacent violators: the non-decreasing sequence nearest to the values. */
import { InvalidArgument } from "../errors.js";

/** Blocks of the fit so far: where each starts, its Σ w·x, its Σ w and its mean. Grown on demand, never per call. */
let starts = /* @__PURE__ */ new Int32Array(17);
let weightedSums = /* @__PURE__ */ new Float64Array(16);
let weightSums = /* @__PURE__ */ new Float64Array(16);
let means = /* @__PURE__ */ new Float64Array(16);

/**
 * Writes to `out[0..count)` the non-decreasing sequence m that minimizes Σ wᵢ (xᵢ − mᵢ)².
 *
 * Each block of pooled values gets Σ wᵢ xᵢ / Σ wᵢ, both sums taken over the block's own members from first to last, so a
 * block's value depends on nothing but its members; an unpooled value passes through unchanged. Only strict decreases
 * are pooled. `out` may be `values`. Nothing is allocated, and nothing is checked: values must be finite and weights
 * positive (`isotonicRegression` checks them).
 *
 * R's `BOIN::select.mtd` pools the leftmost violating pair again and again and averages the already averaged values, in
 * extended precision. Its blocks are the same and its values agree to rounding (a few 1e-16), while it separates tied
 * doses by 1e-10; so the selected doses agree.
 *
 * Source: barlow1972statistical, section 1.2.
 */
export function isotonicRegressionInto(out: Float64Array, values: Float64Array, weights: Float64Array, count: number): void {
  if (count > means.length) grow(count);
  const blocks = settle(poolAdjacentViolators(values, weights, count), values, weights);
  for (let block = 0; block < blocks; block++) {
    const mean = means[block];
    const end = starts[block + 1];
    for (let i = starts[block]; i < end; i++) out[i] = mean;
  }
}

/**
 * Returns the non-decreasing sequence nearest to the values in weighted least squares; see `isotonicRegressionInto`.
 *
 * Weights default to one. Throws `InvalidArgument` for values that are not finite, and for weights that are not positive
 * and finite or differ in number from the values.
 *
 * Source: barlow1972statistical, section 1.2.
 */
export function isotonicRegression(values: ArrayLike<number>, weights?: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(values);
  const w = weights === undefined ? new Float64Array(x.length).fill(1) : Float64Array.from(weights);
  if (w.length !== x.length) {
    throw new InvalidArgument("isotonicRegression", "weights", `be as many as the values (${x.length})`, w);
  }
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i])) throw new InvalidArgument("isotonicRegression", `values[${i}]`, "be finite", x[i]);
    if (!(w[i] > 0 && w[i] < Number.POSITIVE_INFINITY)) {
      throw new InvalidArgument("isotonicRegression", `weights[${i}]`, "be positive and finite", w[i]);
    }
  }
  const out = new Float64Array(x.length);
  isotonicRegressionInto(out, x, w, x.length);
  return out;
}

/** Finds the blocks in one pass, merging sums of blocks, and returns how many there are. */
function poolAdjacentViolators(values: Float64Array, weights: Float64Array, count: number): number {
  let blocks = 0;
  for (let i = 0; i < count; i++) {
    let start = i;
    let mean = values[i];
    let weightSum = weights[i];
    let weightedSum = weightSum * mean;
    while (blocks > 0 && means[blocks - 1] > mean) {
      blocks--;
      start = starts[blocks];
      weightedSum = weightedSums[blocks] + weightedSum;
      weightSum = weightSums[blocks] + weightSum;
      mean = weightedSum / weightSum;
    }
    starts[blocks] = start;
    weightedSums[blocks] = weightedSum;
    weightSums[blocks] = weightSum;
    means[blocks] = mean;
    blocks++;
  }
  starts[blocks] = count;
  return blocks;
}

/**
 * Recomputes every block's mean over its members in order, and pools again where rounding alone made a new violation.
 *
 * The merged sums above add in an order that depends on the search; this pass makes the values a function of the blocks.
 */
function settle(blocks: number, values: Float64Array, weights: Float64Array): number {
  let settled = 0;
  for (let block = 0; block < blocks; block++) {
    let start = starts[block];
    const end = starts[block + 1];
    let mean = blockMean(values, weights, start, end);
    while (settled > 0 && means[settled - 1] > mean) {
      settled--;
      start = starts[settled];
      mean = blockMean(values, weights, start, end);
    }
    starts[settled] = start;
    means[settled] = mean;
    settled++;
    starts[settled] = end;
  }
  return settled;
}

function blockMean(values: Float64Array, weights: Float64Array, start: number, end: number): number {
  if (end - start === 1) return values[start];
  let weightedSum = 0;
  let weightSum = 0;
  for (let i = start; i < end; i++) {
    weightedSum += weights[i] * values[i];
    weightSum += weights[i];
  }
  return weightedSum / weightSum;
}

function grow(count: number): void {
  const size = Math.max(count, 2 * means.length);
  starts = new Int32Array(size + 1);
  weightedSums = new Float64Array(size);
  weightSums = new Float64Array(size);
  means = new Float64Array(size);
}
