/** Chains cut into halves, laid out one after the other. */

/** Draws of one variable as sequences of equal length in one array. */
export interface Sequences {
  /** Sequence after sequence. */
  readonly values: Float64Array;
  readonly count: number;
  readonly length: number;
}

/**
 * Both halves of each chain as sequences of their own; a chain of odd length drops its middle draw.
 *
 * Source: gelman2013bayesian (11.4), vehtari2021rank.
 */
export function splitChains(chains: readonly Float64Array[]): Sequences {
  const iterations = chains[0].length;
  if (iterations === 1) return { values: pooled(chains), count: chains.length, length: 1 };
  const length = iterations >> 1;
  const values = new Float64Array(2 * length * chains.length);
  for (let m = 0; m < chains.length; m++) {
    values.set(chains[m].subarray(0, length), 2 * m * length);
    values.set(chains[m].subarray(iterations - length), (2 * m + 1) * length);
  }
  return { values, count: 2 * chains.length, length };
}

/** All chains as sequences of their own. */
export function wholeChains(chains: readonly Float64Array[]): Sequences {
  return { values: pooled(chains), count: chains.length, length: chains[0].length };
}

/** The draws of all chains, one after the other. */
export function pooled(chains: readonly Float64Array[]): Float64Array {
  const iterations = chains[0].length;
  const values = new Float64Array(iterations * chains.length);
  for (let m = 0; m < chains.length; m++) values.set(chains[m], m * iterations);
  return values;
}
