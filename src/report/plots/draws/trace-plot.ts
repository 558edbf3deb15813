/** Traces: the draws of each chain in the order in which they were drawn. */
import type { Draws, SamplerTrace } from "../../../draws/draws.js";
import { formatCount } from "../../format-figure.js";
import { seriesColor } from "../palette.js";
import { chainLegend } from "./chain-legend.js";
import { checkTraces, chosenVariables, type DrawsPlotOptions } from "./chosen-variables.js";
import { drawPanels, IN_PANEL, type PanelPoint, type Place } from "./unit-panels.js";
import { scaleOf, type UnitScale, unitScale } from "./unit-scale.js";

const LIMITS = { usual: 6, most: 24 };
/** Points of a whole picture; those of a line are between the two numbers below. */
const POINTS = 4800;
const FEWEST = 100;
const MOST = 1000;

/** Options of a trace plot. */
export interface TracePlotOptions extends DrawsPlotOptions {
  /** What the sampler recorded, chain by chain: divergences are then marked below the draws. */
  readonly traces?: readonly SamplerTrace[];
}

/**
 * Draws each variable's chains over their iterations as an SVG. Of long chains the least and the largest draw of short stretches are shown.
 *
 * @throws InvalidArgument for unknown variables, more than 24, and traces that do not fit the draws.
 */
export async function tracePlot(draws: Draws, options: TracePlotOptions = {}): Promise<string> {
  const variables = chosenVariables("tracePlot", draws, options.variables, LIMITS);
  if (options.traces !== undefined) checkTraces("tracePlot", draws, options.traces);
  const { chainCount, iterationCount } = draws;
  const x = unitScale(1, iterationCount, 0);
  const scales = variables.map((variable) => scaleOf(draws.of(variable), 0.06));
  const room = Math.min(MOST, Math.max(FEWEST, Math.floor(POINTS / (variables.length * chainCount))));
  const divergences = (options.traces ?? []).flatMap(({ divergent }) =>
    Array.from(divergent, (flag, i) => (flag === 0 ? Number.NaN : x.position(i + 1))).filter((place) => !Number.isNaN(place)),
  );
  return drawPanels({
    panels: variables.map((title, p) => ({ title, x, y: scales[p] })),
    panelHeight: 120,
    xLabel: divergences.length === 0 ? "iteration" : `iteration (ticks below: ${formatCount(divergences.length)} divergences)`,
    legend: chainLegend(chainCount, false),
    caption: {
      title: options.title ?? "Traces",
      description: `${chainCount} chains of ${formatCount(iterationCount)} draws of ${variables.join(", ")}.`,
    },
    marks: ({ plot }, places) => [
      ...Array.from({ length: chainCount }, (_, chain) =>
        plot.line(
          variables.flatMap((variable, p) => courseOf(draws.of(variable)[chain], room, x, scales[p], places[p])),
          { ...IN_PANEL, stroke: seriesColor(chain), strokeWidth: 0.7, strokeOpacity: 0.8 },
        ),
      ),
      plot.ruleX(
        places.slice(0, variables.length).flatMap((place) => divergences.map((position) => ({ ...place, position }))),
        { fx: "fx", fy: "fy", x: "position", y1: 0, y2: 0.05, stroke: "#d55e00" },
      ),
    ],
  });
}

/** The chain as a line of at most so many points, its extremes kept. */
function courseOf(chain: Float64Array, room: number, x: UnitScale, y: UnitScale, place: Place): readonly PanelPoint[] {
  return keptIterations(chain, room).map((i) => ({ ...place, x: x.position(i + 1), y: y.position(chain[i]) }));
}

/** All iterations, or those of the least and the largest draw of stretches of equal length. */
export function keptIterations(chain: Float64Array, room: number): readonly number[] {
  if (chain.length <= room) return Array.from(chain, (_, i) => i);
  const stretches = Math.max(1, Math.floor(room / 2));
  return Array.from({ length: stretches }, (_, s) => {
    const start = Math.floor((s * chain.length) / stretches);
    const end = Math.floor(((s + 1) * chain.length) / stretches);
    let [low, high] = [start, start];
    for (let i = start; i < end; i++) {
      if (chain[i] < chain[low]) low = i;
      if (chain[i] > chain[high]) high = i;
    }
    return low < high ? [low, high] : low === high ? [low] : [high, low];
  }).flat();
}
