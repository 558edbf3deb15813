/** Sparse symmetric matrices by columns of the lower triangle. */
import { InvalidArgument } from "../../errors.js";

/** The lower triangle by columns: column j holds rows[k], values[k] for k from columnStarts[j] to columnStarts[j + 1], rows increasing. */
export interface SparseSymmetric {
  readonly size: number;
  readonly columnStarts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/**
 * Builds a sparse symmetric matrix from entries (rows[k], columns[k], values[k]), each standing for itself and its mirror image.
 *
 * Entries of either triangle are welcome, but one of the two is enough: entries that fall on the same place add up. Zeros
 * are kept, so that a pattern can be stated before its values are known. Throws `InvalidArgument` for arrays of different
 * lengths, or indices that are not whole numbers in [0, size).
 *
 * Source: davis2006direct, section 2.4.
 */
export function sparseSymmetric(
  size: number,
  entries: { readonly rows: ArrayLike<number>; readonly columns: ArrayLike<number>; readonly values: ArrayLike<number> },
): SparseSymmetric {
  const { rows, columns, values } = entries;
  requireEntries(size, rows, columns, values);
  // Sorting by counting, first by row and then by column, leaves each column sorted by row.
  const count = values.length;
  const low = Int32Array.from({ length: count }, (_, k) => Math.min(rows[k], columns[k]));
  const high = Int32Array.from({ length: count }, (_, k) => Math.max(rows[k], columns[k]));
  const byRow = stableOrder(
    size,
    high,
    Int32Array.from({ length: count }, (_, k) => k),
  );
  const order = stableOrder(size, low, byRow);
  const columnStarts = new Int32Array(size + 1);
  const outRows = new Int32Array(count);
  const outValues = new Float64Array(count);
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const entry = order[k];
    const repeats = k > 0 && low[order[k - 1]] === low[entry] && high[order[k - 1]] === high[entry];
    if (repeats) {
      outValues[kept - 1] += values[entry];
      continue;
    }
    outRows[kept] = high[entry];
    outValues[kept] = values[entry];
    columnStarts[low[entry] + 1]++;
    kept++;
  }
  for (let j = 0; j < size; j++) columnStarts[j + 1] += columnStarts[j];
  return { size, columnStarts, rows: outRows.slice(0, kept), values: outValues.slice(0, kept) };
}

/**
 * Writes A x; `out` must not be `x`.
 *
 * Source: davis2006direct, section 2.2.
 */
export function sparseSymmetricVectorInto(out: Float64Array, matrix: SparseSymmetric, x: Float64Array): void {
  const { size, columnStarts, rows, values } = matrix;
  out.fill(0, 0, size);
  for (let j = 0; j < size; j++) {
    for (let k = columnStarts[j]; k < columnStarts[j + 1]; k++) {
      const i = rows[k];
      out[i] += values[k] * x[j];
      if (i !== j) out[j] += values[k] * x[i];
    }
  }
}

function requireEntries(size: number, rows: ArrayLike<number>, columns: ArrayLike<number>, values: ArrayLike<number>): void {
  if (!(Number.isInteger(size) && size >= 0)) throw new InvalidArgument("sparseSymmetric", "size", "be a whole number", size);
  if (rows.length !== values.length || columns.length !== values.length) {
    throw new InvalidArgument("sparseSymmetric", "entries", "have as many rows and columns as values", [
      rows.length,
      columns.length,
      values.length,
    ]);
  }
  for (const [name, indices] of [["rows", rows] as const, ["columns", columns] as const]) {
    for (let k = 0; k < indices.length; k++) {
      if (!(Number.isInteger(indices[k]) && indices[k] >= 0 && indices[k] < size)) {
        throw new InvalidArgument("sparseSymmetric", `entries.${name}[${k}]`, `be a whole number in [0, ${size})`, indices[k]);
      }
    }
  }
}

/** The items of `order` sorted by key, items with equal keys in their former order. */
function stableOrder(size: number, keys: Int32Array, order: Int32Array): Int32Array {
  const next = new Int32Array(size + 1);
  for (let k = 0; k < keys.length; k++) next[keys[k] + 1]++;
  for (let i = 0; i < size; i++) next[i + 1] += next[i];
  const sorted = new Int32Array(order.length);
  for (const item of order) sorted[next[keys[item]]++] = item;
  return sorted;
}
