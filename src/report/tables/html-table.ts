/** Tables for web pages. */
import type { Column, Row, Table } from "../../trials/table.js";
import { escapeMarkup } from "../escape-markup.js";
import { formatFigure, joinFigure, type Uncertainty } from "../format-figure.js";
import { columnHeading } from "./column-heading.js";
import { isText, startsGroup, type TableOptions } from "./table-options.js";

/**
 * Returns the table as an HTML `<table>` with a caption, headings with scopes, and notes in its foot; every text is escaped. It brings no
 * styles: figures have the class `figure`, rows that begin a group the class `group`.
 */
export function htmlTable(table: Table, options: Pick<TableOptions, "uncertainty"> = {}): string {
  const { uncertainty = "standard-error" } = options;
  const { title, columns, rows, notes = [] } = table;
  const headings = columns.map(
    (column) => `<th scope="col"${isText(column) ? "" : ' class="figure"'}>${escapeMarkup(columnHeading(column, table))}</th>`,
  );
  const lines = [
    "<table>",
    `<caption>${escapeMarkup(title)}</caption>`,
    `<thead><tr>${headings.join("")}</tr></thead>`,
    "<tbody>",
    ...rows.map((row, i) => htmlRow(columns, row, rows[i - 1], uncertainty)),
    "</tbody>",
    ...(notes.length === 0
      ? []
      : [`<tfoot><tr><td colspan="${columns.length}">${notes.map(escapeMarkup).join("<br>")}</td></tr></tfoot>`]),
    "</table>",
  ];
  return `${lines.join("\n")}\n`;
}

function htmlRow(columns: readonly Column[], row: Row, previous: Row | undefined, uncertainty: Uncertainty): string {
  const begins = startsGroup(columns, row, previous);
  const cells = columns.map((column, c) => {
    const cell = row[column.name];
    if (isText(column)) {
      const text = escapeMarkup(typeof cell === "string" ? cell : joined(cell, column, uncertainty));
      return c < 2
        ? `<th scope="row">${c === 0 && !begins ? `<span class="repeated">${text}</span>` : text}</th>`
        : `<td>${text}</td>`;
    }
    return `<td class="figure">${escapeMarkup(typeof cell === "string" ? cell : joined(cell, column, uncertainty))}</td>`;
  });
  return `<tr${begins ? ' class="group"' : ""}>${cells.join("")}</tr>`;
}

function joined(cell: Exclude<Row[string], string>, column: Column, uncertainty: Uncertainty): string {
  return cell === undefined ? "" : joinFigure(formatFigure(cell, column.unit, uncertainty));
}
