/** Random inputs of operators. */
import fc from "fast-check";

/** Whole thousandths up to a bound, for doubles would mostly be tiny. */
export const numbers = (length: number, bound = 2): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.integer({ min: -1000 * bound, max: 1000 * bound }), { minLength: length, maxLength: length })
    .map((values) => Float64Array.from(values, (value) => value / 1000));

/** Positive numbers between 0.05 and a bound. */
export const positives = (length: number, bound = 2): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.integer({ min: 50, max: 1000 * bound }), { minLength: length, maxLength: length })
    .map((values) => Float64Array.from(values, (value) => value / 1000));

/** B Bᵀ + ½ I for a random B. */
export const positiveDefinite = (n: number): fc.Arbitrary<Float64Array> =>
  numbers(n * n).map((b) =>
    Float64Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      let sum = i === j ? 0.5 : 0;
      for (let k = 0; k < n; k++) sum += b[i * n + k] * b[j * n + k];
      return sum;
    }),
  );

/** A lower triangle with a diagonal away from 0; rubbish above it. */
export const lowerTriangle = (n: number): fc.Arbitrary<Float64Array> =>
  numbers(n * n).map((b) =>
    b.map((value, at) => (at % (n + 1) === 0 ? Math.sign(value + 0.0005) * (Math.abs(value) + 0.5) : value)),
  );
