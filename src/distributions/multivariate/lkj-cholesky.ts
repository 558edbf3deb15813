/** The LKJ distribution of correlation matrices, by their Cholesky factors. */
import { type Expression, toExpression } from "../../density/expression.js";
import type { VectorDistribution } from "../distribution.js";
import { drawLkjFactorInto, type LkjOptions, logLkjNormalizer, requireDimension } from "../lkj.js";
import { requireOptions, requireParameter } from "../parameters.js";

/**
 * The LKJ distribution of the lower Cholesky factor L of a correlation matrix (K × K, row by row): log p(L) = Σ_{k=2..K} (K − k + 2 (shape − 1)) ln L_kk −
 * ln Z, a density of the numbers below the diagonal.
 *
 * Throws `InvalidArgument` unless the dimension is an integer from 2 and a number as shape is positive. Source: lewandowski2009generating.
 */
export function lkjCholesky(options: LkjOptions): VectorDistribution {
  requireOptions("lkjCholesky", options);
  const { dimension, shape } = options as LkjOptions;
  requireDimension("lkjCholesky", dimension);
  requireParameter("lkjCholesky", "shape", "positive", shape);
  return {
    name: "lkjCholesky",
    parameters: { shape },
    domains: { shape: "positive" },
    support: { kind: "correlation-cholesky", dimension },
    logDensity: (x) => logKernel(x, dimension, toExpression(shape)).minus(logLkjNormalizer(dimension, toExpression(shape))),
    numeric: {
      size: () => dimension * dimension,
      drawInto: (out, rng, given) => drawLkjFactorInto(out, rng, dimension, given.shape as number),
    },
  };
}

/** Σ (K − k + 2 (shape − 1)) ln L_kk. */
function logKernel(x: Expression, dimension: number, shape: Expression): Expression {
  const twice = shape.minus(1).times(2);
  const terms = Array.from({ length: dimension - 1 }, (_, i) => {
    const k = i + 1;
    return twice.plus(dimension - 1 - k).times(x.at(k * dimension + k).log());
  });
  return terms.reduce((sum, term) => sum.plus(term));
}
