/** Tables in one piece. */
import type { Table } from "../../trials/table.js";
import { html, type Markup, made } from "../html/markup.js";
import { htmlTable } from "../tables/html-table.js";

/** The table, which can be wider than the screen. */
export function scrolled(table: Table): Markup {
  return html`<div class="scroll" tabindex="0">
${made(htmlTable(table))}</div>
`;
}
