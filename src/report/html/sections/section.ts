/** Parts of a report. */
import type { Table } from "../../../trials/table.js";
import { htmlTable } from "../../tables/html-table.js";
import { type Content, html, type Markup, made } from "../markup.js";

/** A chapter, with the name of its anchor. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Content;
}

/** Columns of figures that fit beside each other on a page. */
const MOST_FIGURES = 7;

/** A table that can be wider than the screen; one with many figures is told in parts, each with the leading texts. */
export function tableBlock(table: Table): Markup {
  return html`${inParts(table).map(
    (part) => html`<div class="scroll" tabindex="0">
${made(htmlTable(part))}</div>
`,
  )}`;
}

function inParts(table: Table): readonly Table[] {
  const { columns, title, notes = [] } = table;
  const first = columns.findIndex(({ unit }) => unit !== undefined);
  const [texts, figures] = [columns.slice(0, first), columns.slice(first)];
  if (figures.length <= MOST_FIGURES || figures.some(({ unit }) => unit === undefined)) return [table];
  const count = Math.ceil(figures.length / MOST_FIGURES);
  return inGroups(figures, Math.ceil(figures.length / count)).map((group, i) => ({
    ...table,
    title: i === 0 ? title : `${title} (continued)`,
    columns: [...texts, ...group],
    notes: i === count - 1 ? notes : [],
  }));
}

/** A picture with what it shows. */
export function figureBlock(svg: string, caption: string): Markup {
  return html`<figure>
${made(svg)}<figcaption>${caption}</figcaption>
</figure>
`;
}

/** A text of the user's, its line ends kept; nothing when there is none. */
export function note(text: string | undefined): Markup | undefined {
  return text === undefined || text.trim() === "" ? undefined : html`<p class="plain">${text.trim()}</p>\n`;
}

/** `items` in groups of at most `size`. */
export function inGroups<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
