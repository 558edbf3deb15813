/** Lines over the course of a trial: a panel for each thing that is followed, a line for each arm. */
import { InvalidArgument } from "../../errors.js";
import { ALLOCATION_LINE, type ArmCourses, type ArmMoment } from "../courses/arm-courses.js";
import { formatNumber } from "../format-figure.js";
import { openCanvas } from "./canvas.js";
import { appendLegend, layOutLegend } from "./legend.js";
import { FONT_SIZE } from "./lettering.js";
import { seriesColor, seriesDash } from "./palette.js";
import { layOutPanels, PLOT_WIDTH } from "./panels.js";
import { serializeSvg } from "./serialize-svg.js";

const LAYOUT = { panelHeight: 170, columnGap: 54, rowGap: 62, marginLeft: 46, marginRight: 10 };
const ABOVE = 26;
const BELOW = 40;

interface Point {
  readonly fx: number;
  readonly fy: number;
  readonly arm: number;
  readonly enrolled: number;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Draws how patients are allocated and how the evidence develops over the course of a design's trials, as an SVG: the mean of the trials still
 * running by arm, with the middle 80 % of them as a band.
 *
 * @throws InvalidArgument when a line is asked for that the courses do not have.
 */
export async function armCoursePlot(courses: ArmCourses, options: { readonly lines?: readonly string[] } = {}): Promise<string> {
  const names = options.lines ?? Object.keys(courses.lines);
  const unknown = names.find((name) => !Object.hasOwn(courses.lines, name));
  if (unknown !== undefined)
    throw new InvalidArgument("armCoursePlot", "lines", `be among ${Object.keys(courses.lines).join(", ")}`, unknown);
  const canvas = await openCanvas();
  const { plot, document } = canvas;
  const layout = layOutPanels(names.length, LAYOUT);
  const points = names.flatMap((name, panel) => pointsOf(courses.lines[name], layout.places[panel]));
  const most = Math.max(1, ...points.map(({ enrolled }) => enrolled));
  const highest = Math.max(1, ...points.map(({ upper }) => (Number.isFinite(upper) ? upper : 0)));
  const legend = layOutLegend(legendOf(courses.arms), PLOT_WIDTH - LAYOUT.marginLeft);
  const top = legend.height + ABOVE;
  const titles = names.map((name, panel) => ({ ...layout.places[panel], name }));
  const facet = { fx: "fx", fy: "fy" } as const;
  const series = { ...facet, x: "enrolled", z: "arm" } as const;
  const svg = plot.plot({
    document,
    width: PLOT_WIDTH,
    height: top + layout.height + BELOW,
    marginTop: top,
    marginBottom: BELOW,
    marginLeft: LAYOUT.marginLeft,
    marginRight: LAYOUT.marginRight,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { domain: [0, most], axis: null },
    y: { domain: [0, highest], axis: null },
    fx: layout.fx,
    fy: layout.fy,
    marks: [
      plot.frame({ stroke: "#ccc" }),
      plot.axisX({ ticks: 5, anchor: "bottom", label: null, tickSize: 4, facetAnchor: null }),
      plot.axisY({ ticks: 5, anchor: "left", label: null, tickSize: 4 }),
      plot.areaY(points, { ...series, y1: "lower", y2: "upper", fill: ({ arm }: Point) => seriesColor(arm), fillOpacity: 0.13 }),
      ...courses.arms.map((_, arm) =>
        plot.line(
          points.filter((point) => point.arm === arm),
          { ...series, y: "mean", stroke: seriesColor(arm), strokeWidth: 2, strokeDasharray: seriesDash(arm) },
        ),
      ),
      plot.text(titles, { ...facet, text: "name", frameAnchor: "top-left", dy: -14, fontWeight: "bold" }),
      plot.text(titles, { ...facet, text: () => "patients enrolled", frameAnchor: "bottom-left", dy: 34, fill: "#444" }),
    ],
  });
  svg.setAttribute("font-size", String(FONT_SIZE));
  appendLegend(canvas, svg, legend.places, LAYOUT.marginLeft, 4);
  return serializeSvg(svg, { title: `${courses.title}: the course of its trials by arm`, description: describe(courses, names) });
}

function pointsOf(moments: readonly ArmMoment[], place: { readonly fx: number; readonly fy: number }): readonly Point[] {
  return moments.flatMap(({ enrolled, byArm }) =>
    byArm.flatMap((band, arm) => (Number.isNaN(band.mean) ? [] : [{ ...place, arm, enrolled, ...band }])),
  );
}

function legendOf(arms: readonly string[]) {
  return arms.map((label, arm) => ({
    label,
    sign: [
      {
        name: "line",
        attributes: {
          x1: 0,
          x2: 14,
          y1: 7,
          y2: 7,
          stroke: seriesColor(arm),
          "stroke-width": 2,
          "stroke-dasharray": seriesDash(arm),
        },
      },
    ],
  }));
}

/** The picture in words: where each line begins and ends. */
function describe({ arms, lines, trials }: ArmCourses, names: readonly string[]): string {
  const sentences = names.map((name) => {
    const moments = lines[name];
    const [first, last] = [moments[0], moments[moments.length - 1]];
    if (first === undefined) return `${name}: nothing.`;
    const ends = arms.map((label, arm) => `${label} from ${show(first, arm)} to ${show(last, arm)}`);
    return `${name === ALLOCATION_LINE ? "Share of patients" : name}: ${ends.join(", ")}.`;
  });
  return `Means of up to ${trials} trials by number of patients enrolled. ${sentences.join(" ")}`;
}

function show({ byArm }: ArmMoment, arm: number): string {
  const mean = byArm[arm]?.mean;
  return mean === undefined || Number.isNaN(mean) ? "none" : formatNumber(Math.round(mean * 1000) / 1000);
}
