/** Symmetric products: cross-products of data matrices and rank-k updates. */

/**
 * Writes Aᵀ A (columns × columns, both triangles) for a rows × columns matrix A.
 *
 * Source: golub2013matrix, section 1.3 (outer product form).
 */
export function crossProductInto(out: Float64Array, matrix: Float64Array, rows: number, columns: number): void {
  clearLower(out, columns);
  for (let r = 0; r < rows; r++) addOuter(out, matrix, r * columns, 1, columns);
  mirrorLower(out, columns);
}

/**
 * Writes Aᵀ diag(weights) A (columns × columns, both triangles) for a rows × columns matrix A: the normal equations.
 *
 * Source: golub2013matrix, section 1.3 (outer product form).
 */
export function weightedCrossProductInto(
  out: Float64Array,
  matrix: Float64Array,
  weights: Float64Array,
  rows: number,
  columns: number,
): void {
  clearLower(out, columns);
  for (let r = 0; r < rows; r++) addOuter(out, matrix, r * columns, weights[r], columns);
  mirrorLower(out, columns);
}

/**
 * Adds scale · A Aᵀ to the lower triangle of a symmetric n × n matrix, where A is n × k.
 *
 * Source: golub2013matrix, section 1.3.
 */
export function symmetricRankUpdateInto(out: Float64Array, matrix: Float64Array, n: number, k: number, scale: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * k;
    for (let j = 0; j <= i; j++) {
      const other = j * k;
      let sum = 0;
      for (let c = 0; c < k; c++) sum += matrix[row + c] * matrix[other + c];
      out[i * n + j] += scale * sum;
    }
  }
}

/** Copies the lower triangle of an n × n matrix to the upper one. */
export function mirrorLower(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) matrix[j * n + i] = matrix[i * n + j];
}

function clearLower(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) matrix[i * n + j] = 0;
}

function addOuter(out: Float64Array, matrix: Float64Array, row: number, weight: number, columns: number): void {
  for (let i = 0; i < columns; i++) {
    const x = weight * matrix[row + i];
    const target = i * columns;
    for (let j = 0; j <= i; j++) out[target + j] += x * matrix[row + j];
  }
}
