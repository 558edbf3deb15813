/** Pairs of variables against each other: where they depend on each other, and where trajectories diverged. */

import { divergentPlaces } from "../../../draws/diagnose/divergences.js";
import type { Draws, SamplerTrace } from "../../../draws/draws.js";
import { InvalidArgument } from "../../../errors.js";
import { formatCount } from "../../format-figure.js";
import { crossEntry, pointEntry } from "./chain-legend.js";
import { checkTraces, chosenVariables, type DrawsPlotOptions } from "./chosen-variables.js";
import { bulkOf, kernelDensity } from "./kernel-density.js";
import { cloud, crosses, drawPanels, IN_PANEL, type PanelPoint, type Place } from "./unit-panels.js";
import { type UnitScale, unitScale } from "./unit-scale.js";

const LIMITS = { usual: 4, most: 6 };
/** Points of a whole picture, draws shown in a panel, and divergent ones at most. */
const POINTS = 4000;
const SHOWN = 600;
const MOST_DIVERGENT = 300;
/** Height of the diagonal's densities, so that they leave their panel's title free. */
const BENEATH_TITLE = 0.8;
const DRAWN = "#5b9fcb";
const DIVERGENT = "#d55e00";

/** Options of a pairs plot. */
export interface PairsPlotOptions extends DrawsPlotOptions {
  /** What the sampler recorded, chain by chain: draws whose trajectory diverged are then marked. */
  readonly traces?: readonly SamplerTrace[];
}

/** A variable with the draws that are shown. */
interface DrawnVariable {
  readonly variable: string;
  readonly scale: UnitScale;
  readonly pooled: Float64Array;
}

/** A pair of variables, and its place. */
interface Pair {
  readonly across: DrawnVariable;
  readonly up: DrawnVariable;
  readonly place: Place;
}

/**
 * Draws each variable against each other as an SVG: densities on the diagonal, draws below it with the divergent ones marked, correlations above it.
 *
 * @throws InvalidArgument for fewer than two variables, more than six, unknown ones, and traces that do not fit the draws.
 */
export async function pairsPlot(draws: Draws, options: PairsPlotOptions = {}): Promise<string> {
  const { title = "Pairs", traces } = options;
  const variables = chosenVariables("pairsPlot", draws, options.variables, LIMITS);
  if (variables.length < 2) throw new InvalidArgument("pairsPlot", "variables", "name at least two variables", variables);
  if (traces !== undefined) checkTraces("pairsPlot", draws, traces);
  const drawn = variables.map((variable) => drawnVariable(variable, draws.of(variable)));
  const k = drawn.length;
  const total = draws.chainCount * draws.iterationCount;
  const stride = Math.max(1, Math.ceil(total / Math.min(SHOWN, (2 * POINTS) / (k * (k - 1)))));
  const shown = Array.from({ length: Math.ceil(total / stride) }, (_, i) => i * stride);
  const divergent = divergentPlaces(traces ?? []).map(({ chain, iteration }) => chain * draws.iterationCount + iteration);
  const marked = divergent.filter((_, i) => i % Math.max(1, Math.ceil(divergent.length / MOST_DIVERGENT)) === 0);
  const panels = drawn.flatMap((_, row) =>
    drawn.map(({ variable, scale }, column) => ({
      ...(row === column ? { title: variable } : {}),
      ...(row === k - 1 ? { x: scale } : {}),
      ...(column === 0 && row > 0 ? { y: drawn[row].scale } : {}),
    })),
  );
  return drawPanels({
    panels,
    columns: k,
    panelHeight: Math.min(150, 520 / k),
    legend: [
      pointEntry(`draws (${formatCount(shown.length)} of ${formatCount(total)} shown)`, DRAWN),
      ...(traces === undefined ? [] : [crossEntry(`divergent (${formatCount(divergent.length)})`, DIVERGENT)]),
    ],
    caption: { title, description: `Draws of ${variables.join(", ")} in pairs; ${formatCount(divergent.length)} divergent.` },
    marks: (canvas, places) => {
      const at = (row: number, column: number) => places[row * k + column];
      const pairs = drawn.flatMap((up, row) =>
        drawn.slice(0, row).map((across, column): Pair => ({ up, across, place: at(row, column) })),
      );
      const opposite = drawn.flatMap((_, column) => drawn.slice(0, column).map((_, row) => at(row, column)));
      return [
        ...pairs.map((pair) => cloud(canvas, pointsOf(pair, shown), { stroke: DRAWN, size: 2 })),
        ...pairs.map((pair) => crosses(canvas, pointsOf(pair, marked), { stroke: DIVERGENT, size: 1.2 })),
        ...diagonalOf(drawn, at).map((points) => canvas.plot.areaY(points, { ...IN_PANEL, fill: "#9cc7e4" })),
        canvas.plot.text(
          pairs.map(({ across, up }, i) => ({ ...opposite[i], text: correlationInWords(across.pooled, up.pooled) })),
          { fx: "fx", fy: "fy", text: "text", frameAnchor: "middle", fontSize: 15, fill: "#444" },
        ),
      ];
    },
  });
}

function drawnVariable(variable: string, chains: readonly Float64Array[]): DrawnVariable {
  const pooled = Float64Array.from(chains.flatMap((chain) => Array.from(chain)));
  const [least, most] = bulkOf(pooled.filter(Number.isFinite).sort());
  return { variable, scale: unitScale(least, most, 0.06, 3), pooled };
}

/** The draws as points, without those beyond the panel. */
function pointsOf({ across, up, place }: Pair, indices: readonly number[]): readonly PanelPoint[] {
  const isInside = (part: number) => part >= 0 && part <= 1;
  return indices
    .map((i) => ({ ...place, x: across.scale.position(across.pooled[i]), y: up.scale.position(up.pooled[i]) }))
    .filter(({ x, y }) => isInside(x) && isInside(y));
}

function diagonalOf(drawn: readonly DrawnVariable[], at: (row: number, column: number) => Place) {
  return drawn.map(({ pooled, scale }, i): readonly PanelPoint[] => {
    const { places, densities } = kernelDensity(pooled, scale.least, scale.most);
    const tallest = Math.max(...densities, Number.MIN_VALUE);
    return places.flatMap((x, p) =>
      p % 2 === 1 ? [] : [{ ...at(i, i), x: scale.position(x), y: (BENEATH_TITLE * densities[p]) / tallest }],
    );
  });
}

/** Pearson's correlation, to two decimals. */
function correlationInWords(a: Float64Array, b: Float64Array): string {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = a.reduce((sum, value, i) => sum + (value - meanA) * (b[i] - meanB), 0);
  const squares = (values: Float64Array, center: number) => values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  const correlation = product / Math.sqrt(squares(a, meanA) * squares(b, meanB));
  return Number.isFinite(correlation)
    ? `r = ${correlation
        .toFixed(2)
        .replace(/^-0\.00$/, "0.00")
        .replace("-", "−")}`
    : "";
}
