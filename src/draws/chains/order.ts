/** Sorted draws: quantiles, the order of distances from the median, and rank-normalized scores. */
import { standardNormalUpperQuantile } from "../../numeric/special/standard-normal-quantile.js";

/**
 * The quantile at `probability` by R's default definition (type 7): linear between the order statistics at 1 + (n − 1) p.
 *
 * Source: hyndman1996sample.
 */
export function quantileOfSorted(sorted: Float64Array, probability: number): number {
  const index = (sorted.length - 1) * probability;
  const below = Math.floor(index);
  const low = sorted[below];
  const high = sorted[Math.ceil(index)];
  const part = index - below;
  return high === low || part === 0 ? low : (1 - part) * low + part * high;
}

/** The median of sorted values: the middle one, or the mean of the middle two. */
export function medianOfSorted(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[half];
  const sum = sorted[half - 1] + sorted[half];
  return Number.isFinite(sum) ? sum / 2 : sorted[half - 1] / 2 + sorted[half] / 2;
}

/** |sorted − center| in increasing order, by merging the two sides. */
export function sortedDistances(sorted: Float64Array, center: number): Float64Array {
  const n = sorted.length;
  const distances = new Float64Array(n);
  let right = 0;
  while (right < n && sorted[right] < center) right++;
  let left = right - 1;
  for (let i = 0; i < n; i++) {
    const below = left < 0 ? Number.POSITIVE_INFINITY : Math.abs(sorted[left] - center);
    const above = right >= n ? Number.POSITIVE_INFINITY : Math.abs(sorted[right] - center);
    if (right >= n || (left >= 0 && below <= above)) {
      distances[i] = below;
      left--;
    } else {
      distances[i] = above;
      right++;
    }
  }
  return distances;
}

/**
 * Writes the rank-normalized scores of `values`, whose sorted copy is `sorted`: Φ⁻¹((r − 3/8)/(S + 1/4)), r the rank
 * among the S values, the average rank for ties.
 *
 * Source: blom1958statistical, vehtari2021rank.
 */
export function normalScoresInto(scores: Float64Array, values: Float64Array, sorted: Float64Array): void {
  const scoreAt = scoresOfPositions(sorted);
  const n = sorted.length;
  const starts = bucketStarts(sorted);
  const buckets = starts.length - 1;
  const low = sorted[0];
  const scale = buckets / (sorted[n - 1] - low);
  for (let i = 0; i < n; i++) {
    const value = values[i];
    const bucket = bucketOf(value, low, scale, buckets);
    let from = starts[bucket];
    let to = starts[bucket + 1];
    // The first position whose value is not below.
    while (from < to) {
      const middle = (from + to) >> 1;
      if (sorted[middle] < value) from = middle + 1;
      else to = middle;
    }
    scores[i] = scoreAt[from];
  }
}

/** The score of each position of `sorted`. */
function scoresOfPositions(sorted: Float64Array): Float64Array {
  const n = sorted.length;
  const untied = untiedScores(n);
  let scores = untied;
  for (let start = 0; start < n; ) {
    let end = start + 1;
    while (end < n && sorted[end] === sorted[start]) end++;
    if (end - start > 1) {
      if (scores === untied) scores = untied.slice();
      scores.fill(scoreOfRank((start + 1 + end) / 2, n), start, end);
    }
    start = end;
  }
  return scores;
}

function scoreOfRank(rank: number, n: number): number {
  return -standardNormalUpperQuantile((rank - 0.375) / (n + 0.25));
}

/** The scores of the last number of values asked for; all variables of a fit have the same number of draws. */
let lastScores: Float64Array = /* @__PURE__ */ new Float64Array(0);

function untiedScores(n: number): Float64Array {
  if (lastScores.length === n) return lastScores;
  const scores = new Float64Array(n);
  for (let i = 0; i < n; i++) scores[i] = scoreOfRank(i + 1, n);
  lastScores = scores;
  return scores;
}

function bucketOf(value: number, low: number, scale: number, buckets: number): number {
  const bucket = (value - low) * scale;
  return bucket >= buckets ? buckets - 1 : bucket | 0;
}

/** Positions in `sorted` at which equally wide buckets of values begin: a search then starts from its bucket. */
function bucketStarts(sorted: Float64Array): Int32Array {
  const n = sorted.length;
  const low = sorted[0];
  const scale = n / (sorted[n - 1] - low);
  const starts = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) starts[bucketOf(sorted[i], low, scale, n) + 1]++;
  for (let bucket = 0; bucket < n; bucket++) starts[bucket + 1] += starts[bucket];
  return starts;
}
