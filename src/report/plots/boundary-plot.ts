/** Group-sequential boundaries over information: a panel for each scale they are told on. */
import { InvalidArgument } from "../../errors.js";
import { formatNumber } from "../format-figure.js";
import { openCanvas } from "./canvas.js";
import { appendLegend, layOutLegend } from "./legend.js";
import { FONT_SIZE } from "./lettering.js";
import { layOutPanels, PLOT_WIDTH } from "./panels.js";
import { roundTicks } from "./round-ticks.js";
import { serializeSvg } from "./serialize-svg.js";

/** One kind of bound on one scale: a value for each look, NaN or infinite where the look has none. */
export interface DrawnBound {
  /** What crossing it means: `efficacy`, `futility`, `harm`. */
  readonly name: string;
  readonly values: readonly number[];
}

/** A scale, and the bounds on it. */
export interface BoundaryPanel {
  readonly label: string;
  readonly bounds: readonly DrawnBound[];
}

/** What is drawn. */
export interface DrawnBoundaries {
  readonly title: string;
  /** Information at each look as a part of the last look's. */
  readonly fractions: readonly number[];
  readonly panels: readonly BoundaryPanel[];
}

const LAYOUT = { panelHeight: 170, columnGap: 54, rowGap: 62, marginLeft: 46, marginRight: 14 };
const ABOVE = 26;
const BELOW = 40;
const STYLES: {
  readonly [name: string]: { readonly stroke: string; readonly dash: string; readonly symbol: "circle" | "square" | "triangle" };
} = {
  efficacy: { stroke: "#0072b2", dash: "", symbol: "circle" },
  futility: { stroke: "#d55e00", dash: "6 3", symbol: "square" },
  harm: { stroke: "#222222", dash: "2 3", symbol: "triangle" },
};
const OTHER = { stroke: "#009e73", dash: "8 3 2 3", symbol: "circle" } as const;

interface Point {
  readonly fx: number;
  readonly fy: number;
  readonly fraction: number;
  readonly value: number;
}

/**
 * Draws the boundaries of a group-sequential design as an SVG, a panel for each scale.
 *
 * @throws InvalidArgument when there is no panel, or a bound without a value for each look.
 */
export async function boundaryPlot(boundaries: DrawnBoundaries): Promise<string> {
  const { title, fractions, panels } = boundaries;
  check(boundaries);
  const canvas = await openCanvas();
  const { plot, document } = canvas;
  const layout = layOutPanels(panels.length, LAYOUT);
  const names = [...new Set(panels.flatMap(({ bounds }) => bounds.map(({ name }) => name)))];
  const legend = layOutLegend(names.map(legendEntry), PLOT_WIDTH - LAYOUT.marginLeft);
  const top = legend.height + ABOVE;
  const facet = { fx: "fx", fy: "fy" } as const;
  const titles = panels.map(({ label }, p) => ({ ...layout.places[p], label }));
  const drawn = panels.flatMap(({ bounds }, p) => scaled(bounds, fractions, layout.places[p]));
  const svg = plot.plot({
    document,
    width: PLOT_WIDTH,
    height: top + layout.height + BELOW,
    marginTop: top,
    marginBottom: BELOW,
    marginLeft: LAYOUT.marginLeft,
    marginRight: LAYOUT.marginRight,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { domain: [0, 1.02], axis: null },
    // Each panel has its own scale: values are drawn as parts of its height.
    y: { domain: [0, 1], axis: null },
    fx: layout.fx,
    fy: layout.fy,
    marks: [
      plot.frame({ stroke: "#ccc" }),
      plot.axisX({ ticks: 5, anchor: "bottom", label: null, tickSize: 4, facetAnchor: null }),
      ...drawn.flatMap(({ ticks, lines }) => [
        plot.ruleY(ticks, { ...facet, y: "position", stroke: "#eee" }),
        plot.text(ticks, { ...facet, frameAnchor: "left", y: "position", text: "text", textAnchor: "end", dx: -6, fill: "#444" }),
        ...lines.flatMap(({ name, points }) => {
          const { stroke, dash, symbol } = styleOf(name);
          const place = { ...facet, x: "fraction", y: "value" } as const;
          return [
            plot.line(points, { ...place, stroke, strokeWidth: 1.6, strokeDasharray: dash }),
            plot.dot(points, { ...place, fill: stroke, r: 3.5, symbol }),
          ];
        }),
      ]),
      plot.text(titles, { ...facet, text: "label", frameAnchor: "top-left", dy: -14, fontWeight: "bold" }),
      plot.text(titles, {
        ...facet,
        text: () => "part of the maximum information",
        frameAnchor: "bottom-left",
        dy: 30,
        fill: "#444",
      }),
    ],
  });
  svg.setAttribute("font-size", String(FONT_SIZE));
  appendLegend(canvas, svg, legend.places, LAYOUT.marginLeft, 4);
  return serializeSvg(svg, { title: `Boundaries: ${title}`, description: describe(boundaries) });
}

function check({ fractions, panels }: DrawnBoundaries): void {
  if (panels.length === 0) throw new InvalidArgument("boundaryPlot", "panels", "have at least one scale", panels);
  for (const { label, bounds } of panels) {
    for (const { name, values } of bounds)
      if (values.length !== fractions.length)
        throw new InvalidArgument(
          "boundaryPlot",
          `${label}: ${name}`,
          `have a value for each of ${fractions.length} looks`,
          values,
        );
  }
}

/** Bounds as parts of the panel's height, with its ticks. */
function scaled(
  bounds: readonly DrawnBound[],
  fractions: readonly number[],
  place: { readonly fx: number; readonly fy: number },
) {
  const values = bounds.flatMap((bound) => bound.values.filter(Number.isFinite));
  const least = Math.min(...values, 0);
  const most = Math.max(...values, least + 1e-6);
  const margin = 0.06 * (most - least);
  const position = (value: number) => (value - least + margin) / (most - least + 2 * margin);
  const lines = bounds.map(({ name, values: own }) => ({
    name,
    points: own.flatMap((value, k): Point[] =>
      Number.isFinite(value) ? [{ ...place, fraction: fractions[k], value: position(value) }] : [],
    ),
  }));
  const ticks = roundTicks(least, most).map((value) => ({ ...place, position: position(value), text: formatNumber(value) }));
  return { lines, ticks };
}

function styleOf(name: string) {
  return Object.hasOwn(STYLES, name) ? STYLES[name] : OTHER;
}

function legendEntry(name: string) {
  const { stroke, dash } = styleOf(name);
  const line = { x1: 0, x2: 14, y1: 7, y2: 7, stroke, "stroke-width": 2, "stroke-dasharray": dash };
  return { label: name, sign: [{ name: "line", attributes: line }] };
}

/** The picture in words: every bound. */
function describe({ fractions, panels }: DrawnBoundaries): string {
  const looks = fractions.map((fraction) => formatNumber(Math.round(fraction * 1000) / 1000)).join(", ");
  const scales = panels.map(({ label, bounds }) => {
    const told = bounds.map(
      ({ name, values }) =>
        `${name} ${values.map((value) => (Number.isFinite(value) ? formatNumber(Math.round(value * 1000) / 1000) : "none")).join(", ")}`,
    );
    return `${label}: ${told.join("; ")}.`;
  });
  return `Looks at ${looks} of the information. ${scales.join(" ")}`;
}
