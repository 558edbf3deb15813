/** ln(1 + e^x) on lanes. */
import { portableExponential, writtenExponential } from "./exponential.js";
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction, WrittenFunction } from "./lane-function.js";
import { emitPolynomial, polynomial10 } from "./polynomial.js";

/** (2 artanh(s) − 2s)/s³ in z = s² ≤ 1/9: minimax, error below 2^-59 of ln((1 + s)/(1 − s)). */
const restCoefficients = [
  0.6666666666666631, 0.4000000000015723, 0.28571428547854527, 0.2222222396848397, 0.18181744005226536, 0.153865576749849,
  0.13301007669575676, 0.12105794286445493, 0.0834143427370311, 0.17016049609601488,
];

/**
 * ln(1 + e^x) = max(x, 0) + ln(1 + e), e = e^−|x|, without overflow for large x nor loss for very negative x.
 *
 * ln(1 + e) = e − (e²/2 − s (e²/2 + z P(z))) with s = e/(2 + e) ≤ 1/3, z = s², which is the start of `log` without its powers of
 * two: a shorter chain of dependent operations than `log1p` has. Largest error found: 1.5 ulp.
 * Source: machler2012 (coefficients by an own Remez exchange).
 */
export const softplus: LaneFunction = { name: "log1pExp", portable, emit };

/** Its code alone. */
export const writtenSoftplus: WrittenFunction = { name: "log1pExp", emit };

function portable(x: number): number {
  const e = portableExponential(-Math.abs(x));
  const halfSquare = 0.5 * e * e;
  const s = e / (2 + e);
  const z = s * s;
  const rest = s * (halfSquare + z * polynomial10(restCoefficients, z));
  return (x > 0 ? x : 0) + (e - (halfSquare - rest));
}

function emit(code: LaneCode, x: Lane): Lane {
  const e = writtenExponential.emit(code, code.negate(code.absolute(x)));
  const halfSquare = code.multiply(code.multiply(code.constant(0.5), e), e);
  const s = code.divide(e, code.add(code.constant(2), e));
  const z = code.multiply(s, s);
  const series = code.multiply(z, emitPolynomial(code, restCoefficients, z));
  const rest = code.multiply(s, code.add(halfSquare, series));
  return code.add(code.larger(code.constant(0), x), code.subtract(e, code.subtract(halfSquare, rest)));
}
