/** Bars by dose: how often each is selected, how many patients get it; a panel for each scenario, a bar for each design. */
import { InvalidArgument } from "../../errors.js";
import type { Study } from "../../trials/study.js";
import { type DoseTruth, doseTruth } from "../studies/dose-truth.js";
import { armWord, type MetricFamily, metricFamilies } from "../studies/metric-family.js";
import { designsOf, figureOf, scenariosOf } from "../studies/study-tables.js";
import { openCanvas } from "./canvas.js";
import { type Bar, doseBarMarks, FILLED, shortNumber } from "./dose-bar-marks.js";
import { appendLegend, type LegendEntry, layOutLegend } from "./legend.js";
import { FONT_SIZE, wrapText } from "./lettering.js";
import { seriesColor } from "./palette.js";
import { layOutPanels, type PanelLayout, PLOT_WIDTH } from "./panels.js";
import { serializeSvg } from "./serialize-svg.js";

export interface StudyPlotOptions {
  /** Names of the scenarios to draw; all when not given. */
  readonly scenarios?: readonly string[];
}

const LAYOUT = { panelHeight: 130, columnGap: 44, marginLeft: 46, marginRight: 8 };
const LABELS_BELOW = 44;
const TITLE_GAP = 18;
const LINE = 14;
const Z = 1.959963984540054;

/**
 * Draws how often each dose (or arm) is selected, under each scenario by each design, with 95 % Monte Carlo intervals, as an SVG.
 *
 * @throws InvalidArgument for a study that selects no dose, and for a scenario that it does not have.
 */
export async function selectionPlot(study: Study, options: StudyPlotOptions = {}): Promise<string> {
  const arm = armWord(study);
  return doseBars(
    study,
    { caller: "selectionPlot", family: "selected", title: `Selected ${arm}`, axis: `trials that select the ${arm} (%)` },
    options,
  );
}

/**
 * Draws how many patients each dose (or arm) gets on average, under each scenario by each design, with 95 % Monte Carlo intervals, as an SVG.
 *
 * @throws InvalidArgument for a study that does not count patients by dose, and for a scenario that it does not have.
 */
export async function allocationPlot(study: Study, options: StudyPlotOptions = {}): Promise<string> {
  const arm = armWord(study);
  const where = arm === "dose" ? "at the dose" : "on the arm";
  return doseBars(
    study,
    { caller: "allocationPlot", family: "patients", title: `Patients by ${arm}`, axis: `patients ${where} (mean)` },
    options,
  );
}

interface BarsOf {
  readonly caller: string;
  readonly family: string;
  readonly title: string;
  readonly axis: string;
}

async function doseBars(study: Study, what: BarsOf, options: StudyPlotOptions): Promise<string> {
  const scenarios = chosenScenarios(what.caller, study, options.scenarios);
  const family = metricFamilies(study).find(({ name }) => name === what.family);
  if (family === undefined)
    throw new InvalidArgument(what.caller, "study", `have metrics ${what.family}[1], ${what.family}[2] …`, "none");
  const canvas = await openCanvas();
  const columns = layOutPanels(scenarios.length, { ...LAYOUT, rowGap: 0 });
  const titles = scenarios.map((scenario) => wrapText(scenario, columns.panelWidth, 2));
  const titleHeight = TITLE_GAP + LINE * Math.max(...titles.map(({ length }) => length));
  const layout = layOutPanels(scenarios.length, { ...LAYOUT, rowGap: LABELS_BELOW + titleHeight });
  const truths = scenarios.map((scenario) => doseTruth(study, scenario));
  const bars = scenarios.flatMap((scenario, panel) => barsOf(study, scenario, family, layout.places[panel]));
  const legend = layOutLegend(legendOf(study, truths), PLOT_WIDTH - LAYOUT.marginLeft);
  const top = legend.height + titleHeight;
  const highest = family.unit === "proportion" ? 100 : niceCeiling(Math.max(...bars.map(({ upper }) => upper), 1));
  const svg = canvas.plot.plot({
    document: canvas.document,
    width: PLOT_WIDTH,
    height: top + layout.height + LABELS_BELOW,
    marginTop: top,
    marginBottom: LABELS_BELOW,
    marginLeft: LAYOUT.marginLeft,
    marginRight: LAYOUT.marginRight,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { domain: [0.5, family.members.length + 0.5], axis: null },
    y: { domain: [0, highest * 1.08], axis: null },
    fx: layout.fx,
    fy: layout.fy,
    marks: doseBarMarks(canvas, {
      designs: designsOf(study).length,
      titles,
      truths,
      family,
      layout,
      bars,
      highest,
      axis: what.axis,
    }),
  });
  svg.setAttribute("font-size", String(FONT_SIZE));
  appendLegend(canvas, svg, legend.places, LAYOUT.marginLeft, 4);
  return serializeSvg(svg, { title: what.title, description: describe(study, what, family, scenarios) });
}

