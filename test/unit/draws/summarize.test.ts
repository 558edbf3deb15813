import { describe, expect, it } from "vitest";
import {
  drawsFromColumns,
  essBulk,
  mean,
  nestedRhat,
  quantile,
  rhat,
  type Statistic,
  summarize,
} from "../../../src/draws/index.js";
import { InvalidArgument } from "../../../src/errors.js";
import { normalChains } from "./samples.js";

const chains = normalChains("summary", 4, 101, 0.5);
const draws = drawsFromColumns({
  mu: chains,
  "theta[1]": normalChains("theta", 4, 101),
  fixed: chains.map((c) => c.map(() => 2)),
});

describe("summarize", () => {
  it("has posterior's default columns in their order, a row for each variable", () => {
    const summary = summarize(draws);
    expect(summary.statistics).toEqual(["mean", "median", "sd", "mad", "q5", "q95", "rhat", "essBulk", "essTail"]);
    expect(summary.rows.map(({ variable }) => variable)).toEqual(["mu", "theta[1]", "fixed"]);
    expect(summary.rows[0].rhat).toBe(rhat.compute(chains));
    expect(summary.rows[0].q5).toBe(quantile(0.05).compute(chains));
  });

  it("gives NaN for what a constant does not have", () => {
    const [, , fixed] = summarize(draws).rows;
    expect(fixed).toMatchObject({ mean: 2, median: 2, sd: 0, mad: 0, q5: 2, q95: 2 });
    expect([fixed.rhat, fixed.essBulk, fixed.essTail]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it("takes any statistic, and some variables", () => {
    const largest: Statistic = { name: "largest", compute: (own) => Math.max(...own.map((chain) => Math.max(...chain))) };
    const summary = summarize(draws, { variables: ["theta"], statistics: [mean, largest] });
    expect(summary.rows.length).toBe(1);
    expect(summary.rows[0].largest).toBe(largest.compute(draws.of("theta[1]")));
    expect(summary.rows[0].mean).toBe(mean.compute(draws.of("theta[1]")));
  });

  it("refuses statistics of one name and unknown variables", () => {
    expect(() => summarize(draws, { statistics: [mean, mean] })).toThrow("statistics must have different names");
    expect(() => summarize(draws, { variables: ["tau"] })).toThrow(InvalidArgument);
  });
});

describe("statistics", () => {
  const missing = chains.map((chain, m) => chain.map((draw, t) => (m === 1 && t === 7 ? Number.NaN : draw)));
  const infinite = chains.map((chain, m) => chain.map((draw, t) => (m === 1 && t === 7 ? Number.POSITIVE_INFINITY : draw)));

  it("are not available for draws that are missing", () => {
    const row = summarize(drawsFromColumns({ missing })).rows[0];
    for (const figure of ["mean", "median", "sd", "mad", "q5", "q95", "rhat", "essBulk", "essTail"] as const)
      expect(row[figure]).toBeNaN();
  });

  it("of infinite draws keep what is the middle or a rank", () => {
    const row = summarize(drawsFromColumns({ infinite })).rows[0];
    expect(row.mean).toBe(Number.POSITIVE_INFINITY);
    expect(Math.abs(row.median)).toBeLessThan(1);
    expect([row.sd, row.essTail]).toEqual([Number.NaN, Number.NaN]);
    // The same ranks as those of finite draws in the same order.
    const largest = Math.max(...infinite.flatMap((chain) => [...chain].filter(Number.isFinite)));
    const finite = infinite.map((chain) => chain.map((draw) => (Number.isFinite(draw) ? draw : largest + 1)));
    expect(row.essBulk).toBe(essBulk.compute(finite));
    expect(row.rhat).toBeGreaterThan(0.9);
  });

  it("have no convergence for chains whose halves are single draws", () => {
    for (const iterations of [1, 2, 3]) {
      const short = normalChains("short", 4, iterations);
      expect([rhat, essBulk].map((statistic) => statistic.compute(short))).toEqual([Number.NaN, Number.NaN]);
    }
  });

  it("call chains that stand still at different values infinitely far apart", () => {
    expect(rhat.compute([1, 2, 4].map((value) => new Float64Array(10).fill(value)))).toBe(Number.POSITIVE_INFINITY);
  });

  it("are NaN for a single draw of a single chain", () => {
    const one = [Float64Array.of(3)];
    expect(summarize(drawsFromColumns({ one })).rows[0]).toMatchObject({
      mean: 3,
      median: 3,
      q95: 3,
      sd: Number.NaN,
      essBulk: Number.NaN,
    });
  });

  it("name quantiles by percent", () => {
    expect([0.05, 0.95, 0.025, 0.07, 1 / 3].map((p) => quantile(p).name)).toEqual(["q5", "q95", "q2.5", "q7", "q33.3333333333"]);
    expect(() => quantile(1.2)).toThrow("quantile: probability must be in [0, 1], got 1.2");
  });

  it("refuse chains that are empty, of unequal length or not Float64Arrays", () => {
    expect(() => essBulk.compute([])).toThrow("essBulk: chains must hold at least one chain");
    expect(() => essBulk.compute([new Float64Array(3), new Float64Array(2)])).toThrow(InvalidArgument);
    expect(() => essBulk.compute([[1, 2]] as unknown as Float64Array[])).toThrow("be a Float64Array");
  });

  it("ask superchains to label every chain, and to be of one size", () => {
    expect(() => nestedRhat([1, 1, 1])).toThrow("name at least two superchains");
    expect(() => nestedRhat([1, 1, 2])).toThrow("as many chains");
    expect(() => nestedRhat([1, 2]).compute(chains)).toThrow("label 4 chains");
  });
});
