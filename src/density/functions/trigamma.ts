/** The trigamma function on lanes. */
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction, WrittenFunction } from "./lane-function.js";
import { emitPolynomial, polynomial } from "./polynomial.js";

/** From here on the asymptotic series. */
const LARGE = 3;

/** x³ (ψ′(x) − 1/x − 1/(2x²)) in 1/x² ≤ 1/9: error below 2^-56 of ψ′. */
const largeCoefficients = [
  0.16666666666655539, -0.033333333277430946, 0.02380951312931899, -0.03333225012672232, 0.0756901162298735, -0.2503091434669752,
  1.084281729121763, -5.2978764694313965, 24.396481043962307, -88.95415463496884, 213.61804000611625, -244.7695957369681,
];

/**
 * ψ′(x), the derivative of the digamma function, for x > 0; Infinity at 0, NaN below.
 *
 * 1/x + 1/(2x²) plus a polynomial over x³ from 3 on; below, ψ′(x + 3) + 1/x² + 1/(x + 1)² + 1/(x + 2)².
 * Largest error found: 2.1 ulp. Source: abramowitz1964 (6.4.6, 6.4.12; coefficients by an own Remez exchange).
 */
export const trigamma: LaneFunction = { name: "trigamma", portable: portableTrigamma, emit };

/** Its code alone. */
export const writtenTrigamma: WrittenFunction = { name: "trigamma", emit };

/** The value at one number, or at one pair: the same bits as a lane. */
export function portableTrigamma(x: number): number {
  if (x >= LARGE) return ofLarge(x);
  if (!(x >= 0)) return Number.NaN;
  const second = x + 1;
  const third = x + 2;
  return ofLarge(x + 3) + 1 / (third * third) + 1 / (second * second) + 1 / (x * x);
}

function ofLarge(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  return inverse + square * (0.5 + inverse * polynomial(largeCoefficients, square));
}

function emit(code: LaneCode, x: Lane): Lane {
  const value = emitOfLarge(code, x);
  return code.unlessAny(code.less(x, code.constant(LARGE)), value, [x, value], "trigamma small", emitSmall);
}

function emitOfLarge(code: LaneCode, x: Lane): Lane {
  const inverse = code.divide(code.constant(1), x);
  const square = code.multiply(inverse, inverse);
  const series = code.multiply(inverse, emitPolynomial(code, largeCoefficients, square));
  return code.add(inverse, code.multiply(square, code.add(code.constant(0.5), series)));
}

function emitSmall(code: LaneCode, x: Lane, usual: Lane): Lane {
  const inverseSquare = (y: Lane) => code.divide(code.constant(1), code.multiply(y, y));
  const shifted = emitOfLarge(code, code.add(x, code.constant(3)));
  const third = code.add(shifted, inverseSquare(code.add(x, code.constant(2))));
  const second = code.add(third, inverseSquare(code.add(x, code.constant(1))));
  const value = code.add(second, inverseSquare(x));
  const atLeastZero = code.select(code.lessOrEqual(code.constant(0), x), value, code.constant(Number.NaN));
  return code.select(code.lessOrEqual(code.constant(LARGE), x), usual, atLeastZero);
}
