/** The U-turn criteria of the no-U-turn sampler, fused into one pass over the coordinates. */

/**
 * Joins two trees of one state each: writes the sum of their momenta, and returns whether they have turned: whether (a + b)·a or (a + b)·b is
 * not positive, given |a|² and |b|². The extra criteria of `joinTurns` say the same here.
 *
 * Source: betancourt2017conceptual, appendix A.4.2.
 */
export function pairTurns(sum: Float64Array, a: Float64Array, b: Float64Array, squareOfA: number, squareOfB: number): boolean {
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
  for (let i = 0; i < sum.length; i++) {
    const first = firstSum[i];
    const second = secondSum[i];
    const whole = first + second;
    sum[i] = whole;
    const a = outer[i];
    const b = inner[i];
    const c = next[i];
    const d = last[i];
    const left = first + c;
    const right = second + b;
    wholeOuter += whole * a;
    wholeLast += whole * d;
    leftOuter += left * a;
    leftNext += left * c;
    rightInner += right * b;
    rightLast += right * d;
  }
  return !(wholeOuter > 0 && wholeLast > 0 && leftOuter > 0 && leftNext > 0 && rightInner > 0 && rightLast > 0);
}
