/** The sparse Cholesky factorization: symbolic work once for a pattern, numbers as often as they change. */
import { InvalidArgument } from "../../errors.js";
import { log } from "../../numeric/elementary.js";
import { minimumDegreeOrder } from "./minimum-degree.js";
import type { SparseSymmetric } from "./sparse-symmetric.js";
import { analyzePattern, type SymbolicFactor } from "./symbolic-factor.js";

/** How a sparse factorization is set up. */
export interface SparseCholeskyOptions {
  /** The order of elimination, a permutation of 0 … n − 1; default `minimumDegreeOrder`. */
  readonly order?: ArrayLike<number>;
}

/**
 * The factorization P A Pᵀ = L D Lᵀ of a sparse symmetric positive definite matrix.
 *
 * The constructor looks at the pattern alone; `factor` does the numbers, again and again for new values, without
 * allocating. Throws `InvalidArgument` for an order that is not a permutation.
 *
 * Source: davis2006direct, chapter 4 (up-looking), with the rows' patterns kept from the symbolic phase.
 */
export class SparseCholesky {
  readonly size: number;
  private readonly symbolic: SymbolicFactor;
  private readonly lower: Float64Array;
  private readonly diagonal: Float64Array;
  private readonly work: Float64Array;
  private readonly filled: Int32Array;

  constructor(pattern: SparseSymmetric, options: SparseCholeskyOptions = {}) {
    const order = options.order === undefined ? minimumDegreeOrder(pattern) : permutation(options.order, pattern.size);
    this.size = pattern.size;
    this.symbolic = analyzePattern(pattern, order);
    this.lower = new Float64Array(this.symbolic.rows.length);
    this.diagonal = new Float64Array(this.size);
    this.work = new Float64Array(this.size);
    this.filled = new Int32Array(this.size);
  }

  /** Entries of L below its diagonal, zeros by cancellation included. */
  get fill(): number {
    return this.lower.length;
  }

  /** The order of elimination. */
  get order(): Int32Array {
    return this.symbolic.order.slice();
  }

  /**
   * Factors the matrix that has the pattern's places filled with these values, in the order of its `values`.
   *
   * Returns −1, or the row of A whose pivot is the first that is not positive (then nothing can be solved).
   */
  factor(values: Float64Array): number {
    const { order, rowStarts, rowColumns, columnStarts, rows, entryStarts, entryColumns, entrySources } = this.symbolic;
    const { lower, diagonal, work, filled } = this;
    filled.set(columnStarts.subarray(0, this.size));
    for (let k = 0; k < this.size; k++) {
      let pivot = 0;
      for (let e = entryStarts[k]; e < entryStarts[k + 1]; e++) {
        const column = entryColumns[e];
        if (column === k) pivot += values[entrySources[e]];
        else work[column] += values[entrySources[e]];
      }
      for (let r = rowStarts[k]; r < rowStarts[k + 1]; r++) {
        const column = rowColumns[r];
        const y = work[column];
        work[column] = 0;
        const end = filled[column];
        for (let p = columnStarts[column]; p < end; p++) work[rows[p]] -= lower[p] * y;
        const entry = y / diagonal[column];
        pivot -= entry * y;
        lower[end] = entry;
        filled[column] = end + 1;
      }
      if (!(pivot > 0)) {
        work.fill(0);
        return order[k];
      }
      diagonal[k] = pivot;
    }
    return -1;
  }

  /** Solves A x = b after `factor`; `x` may be `b`. */
  solveInto(x: Float64Array, b: Float64Array): void {
    const { order, columnStarts, rows } = this.symbolic;
    const { lower, diagonal, work, size } = this;
    for (let k = 0; k < size; k++) work[k] = b[order[k]];
    for (let k = 0; k < size; k++) {
      const value = work[k];
      for (let p = columnStarts[k]; p < columnStarts[k + 1]; p++) work[rows[p]] -= lower[p] * value;
    }
    for (let k = size - 1; k >= 0; k--) {
      let sum = work[k] / diagonal[k];
      for (let p = columnStarts[k]; p < columnStarts[k + 1]; p++) sum -= lower[p] * work[rows[p]];
      work[k] = sum;
    }
    for (let k = 0; k < size; k++) x[order[k]] = work[k];
    work.fill(0);
  }

  /** log |A| = Σ log Dₖ after `factor`. */
  logDeterminant(): number {
    let sum = 0;
    for (let k = 0; k < this.size; k++) sum += log(this.diagonal[k]);
    return sum;
  }
}

function permutation(order: ArrayLike<number>, size: number): Int32Array {
  const seen = new Uint8Array(size);
  const copy = Int32Array.from(order);
  const complete = copy.length === size && copy.every((i, k) => order[k] === i && i >= 0 && i < size && seen[i]++ === 0);
  if (!complete) throw new InvalidArgument("SparseCholesky", "options.order", `be a permutation of 0 … ${size - 1}`, copy);
  return copy;
}
