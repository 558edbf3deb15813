/** Vectors of positive shares that add up to 1. */
import { exp, log } from "../numeric/index.js";
import type { Transform } from "./transform.js";
import { type VectorRule, vectorOperator, vectorTransform } from "./vector-rule.js";
import { zeroSumInto } from "./zero-sum-basis.js";

const rule: VectorRule = {
  name: "simplex",
  unconstrainedSize: (dimension) => dimension - 1,
  constrainedSize: (dimension) => dimension,
  workSize: () => 0,
  constrain({ unconstrained, from, constrained, to }, dimension) {
    zeroSumInto(constrained, to, unconstrained, from, dimension);
    const end = to + dimension;
    let largest = constrained[to];
    for (let k = to + 1; k < end; k++) largest = Math.max(largest, constrained[k]);
    let total = 0;
    for (let k = to; k < end; k++) {
      const share = exp(constrained[k] - largest);
      constrained[k] = share;
      total += share;
    }
    for (let k = to; k < end; k++) constrained[k] /= total;
    // Σ zₖ = 0, so that Σ log xₖ = −K log Σ e^zₖ.
    return 0.5 * log(dimension) - dimension * (largest + log(total));
  },
  unconstrain({ unconstrained, from, constrained, to }, dimension) {
    let sum = 0;
    let z = log(constrained[to]);
    for (let i = 1; i < dimension; i++) {
      sum += z;
      z = log(constrained[to + i]);
      unconstrained[from + i - 1] = (sum - i * z) / Math.sqrt(i * (i + 1));
    }
  },
  addAdjoint(adjoint, valueAdjoint, jacobianAdjoint, { constrained, from, to }, dimension) {
    let mean = 0;
    for (let k = to; k < to + dimension; k++) mean += constrained[k] * valueAdjoint[k];
    const shift = mean + dimension * jacobianAdjoint;
    let sum = 0;
    let slope = constrained[to] * (valueAdjoint[to] - shift);
    for (let i = 1; i < dimension; i++) {
      sum += slope;
      slope = constrained[to + i] * (valueAdjoint[to + i] - shift);
      adjoint[from + i - 1] += (sum - i * slope) / Math.sqrt(i * (i + 1));
    }
  },
};

/**
 * The step x = softmax(H y) (isometric log ratios) with log |det J| = ½ log K + Σ log xₖ.
 *
 * Source: egozcue2003isometric, stan2024reference.
 */
export const simplexOperator = vectorOperator(rule);

/**
 * Vectors of K positive shares with sum 1 from K − 1 isometric log ratios: x = softmax(H y); log |det J| = ½ log K + Σ log xₖ, of the map to the
 * first K − 1 shares.
 *
 * @throws InvalidArgument if the dimension is not a whole number, at least 2.
 *
 * Source: egozcue2003isometric, stan2024reference.
 */
export const simplex = (dimension: number): Transform => vectorTransform(simplexOperator, rule, dimension, 2);
