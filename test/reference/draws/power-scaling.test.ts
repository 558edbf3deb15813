// Values: see the provenance line of data/power-scaling.json, made by power-scaling.R.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { drawsFromColumns, powerScalingSensitivity } from "../../../src/draws/index.js";

interface Fixture {
  readonly provenance: string;
  readonly draws: Readonly<Record<string, readonly number[]>>;
  readonly logPrior: readonly number[];
  readonly logLikelihood: readonly number[];
  readonly prior: Readonly<Record<string, number>>;
  readonly likelihood: Readonly<Record<string, number>>;
}
const fixture: Fixture = JSON.parse(readFileSync(new URL("./data/power-scaling.json", import.meta.url), "utf8"));
/** The differences of logarithms that cjs_dist takes leave it no more digits where powers change little. */
const tolerance = 1e-9;

/** As two chains of 200. */
const chains = (values: readonly number[]) => [Float64Array.from(values.slice(0, 200)), Float64Array.from(values.slice(200))];

describe(`power-scaling sensitivity against ${fixture.provenance}, to ${tolerance} relative`, () => {
  const { rows } = powerScalingSensitivity(
    drawsFromColumns(Object.fromEntries(Object.entries(fixture.draws).map(([name, values]) => [name, chains(values)]))),
    { logPrior: chains(fixture.logPrior), logLikelihood: chains(fixture.logLikelihood) },
  );

  it.each(rows)("is that of $variable", ({ variable, prior, likelihood }) => {
    expect(Math.abs(prior / fixture.prior[variable] - 1)).toBeLessThan(tolerance);
    expect(Math.abs(likelihood / fixture.likelihood[variable] - 1)).toBeLessThan(tolerance);
  });

  it("says which variables the prior moves", () => {
    expect(rows.map(({ variable, diagnosis }) => [variable, diagnosis.slice(0, 28)])).toEqual([
      ["mu", "prior and likelihood both mo"],
      ["sigma", ""],
      ["rank", ""],
    ]);
  });
});
