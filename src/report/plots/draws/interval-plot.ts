/** Intervals of many variables below each other. */
import type { Draws } from "../../../draws/draws.js";
import { InvalidArgument } from "../../../errors.js";
import { formatCount, formatNumber } from "../../format-figure.js";
import { openCanvas } from "../canvas.js";
import { appendLegend, type LegendEntry, layOutLegend } from "../legend.js";
import { FONT_SIZE, fitText, textWidth } from "../lettering.js";
import { seriesColor } from "../palette.js";
import { PLOT_WIDTH } from "../panels.js";
import { serializeSvg } from "../serialize-svg.js";
import { lineEntry } from "./chain-legend.js";
import { chosenVariables, type DrawsPlotOptions } from "./chosen-variables.js";
import { quantileOf } from "./kernel-density.js";
import { scaleOf } from "./unit-scale.js";

const LIMITS = { usual: 60, most: 200 };
const MARGIN = { top: 30, right: 16, bottom: 26 };
const WIDEST_LABEL = 200;
const TICKS = 7;
const COLOR = seriesColor(0);

/** Options of an interval plot. */
export interface IntervalPlotOptions extends DrawsPlotOptions {
  /** `given` as in the draws (the default), or `median`: the largest median first. */
  readonly order?: "given" | "median";
}

interface Interval {
  readonly label: string;
  readonly row: number;
  /** At 5, 25, 50, 75 and 95 %. */
  readonly quantiles: readonly number[];
}

/**
 * Draws the median, the central 50 % and the central 90 % of each variable on one scale as an SVG.
 *
 * @throws InvalidArgument for unknown variables, more than 200, and an unknown order.
 */
export async function intervalPlot(draws: Draws, options: IntervalPlotOptions = {}): Promise<string> {
  const { order = "given", title = "Intervals" } = options;
  if (order !== "given" && order !== "median") throw new InvalidArgument("intervalPlot", "order", "be given or median", order);
  const variables = chosenVariables("intervalPlot", draws, options.variables, LIMITS);
  const intervals = intervalsOf(draws, variables, order);
  const { plot, document } = await openCanvas();
  const scale = scaleOf(intervals.map(({ quantiles }) => quantiles));
  const line = intervals.length > 40 ? 14 : 18;
  const left = Math.min(WIDEST_LABEL, Math.max(...intervals.map(({ label }) => textWidth(label)))) + 12;
  const legend = layOutLegend(
    [
      lineEntry("central 90 %", COLOR, "", 1.2),
      lineEntry("central 50 %", COLOR, "", 5),
      ...(options.variables === undefined ? notAll(draws, variables) : []),
    ],
    PLOT_WIDTH - left,
  );
  const svg = plot.plot({
    document,
    width: PLOT_WIDTH,
    height: MARGIN.top + intervals.length * line + MARGIN.bottom,
    marginTop: MARGIN.top,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    marginLeft: left,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { domain: [scale.least, scale.most], axis: null },
    y: { domain: [intervals.length - 0.5, -0.5], axis: null },
    marks: [
      plot.frame({ stroke: "#ccc" }),
      plot.axisX({
        ticks: TICKS,
        anchor: "bottom",
        label: null,
        tickSize: 4,
        tickFormat: (value: number) => formatNumber(value),
      }),
      plot.gridX({ ticks: TICKS, stroke: "#000", strokeOpacity: 0.08 }),
      ...(scale.least < 0 && scale.most > 0 ? [plot.ruleX([0], { stroke: "#888", strokeDasharray: "4 3" })] : []),
      plot.text(intervals, {
        y: "row",
        text: ({ label }: Interval) => fitText(label, left - 8),
        frameAnchor: "left",
        textAnchor: "end",
        dx: -6,
      }),
      ...(
        [
          [0, 4, 1.2],
          [1, 3, 5],
        ] as const
      ).map(([from, to, strokeWidth]) =>
        plot.link(intervals, {
          x1: ({ quantiles }: Interval) => quantiles[from],
          x2: ({ quantiles }: Interval) => quantiles[to],
          y1: "row",
          y2: "row",
          stroke: COLOR,
          strokeWidth,
        }),
      ),
      plot.dot(intervals, {
        x: ({ quantiles }: Interval) => quantiles[2],
        y: "row",
        r: 3.5,
        fill: "#fff",
        stroke: "#222",
        strokeWidth: 1.2,
      }),
    ],
  });
  svg.setAttribute("font-size", String(FONT_SIZE));
  appendLegend({ plot, document }, svg, legend.places, left, 6);
  return serializeSvg(svg, { title, description: describe(intervals) }, 1);
}

/** What a reader cannot see: that there are more variables than rows. */
function notAll(draws: Draws, shown: readonly string[]): readonly LegendEntry[] {
  const [all, some] = [draws.variables.length, shown.length];
  return some === all ? [] : [{ label: `${formatCount(some)} of ${formatCount(all)} variables`, sign: [] }];
}

function intervalsOf(draws: Draws, variables: readonly string[], order: "given" | "median"): readonly Interval[] {
  const intervals = variables.map((label, row) => {
    const sorted = Float64Array.from(draws.of(label).flatMap((chain) => Array.from(chain))).sort();
    return { label, row, quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map((probability) => quantileOf(sorted, probability)) };
  });
  if (order === "median") intervals.sort((a, b) => b.quantiles[2] - a.quantiles[2]);
  return intervals.map((interval, row) => ({ ...interval, row }));
}

function describe(intervals: readonly Interval[]): string {
  const words = intervals.map(({ label, quantiles: [lower, , median, , upper] }) => {
    return `${label} ${formatNumber(median)} (${formatNumber(lower)} to ${formatNumber(upper)})`;
  });
  return `Median and central 90 %: ${words.join("; ")}.`;
}
