/** Tables for web pages. */
import type { Column, Row, Table } from "../../trials/table.js";
import { escapeMarkup } from "../escape-markup.js";
import { formatFigure, type Uncertainty } from "../format-figure.js";
import { columnHeading } from "./column-heading.js";
import { isGrouped, isText, startsGroup, type TableOptions } from "./table-options.js";

/**
 * Returns the table as an HTML `<table>` with a caption, headings with scopes, and notes in its foot; every text is escaped. Rows with the same
 * text in the first column stand below it as a heading. It brings no styles: figures have the class `figure`, what stands beside them
 * `error`, headings of groups `group`.
 */
export function htmlTable(table: Table, options: Pick<TableOptions, "uncertainty"> = {}): string {
  const { title, columns, notes = [] } = table;
  const grouped = isGrouped(table);
  const shown = grouped ? columns.slice(1) : columns;
  const headings = shown.map((column) => {
    const figure = isText(column) ? "" : ' class="figure"';
    return `<th scope="col"${figure}>${escapeMarkup(columnHeading(column, table))}</th>`;
  });
  const foot = `<tfoot><tr><td colspan="${shown.length}">${notes.map(escapeMarkup).join("<br>")}</td></tr></tfoot>`;
  const lines = [
    "<table>",
    `<caption>${escapeMarkup(title)}</caption>`,
    `<thead><tr>${headings.join("")}</tr></thead>`,
    "<tbody>",
    ...htmlRows(table, grouped, shown, options.uncertainty ?? "standard-error"),
    "</tbody>",
    ...(notes.length === 0 ? [] : [foot]),
    "</table>",
  ];
  return `${lines.join("\n")}\n`;
}

function htmlRows(
  { columns, rows }: Table,
  grouped: boolean,
  shown: readonly Column[],
  uncertainty: Uncertainty,
): readonly string[] {
  const withErrors = shown.map(({ name, unit }) =>
    rows.some((row) => typeof row[name] === "object" && formatFigure(row[name], unit, uncertainty).uncertainty !== ""),
  );
  return rows.flatMap((row, i) => {
    const cells = shown.map((column, c) => {
      const content = htmlCell(row[column.name], column, uncertainty, withErrors[c]);
      if (!isText(column)) return `<td class="figure">${content}</td>`;
      return c === 0 ? `<th scope="row">${content}</th>` : `<td>${content}</td>`;
    });
    const line = `<tr>${cells.join("")}</tr>`;
    if (!grouped || !startsGroup(columns, row, rows[i - 1])) return [line];
    const heading = escapeMarkup(String(row[columns[0].name] ?? ""));
    return [
      ...(i === 0 ? [] : ["</tbody>", "<tbody>"]),
      `<tr class="group"><th scope="rowgroup" colspan="${shown.length}">${heading}</th></tr>`,
      line,
    ];
  });
}

/** What stands beside the value is a span of its own, empty where others in the column have something, so that a style can align it. */
function htmlCell(cell: Row[string], column: Column, uncertainty: Uncertainty, withErrors: boolean): string {
  if (cell === undefined) return "";
  const { value, uncertainty: error } =
    typeof cell === "string" ? { value: cell, uncertainty: "" } : formatFigure(cell, column.unit, uncertainty);
  const beside = error === "" ? "" : ` ${error.startsWith("(") ? "" : "± "}${escapeMarkup(error)}`;
  return escapeMarkup(value) + (withErrors ? `<span class="error">${beside}</span>` : "");
}
