/** Correlation matrices. */
import { choleskyInto } from "../linear-algebra/index.js";
import { log } from "../numeric/index.js";
import { addCorrelationRowsAdjoint, correlationRowsInto, correlationRowsInverse, countBelow } from "./correlation-rows.js";
import type { Transform } from "./transform.js";
import { type VectorPlace, type VectorRule, vectorOperator, vectorTransform } from "./vector-rule.js";

/** Where the factor and its adjoint lie in the work array: behind what its rows keep. */
const factorFrom = (room: number, dimension: number): number => room + 2 * countBelow(dimension);

const rule: VectorRule = {
  name: "correlation",
  constants: (dimension) => Array.from({ length: dimension }, (_, i) => i * (dimension + 1)),
  unconstrainedSize: countBelow,
  constrainedSize: (dimension) => dimension * dimension,
  workSize: (dimension) => 2 * countBelow(dimension) + 2 * dimension * dimension,
  constrain(place, dimension) {
    const at = factorFrom(place.room, dimension);
    const logJacobian = correlationRowsInto(place.work, at, place, dimension);
    return logJacobian + multiplyFactor(place, at, dimension);
  },
  unconstrain({ unconstrained, from, constrained, to, work, room }, dimension) {
    const at = factorFrom(room, dimension);
    const factor = work.subarray(at, at + dimension * dimension);
    choleskyInto(factor, constrained.subarray(to, to + dimension * dimension), dimension);
    correlationRowsInverse(unconstrained, from, factor, 0, dimension);
  },
  addAdjoint(adjoint, valueAdjoint, jacobianAdjoint, place, dimension) {
    const at = factorFrom(place.room, dimension);
    writeFactorAdjoint(valueAdjoint, jacobianAdjoint, place, at, dimension);
    addCorrelationRowsAdjoint(adjoint, place.work, at + dimension * dimension, place.work, at, jacobianAdjoint, place, dimension);
  },
};

/** Ω = L Lᵀ; returns the log Jacobian of that, Σ_{k ≥ 2} (K − k) log Lₖₖ. */
function multiplyFactor({ constrained, to, work }: VectorPlace, at: number, dimension: number): number {
  let logJacobian = 0;
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let k = 0; k <= j; k++) sum += work[at + i * dimension + k] * work[at + j * dimension + k];
      constrained[to + i * dimension + j] = sum;
      constrained[to + j * dimension + i] = sum;
    }
    constrained[to + i * dimension + i] = 1;
    if (i > 0) logJacobian += (dimension - 1 - i) * log(work[at + i * dimension + i]);
  }
  return logJacobian;
}

/** Writes the factor's adjoint behind the factor: L̄ = (Ω̄ + Ω̄ᵀ) L without the diagonal of Ω, which is constant, plus the Jacobian's. */
function writeFactorAdjoint(
  valueAdjoint: Float64Array,
  jacobianAdjoint: number,
  { to, work }: VectorPlace,
  at: number,
  dimension: number,
): void {
  const behind = at + dimension * dimension;
  for (let i = 0; i < dimension; i++) {
    for (let k = 0; k <= i; k++) {
      let sum = 0;
      for (let j = k; j < dimension; j++)
        if (j !== i)
          sum += (valueAdjoint[to + i * dimension + j] + valueAdjoint[to + j * dimension + i]) * work[at + j * dimension + k];
      work[behind + i * dimension + k] = sum;
    }
    if (i > 0) work[behind + i * dimension + i] += ((dimension - 1 - i) * jacobianAdjoint) / work[at + i * dimension + i];
  }
}

/**
 * The step to Ω = L Lᵀ, with L as in `correlationCholesky`.
 *
 * Source: lewandowski2009generating, stan2024reference.
 */
export const correlationOperator = vectorOperator(rule);

/**
 * Correlation matrices Ω = L Lᵀ from K (K − 1) / 2 numbers, with L as in `correlationCholesky`; log |det J| is that of L plus Σ_{k ≥ 2} (K − k) log Lₖₖ,
 * of the map to the elements below the diagonal.
 *
 * @throws InvalidArgument if the dimension is not a whole number, at least 2.
 *
 * Source: lewandowski2009generating, stan2024reference.
 */
export const correlation = (dimension: number): Transform => vectorTransform(correlationOperator, rule, dimension, 2);
