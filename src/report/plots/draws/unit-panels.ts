/** Panels of draws: small multiples, each with scales of its own. */
import { type Canvas, type Markish, openCanvas } from "../canvas.js";
import { appendLegend, type LegendEntry, layOutLegend } from "../legend.js";
import { FONT_SIZE, fitText } from "../lettering.js";
import { layOutPanels, type PanelLayout, PLOT_WIDTH } from "../panels.js";
import { type Caption, serializeSvg } from "../serialize-svg.js";
import type { Tick, UnitScale } from "./unit-scale.js";

/** One panel: what it is called and where its ticks are. */
export interface Panel {
  readonly title?: string;
  readonly x?: Pick<UnitScale, "ticks">;
  readonly y?: Pick<UnitScale, "ticks">;
}

/** Column and row of a panel. */
export interface Place {
  readonly fx: number;
  readonly fy: number;
}

/** A point in a panel; 0 to 1 in both directions. */
export interface PanelPoint extends Place {
  readonly x: number;
  readonly y: number;
}

/** A picture made of panels. */
export interface PanelPicture {
  readonly panels: readonly Panel[];
  readonly panelHeight: number;
  /** Panels in a row; two when not given. */
  readonly columns?: number;
  /** Below the panels of the last row. */
  readonly xLabel?: string;
  readonly legend?: readonly LegendEntry[];
  readonly caption: Caption;
  /** What is drawn into the panels, beneath the frames' titles. */
  readonly marks: (canvas: Canvas, places: readonly Place[], layout: PanelLayout) => readonly Markish[];
}

/** The panel's place and the place in the panel, for marks. */
export const IN_PANEL = { fx: "fx", fy: "fy", x: "x", y: "y" } as const;

const FACET = { fx: "fx", fy: "fy" } as const;
/** Where a panel's title stands: in it where there is no room above. */
const INSIDE = { lineAnchor: "top", dx: 5, dy: 4 } as const;
const OVER = { lineAnchor: "bottom", dy: -6 } as const;
const ABOVE = 26;
const BELOW = 24;
const LABEL = 18;
/** One decimal of a pixel keeps pictures of thousands of draws small. */
const DECIMALS = 1;

/** Draws the panels as an SVG. */
export async function drawPanels(picture: PanelPicture): Promise<string> {
  const canvas = await openCanvas();
  const { panels, panelHeight, columns = 2, xLabel, legend: entries = [], caption } = picture;
  const gaps = { columnGap: columns > 2 ? 12 : 60, rowGap: columns > 2 ? 12 : 52, marginLeft: 52, marginRight: 20 };
  const layout = layOutPanels(panels.length, { panelHeight, columns, ...gaps });
  const legend = layOutLegend(entries, PLOT_WIDTH - gaps.marginLeft);
  const top = legend.height + ABOVE;
  const bottom = BELOW + (xLabel === undefined ? 0 : LABEL);
  const svg = canvas.plot.plot({
    document: canvas.document,
    width: PLOT_WIDTH,
    height: top + layout.height + bottom,
    marginTop: top,
    marginBottom: bottom,
    marginLeft: gaps.marginLeft,
    marginRight: gaps.marginRight,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { domain: [0, 1], axis: null },
    y: { domain: [0, 1], axis: null },
    fx: layout.fx,
    fy: layout.fy,
    marks: [
      ...gridOf(canvas, panels, layout),
      ...picture.marks(canvas, layout.places, layout),
      ...letteringOf(canvas, panels, layout, { xLabel, isInside: columns > 2 }),
    ],
  });
  svg.setAttribute("font-size", String(FONT_SIZE));
  appendLegend(canvas, svg, legend.places, gaps.marginLeft, 4);
  return serializeSvg(svg, caption, DECIMALS);
}

interface PlacedTick extends Tick, Place {}

const ticksOf = (panels: readonly Panel[], side: "x" | "y", places: readonly Place[]): readonly PlacedTick[] =>
  panels.flatMap((panel, p) => (panel[side]?.ticks ?? []).map((tick) => ({ ...places[p], ...tick })));

function gridOf({ plot }: Canvas, panels: readonly Panel[], { places }: PanelLayout): readonly Markish[] {
  return [
    plot.ruleY(ticksOf(panels, "y", places), { ...FACET, y: "position", stroke: "#eee" }),
    plot.ruleX(ticksOf(panels, "x", places), { ...FACET, x: "position", stroke: "#eee" }),
  ];
}

function letteringOf(
  { plot }: Canvas,
  panels: readonly Panel[],
  { places, panelWidth }: PanelLayout,
  { xLabel, isInside }: { readonly xLabel: string | undefined; readonly isInside: boolean },
): readonly Markish[] {
  const titles = panels.flatMap(({ title }, p) =>
    title === undefined ? [] : [{ ...places[p], title: fitText(title, panelWidth) }],
  );
  // Below panels that have none beneath them.
  const lowest = places.filter(({ fx, fy }) => !places.some((other) => other.fx === fx && other.fy > fy));
  const below = { ...FACET, x: "position", text: "text", frameAnchor: "bottom", lineAnchor: "top", dy: 6, fill: "#444" } as const;
  const beside = { ...FACET, y: "position", text: "text", frameAnchor: "left", textAnchor: "end", dx: -6, fill: "#444" } as const;
  return [
    plot.frame({ stroke: "#ccc" }),
    plot.text(ticksOf(panels, "x", places), below),
    plot.text(ticksOf(panels, "y", places), beside),
    plot.text(titles, { ...FACET, text: "title", frameAnchor: "top-left", ...(isInside ? INSIDE : OVER), fontWeight: "bold" }),
    xLabel === undefined
      ? null
      : plot.text(lowest, { ...FACET, text: () => xLabel, frameAnchor: "bottom-left", lineAnchor: "top", dy: 24, fill: "#444" }),
  ];
}

/** A cloud of points as one path of dots, which is a tenth of as many circles. */
export function cloud(
  { plot }: Canvas,
  points: readonly PanelPoint[],
  style: { readonly stroke: string; readonly size: number },
) {
  return dotsAs(plot, points, style, "h0");
}

/** Crosses, as one path. */
export function crosses(
  { plot }: Canvas,
  points: readonly PanelPoint[],
  style: { readonly stroke: string; readonly size: number },
) {
  return dotsAs(plot, points, style, "m-3,-3l6,6m0,-6l-6,6");
}

function dotsAs(
  plot: Canvas["plot"],
  points: readonly PanelPoint[],
  { stroke, size }: { readonly stroke: string; readonly size: number },
  sign: string,
): Markish {
  return plot.dot(points, {
    ...IN_PANEL,
    r: 1,
    render: (index, _scales, values, _dimensions, context) => {
      const { x = [], y = [] } = values as { readonly x?: ArrayLike<number>; readonly y?: ArrayLike<number> };
      const path = context.document.createElementNS("http://www.w3.org/2000/svg", "path");
      const round = (pixels: number) => Math.round(pixels * 10) / 10;
      path.setAttribute("d", Array.from(index, (i) => `M${round(x[i])},${round(y[i])}${sign}`).join(""));
      for (const [name, value] of Object.entries({ fill: "none", stroke, "stroke-width": size, "stroke-linecap": "round" }))
        path.setAttribute(name, String(value));
      return path;
    },
  });
}
