/** Energies of Hamiltonian chains: whether momenta drawn anew carry the chain through the whole distribution. */
import { energyBfmi } from "../../../draws/diagnose/energy-bfmi.js";
import type { SamplerTrace } from "../../../draws/draws.js";
import { InvalidArgument } from "../../../errors.js";
import { formatNumber } from "../../format-figure.js";
import { seriesColor } from "../palette.js";
import { boxEntry, lineEntry } from "./chain-legend.js";
import type { DrawsPlotOptions } from "./chosen-variables.js";
import { type Curve, kernelDensity } from "./kernel-density.js";
import { drawPanels, IN_PANEL, type PanelPoint, type Place } from "./unit-panels.js";
import { scaleOf } from "./unit-scale.js";

const MOST_CHAINS = 16;
const FILL = "#cfe3f3";

/**
 * Draws, for each chain, the distribution of the energy around its mean and that of its change from one draw to the next as an SVG: where changes are much
 * narrower, the chain does not reach the tails. The title of a panel is the energy Bayesian fraction of missing information, which should be above 0.3.
 *
 * @throws InvalidArgument for no traces, and traces of fewer than two draws.
 * Source: betancourt2016diagnosing.
 */
export async function energyPlot(
  traces: readonly SamplerTrace[],
  { title = "Energies" }: Pick<DrawsPlotOptions, "title"> = {},
): Promise<string> {
  if (traces.length === 0) throw new InvalidArgument("energyPlot", "traces", "hold at least one chain", traces);
  const chains = traces.slice(0, MOST_CHAINS).map(({ energy }, chain) => {
    if (energy.length < 2) throw new InvalidArgument("energyPlot", `traces[${chain}]`, "hold at least two draws", energy.length);
    const mean = energy.reduce((sum, value) => sum + value, 0) / energy.length;
    return { marginal: energy.map((value) => value - mean), change: energy.slice(1).map((value, i) => value - energy[i]) };
  });
  const scale = scaleOf(
    chains.flatMap(({ marginal, change }) => [marginal, change]),
    0.02,
  );
  const curves = chains.map(({ marginal, change }) =>
    [marginal, change].map((values) => kernelDensity(values, scale.least, scale.most)),
  );
  const tallest = Math.max(...curves.flat().flatMap(({ densities }) => densities), Number.MIN_VALUE);
  const fractions = chains.map((_, chain) => formatNumber(Number(energyBfmi(traces[chain].energy).toPrecision(2))));
  const pointsOf = ({ places, densities }: Curve, place: Place): readonly PanelPoint[] =>
    places.flatMap((x, i) => (i % 2 === 1 ? [] : [{ ...place, x: scale.position(x), y: (0.92 * densities[i]) / tallest }]));
  return drawPanels({
    panels: chains.map((_, chain) => ({ title: `chain ${chain + 1}: energy fraction ${fractions[chain]}`, x: scale })),
    panelHeight: 110,
    xLabel: "energy",
    legend: [boxEntry("energy − its mean", FILL), lineEntry("change from draw to draw", seriesColor(4))],
    caption: {
      title,
      description: `Energies and their changes; energy fractions by chain: ${fractions.join(", ")}.`,
    },
    marks: ({ plot }, places) => [
      plot.areaY(
        curves.flatMap(([marginal], p) => pointsOf(marginal, places[p])),
        { ...IN_PANEL, fill: FILL },
      ),
      plot.line(
        curves.flatMap(([marginal], p) => pointsOf(marginal, places[p])),
        { ...IN_PANEL, stroke: seriesColor(0), strokeWidth: 1 },
      ),
      plot.line(
        curves.flatMap(([, change], p) => pointsOf(change, places[p])),
        { ...IN_PANEL, stroke: seriesColor(4), strokeWidth: 1.5 },
      ),
    ],
  });
}
