/** Vectors with sum 0 in orthonormal coordinates, as two transforms use them. */

/**
 * Writes z, of length K and sum 0, from its K − 1 coordinates: zᵢ = Σ_{m ≥ i} wₘ − (i − 1) wᵢ₋₁ with wᵢ = yᵢ / √(i (i + 1)), i from 1.
 *
 * Source: egozcue2003isometric.
 */
export function zeroSumInto(z: Float64Array, to: number, y: Float64Array, from: number, length: number): void {
  let sum = 0;
  z[to + length - 1] = 0;
  for (let i = length - 1; i >= 1; i--) {
    const w = y[from + i - 1] / Math.sqrt(i * (i + 1));
    z[to + i] = sum - w * i;
    sum += w;
  }
  z[to] = sum;
}
