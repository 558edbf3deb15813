/** What a sparse factor looks like before any number is known. */
import type { SparseSymmetric } from "./sparse-symmetric.js";

/** The pattern of L for P A Pᵀ = L D Lᵀ by columns and by rows, and where the entries of A go. */
export interface SymbolicFactor {
  /** order[k] is the row of A that comes k-th. */
  readonly order: Int32Array;
  /** Column j of L, below the diagonal, has rows[columnStarts[j]] … in increasing order. */
  readonly columnStarts: Int32Array;
  readonly rows: Int32Array;
  /** Row k of L, left of the diagonal, has the columns rowColumns[rowStarts[k]] … in increasing order. */
  readonly rowStarts: Int32Array;
  readonly rowColumns: Int32Array;
  /** Row k of P A Pᵀ up to the diagonal: columns, and the places of their values in A. */
  readonly entryStarts: Int32Array;
  readonly entryColumns: Int32Array;
  readonly entrySources: Int32Array;
}

/**
 * Finds the pattern of L by walking up the elimination tree from the entries of each row.
 *
 * Source: davis2006direct, sections 4.1 to 4.4; liu1990role.
 */
export function analyzePattern(matrix: SparseSymmetric, order: Int32Array): SymbolicFactor {
  const n = matrix.size;
  const entries = permutedRows(matrix, order);
  const parents = new Int32Array(n).fill(-1);
  const marks = new Int32Array(n).fill(-1);
  const counts = new Int32Array(n);
  const rowStarts = new Int32Array(n + 1);
  const rowColumns: number[] = [];
  for (let k = 0; k < n; k++) {
    marks[k] = k;
    for (let e = entries.entryStarts[k]; e < entries.entryStarts[k + 1]; e++) {
      // Row k of L is the subtree that hangs below k at the columns of row k of A.
      for (let j = entries.entryColumns[e]; marks[j] !== k; j = parents[j]) {
        if (parents[j] < 0) parents[j] = k;
        marks[j] = k;
        rowColumns.push(j);
        counts[j]++;
      }
    }
    rowStarts[k + 1] = rowColumns.length;
  }
  const sorted = Int32Array.from(rowColumns);
  for (let k = 0; k < n; k++) sorted.subarray(rowStarts[k], rowStarts[k + 1]).sort();
  return { order, ...entries, rowStarts, rowColumns: sorted, ...columnsOf(n, counts, rowStarts, sorted) };
}

/** Turns the rows' columns into the columns' rows. */
function columnsOf(
  n: number,
  counts: Int32Array,
  rowStarts: Int32Array,
  rowColumns: Int32Array,
): { columnStarts: Int32Array; rows: Int32Array } {
  const columnStarts = new Int32Array(n + 1);
  for (let j = 0; j < n; j++) columnStarts[j + 1] = columnStarts[j] + counts[j];
  const next = columnStarts.slice(0, n);
  const rows = new Int32Array(rowColumns.length);
  for (let k = 0; k < n; k++) for (let r = rowStarts[k]; r < rowStarts[k + 1]; r++) rows[next[rowColumns[r]]++] = k;
  return { columnStarts, rows };
}

/** The lower triangle of P A Pᵀ by rows, with the place in A of every entry. */
function permutedRows(
  matrix: SparseSymmetric,
  order: Int32Array,
): { entryStarts: Int32Array; entryColumns: Int32Array; entrySources: Int32Array } {
  const n = matrix.size;
  const places = new Int32Array(n);
  for (let k = 0; k < n; k++) places[order[k]] = k;
  const entryStarts = new Int32Array(n + 1);
  const visit = (act: (row: number, column: number, source: number) => void): void => {
    for (let j = 0; j < n; j++) {
      for (let k = matrix.columnStarts[j]; k < matrix.columnStarts[j + 1]; k++) {
        const a = places[matrix.rows[k]];
        const b = places[j];
        act(Math.max(a, b), Math.min(a, b), k);
      }
    }
  };
  visit((row) => {
    entryStarts[row + 1]++;
  });
  for (let k = 0; k < n; k++) entryStarts[k + 1] += entryStarts[k];
  const next = entryStarts.slice(0, n);
  const entryColumns = new Int32Array(matrix.rows.length);
  const entrySources = new Int32Array(matrix.rows.length);
  visit((row, column, source) => {
    entryColumns[next[row]] = column;
    entrySources[next[row]++] = source;
  });
  return { entryStarts, entryColumns, entrySources };
}
