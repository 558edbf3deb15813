/** What a root finder returns, and the options that all of them share. */

/** The outcome of a root search; `reason` says in words why it did not converge. */
export interface Root {
  /** The best argument found. */
  readonly root: number;
  /** f(root). */
  readonly value: number;
  /** Whether the root is located to the tolerance that was asked for. */
  readonly converged: boolean;
  readonly iterations: number;
  readonly reason?: string;
}

/** When a root search ends. */
export interface RootOptions {
  /** The answer lies within tolerance + 4ε·max(|root|, 2⁻¹⁰²²) of a change of sign; default 0. */
  readonly tolerance?: number;
  /** Default 2500, which also pays for halving the whole range of doubles. */
  readonly maxIterations?: number;
}
