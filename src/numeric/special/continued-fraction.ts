/** Evaluation of continued fractions. */

const coefficients = /* @__PURE__ */ new Float64Array(2);

/**
 * 1/(first + a1/(b1 + a2/(b2 + …))), where `writeTerm(n, out)` writes an and bn.
 *
 * `isPositive` tells that the an are positive until the fraction has converged: then the forward recurrence of its convergents
 * top/bottom loses nothing, while for the other signs Steed's sum of differences is the more exact.
 * Source: abramowitz1964 (3.10), barnett1974.
 */
export function continuedFraction(first: number, isPositive: boolean, writeTerm: (n: number, out: Float64Array) => void): number {
  return isPositive ? byForwardRecurrence(first, writeTerm) : bySumOfDifferences(first, writeTerm);
}

function bySumOfDifferences(first: number, writeTerm: (n: number, out: Float64Array) => void): number {
  let d = 1 / first;
  let change = d;
  let value = d;
  for (let n = 1; n < 1e7 && Math.abs(change) > 1e-17 * value; n++) {
    writeTerm(n, coefficients);
    const next = 1 / (coefficients[1] + coefficients[0] * d);
    change *= -coefficients[0] * d * next;
    d = next;
    value += change;
  }
  return value;
}

function byForwardRecurrence(first: number, writeTerm: (n: number, out: Float64Array) => void): number {
  let topBefore = 0;
  let top = 1;
  let bottomBefore = 1;
  let bottom = first;
  for (let n = 1; n < 1e7; n++) {
    writeTerm(n, coefficients);
    const topNext = coefficients[1] * top + coefficients[0] * topBefore;
    const bottomNext = coefficients[1] * bottom + coefficients[0] * bottomBefore;
    const cross = topNext * bottom;
    if (Math.abs(cross - top * bottomNext) <= 1e-16 * cross) return topNext / bottomNext;
    const scale = bottomNext > 1e100 ? 1e-100 : 1;
    topBefore = top * scale;
    bottomBefore = bottom * scale;
    top = topNext * scale;
    bottom = bottomNext * scale;
  }
  return top / bottom;
}
