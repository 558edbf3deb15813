/** ln Γ(x) on lanes. */
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction, WrittenFunction } from "./lane-function.js";
import { emitLogarithmOfNormal, logarithmOfNormal, portableLogarithm, writtenLogarithm } from "./logarithm.js";
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

/** ln Γ(1.5 + t)/((t + 1/2)(t − 1/2)) = CENTER + t q(t) on [−1/2, 1/2]: relative error below 2^-54. */
const CENTER = 0.4831289505409809;
const centerCoefficients = [
  -0.14595989591430608, 0.06291140107456437, -0.03130848750100938, 0.01679709863127582, -0.009425622448635245,
  0.005446457846555888, -0.0032120740715338826, 0.0019229159232536297, -0.0011644145656237758, 0.0007115274101885061,
  -0.000437994287665673, 0.00027121871035220744, -0.000168899891451429, 0.00010597983346182868, -6.627433448983437e-5,
  4.06465702736875e-5, -2.665838781735619e-5, 1.8078301874215975e-5, -9.522723093827526e-6, 7.945352769792273e-6,
  -6.7275737497868345e-6,
];

/**
 * ln Γ(x) for x > 0; Infinity at 0, NaN below.
 *
 * (x − 1/2)(ln x − 1) + (ln(2π) − 1)/2 + δ(x) from 2.5 on; on [1, 2) (x − 1)(x − 2) times a polynomial; between and below by
 * ln Γ(x + 1) = ln Γ(x) + ln x. Largest error
 * found: 2.5 ulp away from the zeros at 1 and 2, and 6e-17 (4.4 ulp) next to them.
 * Source: abramowitz1964 (6.1.15, 6.1.40; coefficients by an own Remez exchange).
 */
export const logGamma: LaneFunction = { name: "logGamma", portable, emit };

/** Its code alone. */
export const writtenLogGamma: WrittenFunction = { name: "logGamma", emit };

function portable(x: number): number {
  if (x >= LARGE) {
    if (x === Number.POSITIVE_INFINITY) return x;
    const inverse = 1 / x;
    const error = inverse * polynomial(stirlingCoefficients, inverse * inverse);
    return (x - 0.5) * logarithmOfNormal(x, -1) + (STIRLING_CONSTANT + error);
  }
  if (!(x >= 0)) return Number.NaN;
  const first = x < 1 ? x : x < 2 ? x - 1 : x - 2;
  const t = first - 0.5;
  const near = first * ((first - 1) * (CENTER + t * polynomial(centerCoefficients, t)));
  if (x < 1) return near - portableLogarithm(x);
  return near + (x < 2 ? 0 : portableLogarithm(x - 1));
}

function emit(code: LaneCode, x: Lane): Lane {
  const inverse = code.divide(code.constant(1), x);
  const error = code.multiply(inverse, emitPolynomial(code, stirlingCoefficients, code.multiply(inverse, inverse)));
  const main = code.multiply(code.subtract(x, code.constant(0.5)), emitLogarithmOfNormal(code, x, -1));
  const value = code.add(main, code.add(code.constant(STIRLING_CONSTANT), error));
  return code.unlessAny(code.less(x, code.constant(LARGE)), value, [x, value], "logGamma small", emitSmall);
}

function emitSmall(code: LaneCode, x: Lane, usual: Lane): Lane {
  const one = code.constant(1);
  const isBelow = code.less(x, one);
  const isAbove = code.lessOrEqual(code.constant(2), x);
  const first = code.subtract(x, code.select(isBelow, code.constant(0), code.select(isAbove, code.constant(2), one)));
  const t = code.subtract(first, code.constant(0.5));
  const factor = code.add(code.constant(CENTER), code.multiply(t, emitPolynomial(code, centerCoefficients, t)));
  const near = code.multiply(first, code.multiply(code.subtract(first, one), factor));
  const argument = code.select(isBelow, x, code.select(isAbove, code.subtract(x, one), one));
  const step = code.xor(writtenLogarithm.emit(code, argument), code.and(isBelow, code.bits(0x80000000)));
  const value = code.add(near, step);
  const atLeastZero = code.select(code.lessOrEqual(code.constant(0), x), value, code.constant(Number.NaN));
  return code.select(code.lessOrEqual(code.constant(LARGE), x), usual, atLeastZero);
}
