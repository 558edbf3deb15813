/** Vectors whose elements add up to 0. */
import type { Transform } from "./transform.js";
import { type VectorRule, vectorOperator, vectorTransform } from "./vector-rule.js";
import { zeroSumInto } from "./zero-sum-basis.js";

const rule: VectorRule = {
  name: "sum-to-zero",
  conditioning: "sum-to-zero",
  unconstrainedSize: (dimension) => dimension - 1,
  constrainedSize: (dimension) => dimension,
  workSize: () => 0,
  constrain({ unconstrained, from, constrained, to }, dimension) {
    zeroSumInto(constrained, to, unconstrained, from, dimension);
    return 0;
  },
  unconstrain({ unconstrained, from, constrained, to }, dimension) {
    let sum = 0;
    for (let i = 1; i < dimension; i++) {
      sum += constrained[to + i - 1];
      unconstrained[from + i - 1] = (sum - i * constrained[to + i]) / Math.sqrt(i * (i + 1));
    }
  },
  addAdjoint(adjoint, valueAdjoint, _jacobianAdjoint, { from, to }, dimension) {
    let sum = 0;
    for (let i = 1; i < dimension; i++) {
      sum += valueAdjoint[to + i - 1];
      adjoint[from + i - 1] += (sum - i * valueAdjoint[to + i]) / Math.sqrt(i * (i + 1));
    }
  },
};

/**
 * The step x = H y with the columns of H orthonormal and of sum 0; log |det J| = 0.
 *
 * Source: egozcue2003isometric.
 */
export const sumToZeroOperator = vectorOperator(rule);

/**
 * Vectors of K elements with sum 0 from K − 1 orthonormal coordinates; log |det J| = 0.
 *
 * @throws InvalidArgument if the dimension is not a whole number, at least 2.
 *
 * Source: egozcue2003isometric.
 */
export const sumToZero = (dimension: number): Transform => vectorTransform(sumToZeroOperator, rule, dimension, 2);
