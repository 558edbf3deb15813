/** What the normal distribution's functions on lanes are made of. */
import { emitExponentialOfSum, exponentialOfSum } from "./exponential.js";
import type { Lane, LaneCode } from "./lane-code.js";
import { emitPolynomial, polynomial } from "./polynomial.js";

/** Adding and subtracting 1.5 · 2^48 rounds to a multiple of 1/16. */
const ROUND_TO_SIXTEENTH = 422212465065984;
/** Beyond, e^(−a²/2) is 0. */
const LAST = 40;
const CENTER = 5;
/** Beyond, (a − 5)/(a + 5) is 1. */
const FAR = 1e30;

/** e^(a²/2) Φ(−a) (1 + a) = AT_CENTER + t q(t) in t = (a − 5)/(a + 5) for a ≥ 0: relative error below 2^-53. */
const AT_CENTER = 0.46151582985003775;
const coefficients = [
  -0.09155228183400903, 0.031030368425962653, 0.010002352385228924, -0.026401042966258042, 0.024536963243690126,
  -0.015170415402846657, 0.0065220006676643145, -0.0016760723473268125, 7.791598156825892e-6, 0.00018233419023540876,
  -5.36075845372798e-5, -9.89634830794895e-6, 9.059836255496924e-6, -6.958037437007919e-8, -1.3074754883918779e-6,
  1.264424664490733e-7, 1.9631843300684803e-7, -2.4593025341621734e-8, -3.0988917678877614e-8, 2.399621526677989e-9,
  4.419796478271501e-9, 2.1855038770949296e-10, -3.8555648411780305e-10, -8.801866226058379e-11,
];

/** e^(−a²/2) for a ≥ 0: a is cut to a multiple of 1/16, whose square is exact. Source: cody1969. */
export function bell(a: number): number {
  const clipped = LAST < a ? LAST : a;
  const top = clipped + ROUND_TO_SIXTEENTH - ROUND_TO_SIXTEENTH;
  return exponentialOfSum(-0.5 * top * top, -0.5 * (clipped - top) * (clipped + top));
}

/** The same on lanes. */
export function emitBell(code: LaneCode, a: Lane): Lane {
  const clipped = code.smaller(a, code.constant(LAST));
  const top = code.subtract(code.add(clipped, code.constant(ROUND_TO_SIXTEENTH)), code.constant(ROUND_TO_SIXTEENTH));
  const main = code.multiply(code.multiply(code.constant(-0.5), top), top);
  const cut = code.multiply(code.constant(-0.5), code.subtract(clipped, top));
  return emitExponentialOfSum(code, main, code.multiply(cut, code.add(clipped, top)));
}

/**
 * e^(a²/2) Φ(−a) (1 + a) for a ≥ 0: between 0.39 and 0.53. A polynomial of degree 24 in (a − 5)/(a + 5).
 * Source: shepherd1981 (form; coefficients by an own Remez exchange).
 */
export function scaledTail(a: number): number {
  const clipped = FAR < a ? FAR : a;
  const t = (clipped - CENTER) / (clipped + CENTER);
  return AT_CENTER + t * polynomial(coefficients, t);
}

/** The same on lanes. */
export function emitScaledTail(code: LaneCode, a: Lane): Lane {
  const clipped = code.smaller(a, code.constant(FAR));
  const center = code.constant(CENTER);
  const t = code.divide(code.subtract(clipped, center), code.add(clipped, center));
  return code.add(code.constant(AT_CENTER), code.multiply(t, emitPolynomial(code, coefficients, t)));
}
