/** Tables for terminals and plain-text logs. */
import type { Column, Row, Table } from "../../trials/table.js";
import { formatFigure, type Uncertainty } from "../format-figure.js";
import { columnHeading } from "./column-heading.js";
import { displayWidth, padEnd, padStart } from "./display-width.js";
import { isGrouped, isText, startsGroup, type TableOptions } from "./table-options.js";

/** Between two columns. */
const GAP = "  ";
/** Headings longer than this are wrapped, unless their column is wider anyway. */
const LONGEST_HEADING = 14;
/** Names longer than this are cut in the middle of a block; the full names are in the other formats. */
const LONGEST_NAME = 40;

/** A column as the lines of its cells, all of one width. */
interface Rendered {
  readonly column: Column;
  /** Lines of the heading. */
  readonly heading: readonly string[];
  readonly cells: readonly string[];
  readonly width: number;
}

/**
 * Returns the table as aligned text: decimal points and ± stand below each other. Columns that do not fit into `width` go into further
 * blocks, columns of one family (`selected[1]`, `selected[2]` …) together, each block with the leading columns of text. Rows with the same text in the first column
 * stand below it as a heading.
 *
 * @param options.width Most characters in a line; 120 when not given. A single column wider than this is not cut.
 */
export function textTable(table: Table, options: TableOptions = {}): string {
  const { uncertainty = "standard-error", width = 120 } = options;
  const { columns, rows, title, notes = [] } = table;
  const keys = columns.slice(0, leadingTexts(columns));
  const grouped = isGrouped(table);
  const groups = rows.map((row, i) =>
    grouped && startsGroup(columns, row, rows[i - 1]) ? oneLine(String(row[keys[0].name] ?? "")) : undefined,
  );
  const render = (column: Column): Rendered =>
    isText(column) ? renderTexts(table, column) : renderFigures(table, column, uncertainty);
  const left = (grouped ? keys.slice(1) : keys).map(render);
  const right = columns.slice(keys.length).map(render);
  const blocks = intoBlocks(right, width - totalWidth(left) + (grouped ? 0 : GAP.length));
  const texts = (blocks.length === 0 ? [[]] : blocks).map((block) =>
    columns.length === 0 ? "" : renderBlock([...left, ...block], grouped ? groups : undefined),
  );
  return [
    oneLine(title),
    "",
    texts.join("\n\n"),
    ...(notes.length === 0 ? [] : ["", ...notes.flatMap((note) => wrap(oneLine(note), width))]),
    "",
  ].join("\n");
}

function leadingTexts(columns: readonly Column[]): number {
  const first = columns.findIndex((column) => !isText(column));
  return first < 0 ? columns.length : first;
}

function renderTexts(table: Table, column: Column): Rendered {
  const texts = table.rows.map((row) => {
    const cell = row[column.name];
    return cell === undefined
      ? ""
      : shorten(oneLine(typeof cell === "string" ? cell : String(typeof cell === "number" ? cell : cell.value)));
  });
  return aligned(table, column, texts, padEnd);
}

/** Whole part, decimals and ± part are aligned separately. */
function renderFigures(table: Table, column: Column, uncertainty: Uncertainty): Rendered {
  const parts = table.rows.map((row) => partsOf(row[column.name], column, uncertainty));
  const widest = (read: (part: FigureParts) => string) => Math.max(0, ...parts.map((part) => displayWidth(read(part))));
  const whole = widest((part) => part.whole);
  const decimals = widest((part) => (part.isText ? "" : part.decimals));
  const rest = Math.max(
    widest((part) => part.rest),
    widest((part) => (part.isText ? part.decimals : "")) - decimals,
  );
  const texts = parts.map((part) => {
    const tail = part.isText ? part.decimals : padEnd(part.decimals, decimals) + part.rest;
    return padStart(part.whole, whole) + padEnd(tail, decimals + rest);
  });
  return aligned(table, column, texts, padStart);
}

