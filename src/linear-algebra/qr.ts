/** Householder's QR factorization with detection of dependent columns, and least squares. */

/**
 * Factors a rows × columns matrix A as A P = Q R by Householder reflections.
 *
 * `factor` (which may be `matrix`) receives R in its upper triangle and the reflections below; `scales` (min(rows,
 * columns) numbers) receives 2 / |v|² of each reflection, whose first entry is 1. A column that the earlier ones explain
 * up to `tolerance` of its length is moved to the end, the others keep their order: `order` (columns integers) tells
 * which original column stands where. Returns the rank. `work` holds 2 · columns numbers.
 *
 * Source: golub2013matrix, algorithms 5.1.1 and 5.2.1; chambers1977computational (moving dependent columns).
 */
export function qrInto(
  factor: Float64Array,
  scales: Float64Array,
  order: Int32Array,
  matrix: Float64Array,
  rows: number,
  columns: number,
  tolerance: number,
  work: Float64Array,
): number {
  if (factor !== matrix) for (let i = 0; i < rows * columns; i++) factor[i] = matrix[i];
  for (let j = 0; j < columns; j++) {
    order[j] = j;
    work[columns + j] = columnLength(factor, rows, columns, j, 0);
  }
  let rank = 0;
  let kept = columns;
  while (rank < Math.min(rows, kept)) {
    const k = rank;
    if (columnLength(factor, rows, columns, k, k) > tolerance * work[columns + k]) {
      scales[k] = makeReflection(factor, rows, columns, k);
      reflectColumns(factor, rows, columns, k, scales[k], work);
      rank++;
    } else {
      moveToEnd(factor, rows, columns, k, order, work);
      kept--;
    }
  }
  return rank;
}

/** Replaces y (rows numbers) by Qᵀ y. Source: golub2013matrix, section 5.1.6. */
export function applyTransposedQInto(
  y: Float64Array,
  factor: Float64Array,
  scales: Float64Array,
  rows: number,
  columns: number,
  rank: number,
): void {
  for (let k = 0; k < rank; k++) {
    let sum = y[k];
    for (let i = k + 1; i < rows; i++) sum += factor[i * columns + k] * y[i];
    sum *= scales[k];
    y[k] -= sum;
    for (let i = k + 1; i < rows; i++) y[i] -= sum * factor[i * columns + k];
  }
}

/** Replaces y (rows numbers) by Q y. Source: golub2013matrix, section 5.1.6. */
export function applyQInto(
  y: Float64Array,
  factor: Float64Array,
  scales: Float64Array,
  rows: number,
  columns: number,
  rank: number,
): void {
  for (let k = rank - 1; k >= 0; k--) {
    let sum = y[k];
    for (let i = k + 1; i < rows; i++) sum += factor[i * columns + k] * y[i];
    sum *= scales[k];
    y[k] -= sum;
    for (let i = k + 1; i < rows; i++) y[i] -= sum * factor[i * columns + k];
  }
}

/** The length of a column from a row on, safe from overflow by its largest entry. */
function columnLength(a: Float64Array, rows: number, columns: number, j: number, from: number): number {
  let largest = 0;
  for (let i = from; i < rows; i++) largest = Math.max(largest, Math.abs(a[i * columns + j]));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = from; i < rows; i++) {
    const x = a[i * columns + j] / largest;
    sum += x * x;
  }
  return largest * Math.sqrt(sum);
}

/** Makes the reflection that empties column k below row k; returns its scale. */
function makeReflection(a: Float64Array, rows: number, columns: number, k: number): number {
  const at = k * (columns + 1);
  const length = columnLength(a, rows, columns, k, k);
  const diagonal = a[at];
  const target = diagonal > 0 ? -length : length;
  const first = diagonal - target;
  for (let i = k + 1; i < rows; i++) a[i * columns + k] /= first;
  a[at] = target;
  // With v₁ = 1: 2 / |v|² = (target − diagonal) / target.
  return -first / target;
}

/** Applies reflection k to the columns behind it, row by row. */
function reflectColumns(a: Float64Array, rows: number, columns: number, k: number, scale: number, work: Float64Array): void {
  const first = k * columns;
  for (let j = k + 1; j < columns; j++) work[j] = a[first + j];
  for (let i = k + 1; i < rows; i++) {
    const row = i * columns;
    const v = a[row + k];
    for (let j = k + 1; j < columns; j++) work[j] += v * a[row + j];
  }
  for (let j = k + 1; j < columns; j++) {
    work[j] *= scale;
    a[first + j] -= work[j];
  }
  for (let i = k + 1; i < rows; i++) {
    const row = i * columns;
    const v = a[row + k];
    for (let j = k + 1; j < columns; j++) a[row + j] -= v * work[j];
  }
}

/** Moves column k behind all others. */
function moveToEnd(a: Float64Array, rows: number, columns: number, k: number, order: Int32Array, work: Float64Array): void {
  const last = columns - 1;
  for (let i = 0; i < rows; i++) {
    const row = i * columns;
    const kept = a[row + k];
    for (let j = k; j < last; j++) a[row + j] = a[row + j + 1];
    a[row + last] = kept;
  }
  const name = order[k];
  const length = work[columns + k];
  for (let j = k; j < last; j++) {
    order[j] = order[j + 1];
    work[columns + j] = work[columns + j + 1];
  }
  order[last] = name;
  work[columns + last] = length;
}
