/** Cholesky factors of covariance matrices. */
import { exp, log } from "../numeric/index.js";
import { placesAbove } from "./correlation-rows.js";
import type { Transform } from "./transform.js";
import { type VectorRule, vectorOperator, vectorTransform } from "./vector-rule.js";

const rule: VectorRule = {
  name: "covariance-cholesky",
  constants: placesAbove,
  unconstrainedSize: (dimension) => (dimension * (dimension + 1)) / 2,
  constrainedSize: (dimension) => dimension * dimension,
  workSize: () => 0,
  constrain({ unconstrained, from, constrained, to }, dimension) {
    let logJacobian = 0;
    for (let i = 0, next = from; i < dimension; i++) {
      const row = to + i * dimension;
      for (let j = 0; j < i; j++) constrained[row + j] = unconstrained[next++];
      const y = unconstrained[next++];
      constrained[row + i] = exp(y);
      logJacobian += y;
      for (let j = i + 1; j < dimension; j++) constrained[row + j] = 0;
    }
    return logJacobian;
  },
  unconstrain({ unconstrained, from, constrained, to }, dimension) {
    for (let i = 0, next = from; i < dimension; i++) {
      const row = to + i * dimension;
      for (let j = 0; j < i; j++) unconstrained[next++] = constrained[row + j];
      unconstrained[next++] = log(constrained[row + i]);
    }
  },
  addAdjoint(adjoint, valueAdjoint, jacobianAdjoint, { constrained, from, to }, dimension) {
    for (let i = 0, next = from; i < dimension; i++) {
      const row = to + i * dimension;
      for (let j = 0; j < i; j++) adjoint[next++] += valueAdjoint[row + j];
      adjoint[next++] += valueAdjoint[row + i] * constrained[row + i] + jacobianAdjoint;
    }
  },
};

/**
 * The step that fills a lower triangle row by row, with e^y on the diagonal; log |det J| = Σ of the diagonal's y.
 *
 * Source: stan2024reference.
 */
export const covarianceCholeskyOperator = vectorOperator(rule);

/**
 * Lower K × K triangles with a positive diagonal, row by row from K (K + 1) / 2 numbers: free below the diagonal, e^y on it; log |det J| = Σ of the
 * diagonal's y, of the map to the lower triangle.
 *
 * @throws InvalidArgument if the dimension is not a whole number, at least 1.
 *
 * Source: stan2024reference.
 */
export const covarianceCholesky = (dimension: number): Transform => vectorTransform(covarianceCholeskyOperator, rule, dimension);
