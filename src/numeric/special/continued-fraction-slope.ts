/** The derivative of a continued fraction with respect to a parameter. */

const term = /* @__PURE__ */ new Float64Array(4);

/** Writes an, bn and their derivatives. */
export type WriteTermWithSlope = (out: Float64Array, n: number, given: Float64Array) => void;

/** Sums that lose more than this factor are computed again from the end. */
const LOSS = 50;

/**
 * The derivative of ln f, f = 1/(first + a1/(b1 + a2/(b2 + …))), given that of `first`.
 *
 * The convergents' differences and their derivatives are summed until both are negligible; where this sum cancels, the convergent
 * it ended at is differentiated from its end. Source: barnett1974, abramowitz1964 (3.10).
 */
export function continuedFractionSlope(
  first: number,
  firstSlope: number,
  writeTerm: WriteTermWithSlope,
  given: Float64Array,
): number {
  let d = 1 / first;
  let dSlope = -firstSlope * d * d;
  let change = d;
  let changeSlope = dSlope;
  let value = d;
  let slope = dSlope;
  let size = Math.abs(dSlope);
  let n = 1;
  for (let negligible = 0; n < 1e6 && negligible < 2; n++) {
    writeTerm(term, n, given);
    const product = term[0] * d;
    const productSlope = term[2] * d + term[0] * dSlope;
    const next = 1 / (term[1] + product);
    const nextSlope = -(term[3] + productSlope) * next * next;
    const ratio = -product * next;
    changeSlope = ratio * changeSlope - (productSlope * next + product * nextSlope) * change;
    change *= ratio;
    value += change;
    slope += changeSlope;
    size += Math.abs(changeSlope);
    d = next;
    dSlope = nextSlope;
    const isNegligible = Math.abs(changeSlope) <= 1e-17 * Math.abs(slope) && Math.abs(change) <= 1e-17 * value;
    negligible = isNegligible ? negligible + 1 : 0;
  }
  return size <= LOSS * Math.abs(slope) ? slope / value : slopeFromEnd(n, first, firstSlope, writeTerm, given);
}

function slopeFromEnd(
  count: number,
  first: number,
  firstSlope: number,
  writeTerm: WriteTermWithSlope,
  given: Float64Array,
): number {
  let tail = 0;
  let tailSlope = 0;
  for (let n = count; n > 0; n--) {
    writeTerm(term, n, given);
    const inverse = 1 / (term[1] + tail);
    tail = term[0] * inverse;
    tailSlope = (term[2] - tail * (term[3] + tailSlope)) * inverse;
  }
  return -(firstSlope + tailSlope) / (first + tail);
}
