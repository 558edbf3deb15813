/** A table as data: what results are before they are formatted. */

/** A figure; shown with its Monte Carlo standard error when it is an estimate. */
export interface Figure {
  readonly value: number;
  readonly standardError?: number;
  /** A 95 % interval. */
  readonly interval?: readonly [lower: number, upper: number];
}

/** A column of a table: text, or figures of one unit. */
export interface Column {
  readonly name: string;
  readonly label: string;
  /** How figures are shown: a proportion in percent. Absent for text. */
  readonly unit?: "proportion" | "patients" | "events" | "time" | "number";
}

/** A cell that is missing from a row does not apply. */
export type Row = { readonly [column: string]: string | number | Figure | undefined };

/** Columns in order, and rows that hold a value for each by name. */
export interface Table {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Shown below it, a line each. */
  readonly notes?: readonly string[];
}
