/** Legends: swatches with labels, in lines. */
import type { Canvas } from "./canvas.js";
import { FONT_SIZE, fitText, textWidth } from "./lettering.js";

const NAMESPACE = "http://www.w3.org/2000/svg";
const SWATCH = 14;
const GAP = 6;
const BETWEEN = 18;
export const LEGEND_LINE = 20;

export interface LegendEntry {
  readonly label: string;
  /** Draws its sign into a box of 14 × 14 pixels. */
  readonly sign: readonly Shape[];
}

/** An element by name and attributes. */
export interface Shape {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string | number };
  readonly text?: string;
}

interface Placed extends LegendEntry {
  readonly x: number;
  readonly line: number;
}

/** Places of the entries, from left to right, on as many lines as they need. */
export function layOutLegend(
  entries: readonly LegendEntry[],
  width: number,
): { readonly places: readonly Placed[]; readonly height: number } {
  let x = 0;
  let line = 0;
  const places = entries.map((entry) => {
    const label = fitText(entry.label, width - SWATCH - GAP);
    const needed = SWATCH + GAP + textWidth(label);
    if (x > 0 && x + needed > width) {
      x = 0;
      line++;
    }
    const place = { ...entry, label, x, line };
    x += needed + BETWEEN;
    return place;
  });
  return { places, height: entries.length === 0 ? 0 : (line + 1) * LEGEND_LINE };
}

/** Appends a legend to a drawing, with its upper left corner at (x, y). */
export function appendLegend({ document }: Canvas, svg: Element, places: readonly Placed[], x: number, y: number): void {
  const group = elementOf(document, { name: "g", attributes: { "text-anchor": "start", "font-size": FONT_SIZE } });
  for (const place of places) {
    const entry = elementOf(document, {
      name: "g",
      attributes: { transform: `translate(${x + place.x},${y + place.line * LEGEND_LINE})` },
    });
    entry.append(...place.sign.map((shape) => elementOf(document, shape)));
    entry.append(elementOf(document, { name: "text", attributes: { x: SWATCH + GAP, y: SWATCH - 3 }, text: place.label }));
    group.append(entry);
  }
  svg.append(group);
}

function elementOf(document: Document, { name, attributes, text }: Shape): Element {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}
