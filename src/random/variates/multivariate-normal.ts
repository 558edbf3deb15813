import { requireFinite, requireThat } from "../requirements.js";
import { fillStandardNormal } from "../standard/normal.js";
import type { UniformSource } from "../uniform-source.js";
import type { VectorVariate } from "../variate.js";

/** The parameters of a multivariate normal distribution of n variables. */
export interface MultivariateNormalOptions {
  /** The n means. */
  readonly mean: ArrayLike<number>;
  /** The lower Cholesky factor L of the covariance matrix L Lᵀ: n × n numbers, row by row. What is above the diagonal is not read. */
  readonly cholesky: ArrayLike<number>;
}

/**
 * Returns the multivariate normal distribution to draw from: mean + L z, z independent standard normal variates.
 *
 * Throws `InvalidArgument` unless all means and the lower triangle are finite and there are n² entries in `cholesky`.
 * Source: devroye1986nonuniform.
 */
export function multivariateNormalVariate({ mean, cholesky }: MultivariateNormalOptions): VectorVariate {
  const center = Float64Array.from(mean);
  const factor = Float64Array.from(cholesky);
  const n = center.length;
  requireThat(factor.length === n * n, "multivariateNormalVariate", "cholesky", `have ${n} x ${n} entries`, cholesky);
  for (let row = 0; row < n; row++) {
    requireFinite("multivariateNormalVariate", `mean[${row}]`, center[row]);
    for (let column = 0; column <= row; column++) {
      requireFinite("multivariateNormalVariate", `cholesky[${row * n + column}]`, factor[row * n + column]);
    }
  }
  return {
    length: n,
    drawInto(out: Float64Array, source: UniformSource): void {
      const z = out.length === n ? out : out.subarray(0, n);
      fillStandardNormal(z, source);
      // From the last row up, so that each row still finds the z it needs.
      for (let row = n - 1; row >= 0; row--) {
        let sum = center[row];
        for (let column = 0; column <= row; column++) sum += factor[row * n + column] * z[column];
        out[row] = sum;
      }
    },
  };
}
