import { describe, expect, it } from "vitest";
import { drawsFromColumns } from "../../../../src/draws/index.js";
import { InvalidArgument } from "../../../../src/errors.js";
import {
  densityPlot,
  energyPlot,
  intervalPlot,
  pairsPlot,
  predictiveCheckPlot,
  rankPlot,
  tracePlot,
} from "../../../../src/report/index.js";
import { kernelDensity, quantileOf } from "../../../../src/report/plots/draws/kernel-density.js";
import { rankCounts } from "../../../../src/report/plots/draws/rank-plot.js";
import { keptIterations } from "../../../../src/report/plots/draws/trace-plot.js";
import { roundTicks } from "../../../../src/report/plots/round-ticks.js";
import { exampleDraws, exampleReplicates, exampleTraces } from "../example-draws.js";

const draws = exampleDraws();
const traces = exampleTraces();
const continuous = exampleReplicates((value) => value);
const counts = exampleReplicates((value) => Math.floor(value * value));

const pictures = {
  traces: () => tracePlot(draws, { traces }),
  ranks: () => rankPlot(draws, { variables: ["mu", "theta[b]"], bins: 10 }),
  densities: () => densityPlot(draws),
  "densities-by-chain": () => densityPlot(draws, { by: "chain", variables: ["theta"], title: "Effects" }),
  intervals: () => intervalPlot(draws, { variables: ["mu", "theta[a]"], order: "median" }),
  pairs: () => pairsPlot(draws, { traces }),
  energies: () => energyPlot(traces),
  "predictive-densities": () => predictiveCheckPlot(continuous.observed, continuous.replicated),
  "predictive-counts": () => predictiveCheckPlot(counts.observed, counts.replicated, { variables: ["y"], label: "events" }),
};

describe.each(Object.entries(pictures))("the picture of %s", (name, draw) => {
  it("is drawn as it was looked at", async () => {
    await expect(await draw()).toMatchFileSnapshot(`../snapshots/draws/${name}.svg`);
  });

  it("has a title, a description, and coordinates of at most one decimal", async () => {
    const svg = await draw();
    expect(svg).toMatch(/^<svg aria-label="[^"]+"[^>]* role="img"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/);
    expect(svg.match(/(?<=[(,MLVHCZ])-?\d+\.\d{2,}/g)).toBeNull();
  });
});

describe("plots of draws", () => {
  it("refuse unknown variables, draws that hold nothing, and more variables than there is room for", async () => {
    await expect(tracePlot(draws, { variables: ["x"] })).rejects.toThrow(
      'tracePlot: variables[0] must be one of the variables, got "x"',
    );
    await expect(densityPlot(draws, { variables: [] })).rejects.toThrow(InvalidArgument);
    const nothing = { variables: ["x"], chainCount: 0, iterationCount: 0, of: () => [] };
    await expect(intervalPlot(nothing)).rejects.toThrow("intervalPlot: draws must hold at least one draw of a variable");
    const many = drawsFromColumns(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`x[${i}]`, [[i, i + 1]]])));
    await expect(rankPlot(many, { variables: ["x"] })).rejects.toThrow(
      'rankPlot: variables must name at most 24 variables, got "30 variables"',
    );
    await expect(pairsPlot(draws, { variables: ["mu"] })).rejects.toThrow(
      "pairsPlot: variables must name at least two variables",
    );
  });

  it("refuse options that mean nothing", async () => {
    await expect(rankPlot(draws, { bins: 1 })).rejects.toThrow("rankPlot: bins must be an integer from 2 to 100, got 1");
    await expect(densityPlot(draws, { by: "x" as "all" })).rejects.toThrow("densityPlot: by must be all or chain");
    await expect(intervalPlot(draws, { order: "x" as "given" })).rejects.toThrow("intervalPlot: order must be given or median");
  });

  it("refuse traces that do not fit the draws", async () => {
    await expect(tracePlot(draws, { traces: traces.slice(1) })).rejects.toThrow(
      "tracePlot: traces must hold one for each of 2 chains",
    );
    const short = traces.map((trace) => ({ ...trace, divergent: new Float64Array(3) }));
    await expect(pairsPlot(draws, { traces: short })).rejects.toThrow("pairsPlot: traces[0] must have 60 iterations, got 3");
    await expect(energyPlot([])).rejects.toThrow("energyPlot: traces must hold at least one chain");
  });

  it("draw variables that never change and values that are not numbers", async () => {
    const odd = drawsFromColumns({ constant: [[2, 2, 2]], broken: [[Number.NaN, 1, Number.POSITIVE_INFINITY]] });
    for (const svg of [await tracePlot(odd), await densityPlot(odd), await rankPlot(odd), await pairsPlot(odd)]) {
      expect(svg).toContain("constant");
      expect(svg).not.toMatch(/NaN|Infinity/);
    }
  });

  it("stay small: 4 chains of 1000 draws are below 60 kB", async () => {
    const wave = (chain: number) => Array.from({ length: 1000 }, (_, i) => Math.sin(i * (chain + 1.7)) * 12345.678);
    const large = drawsFromColumns({ x: [0, 1, 2, 3].map(wave), y: [4, 5, 6, 7].map(wave) });
    expect((await tracePlot(large)).length).toBeLessThan(60_000);
    expect((await tracePlot(large, { variables: ["x"] })).length).toBeLessThan(60_000);
    expect((await pairsPlot(large)).length).toBeLessThan(30_000);
  });
});

