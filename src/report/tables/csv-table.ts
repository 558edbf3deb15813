/** Tables for other programs: comma-separated values. */
import type { Column, Figure, Row, Table } from "../../trials/table.js";

/**
 * Returns the table as CSV (RFC 4180, lines end in CR LF): values to full precision, proportions as they are (not in percent), a column
 * `name.se` beside each that has standard errors, missing and inapplicable cells empty.
 *
 * Texts that a spreadsheet would take for a formula (they begin with = + − @, a tab or a line end) get an apostrophe before them.
 */
export function csvTable(table: Table): string {
  const fields = table.columns.flatMap((column) => {
    const own = [{ name: column.name, read: (row: Row) => shownValue(row[column.name]) }];
    if (hasErrors(table, column)) own.push({ name: `${column.name}.se`, read: (row) => shownError(row[column.name]) });
    return own;
  });
  const lines = [
    fields.map(({ name }) => quote(asText(name))),
    ...table.rows.map((row) => fields.map(({ read }) => quote(read(row)))),
  ];
  return lines.map((line) => `${line.join()}\r\n`).join("");
}

function hasErrors(table: Table, { name }: Column): boolean {
  return table.rows.some((row) => shownError(row[name]) !== "");
}

function shownValue(cell: Row[string]): string {
  if (cell === undefined) return "";
  if (typeof cell === "string") return asText(cell);
  return asNumber(typeof cell === "number" ? cell : cell.value);
}

function shownError(cell: Row[string]): string {
  return typeof cell === "object" && cell.standardError !== undefined ? asNumber((cell as Figure).standardError as number) : "";
}

function asNumber(value: number): string {
  return Number.isNaN(value) ? "" : Object.is(value, -0) ? "0" : String(value);
}

function asText(text: string): string {
  return /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/.test(text) ? `'${text}` : text;
}

function quote(field: string): string {
  return /[",\r\n]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