/** @throws InvalidArgument for a name that is not a scenario's. */
export function chosenScenarios(caller: string, study: Study, chosen: readonly string[] | undefined): readonly string[] {
  const all = scenariosOf(study);
  const unknown = chosen?.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new InvalidArgument(caller, "scenarios", `be among ${all.join(", ")}`, unknown);
  return chosen ?? all;
}

function barsOf(study: Study, scenario: string, family: MetricFamily, place: PanelLayout["places"][number]): Bar[] {
  const designs = designsOf(study);
  const scale = family.unit === "proportion" ? 100 : 1;
  const width = FILLED / designs.length;
  return study.cells
    .filter((cell) => cell.scenario === scenario)
    .flatMap((cell) => {
      const design = designs.indexOf(cell.design);
      return family.members.flatMap(({ metric }, m): Bar[] => {
        const position = cell.metrics.findIndex(({ name }) => name === metric);
        if (position < 0 || !(cell.estimates[position].count > 0)) return [];
        const { value, standardError = 0, interval } = figureOf(cell.metrics[position], cell.estimates[position]);
        const [lower, upper] = interval ?? [Math.max(0, value - Z * standardError), value + Z * standardError];
        const x1 = m + 1 - FILLED / 2 + design * width;
        return [{ ...place, x1, x2: x1 + width, value: value * scale, lower: lower * scale, upper: upper * scale, design }];
      });
    });
}

function legendOf(study: Study, truths: readonly (DoseTruth | undefined)[]): readonly LegendEntry[] {
  const box = (fill: string) => [{ name: "rect", attributes: { width: 14, height: 14, fill } }];
  const entries: LegendEntry[] = designsOf(study).map((label, d) => ({ label, sign: box(seriesColor(d)) }));
  if (truths.some((truth) => truth?.best !== undefined)) entries.push({ label: "right to recommend", sign: box("#ddd") });
  if (truths.some((truth) => truth !== undefined)) {
    entries.push({
      label: "true probability of toxicity below each dose",
      sign: [{ name: "text", attributes: { x: -2, y: 11, "font-size": 10 }, text: "0.3" }],
    });
  }
  return entries;
}

function describe(study: Study, { axis }: BarsOf, family: MetricFamily, scenarios: readonly string[]): string {
  const { members, unit } = family;
  const scale = unit === "proportion" ? 100 : 1;
  const lines = study.cells
    .filter((cell) => scenarios.includes(cell.scenario))
    .map((cell) => {
      const values = members.map(({ metric, label }) => {
        const position = cell.metrics.findIndex(({ name }) => name === metric);
        return position < 0 ? "" : `${label} ${shortNumber(cell.estimates[position].mean * scale, family)}`;
      });
      return `${cell.scenario}, ${cell.design}: ${values.filter((value) => value !== "").join(", ")}.`;
    });
  return `Bars by ${armWord(study)}: ${axis}. ${lines.join(" ")}`;
}

/** The next number whose quarters make short labels. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8].find((step) => step * power >= value) ?? 10) * power;
}
