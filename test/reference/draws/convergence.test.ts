// Values: see the provenance line of data/convergence.json, made by convergence.R.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  essBulk,
  essMean,
  essQuantile,
  essSd,
  essTail,
  mad,
  mcseMean,
  mcseMedian,
  mcseQuantile,
  mcseSd,
  mean,
  median,
  nestedRhat,
  quantile,
  rhat,
  type Statistic,
  sd,
} from "../../../src/draws/index.js";

type Figure = number | null | "Infinity" | "-Infinity";
/** What JSON has no number for is written as text. */
type Entry = number | "NaN" | "Infinity" | "-Infinity";
interface Shape {
  readonly chains: readonly (readonly Entry[])[];
  readonly [figure: string]: Figure | readonly Figure[] | readonly (readonly Entry[])[];
}
const fixture: { provenance: string; probabilities: number[]; shapes: Record<string, Shape> } = JSON.parse(
  readFileSync(new URL("./data/convergence.json", import.meta.url), "utf8"),
);
const { probabilities } = fixture;

/** Chain 0 with chain 1, 2 with 3, …; or each for itself where there are two or an odd number. */
const superchains = (count: number) => Array.from({ length: count }, (_, i) => (count > 2 && count % 2 === 0 ? i >> 1 : i));

const statistics: Record<string, (shape: Shape) => Statistic> = {
  mean: () => mean,
  sd: () => sd,
  median: () => median,
  mad: () => mad,
  rhat: () => rhat,
  essBulk: () => essBulk,
  essTail: () => essTail,
  essMean: () => essMean,
  essSd: () => essSd,
  mcseMean: () => mcseMean,
  mcseSd: () => mcseSd,
  mcseMedian: () => mcseMedian,
  nestedRhat: ({ chains }) => nestedRhat(superchains(chains.length)),
};
const atProbabilities: Record<string, (probability: number) => Statistic> = {
  quantiles: quantile,
  essQuantiles: essQuantile,
  mcseQuantiles: mcseQuantile,
};

/** R's figures that are rounding noise: chains that stand still have an R-hat of Infinity. */
const noise: Record<string, Record<string, number>> = { stuckChains: { rhat: Number.POSITIVE_INFINITY } };

/** Relative difference, both not available counting as none. */
function difference(found: number, expected: Figure): number {
  const value = expected === null ? Number.NaN : Number(expected);
  if (Object.is(found, value) || found === value) return 0;
  return Math.abs(found - value) / Math.abs(value === 0 ? 1 : value);
}

const tolerance = 1e-10;

describe(`convergence diagnostics against ${fixture.provenance}, to ${tolerance} relative`, () => {
  for (const [name, shape] of Object.entries(fixture.shapes)) {
    const chains = shape.chains.map((chain) => Float64Array.from(chain, Number));
    it(`agree for draws of the shape ${name}`, () => {
      const wrong: unknown[] = [];
      const compare = (figure: string, found: number, expected: Figure) => {
        const away = difference(found, expected);
        if (!(away <= tolerance)) wrong.push({ figure, found, expected, away });
      };
      for (const [figure, of] of Object.entries(statistics)) {
        if (figure === "nestedRhat" && chains.length < 2) continue;
        compare(figure, of(shape).compute(chains), noise[name]?.[figure] ?? (shape[figure] as Figure));
      }
      for (const [figure, of] of Object.entries(atProbabilities)) {
        (shape[figure] as readonly Figure[]).forEach((expected, i) => {
          compare(`${figure}[${i}]`, of(probabilities[i]).compute(chains), expected);
        });
      }
      expect(wrong).toEqual([]);
    });
  }
});
