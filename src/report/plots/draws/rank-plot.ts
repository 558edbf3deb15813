/** Rank histograms: whether all chains draw from the same distribution. */
import type { Draws } from "../../../draws/draws.js";
import { InvalidArgument } from "../../../errors.js";
import { formatCount } from "../../format-figure.js";
import { seriesColor } from "../palette.js";
import { chosenVariables, type DrawsPlotOptions } from "./chosen-variables.js";
import { drawPanels, type Place } from "./unit-panels.js";
import { unitScale } from "./unit-scale.js";

const LIMITS = { usual: 6, most: 24 };
const STRIP = 34;
/** Of a chain's strip, what its bars may take. */
const TALLEST = 0.9;

/** Options of a rank plot. */
export interface RankPlotOptions extends DrawsPlotOptions {
  /** Bars of each chain; 20 when not given. */
  readonly bins?: number;
}

/**
 * Draws, for each variable and chain, how often the chain's draws have which ranks among the draws of all chains, as an SVG. Chains that draw from the
 * same distribution have level histograms. Ties share their mean rank.
 *
 * @throws InvalidArgument for unknown variables, more than 24, and `bins` that is not an integer from 2 to 100.
 * Source: vehtari2021rank.
 */
export async function rankPlot(draws: Draws, options: RankPlotOptions = {}): Promise<string> {
  const { bins = 20, title = "Ranks by chain" } = options;
  if (!(Number.isInteger(bins) && bins >= 2 && bins <= 100))
    throw new InvalidArgument("rankPlot", "bins", "be an integer from 2 to 100", bins);
  const variables = chosenVariables("rankPlot", draws, options.variables, LIMITS);
  const { chainCount, iterationCount } = draws;
  const x = unitScale(0, chainCount * iterationCount, 0);
  const counts = variables.map((variable) => rankCounts(draws.of(variable), bins));
  const expected = iterationCount / bins;
  // Each panel its own: the few tall bars of a discrete variable would flatten all others.
  const tallest = counts.map((own) => Math.max(1.5 * expected, ...own.flat()));
  const labels = Array.from({ length: chainCount }, (_, chain) => ({
    position: baseOf(chain, chainCount) + 0.4 / chainCount,
    text: `chain ${chain + 1}`,
  }));
  return drawPanels({
    panels: variables.map((variable) => ({ title: variable, x })),
    panelHeight: Math.max(2, chainCount) * STRIP,
    xLabel: "rank among the draws of all chains",
    caption: {
      title,
      description: `Histograms of ranks in ${bins} bins for ${variables.join(", ")}, ${chainCount} chains of ${formatCount(iterationCount)} draws; level where chains agree.`,
    },
    marks: ({ plot }, places) => [
      ...Array.from({ length: chainCount }, (_, chain) =>
        plot.rect(
          variables.flatMap((_, p) => barsOf(counts[p][chain], chain, { bins, chainCount, tallest: tallest[p] }, places[p])),
          { fx: "fx", fy: "fy", x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: seriesColor(chain), fillOpacity: 0.75 },
        ),
      ),
      plot.ruleY(
        variables.flatMap((_, p) =>
          labels.map((_, chain) => ({
            ...places[p],
            level: baseOf(chain, chainCount) + ((expected / tallest[p]) * TALLEST) / chainCount,
          })),
        ),
        { fx: "fx", fy: "fy", y: "level", stroke: "#222", strokeWidth: 0.8, strokeDasharray: "4 3" },
      ),
      plot.text(
        variables.flatMap((_, p) => labels.map((label) => ({ ...places[p], ...label }))),
        { fx: "fx", fy: "fy", y: "position", text: "text", frameAnchor: "left", textAnchor: "end", dx: -4, fill: "#444" },
      ),
    ],
  });
}

/** Where a chain's strip begins; the first is at the top. */
const baseOf = (chain: number, chainCount: number): number => (chainCount - 1 - chain) / chainCount;

/** How many of each chain's draws have ranks in each bin. */
export function rankCounts(chains: readonly Float64Array[], bins: number): readonly (readonly number[])[] {
  const length = chains[0].length;
  const total = chains.length * length;
  const pooled = new Float64Array(total);
  chains.forEach((chain, c) => {
    pooled.set(chain, c * length);
  });
  const order = Array.from(pooled, (_, i) => i).sort((a, b) => pooled[a] - pooled[b] || 0);
  const counts = chains.map(() => new Array<number>(bins).fill(0));
  for (let start = 0; start < total; ) {
    let end = start + 1;
    while (end < total && pooled[order[end]] === pooled[order[start]]) end++;
    const bin = Math.min(bins - 1, Math.floor((((start + end) / 2) * bins) / total));
    for (let i = start; i < end; i++)
      counts[Math.floor(order[i] / length)][end - start === 1 ? Math.floor((i * bins) / total) : bin]++;
    start = end;
  }
  return counts;
}

interface StripSizes {
  readonly bins: number;
  readonly chainCount: number;
  readonly tallest: number;
}

function barsOf(counts: readonly number[], chain: number, { bins, chainCount, tallest }: StripSizes, place: Place) {
  const base = baseOf(chain, chainCount);
  const gap = 0.1 / bins;
  return counts.map((count, bin) => ({
    ...place,
    x1: bin / bins + gap,
    x2: (bin + 1) / bins - gap,
    y1: base,
    y2: base + ((count / tallest) * TALLEST) / chainCount,
  }));
}