describe("predictiveCheckPlot", () => {
  it("takes counts for counts and other numbers for densities", async () => {
    expect(await predictiveCheckPlot(counts.observed, counts.replicated)).toContain("square-root scale");
    expect(await predictiveCheckPlot(counts.observed, counts.replicated, { as: "density" })).not.toContain("square-root scale");
  });

  it("refuses other numbers of values, counts that are not integers, and values that are not finite", async () => {
    const { observed, replicated } = continuous;
    await expect(predictiveCheckPlot([1, 2], replicated)).rejects.toThrow(
      "predictiveCheckPlot: observed must have a value for each of 30 replicated variables, got 2",
    );
    await expect(predictiveCheckPlot(observed, replicated, { as: "counts" })).rejects.toThrow("be integers from 0");
    await expect(
      predictiveCheckPlot(
        observed.map(() => Number.NaN),
        replicated,
      ),
    ).rejects.toThrow("observed must be finite");
  });
});

describe("rankCounts", () => {
  it("counts ranks of a hand-made example", () => {
    expect(rankCounts([Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6, 7, 8)], 4)).toEqual([
      [2, 2, 0, 0],
      [0, 0, 2, 2],
    ]);
  });

  it("gives ties their mean rank, and loses no draw", () => {
    expect(rankCounts([Float64Array.of(0, 0), Float64Array.of(0, 0)], 2)).toEqual([
      [0, 2],
      [0, 2],
    ]);
  });
});

describe("keptIterations", () => {
  it("keeps all of a short chain, and the extremes of a long one", () => {
    expect(keptIterations(Float64Array.of(3, 1, 2), 3)).toEqual([0, 1, 2]);
    const chain = Float64Array.from({ length: 100 }, (_, i) => (i === 37 ? 50 : i === 61 ? -50 : i % 3));
    const kept = keptIterations(chain, 20);
    expect(kept.length).toBeLessThanOrEqual(20);
    expect(kept).toEqual(expect.arrayContaining([37, 61]));
    expect([...kept].sort((a, b) => a - b)).toEqual(kept);
  });
});

describe("kernelDensity", () => {
  it("is that of the mirrored normal kernels, computed without cells", () => {
    const values = [0.1, 0.4, 0.45, 0.5, 0.9];
    const { places, densities } = kernelDensity(values, 0, 1);
    const mean = 0.47;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4);
    const bandwidth = (0.9 * Math.min(sd, (0.5 - 0.4) / 1.34)) / 5 ** 0.2;
    const at = 115;
    const exact = values
      .flatMap((value) => [value, -value, 2 - value])
      .reduce((sum, center) => sum + Math.exp(-0.5 * ((places[at] - center) / bandwidth) ** 2) / Math.sqrt(2 * Math.PI), 0);
    // Cells of 1/256 move each value by at most half a cell, a thirtieth of the bandwidth.
    expect(Math.abs(densities[at] / (exact / (5 * bandwidth)) - 1)).toBeLessThan(0.03);
  });

  it("integrates to 1", () => {
    const { densities } = kernelDensity([1, 2, 2.5, 3, 7], 1, 7);
    expect(densities.reduce((sum, density) => sum + density * (6 / 256), 0)).toBeCloseTo(1, 12);
  });
});

describe("quantileOf", () => {
  it("is R's type 7: quantile(c(1, 2, 4, 8), c(0.05, 0.5, 0.9)) of R 4.2.2 is 1.15, 3, 6.8", () => {
    const sorted = [1, 2, 4, 8];
    expect([0.05, 0.5, 0.9].map((probability) => quantileOf(sorted, probability))).toEqual([
      expect.closeTo(1.15, 12),
      3,
      expect.closeTo(6.8, 12),
    ]);
  });
});

describe("roundTicks", () => {
  it("gives round numbers within the range", () => {
    expect(roundTicks(0, 1)).toEqual([0, 0.5, 1]);
    expect(roundTicks(-0.31, 0.42)).toEqual([-0.2, 0, 0.2, 0.4]);
    expect(roundTicks(3, 3.001, 2)).toEqual([3, 3.0005, 3.001]);
  });
});
