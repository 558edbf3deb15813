// Values: see the provenance line of data/cmdstan-csv.json, what R reads from the files that this library writes.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cmdStanCsv, drawsFromColumns, parseCmdStanCsv, type SamplerTrace } from "../../../src/draws/index.js";

const read = (name: string) => readFileSync(new URL(`./data/${name}`, import.meta.url), "utf8");
const fixture: {
  provenance: string;
  variables: Record<string, number[][]>;
  trace: Record<string, number[][]>;
} = JSON.parse(read("cmdstan-csv.json"));

const iterations = 6;
const column = (start: number, step: number) =>
  [0, 1].map((m) => Float64Array.from({ length: iterations }, (_, t) => start + m / 3 + step * t * (t % 2 === 0 ? 1 : -1)));
const columns = {
  mu: column(0.1, 1 / 7),
  "theta[1,1]": column(11, 1e-7),
  "theta[1,2]": column(12, 1e20),
  "theta[2,1]": column(21, 1),
  "theta[2,2]": column(22, 1),
  "theta[3,1]": column(31, 1),
  "theta[3,2]": column(32, 1),
  "alpha[Aitkin]": column(-1, 0.5),
  "alpha[Anoka]": column(-2, 0.25),
};
const traces: readonly SamplerTrace[] = [0, 1].map((m) => ({
  logDensity: column(-7, 1)[m],
  acceptance: column(0.5, 0.01)[m],
  stepSize: new Float64Array(iterations).fill(0.25),
  treeDepth: new Float64Array(iterations).fill(3),
  leapfrogs: new Float64Array(iterations).fill(7),
  divergent: Float64Array.of(0, 0, 1, 0, 0, m),
  energy: column(9, 0.3)[m],
}));
/** Positions stand for labels, as Stan knows no others. */
const columnInR: Record<string, string> = { "alpha[Aitkin]": "alpha[1]", "alpha[Anoka]": "alpha[2]" };

describe(`CmdStan CSV files, read by ${fixture.provenance}`, () => {
  const texts = cmdStanCsv(drawsFromColumns(columns), traces, {
    modelName: "radon",
    seed: 7,
    warmup: 100,
    inverseMetric: [
      [1, 2.5],
      [1.5, 2],
    ],
  });

  it("are written as the files that R has read", () => {
    expect(texts).toEqual([read("chain-1.csv"), read("chain-2.csv")]);
  });

  it("hold the draws bit for bit", () => {
    for (const [variable, chains] of Object.entries(columns)) {
      const inR = fixture.variables[columnInR[variable] ?? variable];
      expect(inR.map((chain) => Float64Array.from(chain))).toEqual(chains);
    }
    expect(fixture.variables.lp__.map((chain) => Float64Array.from(chain))).toEqual(traces.map((trace) => trace.logDensity));
  });

  it("hold what the sampler recorded", () => {
    const members = {
      accept_stat__: "acceptance",
      divergent__: "divergent",
      energy__: "energy",
      treedepth__: "treeDepth",
    } as const;
    for (const [name, member] of Object.entries(members)) {
      expect(fixture.trace[name].map((chain) => Float64Array.from(chain))).toEqual(traces.map((trace) => trace[member]));
    }
  });

  it("are read back here as in R", () => {
    const back = parseCmdStanCsv(texts);
    for (const variable of back.draws.variables) {
      expect(back.draws.of(variable)).toEqual(fixture.variables[variable].map((chain) => Float64Array.from(chain)));
    }
    expect(back.draws.variables.length).toBe(Object.keys(columns).length);
    expect(back.traces).toEqual(traces);
  });
});
