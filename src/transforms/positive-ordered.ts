/** Vectors of positive elements that increase. */
import { exp, log } from "../numeric/index.js";
import type { Transform } from "./transform.js";
import { type VectorRule, vectorOperator, vectorTransform } from "./vector-rule.js";

const rule: VectorRule = {
  name: "positive-ordered",
  conditioning: "in-order",
  unconstrainedSize: (dimension) => dimension,
  constrainedSize: (dimension) => dimension,
  workSize: () => 0,
  constrain({ unconstrained, from, constrained, to }, dimension) {
    let logJacobian = 0;
    let x = 0;
    for (let k = 0; k < dimension; k++) {
      const y = unconstrained[from + k];
      x += exp(y);
      constrained[to + k] = x;
      logJacobian += y;
    }
    return logJacobian;
  },
  unconstrain({ unconstrained, from, constrained, to }, dimension) {
    unconstrained[from] = log(constrained[to]);
    for (let k = 1; k < dimension; k++) unconstrained[from + k] = log(constrained[to + k] - constrained[to + k - 1]);
  },
  addAdjoint(adjoint, valueAdjoint, jacobianAdjoint, { unconstrained, from, to }, dimension) {
    let later = 0;
    for (let k = dimension - 1; k >= 0; k--) {
      later += valueAdjoint[to + k];
      adjoint[from + k] += later * exp(unconstrained[from + k]) + jacobianAdjoint;
    }
  },
};

/**
 * The step x₁ = e^y₁, xₖ = xₖ₋₁ + e^yₖ with log |det J| = Σ yₖ.
 *
 * Source: stan2024reference.
 */
export const positiveOrderedOperator = vectorOperator(rule);

/**
 * Vectors of positive elements that increase: x₁ = e^y₁, xₖ = xₖ₋₁ + e^yₖ; log |det J| = Σ yₖ.
 *
 * @throws InvalidArgument if the dimension is not a whole number, at least 1.
 *
 * Source: stan2024reference.
 */
export const positiveOrdered = (dimension: number): Transform => vectorTransform(positiveOrderedOperator, rule, dimension);
