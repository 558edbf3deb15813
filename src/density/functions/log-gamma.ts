/** ln Γ(x) on lanes. */
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction } from "./lane-function.js";
import { emitLogarithmOfNormal, logarithm, logarithmOfNormal } from "./logarithm.js";
import { emitPolynomial, polynomial } from "./polynomial.js";

/** From here on Stirling's formula. */
const LARGE = 2.5;
/** (ln(2π) − 1)/2. */
const STIRLING_CONSTANT = 0.4189385332046727;

/** x times the error of Stirling's formula, in 1/x² ≤ 0.16: error below 2^-56 of ln Γ. */
const stirlingCoefficients = [
  0.0833333333333332, -0.0027777777776734733, 0.00079365076822923, -0.0005952351850839864, 0.0008415603855229385,
  -0.0019095669584343906, 0.0061817374827094805, -0.024779733778245487, 0.1029863579676121, -0.3736525539375863, 1.01963586178406,
  -1.7780790413135805, 1.454289245400383,
];

/** ln Γ(2 + t)/t on [−1/2, 1/2]: relative error below 2^-55. */
const nearTwoCoefficients = [
  0.42278433509846713, 0.32246703342411326, -0.06735230105319831, 0.02058080842778057, -0.007385551028649711,
  0.0028905103307036877, -0.0011927539123620092, 0.0005096695301219921, -0.00022315474699169263, 9.945741219822058e-5,
  -4.492639333857762e-5, 2.0507948290929737e-5, -9.438013536054454e-6, 4.373259097211635e-6, -2.0476654213045767e-6,
  9.485779744914983e-7, -4.220221800528245e-7, 2.500763453510279e-7, -1.4387302460462497e-7,
];

/**
 * ln Γ(x) for x > 0; Infinity at 0, NaN below.
 *
 * (x − 1/2)(ln x − 1) + (ln(2π) − 1)/2 + δ(x) from 2.5 on; on [1.5, 2.5) a polynomial, and below it ln Γ(x + 1) − ln x or
 * ln Γ(x + 2) − ln(x (x + 1)). Source: abramowitz1964 (6.1.15, 6.1.40; coefficients by an own Remez exchange).
 */
export const logGamma: LaneFunction = { name: "logGamma", portable, emit };

function portable(x: number): number {
  if (x >= LARGE) {
    if (x === Number.POSITIVE_INFINITY) return x;
    const inverse = 1 / x;
    const error = inverse * polynomial(stirlingCoefficients, inverse * inverse);
    return (x - 0.5) * logarithmOfNormal(x, -1) + (STIRLING_CONSTANT + error);
  }
  if (!(x >= 0)) return Number.NaN;
  const t = x < 0.5 ? x : x < 1.5 ? x - 1 : x - 2;
  const divisor = x < 0.5 ? x * (1 + x) : x < 1.5 ? x : 1;
  return t * polynomial(nearTwoCoefficients, t) - logarithm.portable(divisor);
}

function emit(code: LaneCode, x: Lane): Lane {
  const inverse = code.divide(code.constant(1), x);
  const error = code.multiply(inverse, emitPolynomial(code, stirlingCoefficients, code.multiply(inverse, inverse)));
  const main = code.multiply(code.subtract(x, code.constant(0.5)), emitLogarithmOfNormal(code, x, -1));
  const value = code.add(main, code.add(code.constant(STIRLING_CONSTANT), error));
  return code.unlessAny(code.less(x, code.constant(LARGE)), value, [x, value], "logGamma small", emitSmall);
}

function emitSmall(code: LaneCode, x: Lane, usual: Lane): Lane {
  const isBelowHalf = code.less(x, code.constant(0.5));
  const isBelow = code.less(x, code.constant(1.5));
  const shift = code.select(isBelow, code.andNot(code.constant(1), isBelowHalf), code.constant(2));
  const t = code.subtract(x, shift);
  const low = code.select(isBelowHalf, code.multiply(x, code.add(code.constant(1), x)), x);
  const divisor = code.select(isBelow, low, code.constant(1));
  const near = code.multiply(t, emitPolynomial(code, nearTwoCoefficients, t));
  const value = code.subtract(near, logarithm.emit(code, divisor));
  const atLeastZero = code.select(code.lessOrEqual(code.constant(0), x), value, code.constant(Number.NaN));
  return code.select(code.lessOrEqual(code.constant(LARGE), x), usual, atLeastZero);
}
