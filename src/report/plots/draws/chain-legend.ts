/** Legends of chains and of anything drawn as a line or a filled box. */
import type { LegendEntry } from "../legend.js";
import { seriesColor, seriesDash } from "../palette.js";

/** Chains beyond these share colors with earlier ones, and are not in the legend. */
const TOLD_APART = 8;

/** An entry for each chain: colors, and dashes where lines have them. */
export function chainLegend(chainCount: number, dashed: boolean): readonly LegendEntry[] {
  if (chainCount > TOLD_APART) return [];
  return Array.from({ length: chainCount }, (_, chain) =>
    lineEntry(`chain ${chain + 1}`, seriesColor(chain), dashed ? seriesDash(chain) : ""),
  );
}

/** A line's sign. */
export function lineEntry(label: string, stroke: string, dash = "", width = 2): LegendEntry {
  const line = { x1: 0, x2: 14, y1: 7, y2: 7, stroke, "stroke-width": width, "stroke-dasharray": dash };
  return { label, sign: [{ name: "line", attributes: line }] };
}

/** A filled box's sign. */
export function boxEntry(label: string, fill: string): LegendEntry {
  return { label, sign: [{ name: "rect", attributes: { x: 0, y: 1, width: 14, height: 12, fill } }] };
}

/** A cross' sign. */
export function crossEntry(label: string, stroke: string): LegendEntry {
  return { label, sign: [{ name: "path", attributes: { d: "M3,3l8,8m0,-8l-8,8", stroke, "stroke-width": 1.5, fill: "none" } }] };
}

/** A point's sign. */
export function pointEntry(label: string, fill: string): LegendEntry {
  return { label, sign: [{ name: "circle", attributes: { cx: 7, cy: 7, r: 3, fill } }] };
}
