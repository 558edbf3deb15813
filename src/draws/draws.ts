/** The contract of draws: one layout for all that samplers make. */

/** Draws of named scalar variables, chain by chain. */
export interface Draws {
  /** Names of scalars, such as `mu` and `alpha[3]` (or `alpha[Aitkin]`), in the order of declaration. */
  readonly variables: readonly string[];
  readonly chainCount: number;
  /** Iterations of each chain. */
  readonly iterationCount: number;
  /** The draws of one variable: an array for each chain, of `iterationCount` numbers. A view; not to be written. */
  of(variable: string): readonly Float64Array[];
}

/** What the sampler itself recorded at each iteration of one chain (arrays of `iterationCount` numbers). */
export interface SamplerTrace {
  /** log π at the draw, up to the target's constant. */
  readonly logDensity: Float64Array;
  /** Mean acceptance probability over the trajectory. */
  readonly acceptance: Float64Array;
  readonly stepSize: Float64Array;
  readonly treeDepth: Float64Array;
  /** Leapfrog steps, each of one gradient. */
  readonly leapfrogs: Float64Array;
  /** 1 where the trajectory diverged, otherwise 0. */
  readonly divergent: Float64Array;
  /** The Hamiltonian H at the draw. */
  readonly energy: Float64Array;
}

/** A number computed from the chains of one variable. */
export interface Statistic {
  readonly name: string;
  compute(chains: readonly Float64Array[]): number;
}
