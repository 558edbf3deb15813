/** A predictive check of counts. */
import { formatNumber } from "../../format-figure.js";
import { roundTicks } from "../round-ticks.js";
import type { Caption } from "../serialize-svg.js";
import { boxEntry, lineEntry } from "./chain-legend.js";
import { quantileOf } from "./kernel-density.js";
import { drawPanels } from "./unit-panels.js";

const OBSERVED = "#b9bec4";
const REPLICATED = "#0072b2";

/** How often a count was observed, and how often in replicates. */
interface Frequency {
  readonly observed: number;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

/** Draws a rootogram. Source: kleiber2016visualizing. */
export function replicatedCounts(
  observed: Float64Array,
  replicates: readonly Float64Array[],
  label: string,
  caption: Caption,
): Promise<string> {
  const frequencies = frequenciesOf(observed, replicates);
  const tallest = 1.06 * Math.max(...frequencies.flatMap(({ observed: own, upper }) => [own, upper]).map(Math.sqrt));
  const width = 1 / frequencies.length;
  const height = (frequency: number) => Math.sqrt(frequency) / tallest;
  const centerOf = (count: number) => (count + 0.5) * width;
  const counts = roundTicks(0, Math.max(1, frequencies.length - 1), 12).filter(Number.isInteger);
  const x = { ticks: counts.map((count) => ({ position: centerOf(count), text: formatNumber(count) })) };
  const roots = roundTicks(0, tallest, 4);
  const y = { ticks: roots.map((root) => ({ position: root / tallest, text: formatNumber(root * root) })) };
  return drawPanels({
    panels: [{ x, y, title: "how often (square-root scale)" }],
    panelHeight: 220,
    xLabel: label,
    legend: [
      boxEntry("observed", OBSERVED),
      lineEntry(`mean and central 90 % of ${replicates.length} replicates from the model`, REPLICATED),
    ],
    caption,
    marks: ({ plot }, [place]) => {
      const rows = frequencies.map((frequency, count) => ({ ...place, ...frequency, center: centerOf(count) }));
      const facet = { fx: "fx", fy: "fy" } as const;
      return [
        plot.rect(rows, {
          ...facet,
          x1: ({ center }) => center - 0.4 * width,
          x2: ({ center }) => center + 0.4 * width,
          y1: 0,
          y2: (row) => height(row.observed),
          fill: OBSERVED,
        }),
        plot.link(rows, {
          ...facet,
          x1: "center",
          x2: "center",
          y1: ({ lower }) => height(lower),
          y2: ({ upper }) => height(upper),
          stroke: REPLICATED,
          strokeWidth: 1.5,
        }),
        plot.dot(rows, { ...facet, x: "center", y: ({ mean }) => height(mean), r: 3, fill: REPLICATED }),
      ];
    },
  });
}

/** For each count up to the largest observed, or to one that one replicate in 20 reaches. */
function frequenciesOf(observed: Float64Array, replicates: readonly Float64Array[]): readonly Frequency[] {
  const largest = Float64Array.from(replicates, (values) => values.reduce((most, value) => Math.max(most, value), 0)).sort();
  const most = Math.max(
    observed.reduce((top, value) => Math.max(top, value), 0),
    Math.round(quantileOf(largest, 0.95)),
  );
  const tabulated = replicates.map((values) => tabulate(values, most));
  const own = tabulate(observed, most);
  return Array.from(own, (times, count) => {
    const sorted = Float64Array.from(tabulated, (table) => table[count]).sort();
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    return { observed: times, mean, lower: quantileOf(sorted, 0.05), upper: quantileOf(sorted, 0.95) };
  });
}

function tabulate(values: Float64Array, most: number): Float64Array {
  const table = new Float64Array(most + 1);
  for (const value of values) if (value <= most) table[value]++;
  return table;
}
