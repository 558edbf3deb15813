import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitRadon, radonHomes } from "../../../src/cli/demo/radon.js";

const PUBLIC = JSON.parse(readFileSync("test/reference/posteriordb/data/radon_mn.json", "utf8")) as {
  readonly county_idx: readonly number[];
  readonly floor_measure: readonly number[];
  readonly log_uppm: readonly number[];
  readonly log_radon: readonly number[];
};

describe("the demo's radon data", () => {
  it("are those of posteriordb, in another order", () => {
    // Measured in tenths of a picocurie per liter: with nine decimals any other value would be another text.
    const line = (county: number, floor: number, uranium: number, logRadon: number) =>
      `${county} ${floor} ${uranium} ${Math.exp(logRadon).toFixed(9)}`;
    const own = radonHomes().map(({ county, floor, uranium, logRadon }) => line(county, floor, uranium, logRadon));
    const theirs = PUBLIC.county_idx.map((county, i) =>
      line(county, PUBLIC.floor_measure[i], PUBLIC.log_uppm[i], PUBLIC.log_radon[i]),
    );
    expect(own).toHaveLength(919);
    expect(own.sort()).toEqual(theirs.sort());
  });
});

describe("the demo's fit", () => {
  it("finds less radon on first floors, more where there is uranium, and nothing wrong with its chains", async () => {
    const fit = await fitRadon();
    expect(fit.diagnose().findings).toEqual([]);
    const [floor, uranium] = fit.summarize({ variables: ["floorEffect", "uraniumEffect"] }).rows;
    expect(floor.q95).toBeLessThan(0);
    expect(uranium.q5).toBeGreaterThan(0);
  });
});
