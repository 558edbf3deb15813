/** Random matrices for the laws of linear algebra, flat, row by row. */
import fc from "fast-check";

/** Rounding bounds hold without underflow only, so tiny numbers become zero. */
const entry = fc.double({ min: -10, max: 10, noNaN: true }).map((x) => (Math.abs(x) < 1e-60 ? 0 : x));

/** A list of `length` numbers in [−10, 10]. */
export const numbers = (length: number): fc.Arbitrary<Float64Array> =>
  fc.array(entry, { minLength: length, maxLength: length }).map((values) => Float64Array.from(values));

/** A size with a rows × size matrix. */
export const sized = (largest = 12): fc.Arbitrary<number> => fc.integer({ min: 1, max: largest });

/** A A ᵀ + I for a random n × n matrix: positive definite with smallest eigenvalue at least 1. */
export const positiveDefinite = (n: number): fc.Arbitrary<Float64Array> =>
  numbers(n * n).map((root) => {
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        let sum = i === j ? 1 : 0;
        for (let k = 0; k < n; k++) sum += root[i * n + k] * root[j * n + k];
        matrix[i * n + j] = sum;
        matrix[j * n + i] = sum;
      }
    return matrix;
  });

/** The plain product of a rows × inner and an inner × columns matrix. */
export function product(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      for (let k = 0; k < inner; k++) out[i * columns + j] += a[i * inner + k] * b[k * columns + j];
  return out;
}

/** The transpose of a rows × columns matrix. */
export function transpose(a: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: a.length }, (_, at) => a[(at % rows) * columns + Math.floor(at / rows)]);
}

/** The lower triangle, with zeros above. */
export function lowerOf(a: Float64Array, n: number): Float64Array {
  return a.map((value, at) => (at % n <= Math.floor(at / n) ? value : 0));
}

/** The largest absolute entry. */
export function largest(a: ArrayLike<number>): number {
  let size = 0;
  for (let i = 0; i < a.length; i++) size = Math.max(size, Math.abs(a[i]));
  return size;
}

/** The largest absolute difference. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let size = 0;
  for (let i = 0; i < a.length; i++) size = Math.max(size, Math.abs(a[i] - b[i]));
  return size;
}

/** A fixed sequence of numbers in (−1, 1), for matrices too large to shrink. */
export function fixedNumbers(length: number, seed: number): Float64Array {
  let state = seed >>> 0;
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}
