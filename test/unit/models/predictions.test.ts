import { describe, expect, it } from "vitest";
import { censored, exponential, halfNormal, lkjCholesky, multivariateNormal, normal } from "../../../src/distributions/index.js";
import { binary, type Fit, index, model, real } from "../../../src/models/index.js";
import { ordered, sumToZero } from "../../../src/transforms/index.js";

const towns = model(({ data, parameter, observe, record }) => {
  const { town, x, y } = data({ town: index, x: real, y: real });
  const mean = parameter("mean", normal({ mean: 0, sd: 1 }));
  const spread = parameter("spread", halfNormal({ sd: 1 }));
  const alpha = parameter("alpha", normal({ mean, sd: spread }), { over: town });
  const expected = record("expected", alpha.at(town).plus(x.times(10)));
  observe(y, normal({ mean: expected, sd: 0.1 }));
});
const rows = { town: ["a", "b", "a", "c"], x: [0, 1, 2, 3], y: [1, 12, 21, 32] };

const all = (fit: Fit, draws: ReturnType<Fit["predict"]>, variable: string): number[] => {
  void fit;
  return draws.of(variable).flatMap((chain) => [...chain]);
};
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("predictions for new rows", () => {
  it("take rows as they come, without what is only observed, in the groups of the fit", async () => {
    const fit = await towns.with(rows).sample({ seed: 1, chains: 2, iterations: 200 });
    const drawn = fit.predict({
      seed: 2,
      data: [
        { town: "c", x: 7 },
        { town: "a", x: 7 },
      ],
    });
    expect(drawn.variables).toEqual(["y[1]", "y[2]"]);
    expect(meanOf(all(fit, drawn, "y[1]"))).toBeCloseTo(72, 0);
    expect(meanOf(all(fit, drawn, "y[2]"))).toBeCloseTo(71, 0);
    const expected = fit.quantities({ seed: 2, data: { town: ["c"], x: [7] } });
    const alpha = fit.draws.of("alpha[c]")[0];
    expect([...expected.of("expected[1]")[0]]).toEqual([...alpha].map((value) => value + 70));
  });

  it("refuse groups that the fit has not, unless they are asked for: those are drawn from the population", async () => {
    const fit = await towns.with(rows).sample({ seed: 1, chains: 4, iterations: 500 });
    const data = { town: ["a", "elsewhere"], x: [0, 0] };
    expect(() => fit.predict({ seed: 2, data })).toThrow(/predict: town\[1\] must be one of the levels a, b, c, got "elsewhere"/);
    const quantities = fit.quantities({ seed: 2, data, newGroups: true });
    expect([...quantities.of("alpha[a]")[1]]).toEqual([...fit.draws.of("alpha[a]")[1]]);
    const [mean, spread] = ["mean", "spread"].map((name) => all(fit, fit.draws, name));
    const z = all(fit, quantities, "alpha[elsewhere]").map((value, i) => (value - mean[i]) / spread[i]);
    // 2000 independent standard normal numbers: mean and mean square within 4.5 standard errors (false alarms: 1e-5).
    expect(Math.abs(meanOf(z)) * Math.sqrt(2000)).toBeLessThan(4.5);
    expect(Math.abs(meanOf(z.map((value) => value * value)) - 1) * Math.sqrt(1000)).toBeLessThan(4.5);
    expect(fit.predict({ seed: 2, data, newGroups: true }).variables).toEqual(["y[1]", "y[2]"]);
  });

  it("draw new groups' vectors and unknowns of rows, and not what hangs together", async () => {
    const several = model(({ rows, data, parameter, observe }) => {
      const { group, y } = data({ group: index, y: real });
      const factor = parameter("factor", lkjCholesky({ dimension: 2, shape: 2 }));
      parameter("pair", multivariateNormal({ mean: 100, cholesky: factor }), { over: group, centered: false });
      parameter("inOrder", normal({ mean: 0, sd: 1 }), { over: group, length: 3, constrain: ordered });
      const each = parameter("each", normal({ mean: 50, sd: 1 }), { over: rows });
      observe(y, normal({ mean: each, sd: 1 }));
    }).with({ group: ["a"], y: [0] });
    const fit = await several.sample({ seed: 1, chains: 1, iterations: 50 });
    const other = fit.quantities({ seed: 1, data: { group: ["b"] }, newGroups: true });
    expect(other.variables.filter((name) => /^(pair|inOrder|each)/.test(name))).toEqual([
      ...["pair[a,1]", "pair[a,2]", "pair[b,1]", "pair[b,2]"],
      ...["a", "b"].flatMap((group) => [1, 2, 3].map((k) => `inOrder[${group},${k}]`)),
      "each[1]",
    ]);
    expect(Math.abs(meanOf([...other.of("pair[b,2]")[0]]) - 100)).toBeLessThan(1);
    // The row of the fit has y = 0 and 25 for its mean, a new row has its prior.
    expect(meanOf([...fit.draws.of("each[1]")[0]])).toBeLessThan(30);
    expect(Math.abs(meanOf([...other.of("each[1]")[0]]) - 50)).toBeLessThan(1);
    const [first, second] = ["inOrder[b,1]", "inOrder[b,2]"].map((name) => other.of(name)[0]);
    expect(first.every((value, i) => value < second[i])).toBe(true);
  });

  it("do not need to know what will be censored", async () => {
    const times = model(({ data, parameter, observe }) => {
      const { time, alive } = data({ time: real, alive: binary });
      observe(time, censored(exponential({ rate: parameter("rate", exponential({ rate: 1 })) }), { right: alive }));
    });
    expect(() => times.with({ time: [1, 2], alive: [0.5, 1] })).toThrow(/alive\[0\] must be 0 or 1/);
    const fit = await times.with({ time: [1, 2], alive: [false, true] }).sample({ seed: 1, chains: 1, iterations: 20 });
    const drawn = fit.predict({ seed: 1, data: [{}, {}, {}] });
    expect(drawn.variables).toEqual(["time[1]", "time[2]", "time[3]"]);
    expect(drawn.of("time[3]")[0].every((time) => time > 0)).toBe(true);
  });

  it("come from data that can only be predicted", async () => {
    const fitted = towns.with(rows);
    const forPredictions = towns.with({ town: ["a"], x: [1] }, {}, { levelsOf: fitted });
    await expect(forPredictions.sample({ seed: 1 })).rejects.toThrow("sample: data must have the column y");
    expect(() => forPredictions.logDensity()).toThrow("have the column y");
    expect(() => towns.with({ town: ["a"], x: [1] })).toThrow('with: data must have the column y, got "town, x"');
    expect(() => towns.with({ town: ["a"], y: [1] }, {}, { levelsOf: fitted })).toThrow("have the column x");
  });
});

