/** The LKJ distribution of correlation matrices. */
import { type Expression, toExpression } from "../../density/expression.js";
import { cholesky } from "../../density/operators/cholesky.js";
import { logDeterminant } from "../../density/operators/log-determinant.js";
import type { VectorDistribution } from "../distribution.js";
import { drawLkjFactorInto, type LkjOptions, logLkjNormalizer, requireDimension } from "../lkj.js";
import { requireOptions, requireParameter } from "../parameters.js";

/**
 * The LKJ distribution of a correlation matrix R (K × K, row by row): log p(R) = (shape − 1) ln det R − ln Z, a density of the numbers below the diagonal.
 *
 * `lkjCholesky` is faster where the matrix itself is not needed. Throws `InvalidArgument` unless the dimension is an integer from 2 and a number as
 * shape is positive. Source: lewandowski2009generating.
 */
export function lkj(options: LkjOptions): VectorDistribution {
  requireOptions("lkj", options);
  const { dimension, shape } = options as LkjOptions;
  requireDimension("lkj", dimension);
  requireParameter("lkj", "shape", "positive", shape);
  const exponent = toExpression(shape).minus(1);
  return {
    name: "lkj",
    parameters: { shape },
    domains: { shape: "positive" },
    support: { kind: "correlation", dimension },
    logDensity: (x: Expression) =>
      exponent.times(logDeterminant(cholesky(x))).minus(logLkjNormalizer(dimension, toExpression(shape))),
    numeric: {
      size: () => dimension * dimension,
      drawInto(out, rng, given) {
        const factor = new Float64Array(dimension * dimension);
        drawLkjFactorInto(factor, rng, dimension, given.shape as number);
        productWithItself(out, factor, dimension);
      },
    },
  };
}

/** L Lᵀ. */
function productWithItself(out: Float64Array, factor: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k <= Math.min(i, j); k++) sum += factor[i * size + k] * factor[j * size + k];
      out[i * size + j] = i === j ? 1 : sum;
    }
  }
}
