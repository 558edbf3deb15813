/** Cholesky factors of correlation matrices. */
import {
  addCorrelationRowsAdjoint,
  correlationRowsInto,
  correlationRowsInverse,
  countBelow,
  placesAbove,
} from "./correlation-rows.js";
import type { Transform } from "./transform.js";
import { type VectorRule, vectorOperator, vectorTransform } from "./vector-rule.js";

const rule: VectorRule = {
  name: "correlation-cholesky",
  constants: (dimension) => [0, ...placesAbove(dimension)],
  unconstrainedSize: countBelow,
  constrainedSize: (dimension) => dimension * dimension,
  workSize: (dimension) => 2 * countBelow(dimension),
  constrain: (place, dimension) => correlationRowsInto(place.constrained, place.to, place, dimension),
  unconstrain({ unconstrained, from, constrained, to }, dimension) {
    correlationRowsInverse(unconstrained, from, constrained, to, dimension);
  },
  addAdjoint(adjoint, valueAdjoint, jacobianAdjoint, place, dimension) {
    addCorrelationRowsAdjoint(adjoint, valueAdjoint, place.to, place.constrained, place.to, jacobianAdjoint, place, dimension);
  },
};

/**
 * The step xᵢⱼ = tanh yᵢⱼ √(1 − Σ_{l < j} xᵢₗ²), xᵢᵢ = √(1 − Σ_{l < i} xᵢₗ²), row by row.
 *
 * Source: lewandowski2009generating, stan2024reference.
 */
export const correlationCholeskyOperator = vectorOperator(rule);

/**
 * Lower K × K triangles with rows of length 1 and a positive diagonal, from K (K − 1) / 2 numbers: xᵢⱼ = tanh yᵢⱼ √(1 − Σ_{l < j} xᵢₗ²);
 * log |det J| = Σ log(1 − tanh² yᵢⱼ) + ½ Σᵢ Σ_{j < i} log(1 − Σ_{l < j} xᵢₗ²), of the map to the elements below the diagonal.
 *
 * @throws InvalidArgument if the dimension is not a whole number, at least 2.
 *
 * Source: lewandowski2009generating, stan2024reference.
 */
export const correlationCholesky = (dimension: number): Transform =>
  vectorTransform(correlationCholeskyOperator, rule, dimension, 2);
