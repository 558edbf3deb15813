/** What the log density of a multivariate normal vector adds to the adjoint of its covariance, in dot products of contiguous rows, four side by side. */

/**
 * Writes L⁻ᵀ, an upper triangle, for a lower triangle L; of the elements left of the diagonal up to three are set to 0, the others are left alone.
 * Row i of the inverse's transpose has for its element k: −(Σ_{i≤j<k} Lₖⱼ outᵢⱼ) / Lₖₖ.
 *
 * Source: golub2013matrix, section 3.1.
 */
export function invertTransposedInto(out: Float64Array, factor: Float64Array, n: number): void {
  for (let k = 0; k < n; k++) {
    const row = k * n;
    const inverse = 1 / factor[row + k];
    out[row + k] = inverse;
    // Tiles begin all rows at their first one's diagonal.
    for (let j = k < 3 ? 0 : k - 3; j < k; j++) out[row + j] = 0;
    let i = 0;
    for (; i + 4 <= k; i += 4) divideFour(out, factor, n, i, k, inverse);
    for (; i < k; i++) {
      let sum = 0;
      for (let j = i; j < k; j++) sum += factor[row + j] * out[i * n + j];
      out[i * n + k] = -sum * inverse;
    }
  }
}

/** Elements k of the rows i … i + 3. */
function divideFour(out: Float64Array, factor: Float64Array, n: number, i: number, k: number, inverse: number): void {
  const row = k * n;
  const p = i * n;
  const q = p + n;
  const r = q + n;
  const s = r + n;
  let p0 = 0;
  let q0 = 0;
  let r0 = 0;
  let s0 = 0;
  for (let j = i; j < k; j++) {
    const x = factor[row + j];
    p0 += x * out[p + j];
    q0 += x * out[q + j];
    r0 += x * out[r + j];
    s0 += x * out[s + j];
  }
  out[p + k] = -p0 * inverse;
  out[q + k] = -q0 * inverse;
  out[r + k] = -r0 * inverse;
  out[s + k] = -s0 * inverse;
}

/**
 * Adds weight × (α αᵀ − U Uᵀ) to the lower triangle below the diagonal, and half of it to the diagonal; `upper` holds U = L⁻ᵀ, and `weights` the weight.
 *
 * Source: rasmussen2006gaussian, equation 5.9.
 */
export function addCovarianceAdjoint(
  adjoint: Float64Array,
  upper: Float64Array,
  solution: Float64Array,
  weights: Float64Array,
  n: number,
): void {
  const weight = weights[0];
  for (let i = 0; i < n; i++) {
    const row = i * n;
    const alpha = solution[i];
    let j = 0;
    for (; j + 4 <= i; j += 4) addFour(adjoint, upper, solution, weight, n, i, j);
    for (; j <= i; j++) {
      let sum = alpha * solution[j];
      for (let k = i; k < n; k++) sum -= upper[row + k] * upper[j * n + k];
      adjoint[row + j] += (j < i ? weight : 0.5 * weight) * sum;
    }
  }
}

/** Elements j … j + 3 of row i. */
function addFour(
  adjoint: Float64Array,
  upper: Float64Array,
  solution: Float64Array,
  weight: number,
  n: number,
  i: number,
  j: number,
): void {
  const row = i * n;
  const p = j * n;
  const q = p + n;
  const r = q + n;
  const s = r + n;
  const alpha = solution[i];
  let p0 = alpha * solution[j];
  let q0 = alpha * solution[j + 1];
  let r0 = alpha * solution[j + 2];
  let s0 = alpha * solution[j + 3];
  for (let k = i; k < n; k++) {
    const x = upper[row + k];
    p0 -= x * upper[p + k];
    q0 -= x * upper[q + k];
    r0 -= x * upper[r + k];
    s0 -= x * upper[s + k];
  }
  adjoint[row + j] += weight * p0;
  adjoint[row + j + 1] += weight * q0;
  adjoint[row + j + 2] += weight * r0;
  adjoint[row + j + 3] += weight * s0;
}
