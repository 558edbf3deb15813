/** The digamma function on lanes. */
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction, WrittenFunction } from "./lane-function.js";
import { emitLogarithmOfNormal, logarithmOfNormal } from "./logarithm.js";
import { emitPolynomial, polynomial } from "./polynomial.js";

/** From here on the asymptotic series. */
const LARGE = 3;
const LARGEST = 1.7976931348623157e308;
/** The positive zero of ψ, in two parts. */
const ZERO = 1.4616321449683622;
const ZERO_LOW = 9.549995429965697e-17;

/** x² (ln x − 1/(2x) − ψ(x)) in 1/x² ≤ 1/9: error below 2^-56 of ψ. */
const largeCoefficients = [
  0.08333333333332067, -0.008333333326308829, 0.003968252605048178, -0.004166533326692324, 0.007568045910143252,
  -0.020804216990844837, 0.0759123107563666, -0.30528193324232544, 1.0829721478039593, -2.680604269537274, 3.2496276728458815,
];

/** ψ(1.5 + t)/(1.5 + t − zero) = CENTER + t q(t) on [−1/2, 1/2]: relative error below 2^-54. */
const CENTER = 0.9510558760318328;
const centerCoefficients = [
  -0.4236274212814606, 0.24054248424078722, -0.1484049230538803, 0.09498872445285042, -0.06192213327554221, 0.040760833973217336,
  -0.026975796663735625, 0.017907246359529814, -0.011908219809301304, 0.00792707253202215, -0.005279944609168501,
  0.0035173847833478928, -0.00234540176833504, 0.0015695377822385471, -0.0010371243363547545, 0.0006583901284986094,
  -0.0004832178878164794, 0.0004277991199909607, -0.0001507984367618827, -8.745217992471838e-5, -0.0001727737777024515,
  0.0002578114876701368,
];

/**
 * ψ(x), the derivative of ln Γ(x), for x > 0; −Infinity at 0, NaN below.
 *
 * ln x − 1/(2x) less a polynomial in 1/x² from 3 on; on [1, 2) x less the zero of ψ, times a polynomial; by ψ(x + 1) = ψ(x) + 1/x
 * elsewhere. Largest error found: 3.5 ulp, and 8e-17 (2.2 ulp) next to the zero.
 * Source: abramowitz1964 (6.3.5, 6.3.18; coefficients by an own Remez exchange).
 */
export const digamma: LaneFunction = { name: "digamma", portable: portableDigamma, emit };

/** Its code alone. */
export const writtenDigamma: WrittenFunction = { name: "digamma", emit };

/** The value at one number, or at one pair: the same bits as a lane. */
export function portableDigamma(x: number): number {
  if (x >= LARGE) {
    if (x === Number.POSITIVE_INFINITY) return x;
    const inverse = 1 / x;
    const square = inverse * inverse;
    return logarithmOfNormal(x, 0) - (0.5 * inverse + square * polynomial(largeCoefficients, square));
  }
  if (!(x >= 0)) return Number.NaN;
  const y = x < 1 ? x + 1 : x < 2 ? x : x - 1;
  const t = y - 1.5;
  const near = (y - ZERO - ZERO_LOW) * (CENTER + t * polynomial(centerCoefficients, t));
  return near + (x < 1 ? -1 / Math.abs(x) : x < 2 ? 0 : 1 / y);
}

function emit(code: LaneCode, x: Lane): Lane {
  const inverse = code.divide(code.constant(1), x);
  const square = code.multiply(inverse, inverse);
  const series = code.multiply(square, emitPolynomial(code, largeCoefficients, square));
  const rest = code.add(code.multiply(code.constant(0.5), inverse), series);
  const value = code.subtract(emitLogarithmOfNormal(code, x, 0), rest);
  const isRare = code.or(code.less(x, code.constant(LARGE)), code.less(code.constant(LARGEST), x));
  return code.unlessAny(isRare, value, [x, value], "digamma beyond", emitBeyond);
}

function emitBeyond(code: LaneCode, x: Lane, usual: Lane): Lane {
  const isBelow = code.less(x, code.constant(1));
  const isAbove = code.lessOrEqual(code.constant(2), x);
  const minusOne = code.and(isAbove, code.constant(-1));
  const y = code.add(x, code.or(code.and(isBelow, code.constant(1)), minusOne));
  const distance = code.subtract(code.subtract(y, code.constant(ZERO)), code.constant(ZERO_LOW));
  const t = code.subtract(y, code.constant(1.5));
  const factor = code.add(code.constant(CENTER), code.multiply(t, emitPolynomial(code, centerCoefficients, t)));
  const near = code.multiply(distance, factor);
  const above = code.or(code.and(isBelow, code.constant(-1)), code.and(isAbove, code.constant(1)));
  const step = code.divide(above, code.select(isBelow, code.absolute(x), y));
  const value = code.select(code.lessOrEqual(code.constant(0), x), code.add(near, step), code.constant(Number.NaN));
  const finite = code.select(code.lessOrEqual(code.constant(LARGE), x), usual, value);
  return code.select(code.less(code.constant(LARGEST), x), x, finite);
}
