/** The contract of ranges: what a loop runs over, and how long an array is. */

/** A range of rows, groups, times: its length is fixed, a product of others, or said when data are bound. Compared by identity. */
export interface Axis {
  readonly name: string;
  /** The length, when the model knows it before it sees data. */
  readonly length?: number;
  /** The names of its places, when the model knows them before it sees data. */
  readonly labels?: readonly string[];
  /** The axes whose lengths multiply: rows × columns, stored row by row. */
  readonly product?: readonly [Axis, Axis];
}
