/** The marks of bars by dose. */
import { formatProbability } from "../format-figure.js";
import type { DoseTruth } from "../studies/dose-truth.js";
import type { MetricFamily } from "../studies/metric-family.js";
import type { Canvas } from "./canvas.js";
import { fitText, textWidth } from "./lettering.js";
import { seriesColor } from "./palette.js";
import type { PanelLayout } from "./panels.js";

/** Part of a dose's place that its bars take. */
export const FILLED = 0.82;
/** Sizes of the numbers above the bars and of the truth below the doses. */
const NUMBER_SIZE = 9;
const TRUTH_SIZE = 10;

export interface Bar {
  readonly fx: number;
  readonly fy: number;
  readonly x1: number;
  readonly x2: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly design: number;
}

/** What is drawn, panel by panel. */
export interface DrawnBars {
  readonly designs: number;
  /** Titles of the panels, in lines. */
  readonly titles: readonly (readonly string[])[];
  readonly truths: readonly (DoseTruth | undefined)[];
  readonly family: MetricFamily;
  readonly layout: PanelLayout;
  readonly bars: readonly Bar[];
  readonly highest: number;
  /** What the bars' heights are. */
  readonly axis: string;
}

const PLACE = { fx: "fx", fy: "fy" } as const;

/** Panels with grid, bars, whiskers and lettering. */
export function doseBarMarks(canvas: Canvas, drawn: DrawnBars) {
  const { plot } = canvas;
  const { bars, layout, highest, titles, axis } = drawn;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * highest);
  const panels = layout.places.map((place, p) => ({ ...place, title: titles[p].join("\n") }));
  const grid = panels.flatMap((place) => ticks.map((tick) => ({ ...place, tick })));
  const right = dosesOf(drawn).filter(({ best }) => best);
  return [
    plot.rect(right, { ...PLACE, x1: (d) => d.x - 0.5, x2: (d) => d.x + 0.5, y1: 0, y2: highest * 1.08, fill: "#ececec" }),
    plot.ruleY(grid, { ...PLACE, y: "tick", stroke: "#000", strokeOpacity: 0.12 }),
    plot.text(grid, { ...PLACE, y: "tick", text: (d) => String(d.tick), frameAnchor: "left", dx: -6, textAnchor: "end" }),
    plot.rect(bars, { ...PLACE, x1: "x1", x2: "x2", y1: 0, y2: "value", fill: (d: Bar) => seriesColor(d.design), inset: 0.5 }),
    plot.ruleY(panels, { ...PLACE, y: 0 }),
    plot.ruleX(bars, { ...PLACE, x: middle, y1: "lower", y2: "upper", stroke: "#000" }),
    ...numberMarks(canvas, drawn),
    ...labelMarks(canvas, drawn),
    plot.text(panels, { ...PLACE, text: "title", frameAnchor: "top-left", lineAnchor: "bottom", dy: -8, fontWeight: "bold" }),
    plot.text(
      panels.filter(({ fx }) => fx === 0),
      {
        ...PLACE,
        text: () => axis,
        frameAnchor: "left",
        rotate: -90,
        textAnchor: "middle",
        dx: -38,
        fill: "#444",
        fontSize: TRUTH_SIZE,
      },
    ),
  ];
}

const middle = (bar: Bar) => (bar.x1 + bar.x2) / 2;

/** A number above each bar that can be seen: upright when all have room for that, else on its side, or none. */
function numberMarks({ plot }: Canvas, { bars, layout, family, designs }: DrawnBars) {
  const barWidth = (layout.panelWidth / family.members.length) * (FILLED / designs);
  const text = ({ value }: Bar) => shortNumber(value, family);
  const seen = bars.filter(({ value }) => value >= (family.unit === "proportion" ? 0.5 : 0.05));
  const numbers = { ...PLACE, x: middle, y: "upper", text, fontSize: NUMBER_SIZE } as const;
  if (seen.every((bar) => textWidth(text(bar), NUMBER_SIZE) <= barWidth - 1)) return [plot.text(seen, { ...numbers, dy: -7 })];
  if (barWidth < NUMBER_SIZE) return [];
  return [plot.text(seen, { ...numbers, rotate: -90, textAnchor: "start", dy: -5 })];
}

/** The dose below each place and, where it is known, its true probability of toxicity; what is right to recommend is bold. */
function labelMarks({ plot }: Canvas, drawn: DrawnBars) {
  const below = { ...PLACE, x: "x", frameAnchor: "bottom", lineAnchor: "top" } as const;
  return [true, false].flatMap((best) => {
    const doses = dosesOf(drawn).filter((dose) => dose.best === best);
    const fontWeight = best ? "bold" : "normal";
    return [
      plot.text(doses, { ...below, text: "label", dy: 6, fontWeight }),
      plot.text(doses, { ...below, text: "truth", dy: 22, fontWeight, fontSize: TRUTH_SIZE, fill: "#444" }),
    ];
  });
}

function dosesOf({ family, truths, layout }: DrawnBars) {
  const room = layout.panelWidth / family.members.length - 4;
  return layout.places.flatMap((place, p) => {
    const truth = truths[p];
    return family.members.map(({ label, arm }, m) => {
      const probability = arm === undefined ? undefined : truth?.toxicity[arm];
      const best = truth?.best !== undefined && truth.best === (arm ?? null);
      return { ...place, x: m + 1, label: fitText(label, room), truth: fitProbability(probability, room), best };
    });
  });
}

/** A probability with as many decimals as there is room for. */
function fitProbability(probability: number | undefined, room: number): string {
  if (probability === undefined) return "";
  const text = formatProbability(probability);
  if (textWidth(text, TRUTH_SIZE) <= room) return text;
  return probability > 0 && probability < 0.005 ? "<.01" : probability.toFixed(2);
}

/** Percentages are whole, means have a decimal; what is not nothing is never shown as 0. */
export function shortNumber(value: number, { unit }: Pick<MetricFamily, "unit">): string {
  const decimals = unit === "proportion" ? 0 : 1;
  const text = value.toFixed(decimals);
  return value > 0 && Number(text) === 0 ? (decimals === 0 ? "<1" : "<.1") : value === 0 ? "0" : text;
}
