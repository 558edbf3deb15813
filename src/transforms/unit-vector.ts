/** Vectors of length 1. */
import type { Transform } from "./transform.js";
import { type VectorRule, vectorOperator, vectorTransform } from "./vector-rule.js";

const rule: VectorRule = {
  name: "unit-vector",
  unconstrainedSize: (dimension) => dimension,
  constrainedSize: (dimension) => dimension,
  workSize: () => 0,
  constrain({ unconstrained, from, constrained, to }, dimension) {
    let squares = 0;
    for (let k = 0; k < dimension; k++) squares += unconstrained[from + k] * unconstrained[from + k];
    const length = Math.sqrt(squares);
    if (!(length > 0)) return withoutDirection(constrained, to, dimension);
    for (let k = 0; k < dimension; k++) constrained[to + k] = unconstrained[from + k] / length;
    return -0.5 * squares;
  },
  unconstrain({ unconstrained, from, constrained, to }, dimension) {
    for (let k = 0; k < dimension; k++) unconstrained[from + k] = constrained[to + k];
  },
  addAdjoint(adjoint, valueAdjoint, jacobianAdjoint, { unconstrained, from, constrained, to }, dimension) {
    let squares = 0;
    let along = 0;
    for (let k = 0; k < dimension; k++) {
      squares += unconstrained[from + k] * unconstrained[from + k];
      along += constrained[to + k] * valueAdjoint[to + k];
    }
    const length = Math.sqrt(squares);
    if (!(length > 0)) return;
    for (let k = 0; k < dimension; k++)
      adjoint[from + k] +=
        (valueAdjoint[to + k] - along * constrained[to + k]) / length - jacobianAdjoint * unconstrained[from + k];
  },
};

/** 0 has no direction: the first axis, rejected. */
function withoutDirection(constrained: Float64Array, to: number, dimension: number): number {
  for (let k = 0; k < dimension; k++) constrained[to + k] = k === 0 ? 1 : 0;
  return Number.NEGATIVE_INFINITY;
}

/**
 * The step x = y / ‖y‖ with the log density −½ ‖y‖² of the length; −∞ where y is 0.
 *
 * Source: stan2024reference.
 */
export const unitVectorOperator = vectorOperator(rule);

/**
 * Vectors of length 1: x = y / ‖y‖. In the place of log |det J| stands −½ ‖y‖², which makes y standard normal, and x uniform on the sphere.
 *
 * @throws InvalidArgument if the dimension is not a whole number, at least 2.
 *
 * Source: stan2024reference.
 */
export const unitVector = (dimension: number): Transform => vectorTransform(unitVectorOperator, rule, dimension, 2);
