/** Tables for README files, issues and notebooks. */
import type { Row, Table } from "../../trials/table.js";
import { formatFigure, joinFigure } from "../format-figure.js";
import { columnHeading } from "./column-heading.js";
import { isText, type TableOptions } from "./table-options.js";

/** Returns the table in GitHub's Markdown, title above and notes below; texts are escaped, so that they are shown as they are. */
export function markdownTable(table: Table, options: Pick<TableOptions, "uncertainty"> = {}): string {
  const { columns, rows, title, notes = [] } = table;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const show = (cell: Row[string], unit: (typeof columns)[number]["unit"]) => {
    if (cell === undefined) return "";
    return typeof cell === "string" ? escapeMarkdown(cell) : joinFigure(formatFigure(cell, unit, options.uncertainty));
  };
  return [
    `**${escapeMarkdown(title)}**`,
    "",
    line(columns.map((column) => escapeMarkdown(columnHeading(column, table)))),
    line(columns.map((column) => (isText(column) ? "---" : "--:"))),
    ...rows.map((row) => line(columns.map(({ name, unit }) => show(row[name], unit)))),
    ...(notes.length === 0 ? [] : ["", notes.map(escapeMarkdown).join("  \n")]),
    "",
  ].join("\n");
}

/** Every mark that Markdown or HTML in it could read, as itself; line ends become spaces. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]|~$@:#]/g, "\\$&")
    .replace(/\b(www)\./gi, "$1\\.")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
