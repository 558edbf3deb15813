/** Rows of length 1 from hyperbolic tangents, as the two transforms of correlation matrices use them. */
import { exp, log, log1p, tanh } from "../numeric/index.js";
import type { VectorPlace } from "./vector-rule.js";

/** K (K − 1) / 2: the elements below the diagonal. */
export const countBelow = (dimension: number): number => (dimension * (dimension - 1)) / 2;

/** The places above the diagonal of a K × K matrix, row by row. */
export const placesAbove = (dimension: number): number[] =>
  Array.from({ length: dimension * dimension }, (_, at) => at).filter((at) => at % dimension > Math.floor(at / dimension));

/**
 * Writes the lower triangle whose row i is xᵢⱼ = tanh yᵢⱼ √(1 − Σ_{l < j} xᵢₗ²), xᵢᵢ = √(1 − Σ_{l < i} xᵢₗ²), and zeros above; returns the log Jacobian
 * of the elements below the diagonal. Keeps tanh yᵢⱼ in `tangents`, and ∂xᵢⱼ/∂yᵢⱼ in `slopes`, from `room` on.
 *
 * Source: lewandowski2009generating, stan2024reference.
 */
export function correlationRowsInto(
  factor: Float64Array,
  to: number,
  { unconstrained, from, work, room }: VectorPlace,
  dimension: number,
): number {
  const slopes = room + countBelow(dimension);
  let logJacobian = 0;
  for (let i = 0, next = 0; i < dimension; i++) {
    const row = to + i * dimension;
    let left = 1;
    for (let j = 0; j < i; j++, next++) {
      const y = unconstrained[from + next];
      const size = Math.abs(y);
      const small = exp(-size);
      const square = small * small;
      const sech = (2 * small) / (1 + square);
      const c = tanh(y);
      factor[row + j] = c * left;
      work[room + next] = c;
      work[slopes + next] = left * sech * sech;
      left *= sech;
      // 1 + (i − 1 − j) / 2 times log sech²
      logJacobian += (i + 1 - j) * (Math.LN2 - size - log1p(square));
    }
    factor[row + i] = left;
    for (let j = i + 1; j < dimension; j++) factor[row + j] = 0;
  }
  return logJacobian;
}

/** Writes y from such a lower triangle. */
export function correlationRowsInverse(y: Float64Array, from: number, factor: Float64Array, at: number, dimension: number): void {
  for (let i = 0; i < dimension; i++) {
    const row = at + i * dimension;
    let squares = factor[row + i] * factor[row + i];
    for (let j = i - 1; j >= 0; j--) {
      const x = factor[row + j];
      // tanh y = x / √(x² + rest), so sinh y = x / √rest.
      y[from + countBelow(i) + j] = inverseSinh(x / Math.sqrt(squares));
      squares += x * x;
    }
  }
}

/** Adds ∂/∂y, given those of the triangle's elements and of its log Jacobian, and what `correlationRowsInto` kept. */
export function addCorrelationRowsAdjoint(
  adjoint: Float64Array,
  factorAdjoint: Float64Array,
  adjointAt: number,
  factor: Float64Array,
  at: number,
  jacobianAdjoint: number,
  { from, work, room }: VectorPlace,
  dimension: number,
): void {
  const slopes = room + countBelow(dimension);
  for (let i = 1; i < dimension; i++) {
    const row = at + i * dimension;
    const adjointRow = adjointAt + i * dimension;
    let later = factorAdjoint[adjointRow + i] * factor[row + i];
    for (let j = i - 1; j >= 0; j--) {
      const place = countBelow(i) + j;
      const slope = factorAdjoint[adjointRow + j];
      adjoint[from + place] += slope * work[slopes + place] - work[room + place] * (later + (i + 1 - j) * jacobianAdjoint);
      later += slope * factor[row + j];
    }
  }
}

function inverseSinh(x: number): number {
  const size = Math.abs(x);
  const y = size > 1e150 ? log(size) + Math.LN2 : log1p(size + (size * size) / (1 + Math.sqrt(1 + size * size)));
  return x < 0 ? -y : y;
}
