/** Tables on standard output, in the format asked for. */
import { csvTable } from "../../report/tables/csv-table.js";
import { htmlTable } from "../../report/tables/html-table.js";
import { markdownTable } from "../../report/tables/markdown-table.js";
import { textTable } from "../../report/tables/text-table.js";
import type { Table } from "../../trials/table.js";

/** How tables are printed. */
export type TableFormat = "text" | "markdown" | "csv" | "html";

/** Narrowest and widest lines of text tables. */
const NARROWEST = 60;
const WIDEST = 240;
const USUAL = 120;

/** Returns the tables one below the other. */
export function tablesAs(format: TableFormat, tables: readonly Table[]): string {
  const width = Math.min(WIDEST, Math.max(NARROWEST, process.stdout.columns ?? USUAL));
  const shown = tables.map((table) => {
    if (format === "text") return textTable(table, { width });
    return format === "markdown"
      ? markdownTable(table)
      : format === "csv"
        ? csvTable(table)
        : `<div class="scroll">${htmlTable(table)}</div>\n`;
  });
  return shown.join(format === "csv" ? "\r\n" : "\n");
}

/** Writes to standard output; a reader that stops reading (`| head`) is no error. */
export function print(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Says something to the person, not to the program that reads the output. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
