/** Rows of a table by number: each row's own vector. */
import type { Operator } from "../operator.js";

/**
 * yᵢ = x_{index i}, whole rows of a levels × K array; the first input is the index. Adjoint x̄_{index i} += ȳᵢ.
 *
 * Source: griewank2008evaluating.
 */
export const gatherRowsOperator: Operator<null> = {
  name: "gather-rows",
  forward({ inputs: [index, table], outputs: [rows] }) {
    const width = rows.length / index.length;
    for (let i = 0, at = 0; i < index.length; i++) {
      const from = index[i] * width;
      for (let j = 0; j < width; j++) rows[at++] = table[from + j];
    }
  },
  backward({ inputs: [index], inputAdjoints: [, adjoint], outputAdjoints: [slopes] }) {
    if (adjoint === null) return;
    const width = slopes.length / index.length;
    for (let i = 0, at = 0; i < index.length; i++) {
      const to = index[i] * width;
      for (let j = 0; j < width; j++) adjoint[to + j] += slopes[at++];
    }
  },
};
