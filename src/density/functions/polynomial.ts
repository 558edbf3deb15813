/** Polynomials in one fixed order of operations (Estrin's, in blocks of four coefficients), on numbers and on lanes. */
import type { Lane, LaneCode } from "./lane-code.js";

/** Coefficients c[0] + c[1] x + … */
export type Coefficients = readonly number[];

/**
 * Σ c[j] x^j: each block of four as (c0 + c1 x) + x² (c2 + c3 x), and Horner's rule in x⁴ over the blocks. Source: muller2016.
 *
 * For any number of coefficients, in a loop; the functions below do the same for one number, faster.
 */
export function polynomial(c: Coefficients, x: number): number {
  const x2 = x * x;
  const x4 = x2 * x2;
  let start = (c.length - 1) & ~3;
  let sum = c[start];
  const size = c.length - start;
  if (size > 1) sum += c[start + 1] * x;
  if (size === 3) sum += c[start + 2] * x2;
  if (size === 4) sum += (c[start + 2] + c[start + 3] * x) * x2;
  while (start > 0) {
    start -= 4;
    sum = c[start] + c[start + 1] * x + (c[start + 2] + c[start + 3] * x) * x2 + sum * x4;
  }
  return sum;
}

/** For 7 coefficients. */
export function polynomial7(c: Coefficients, x: number): number {
  const x2 = x * x;
  const x4 = x2 * x2;
  return c[0] + c[1] * x + (c[2] + c[3] * x) * x2 + (c[4] + c[5] * x + c[6] * x2) * x4;
}

/** For 10 coefficients. */
export function polynomial10(c: Coefficients, x: number): number {
  const x2 = x * x;
  const x4 = x2 * x2;
  return c[0] + c[1] * x + (c[2] + c[3] * x) * x2 + (c[4] + c[5] * x + (c[6] + c[7] * x) * x2 + (c[8] + c[9] * x) * x4) * x4;
}

/** The same on lanes, operation for operation. */
export function emitPolynomial(code: LaneCode, c: Coefficients, x: Lane): Lane {
  const x2 = code.multiply(x, x);
  const x4 = code.multiply(x2, x2);
  const linear = (j: number) => code.add(code.constant(c[j]), code.multiply(code.constant(c[j + 1]), x));
  let start = (c.length - 1) & ~3;
  const size = c.length - start;
  let sum = size > 1 ? linear(start) : code.constant(c[start]);
  if (size === 3) sum = code.add(sum, code.multiply(code.constant(c[start + 2]), x2));
  if (size === 4) sum = code.add(sum, code.multiply(linear(start + 2), x2));
  while (start > 0) {
    start -= 4;
    const block = code.add(linear(start), code.multiply(linear(start + 2), x2));
    sum = code.add(block, code.multiply(sum, x4));
  }
  return sum;
}
