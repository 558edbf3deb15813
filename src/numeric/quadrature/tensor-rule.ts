/** Product rules: fixed quadrature in several dimensions. */
import { InvalidArgument } from "../../errors.js";
import type { QuadratureRule } from "./quadrature-rule.js";

/** Points (row after row, one coordinate per dimension) with their weights. */
export interface TensorRule {
  readonly dimension: number;
  /** Flat, `weights.length` rows of `dimension` coordinates. */
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Returns the product of one-dimensional rules, one per dimension: every combination of nodes, with the product of weights.
 *
 * The last dimension varies fastest. Throws `InvalidArgument` without rules, or for more than 10 million points.
 *
 * Source: abramowitz1964 (25.4, repeated integration).
 */
export function tensorRule(rules: readonly QuadratureRule[]): TensorRule {
  const dimension = rules.length;
  const count = rules.reduce((product, rule) => product * rule.nodes.length, 1);
  if (dimension === 0 || count > 1e7) {
    throw new InvalidArgument("tensorRule", "rules", "be at least one and make at most 10 million points", `${count} points`);
  }
  const points = new Float64Array(count * dimension);
  const weights = new Float64Array(count);
  const index = new Int32Array(dimension);
  for (let row = 0; row < count; row++) {
    let weight = 1;
    for (let d = 0; d < dimension; d++) {
      points[row * dimension + d] = rules[d].nodes[index[d]];
      weight *= rules[d].weights[index[d]];
    }
    weights[row] = weight;
    for (let d = dimension - 1; d >= 0 && ++index[d] === rules[d].nodes.length; d--) index[d] = 0;
  }
  return { dimension, points, weights };
}
