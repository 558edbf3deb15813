/** R's exponential variates: Ahrens and Dieter's algorithm SA. */
import type { UniformSource } from "../uniform-source.js";

/** q_k = Σ_{i=1..k} (ln 2)^i / i!, until it is 1 in double precision. */
const SERIES = partialSums(16);

function partialSums(count: number): Float64Array {
  const sums = new Float64Array(count);
  let term = 1;
  let sum = 0;
  for (let k = 1; k <= count; k++) {
    term *= Math.LN2 / k;
    sum += term;
    sums[k - 1] = sum;
  }
  sums[count - 1] = 1;
  return sums;
}

/**
 * Returns a standard exponential variate as R's `rexp` does.
 *
 * E = k ln 2 + remainder: k is how often u doubles before it passes 1; the remainder, on [0, ln 2), is u itself or the smallest of
 * a number of uniforms times ln 2, the number being found in the series Σ (ln 2)^i / i!.
 *
 * Source: ahrens1972computer, rcore2022.
 */
export function rStandardExponential(source: UniformSource): number {
  const ln2 = SERIES[0];
  let whole = 0;
  let u = 2 * source.uniform();
  while (u <= 1) {
    u += u;
    whole += ln2;
  }
  u -= 1;
  if (u <= ln2) return whole + u;
  let smallest = source.uniform();
  let i = 0;
  do {
    smallest = Math.min(smallest, source.uniform());
    i++;
  } while (u > SERIES[i]);
  return whole + smallest * ln2;
}
