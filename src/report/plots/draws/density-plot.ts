/** Densities of draws: what each variable's posterior looks like, and whether chains agree on it. */
import type { Draws } from "../../../draws/draws.js";
import { InvalidArgument } from "../../../errors.js";
import { formatNumber } from "../../format-figure.js";
import { seriesColor, seriesDash } from "../palette.js";
import { boxEntry, chainLegend } from "./chain-legend.js";
import { chosenVariables, type DrawsPlotOptions } from "./chosen-variables.js";
import { bulkOf, type Curve, kernelDensity, quantileOf } from "./kernel-density.js";
import { drawPanels, IN_PANEL, type PanelPoint, type Place } from "./unit-panels.js";
import { type UnitScale, unitScale } from "./unit-scale.js";

const LIMITS = { usual: 6, most: 24 };
const TALLEST = 0.92;
const FILL = "#9cc7e4";

/** Options of a density plot. */
export interface DensityPlotOptions extends DrawsPlotOptions {
  /** A curve for all chains together, with its central 90 % (the default), or one for each. */
  readonly by?: "all" | "chain";
}

interface DrawnVariable {
  readonly variable: string;
  readonly scale: UnitScale;
  readonly curves: readonly Curve[];
  readonly quantiles: readonly [lower: number, median: number, upper: number];
  readonly tallest: number;
}

/**
 * Draws the density of each variable's draws as an SVG: all chains together with the median and the central 90 %, or a curve for each chain.
 *
 * @throws InvalidArgument for unknown variables, more than 24, and a `by` that is neither `all` nor `chain`.
 * Source: silverman1986density.
 */
export async function densityPlot(draws: Draws, options: DensityPlotOptions = {}): Promise<string> {
  const { by = "all", title = "Densities" } = options;
  if (by !== "all" && by !== "chain") throw new InvalidArgument("densityPlot", "by", "be all or chain", by);
  const variables = chosenVariables("densityPlot", draws, options.variables, LIMITS);
  const drawn = variables.map((variable) => drawnVariable(variable, draws.of(variable), by));
  return drawPanels({
    panels: drawn.map(({ variable, scale }) => ({ title: variable, x: scale })),
    panelHeight: 120,
    legend: by === "chain" ? chainLegend(draws.chainCount, true) : [boxEntry("central 90 %, with the median", FILL)],
    caption: { title, description: describe(drawn) },
    marks: ({ plot }, places) =>
      by === "chain"
        ? Array.from({ length: draws.chainCount }, (_, chain) =>
            plot.line(
              drawn.flatMap((one, p) => pointsOf(one, one.curves[chain], places[p])),
              { ...IN_PANEL, stroke: seriesColor(chain), strokeWidth: 1.4, strokeDasharray: seriesDash(chain) },
            ),
          )
        : [
            plot.areaY(
              drawn.flatMap((one, p) => pointsOf(one, one.curves[0], places[p], true)),
              { ...IN_PANEL, fill: FILL, fillOpacity: 0.7 },
            ),
            plot.ruleX(
              drawn.map((one, p) => ({ ...places[p], ...medianOf(one) })),
              { fx: "fx", fy: "fy", x: "x", y1: 0, y2: "y", stroke: seriesColor(0), strokeDasharray: "3 2" },
            ),
            plot.line(
              drawn.flatMap((one, p) => pointsOf(one, one.curves[0], places[p])),
              { ...IN_PANEL, stroke: seriesColor(0), strokeWidth: 1.4 },
            ),
          ],
  });
}

function drawnVariable(variable: string, chains: readonly Float64Array[], by: "all" | "chain"): DrawnVariable {
  const pooled = Float64Array.from(chains.flatMap((chain) => Array.from(chain)))
    .filter(Number.isFinite)
    .sort();
  const scale = unitScale(...bulkOf(pooled), 0);
  const curves = (by === "all" ? [pooled] : chains).map((values) => kernelDensity(values, scale.least, scale.most));
  const tallest = Math.max(...curves.flatMap(({ densities }) => densities), Number.MIN_VALUE);
  const quantiles = [0.05, 0.5, 0.95].map((probability) => quantileOf(pooled, probability)) as [number, number, number];
  return { variable, scale, curves, quantiles, tallest };
}

/** Every second place of the curve, or those in the central 90 %. */
function pointsOf(
  { scale, tallest, quantiles }: DrawnVariable,
  { places, densities }: Curve,
  place: Place,
  central = false,
): readonly PanelPoint[] {
  return places.flatMap((x, i) => {
    const isOutside = central ? x < quantiles[0] || x > quantiles[2] : i % 2 === 1;
    return isOutside ? [] : [{ ...place, x: scale.position(x), y: (densities[i] / tallest) * TALLEST }];
  });
}

function medianOf({ scale, curves, quantiles, tallest }: DrawnVariable): { readonly x: number; readonly y: number } {
  const [{ places, densities }] = curves;
  const at = places.findIndex((place) => place >= quantiles[1]);
  return { x: scale.position(quantiles[1]), y: ((densities[at] ?? 0) / tallest) * TALLEST };
}

function describe(drawn: readonly DrawnVariable[]): string {
  const words = drawn.map(({ variable, quantiles: [lower, median, upper] }) => {
    return `${variable}: median ${formatNumber(median)}, central 90 % from ${formatNumber(lower)} to ${formatNumber(upper)}`;
  });
  return `${words.join("; ")}.`;
}
