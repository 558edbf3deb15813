/** What the tables of all formats share. */
import type { Column, Row, Table } from "../../trials/table.js";
import type { Uncertainty } from "../format-figure.js";

/** How a table is shown. */
export interface TableOptions {
  /** What stands beside estimates; their standard error when not given. */
  readonly uncertainty?: Uncertainty;
  /** Most characters in a line of a text table: columns that do not fit go into further blocks below; 120 when not given. */
  readonly width?: number;
}

/** A column without a unit holds texts. */
export function isText(column: Column): boolean {
  return column.unit === undefined;
}

/** Rows with the same text in the first column as the row above belong together. */
export function startsGroup(columns: readonly Column[], row: Row, previous: Row | undefined): boolean {
  const [first] = columns;
  return previous === undefined || first === undefined || !isText(first) || row[first.name] !== previous[first.name];
}

/** Whether the table has rows that belong together, and a second column of texts to tell them apart. */
export function isGrouped({ columns, rows }: Table): boolean {
  return (
    columns.length > 1 &&
    isText(columns[0]) &&
    isText(columns[1]) &&
    rows.some((row, i) => !startsGroup(columns, row, rows[i - 1]))
  );
}