describe("what is printed of models", () => {
  it("has the sizes, with data and after a fit", async () => {
    const fitted = towns.with(rows);
    const [sizes, blank, ...lines] = fitted.formulas().split("\n");
    expect(sizes).toBe("4 rows, 3 levels of town; 3 parameters of 5 numbers.");
    expect(blank).toBe("");
    expect(lines.join("\n")).toBe(towns.formulas());
    expect((await fitted.sample({ seed: 1, chains: 1, iterations: 10 })).formulas()).toBe(fitted.formulas());
    const none = model(({ parameter }) => void parameter("x", normal({ mean: 0, sd: 1 })));
    expect(none.with({}).formulas()).toBe("No data; 1 parameter.\n\nx ~ normal(mean = 0, sd = 1)");
  });

  it("leaves out of summaries what is the same number always, unless it is named", async () => {
    const factored = model(({ parameter }) => void parameter("factor", lkjCholesky({ dimension: 3, shape: 2 }))).with({});
    const fit = await factored.sample({ seed: 1, chains: 2, iterations: 100 });
    const names = fit.summarize().rows.map(({ variable }) => variable);
    expect(names).toEqual(["factor[2,1]", "factor[2,2]", "factor[3,1]", "factor[3,2]", "factor[3,3]"]);
    expect(fit.summarize().rows.every(({ rhat }) => Number.isFinite(rhat))).toBe(true);
    expect(fit.summarize({ variables: ["factor"] }).rows).toHaveLength(9);
    expect(fit.draws.variables).toHaveLength(9);
  });
});

describe("sum-to-zero effects", () => {
  it("of groups that the data name are refused with what to do", () => {
    expect(() =>
      model(({ data, parameter }) => {
        parameter("effect", normal({ mean: 0, sd: 1 }), { over: data({ group: index }).group, constrain: sumToZero });
      }),
    ).toThrow(
      "parameter: over must have levels that the model knows (see indexOf) for effect, whose elements are constrained together",
    );
  });
});
