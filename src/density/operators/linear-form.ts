/** Sufficient statistics of linear forms: Σ (Σₖ cₖ fₖ(row))² = ‖R c‖², R from a QR factorization of the columns f. */
import type { Operator } from "../operator.js";

/** What is factored. */
export interface LinearFormSettings {
  /** How many columns there are. */
  readonly columns: number;
}

/**
 * R of the columns: one array with the upper triangle, row by row. Householder's reflections keep the digits that cross-products would lose where columns
 * are large, badly centered or nearly dependent.
 *
 * Source: golub2013matrix, algorithm 5.2.1.
 */
export const linearFormFactor: Operator<LinearFormSettings> = {
  name: "linear-form-factor",
  forward({ inputs, outputs }, { columns }) {
    const rows = inputs[0].length;
    const matrix = new Float64Array(rows * columns);
    for (let k = 0; k < columns; k++) for (let i = 0; i < rows; i++) matrix[k * rows + i] = inputs[k][i];
    triangularize(matrix, rows, columns, rows);
    let place = 0;
    for (let j = 0; j < columns; j++) for (let k = j; k < columns; k++) outputs[0][place++] = j < rows ? matrix[k * rows + j] : 0;
  },
};

/**
 * The same for each group of rows by itself: the first input is the rows' groups; each output holds one element of the upper triangle, for all groups.
 *
 * Source: golub2013matrix, algorithm 5.2.1.
 */
export const groupedLinearFormFactor: Operator<LinearFormSettings> = {
  name: "grouped-linear-form-factor",
  forward({ inputs: [group, ...columns], outputs }) {
    const groups = outputs[0].length;
    const { starts, order } = rowsByGroup(group as Int32Array, groups);
    const matrix = new Float64Array(group.length * columns.length);
    for (let g = 0; g < groups; g++) {
      const first = starts[g];
      const rows = starts[g + 1] - first;
      for (const [k, column] of columns.entries()) for (let i = 0; i < rows; i++) matrix[k * rows + i] = column[order[first + i]];
      triangularize(matrix, rows, columns.length, rows);
      let output = 0;
      for (let j = 0; j < columns.length; j++)
        for (let k = j; k < columns.length; k++) outputs[output++][g] = j < rows ? matrix[k * rows + j] : 0;
    }
  },
};

/**
 * R of a matrix (row by row, the first input) and further columns: its square block, then each further column's part beside it, then the upper triangle of
 * the further columns, row by row.
 *
 * Source: golub2013matrix, algorithm 5.2.1.
 */
export const matrixFormFactor: Operator<LinearFormSettings> = {
  name: "matrix-form-factor",
  forward({ inputs: [matrix, ...further], outputs }) {
    const width = outputs[1].length;
    const columns = width + further.length;
    const rows = matrix.length / width;
    const height = Math.max(rows, columns);
    const work = new Float64Array(height * columns);
    for (let i = 0; i < rows; i++) for (let k = 0; k < width; k++) work[k * height + i] = matrix[i * width + k];
    for (const [k, column] of further.entries()) for (let i = 0; i < rows; i++) work[(width + k) * height + i] = column[i];
    triangularize(work, height, columns, height);
    for (let j = 0; j < width; j++) for (let k = j; k < width; k++) outputs[0][j * width + k] = work[k * height + j];
    for (let k = 0; k < further.length; k++) for (let j = 0; j < width; j++) outputs[1 + k][j] = work[(width + k) * height + j];
    const corner = outputs[1 + further.length];
    let place = 0;
    for (let j = width; j < columns; j++) for (let k = j; k < columns; k++) corner[place++] = work[k * height + j];
  },
};

/** The rows of each group, in their order: those of group g stand in `order` from starts[g] to starts[g + 1]. */
function rowsByGroup(group: Int32Array, groups: number): { starts: Int32Array; order: Int32Array } {
  const starts = new Int32Array(groups + 1);
  for (let i = 0; i < group.length; i++) starts[group[i] + 1]++;
  for (let g = 0; g < groups; g++) starts[g + 1] += starts[g];
  const next = starts.slice();
  const order = new Int32Array(group.length);
  for (let i = 0; i < group.length; i++) order[next[group[i]]++] = i;
  return { starts, order };
}

/** Reflects columns of the given stride until all below the diagonal is 0; what stands below is of no use afterwards. */
function triangularize(matrix: Float64Array, rows: number, columns: number, stride: number): void {
  for (let j = 0; j < columns && j < rows; j++) {
    const start = j * stride;
    let squares = 0;
    for (let i = j; i < rows; i++) squares += matrix[start + i] * matrix[start + i];
    const length = Math.sqrt(squares);
    if (length === 0) continue;
    const diagonal = matrix[start + j] > 0 ? -length : length;
    const head = matrix[start + j] - diagonal;
    const scale = -1 / (diagonal * head);
    for (let k = j + 1; k < columns; k++) {
      const other = k * stride;
      let product = head * matrix[other + j];
      for (let i = j + 1; i < rows; i++) product += matrix[start + i] * matrix[other + i];
      product *= scale;
      matrix[other + j] -= product * head;
      for (let i = j + 1; i < rows; i++) matrix[other + i] -= product * matrix[start + i];
    }
    matrix[start + j] = diagonal;
  }
}
