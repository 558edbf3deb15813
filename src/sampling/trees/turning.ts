/** The U-turn criteria of the no-U-turn sampler, fused into one pass over the coordinates. */

import type { Motion } from "./phase-pool.js";

/**
 * Joins two trees of one state each: writes the sum of their momenta, and returns whether they have turned: whether (a + b)·a or (a + b)·b is
 * not positive. The extra criteria of `joinTurns` say the same here.
 *
 * Source: betancourt2017conceptual, appendix A.4.2.
 */
export function pairTurns(sum: Float64Array, one: Motion, two: Motion): boolean {
  const { momentum: a, square: squareOfA } = one;
  const { momentum: b, square: squareOfB } = two;
  const { length } = sum;
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i < length - 1; i += 2) {
    const x = a[i];
    const y = b[i];
    const z = a[i + 1];
    const w = b[i + 1];
    sum[i] = x + y;
    sum[i + 1] = z + w;
    even += x * y;
    odd += z * w;
  }
  if (i < length) {
    sum[i] = a[i] + b[i];
    even += a[i] * b[i];
  }
  const product = even + odd;
  return !(squareOfA + product > 0 && squareOfB + product > 0);
}

/**
 * Joins two neighboring trees: writes the sum of their momenta ρ = ρ₁ + ρ₂, and returns whether the union has turned.
 *
 * With whitened momenta at the outer end of the first tree (outer), its inner end (inner), the inner end of the second (next) and its outer
 * end (last), it has not if each of these is positive: ρ·outer and ρ·last; (ρ₁ + next)·outer and (ρ₁ + next)·next; (ρ₂ + inner)·inner and
 * (ρ₂ + inner)·last. `sum` may be either of the two sums.
 *
 * Source: betancourt2017conceptual, appendix A.4.2; stan2025sampling (the extra checks across the joint).
 */
export function joinTurns(
  sum: Float64Array,
  firstSum: Float64Array,
  secondSum: Float64Array,
  outer: Float64Array,
  inner: Float64Array,
  next: Float64Array,
  last: Float64Array,
): boolean {
  let wholeOuter = 0;
  let wholeLast = 0;
  let leftOuter = 0;
  let leftNext = 0;
  let rightInner = 0;
  let rightLast = 0;
  const { length } = sum;
  let i = 0;
  if ((length & 1) === 1) {
    const first = firstSum[0];
    const second = secondSum[0];
    const whole = first + second;
    const left = first + next[0];
    const right = second + inner[0];
    wholeOuter = whole * outer[0];
    wholeLast = whole * last[0];
    leftOuter = left * outer[0];
    leftNext = left * next[0];
    rightInner = right * inner[0];
    rightLast = right * last[0];
    sum[0] = whole;
    i = 1;
  }
  for (; i < length; i += 2) {
    const j = i + 1;
    const first = firstSum[i];
    const first1 = firstSum[j];
    const second = secondSum[i];
    const second1 = secondSum[j];
    const whole = first + second;
    const whole1 = first1 + second1;
    const a = outer[i];
    const a1 = outer[j];
    const b = inner[i];
    const b1 = inner[j];
    const c = next[i];
    const c1 = next[j];
    const d = last[i];
    const d1 = last[j];
    const left = first + c;
    const left1 = first1 + c1;
    const right = second + b;
    const right1 = second1 + b1;
    wholeOuter += whole * a + whole1 * a1;
    wholeLast += whole * d + whole1 * d1;
    leftOuter += left * a + left1 * a1;
    leftNext += left * c + left1 * c1;
    rightInner += right * b + right1 * b1;
    rightLast += right * d + right1 * d1;
    sum[i] = whole;
    sum[j] = whole1;
  }
  return !(wholeOuter > 0 && wholeLast > 0 && leftOuter > 0 && leftNext > 0 && rightInner > 0 && rightLast > 0);
}
