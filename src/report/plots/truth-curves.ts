/** The assumed truths of a study: toxicity by dose, a line for each scenario. */
import { InvalidArgument } from "../../errors.js";
import type { Study } from "../../trials/study.js";
import { formatPercent, formatProbability } from "../format-figure.js";
import { type DoseTruth, doseTruth } from "../studies/dose-truth.js";
import { type Canvas, openCanvas } from "./canvas.js";
import { chosenScenarios, type StudyPlotOptions } from "./dose-bars.js";
import { FONT_SIZE, fitText, wrapText } from "./lettering.js";
import { seriesColor, seriesDash, seriesSymbol } from "./palette.js";
import { PLOT_WIDTH } from "./panels.js";
import { serializeSvg } from "./serialize-svg.js";

const HEIGHT = 320;
const MARGIN = { top: 26, right: 230, bottom: 36, left: 46 };
/** Least distance of two labels' base lines, in pixels. */
const LINE = 15;
/** Where the labels begin, in doses right of the last. */
const LABELS = 0.25;

interface Curve {
  readonly scenario: string;
  readonly truth: DoseTruth;
  readonly index: number;
}

/**
 * Draws the true probability of toxicity by dose under each scenario, with the target, as an SVG.
 *
 * @throws InvalidArgument for a study whose plan tells no toxicity, and for a scenario that it does not have.
 */
export async function truthPlot(study: Study, options: StudyPlotOptions = {}): Promise<string> {
  const scenarios = chosenScenarios("truthPlot", study, options.scenarios);
  const curves = scenarios.flatMap((scenario, index): Curve[] => {
    const truth = doseTruth(study, scenario);
    return truth === undefined ? [] : [{ scenario, truth, index }];
  });
  if (curves.length === 0)
    throw new InvalidArgument("truthPlot", "study", "have a plan with the toxicity of its scenarios", "none");
  const canvas = await openCanvas();
  const arms = study.cells[0].arms;
  const highest = Math.min(
    1,
    Math.ceil(Math.max(...curves.flatMap(({ truth }) => [...truth.toxicity, truth.target ?? 0])) * 10 + 0.01) / 10,
  );
  const svg = canvas.plot.plot({
    document: canvas.document,
    width: PLOT_WIDTH,
    height: HEIGHT,
    marginTop: MARGIN.top,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { domain: [0.8, arms.length + LABELS], axis: null },
    y: { domain: [0, highest * 100], axis: null },
    marks: marksOf(canvas, curves, arms, highest * 100),
  });
  svg.setAttribute("font-size", String(FONT_SIZE));
  return serializeSvg(svg, { title: "True probability of toxicity by dose", description: describe(curves, arms) });
}

function marksOf({ plot }: Canvas, curves: readonly Curve[], arms: readonly string[], highest: number) {
  const targets = [...new Set(curves.flatMap(({ truth }) => truth.target ?? []))];
  const points = curves.flatMap(({ truth, index, scenario }) =>
    truth.toxicity.map((p, dose) => ({ scenario, index, dose: dose + 1, percent: p * 100, best: truth.best === dose })),
  );
  const ends = spread(curves, highest);
  const room = (PLOT_WIDTH - MARGIN.left - MARGIN.right) / arms.length - 6;
  const right = arms.length;
  const ticks = Array.from({ length: Math.round(highest / 10) + 1 }, (_, i) => i * 10);
  return [
    plot.ruleY(ticks, { stroke: "#000", strokeOpacity: 0.12 }),
    plot.text(ticks, { y: (d: number) => d, text: (d: number) => String(d), frameAnchor: "left", textAnchor: "end", dx: -6 }),
    plot.text(["probability of toxicity (%)"], { frameAnchor: "top-left", dx: -MARGIN.left + 4, dy: -20, fill: "#444" }),
    plot.text(arms, {
      x: (_, i) => i + 1,
      text: (label: string) => fitText(label, room),
      frameAnchor: "bottom",
      lineAnchor: "top",
      dy: 8,
    }),
    plot.ruleY(
      targets.map((target) => target * 100),
      { stroke: "#000", strokeWidth: 1.5, strokeDasharray: "5 4" },
    ),
    plot.text(targets, {
      y: (d: number) => d * 100,
      text: (d: number) => `target ${formatPercent(d)}`,
      frameAnchor: "left",
      dx: 4,
      dy: -8,
      textAnchor: "start",
    }),
    ...curves.map(({ index, scenario }) =>
      plot.line(
        points.filter((point) => point.scenario === scenario),
        { x: "dose", y: "percent", stroke: seriesColor(index), strokeWidth: 1.8, strokeDasharray: seriesDash(index) },
      ),
    ),
    ...curves.map(({ index, scenario }) =>
      plot.dot(
        points.filter((point) => point.scenario === scenario),
        {
          x: "dose",
          y: "percent",
          symbol: seriesSymbol(index),
          r: (point: { best: boolean }) => (point.best ? 7 : 4),
          stroke: seriesColor(index),
          fill: (point: { best: boolean }) => (point.best ? seriesColor(index) : "#fff"),
          strokeWidth: 1.5,
        },
      ),
    ),
    plot.link(ends, { x1: right + 0.06, x2: right + LABELS - 0.02, y1: "from", y2: "to", stroke: "#888", strokeWidth: 0.8 }),
    plot.text(ends, { x: right + LABELS, y: "to", text: (end) => end.lines.join("\n"), textAnchor: "start" }),
  ];
}

/** Labels at the right ends of the curves, pushed apart until none overlaps; `to` is in percent, as the axis is. */
function spread(curves: readonly Curve[], highest: number) {
  const percent = highest / (HEIGHT - MARGIN.top - MARGIN.bottom);
  const ends = curves
    .map(({ scenario, truth }) => {
      const lines = wrapText(scenario, MARGIN.right - 10, 2);
      return { lines, half: (lines.length * LINE * percent) / 2, from: (truth.toxicity.at(-1) ?? 0) * 100, to: 0 };
    })
    .sort((a, b) => a.from - b.from);
  let floor = Number.NEGATIVE_INFINITY;
  for (const end of ends) {
    end.to = Math.max(end.from, floor + end.half);
    floor = end.to + end.half;
  }
  let ceiling = highest + MARGIN.top * percent;
  for (const end of [...ends].reverse()) {
    end.to = Math.min(end.to, ceiling - end.half);
    ceiling = end.to - end.half;
  }
  return ends;
}

function describe(curves: readonly Curve[], arms: readonly string[]): string {
  const lines = curves.map(({ scenario, truth }) => {
    const values = truth.toxicity.map((p, dose) => `${arms[dose]} ${formatProbability(p)}`).join(", ");
    const right =
      truth.best === null
        ? "; no dose is right to recommend"
        : truth.best === undefined
          ? ""
          : `; ${arms[truth.best]} is right to recommend`;
    return `${scenario}: ${values}${right}.`;
  });
  return `A line for each scenario; the dose that is right to recommend is a filled symbol. ${lines.join(" ")}`;
}