/** Cells and heading of one width; long headings are wrapped. */
function aligned(table: Table, column: Column, texts: readonly string[], pad: (text: string, width: number) => string): Rendered {
  const widest = Math.max(0, ...texts.map(displayWidth));
  const heading = wrap(oneLine(columnHeading(column, table)), Math.max(widest, LONGEST_HEADING));
  const width = Math.max(widest, ...heading.map(displayWidth));
  return { column, heading: heading.map((line) => pad(line, width)), cells: texts.map((text) => pad(text, width)), width };
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && displayWidth(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A figure, cut before its decimal point and before what stands beside it. */
interface FigureParts {
  readonly whole: string;
  readonly decimals: string;
  readonly rest: string;
  /** It was given as a text: it may reach into the space of others' errors. */
  readonly isText: boolean;
}

function partsOf(cell: Row[string], column: Column, uncertainty: Uncertainty): FigureParts {
  const isText = typeof cell === "string";
  const figure = cell === undefined || isText ? undefined : formatFigure(cell, column.unit, uncertainty);
  const value = isText ? oneLine(cell) : (figure?.value ?? "");
  const error = figure?.uncertainty ?? "";
  const point = value.search(/[.*]|$/);
  const rest = error === "" ? "" : error.startsWith("(") ? ` ${error}` : ` ± ${error}`;
  return { whole: value.slice(0, point), decimals: value.slice(point), rest, isText };
}

/** Fills blocks with columns from left to right; a family that does not fit as a whole begins a new block. */
function intoBlocks(columns: readonly Rendered[], width: number): Rendered[][] {
  const families: Rendered[][] = [];
  for (const rendered of columns) {
    const last = families.at(-1);
    const family = familyOf(rendered.column);
    if (last !== undefined && family !== undefined && family === familyOf(last[0].column)) last.push(rendered);
    else families.push([rendered]);
  }
  const blocks: Rendered[][] = [];
  for (const family of families) {
    const block = blocks.at(-1);
    if (block !== undefined && totalWidth(block) + totalWidth(family) <= width) block.push(...family);
    else blocks.push(...cut(family, width));
  }
  return blocks;
}

function cut(family: readonly Rendered[], width: number): Rendered[][] {
  const pieces: Rendered[][] = [[]];
  for (const rendered of family) {
    const piece = pieces[pieces.length - 1];
    if (piece.length > 0 && totalWidth(piece) + totalWidth([rendered]) > width) pieces.push([rendered]);
    else piece.push(rendered);
  }
  return pieces;
}

/** `selected[3]` and `selected[none]` are of the family `selected`. */
function familyOf({ name }: Column): string | undefined {
  return /^(.*)\[[^\]]*\]$/.exec(name)?.[1];
}

function totalWidth(columns: readonly Rendered[]): number {
  return columns.reduce((sum, { width }) => sum + width + GAP.length, 0);
}

/** @param groups The heading of the group that begins at a row; undefined when rows are not grouped. */
function renderBlock(columns: readonly Rendered[], groups: readonly (string | undefined)[] | undefined): string {
  const indent = groups === undefined ? "" : GAP;
  const line = (cells: readonly string[]) => `${indent}${cells.join(GAP)}`.trimEnd();
  const height = Math.max(...columns.map(({ heading }) => heading.length));
  const headings = Array.from({ length: height }, (_, l) =>
    line(columns.map(({ heading, width }) => heading[l - height + heading.length] ?? " ".repeat(width))),
  );
  const lines = [...headings, line(columns.map(({ width }) => "─".repeat(width)))];
  for (let i = 0; i < columns[0].cells.length; i++) {
    const group = groups?.[i];
    if (group !== undefined) lines.push(...(i > 0 ? [""] : []), group);
    lines.push(line(columns.map(({ cells }) => cells[i])));
  }
  return lines.join("\n");
}

/** Control characters could move a terminal's cursor, and format characters (but for joiners) reorder what is shown. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu, "\ufffd");
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST_NAME ? text : `${characters.slice(0, LONGEST_NAME - 1).join("")}…`;
}
