/** A predictive check of continuous data. */
import type { Caption } from "../serialize-svg.js";
import { lineEntry } from "./chain-legend.js";
import { bulkOf, type Curve, kernelDensity } from "./kernel-density.js";
import { drawPanels, IN_PANEL, type PanelPoint, type Place } from "./unit-panels.js";
import { scaleOf } from "./unit-scale.js";

const OBSERVED = "#222222";
const REPLICATED = "#7fb8dd";

/** Draws the densities of observed data and of each replicate. Source: gabry2019visualization. */
export function replicatedDensities(
  observed: Float64Array,
  replicates: readonly Float64Array[],
  label: string,
  caption: Caption,
): Promise<string> {
  const bulk = bulkOf(Float64Array.from(replicates.flatMap((values) => Array.from(values))).sort());
  const scale = scaleOf([bulk, observed], 0.02);
  const curveOf = (values: Float64Array) => kernelDensity(values, scale.least, scale.most);
  const curves = replicates.map(curveOf);
  const own = curveOf(observed);
  const tallest = Math.max(...[own, ...curves].flatMap(({ densities }) => densities), Number.MIN_VALUE);
  const pointsOf = (
    { places, densities }: Curve,
    place: Place,
    replicate: number,
  ): readonly (PanelPoint & { replicate: number })[] =>
    places.flatMap((x, i) =>
      i % 2 === 1 ? [] : [{ ...place, x: scale.position(x), y: (0.94 * densities[i]) / tallest, replicate }],
    );
  return drawPanels({
    panels: [{ x: scale }],
    panelHeight: 220,
    xLabel: label,
    legend: [lineEntry("observed", OBSERVED, "", 2.5), lineEntry(`${replicates.length} replicates from the model`, REPLICATED)],
    caption,
    marks: ({ plot }, [place]) => [
      plot.line(
        curves.flatMap((curve, replicate) => pointsOf(curve, place, replicate)),
        { ...IN_PANEL, z: "replicate", stroke: REPLICATED, strokeWidth: 0.7, strokeOpacity: 0.7 },
      ),
      plot.line(pointsOf(own, place, -1), { ...IN_PANEL, stroke: OBSERVED, strokeWidth: 2.2 }),
    ],
  });
}
