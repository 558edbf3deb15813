/** R's `sample`: equal probabilities by rejection sampling of bits, unequal ones by sorted cumulation or Walker's aliases. */
import type { UniformSource } from "../uniform-source.js";

/**
 * Returns an integer from 0 to `n` − 1, each equally likely, as R's "Rejection" sampling does: 16 bits from each uniform, as many
 * bits as n − 1 needs are kept, until they are below n.
 *
 * Source: rcore2022.
 */
export function rIntegerBelow(source: UniformSource, n: number): number {
  let bits = 0;
  let capacity = 1;
  for (; capacity < n; capacity *= 2) bits++;
  for (;;) {
    let value = 0;
    // Each round's 16 bits push the earlier ones up; what passes the kept bits is dropped at once, so that all stays exact.
    for (let drawn = 0; drawn <= bits; drawn += 16) {
      value = (value % 2 ** 37) * 65536 + Math.floor(source.uniform() * 65536);
    }
    value %= capacity;
    if (value < n) return value;
  }
}

/** Writes numbers from 1 to `n`, drawn with replacement, into `out`. */
export function rSampleWithReplacementInto(out: Float64Array, source: UniformSource, n: number): void {
  for (let i = 0; i < out.length; i++) out[i] = rIntegerBelow(source, n) + 1;
}

/**
 * Writes different numbers from 1 to `n` into `out`: the number at a random place of the list of those left, whose place the list's last takes.
 * For n > 10^7 and at most n / 2 numbers R draws anew until the number is a new one.
 */
export function rSampleWithoutReplacementInto(out: Float64Array, source: UniformSource, n: number): void {
  if (n > 1e7 && out.length <= n / 2) {
    const seen = new Set<number>();
    for (let i = 0; i < out.length; i++) {
      do out[i] = rIntegerBelow(source, n) + 1;
      while (seen.has(out[i]));
      seen.add(out[i]);
    }
    return;
  }
  const left = Float64Array.from({ length: n }, (_, i) => i + 1);
  for (let i = 0, last = n - 1; i < out.length; i++, last--) {
    const place = rIntegerBelow(source, last + 1);
    out[i] = left[place];
    left[place] = left[last];
  }
}

/** Writes numbers from 1 to the number of `weights`, drawn with replacement and with these relative probabilities, into `out`. */
export function rWeightedSampleWithReplacementInto(out: Float64Array, source: UniformSource, weights: ArrayLike<number>): void {
  const probabilities = normalized(weights);
  const n = probabilities.length;
  if (probabilities.filter((p) => n * p > 0.1).length > 200) {
    aliasSampleInto(out, source, probabilities);
    return;
  }
  const order = sortDescending(probabilities);
  for (let i = 1; i < n; i++) probabilities[i] += probabilities[i - 1];
  for (let i = 0; i < out.length; i++) {
    const u = source.uniform();
    let j = 0;
    while (j < n - 1 && u > probabilities[j]) j++;
    out[i] = order[j];
  }
}

/** Writes different numbers from 1 to the number of `weights` into `out`: each in turn with its weight among those left. */
export function rWeightedSampleWithoutReplacementInto(
  out: Float64Array,
  source: UniformSource,
  weights: ArrayLike<number>,
): void {
  const probabilities = normalized(weights);
  const order = sortDescending(probabilities);
  let total = 1;
  for (let i = 0, last = probabilities.length - 1; i < out.length; i++, last--) {
    const target = total * source.uniform();
    let mass = 0;
    let j = 0;
    for (; j < last; j++) {
      mass += probabilities[j];
      if (target <= mass) break;
    }
    out[i] = order[j];
    total -= probabilities[j];
    probabilities.copyWithin(j, j + 1, last + 1);
    order.copyWithin(j, j + 1, last + 1);
  }
}

function normalized(weights: ArrayLike<number>): Float64Array {
  const result = Float64Array.from(weights);
  let sum = 0;
  for (const weight of result) sum += weight;
  return result.map((weight) => weight / sum);
}

/** Walker's aliases: each of n equal boxes holds a share of its own number and a share of one other. Source: walker1977efficient. */
function aliasSampleInto(out: Float64Array, source: UniformSource, probabilities: Float64Array): void {
  const n = probabilities.length;
  const share = probabilities.map((p) => p * n);
  const alias = new Int32Array(n);
  // One list filled from both ends: boxes below 1 from the front, the others from the back.
  const boxes = new Int32Array(n);
  let poorEnd = 0;
  let rich = n;
  for (let i = 0; i < n; i++) boxes[share[i] < 1 ? poorEnd++ : --rich] = i;
  if (poorEnd > 0 && rich < n) {
    // A donor that becomes poor itself simply joins the front list, which ends where the donors begin.
    for (let k = 0; k < n - 1 && rich < n; k++) {
      const donor = boxes[rich];
      alias[boxes[k]] = donor;
      share[donor] += share[boxes[k]] - 1;
      if (share[donor] < 1) rich++;
    }
  }
  for (let i = 0; i < out.length; i++) {
    const box = rIntegerBelow(source, n);
    out[i] = (source.uniform() < share[box] ? box : alias[box]) + 1;
  }
}

/**
 * Sorts `values` from large to small in place and returns the numbers (from 1) of their old places. Ties come in the order that
 * heapsort leaves them in, which R's weighted samples show.
 */
function sortDescending(values: Float64Array): Int32Array {
  const n = values.length;
  const order = Int32Array.from({ length: n }, (_, i) => i + 1);
  for (let root = Math.floor(n / 2) - 1; root >= 0; root--) siftDown(values, order, root, n, values[root], order[root]);
  for (let size = n - 1; size > 0; size--) {
    const value = values[size];
    const place = order[size];
    values[size] = values[0];
    order[size] = order[0];
    siftDown(values, order, 0, size, value, place);
  }
  return order;
}

/** Lets (value, place) sink from `hole` into the heap of the first `size` entries, whose smallest value is on top. */
function siftDown(values: Float64Array, order: Int32Array, hole: number, size: number, value: number, place: number): void {
  let free = hole;
  for (let child = 2 * free + 1; child < size; child = 2 * free + 1) {
    if (child + 1 < size && values[child] > values[child + 1]) child++;
    if (!(value > values[child])) break;
    values[free] = values[child];
    order[free] = order[child];
    free = child;
  }
  values[free] = value;
  order[free] = place;
}
