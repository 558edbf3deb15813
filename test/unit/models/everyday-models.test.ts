import { describe, expect, it } from "vitest";
import { columnOf } from "../../../src/density/index.js";
import {
  beta,
  binomial,
  categorical,
  dirichlet,
  lkjCholesky,
  logDensityAt,
  multivariateNormal,
  normal,
  orderedLogistic,
  weibull,
} from "../../../src/distributions/index.js";
import { count, index, indexOf, type ModelWithData, matrix, model, real } from "../../../src/models/index.js";
import { ordered, sumToZero } from "../../../src/transforms/index.js";

const standard = normal({ mean: 0, sd: 1 });
const logNormalAt = (x: number): number => logDensityAt(standard, x);

/** log π at a position. */
const valueAt = (fitted: ModelWithData, position: readonly number[]): number =>
  fitted.logDensity().evaluateInto(new Float64Array(fitted.dimension), Float64Array.from(position));

describe("a table of groups", () => {
  const townModel = model(({ data, parameter, observe }) => {
    const { town, y } = data({ town: index, y: real });
    const { uranium } = data({ uranium: real }, { of: town });
    const slope = parameter("slope", standard);
    observe(y, normal({ mean: slope.times(uranium).at(town), sd: 1 }));
  });
  const rows = { town: ["a", "b", "c"], y: [0, 0, 0] };

  it("as records is put in the order of the levels, as its column of names says", () => {
    const records = [
      { town: "c", uranium: 3 },
      { town: "a", uranium: 1 },
      { town: "b", uranium: 2 },
    ];
    const recorder = townModel.with(rows, { town: records }).likelihoodRecorder();
    const terms = new Float64Array(3);
    recorder.writeInto(terms, Float64Array.of(1), 0);
    [1, 2, 3].forEach((mean, k) => {
      expect(terms[k]).toBeCloseTo(logNormalAt(mean), 12);
    });
  });

  it("as columns and as records is the same", () => {
    const columns = { town: ["b", "c", "a"], uranium: [2, 3, 1] };
    const records = columns.town.map((town, k) => ({ town, uranium: columns.uranium[k] }));
    expect(valueAt(townModel.with(rows, { town: columns }), [0.7])).toBe(valueAt(townModel.with(rows, { town: records }), [0.7]));
  });
});

describe("correlated effects of groups", () => {
  const effects = (centered: boolean, mean: number | readonly number[] = 0) =>
    model(({ data, parameter, observe }) => {
      const { group, x, y } = data({ group: index, x: real, y: real });
      const factor = parameter("factor", lkjCholesky({ dimension: 2, shape: 2 }));
      const effect = parameter("effect", multivariateNormal({ mean, cholesky: factor }), { over: group, centered });
      observe(y, normal({ mean: columnOf(effect, 0).at(group).plus(columnOf(effect, 1).at(group).times(x)), sd: 1 }));
    });
  const data = { group: ["a", "b"], x: [2, -1], y: [0.5, 1.5] };
  // The correlation is tanh y; LKJ(2) of two is (ρ + 1)/2 ~ beta(2, 2).
  const [y, correlation] = [0.4, Math.tanh(0.4)];
  const rest = Math.sqrt(1 - correlation * correlation);
  const logPrior =
    logDensityAt(beta({ shape1: 2, shape2: 2 }), (correlation + 1) / 2) - Math.LN2 + Math.log(1 - correlation * correlation);
  const z = [0.3, -0.2, 1.1, 0.6];
  const sum = (terms: readonly number[]): number => terms.reduce((total, term) => total + term, 0);

  it("have the density by hand, non-centered, with means for all or for each", () => {
    for (const mean of [0, [0, 0], [3, -2]]) {
      const [first, second] = typeof mean === "number" ? [mean, mean] : (mean as [number, number]);
      const u = [0, 2].map((at) => [first + z[at], second + correlation * z[at] + rest * z[at + 1]]);
      const logLikelihood = sum(u.map(([a, b], k) => logNormalAt(data.y[k] - a - b * data.x[k])));
      const expected = logPrior + sum(z.map(logNormalAt)) + logLikelihood;
      expect(valueAt(effects(false, mean).with(data), [y, ...z])).toBeCloseTo(expected, 11);
    }
  });

  it("have the same posterior centered, up to the Jacobian of the change of variables", () => {
    const u = [0, 2].flatMap((at) => [z[at], correlation * z[at] + rest * z[at + 1]]);
    const centered = valueAt(effects(true).with(data), [y, ...u]);
    const nonCentered = valueAt(effects(false).with(data), [y, ...z]);
    expect(centered + 2 * Math.log(rest)).toBeCloseTo(nonCentered, 11);
  });

  it("are named by group and place, the factor by row and column", () => {
    expect(effects(false).with(data).variables).toEqual(
      ["factor[1,1]", "factor[1,2]", "factor[2,1]", "factor[2,2]"].concat([
        "effect[a,1]",
        "effect[a,2]",
        "effect[b,1]",
        "effect[b,2]",
      ]),
    );
    expect(effects(false).formulas()).toContain("effect[group, 1…2] ~ multivariateNormal(");
    expect(effects(false).formulas()).toContain("mean = effect[group[i], 1] + effect[group[i], 2]·x[i], sd = 1");
  });

  it("are drawn from the prior, one vector for each group", () => {
    const { parameters } = effects(true, [100, -100]).with(data).priorDraw(1);
    for (const group of ["a", "b"]) {
      expect(Math.abs(parameters[`effect[${group},1]`] - 100)).toBeLessThan(6);
      expect(Math.abs(parameters[`effect[${group},2]`] + 100)).toBeLessThan(6);
    }
  });
});

describe("distributions with arrays as parameters", () => {
  it("are predicted: an ordered logistic one whose cutpoints are a parameter", async () => {
    const rating = model(({ data, parameter, observe }) => {
      const { y } = data({ y: count });
      const cutpoints = parameter("cutpoints", normal({ mean: 0, sd: 2 }), { length: 2, constrain: ordered });
      observe(y, orderedLogistic({ location: 0, cutpoints }));
    });
    const fit = await rating.with({ y: [0, 1, 2, 2] }).sample({ seed: 1, chains: 1, iterations: 50 });
    const values = new Set(fit.predict({ seed: 2 }).of("y[1]")[0]);
    expect([...values].sort()).toEqual([0, 1, 2]);
  });

  it("are predicted: a categorical one of labels whose probabilities are a parameter", async () => {
    const choices = model(({ data, parameter, observe }) => {
      const { choice } = data({ choice: indexOf(["bus", "car", "train"]) });
      observe(choice, categorical({ probabilities: parameter("share", dirichlet({ concentration: [1, 1, 1] })) }));
    });
    const fit = await choices.with({ choice: ["car", "bus", "car"] }).sample({ seed: 1, chains: 1, iterations: 50 });
    expect([...new Set(fit.predict({ seed: 2 }).of("choice[1]")[0])].sort()).toEqual([0, 1, 2]);
  });
});

describe("groups with known levels", () => {
  it("can have effects that add up to 0", () => {
    const contrast = model(({ data, parameter, observe }) => {
      const { group, y } = data({ group: indexOf(["a", "b", "c"]), y: real });
      observe(y, normal({ mean: parameter("effect", standard, { over: group, constrain: sumToZero }).at(group), sd: 1 }));
    });
    const { parameters } = { parameters: contrast.with({ group: ["a", "c"], y: [1, 2] }) };
    const values = new Float64Array(3);
    parameters.recorder().writeInto(values, Float64Array.of(0.3, -0.8));
    expect(values[0] + values[1] + values[2]).toBeCloseTo(0, 14);
    expect(parameters.variables).toEqual(["effect[a]", "effect[b]", "effect[c]"]);
  });
});

describe("predictions from other data", () => {
  const groups = model(({ data, parameter, observe }) => {
    const { group, y } = data({ group: index, y: real });
    observe(y, normal({ mean: parameter("mean", normal({ mean: 0, sd: 100 }), { over: group }).at(group), sd: 1 }));
  });

  it("find the groups of the fit by their names", async () => {
    const fitted = groups.with({ group: ["a", "b"], y: [50, -50] });
    const fit = await fitted.sample({ seed: 1, chains: 1, iterations: 20 });
    const other = { group: ["b", "b", "a"], y: [0, 0, 0] };
    const drawn = fit.predict({ seed: 1, data: groups.with(other, {}, { levelsOf: fitted }) });
    expect(groups.with(other).variables).toEqual(["mean[b]", "mean[a]"]);
    const byName = fit.predict({ seed: 1, data: groups.with(other) });
    for (const variable of ["y[1]", "y[3]"]) expect(byName.of(variable)).toEqual(drawn.of(variable));
    expect(drawn.of("y[1]")[0].every((value) => Math.abs(value + 50) < 8)).toBe(true);
    expect(drawn.of("y[3]")[0].every((value) => Math.abs(value - 50) < 8)).toBe(true);
    expect(() => groups.with({ group: ["c"], y: [0] }, {}, { levelsOf: fitted })).toThrow(/be one of the levels a, b/);
  });
});

describe("missing values", () => {
  it("are no observations of the likelihood, and leave the groups their names", () => {
    const incomplete = model(({ data, parameter, observe }) => {
      const { group, x, y } = data({ group: index, x: real.withMissing, y: real });
      observe(x, standard);
      observe(y, normal({ mean: x.plus(parameter("effect", standard, { over: group }).at(group)), sd: 1 }));
    });
    const fitted = incomplete.with({ group: ["a", "b", "a"], x: [1, null, 2], y: [1, 2, 3] });
    expect(fitted.likelihoodRecorder().variables).toEqual(["x[1]", "x[3]", "y[1]", "y[2]", "y[3]"]);
    expect(fitted.variables).toEqual(["x.missing[1]", "effect[a]", "effect[b]"]);
    const terms = new Float64Array(5);
    fitted.likelihoodRecorder().writeInto(terms, Float64Array.of(0.5, 0.1, 0.2), 0);
    const expected = [1, 2, 1 - 1 - 0.1, 2 - 0.5 - 0.2, 3 - 2 - 0.1].map(logNormalAt);
    expected.forEach((term, k) => {
      expect(terms[k]).toBeCloseTo(term, 12);
    });
  });
});

describe("mistakes are named", () => {
  // biome-ignore lint/suspicious/noExplicitAny: calls that the type checker would refuse
  const declare = (body: (words: any) => void) => model(body as never);

  it("operands that are neither numbers nor expressions", () => {
    expect(() => declare(({ parameter }) => parameter("a", standard).plus("b"))).toThrow(
      /operand must be a number or an expression/,
    );
    expect(() => declare(({ parameter }) => parameter("a", standard).times(undefined))).toThrow(/got undefined/);
  });

  it("data and kinds of columns that are none, and cutpoints that may cross", () => {
    expect(() => declare(({ observe }) => observe([1, 2], standard))).toThrow(/observe: data must be an expression/);
    expect(() => declare(({ data }) => data({ y: "real" }))).toThrow(/data: y must be declared as one of real, count/);
    expect(() =>
      declare(({ data, parameter, observe }) => {
        const cutpoints = parameter("cutpoints", standard, { length: 2 });
        observe(data({ y: count }).y, orderedLogistic({ location: 0, cutpoints }));
      }),
    ).toThrow(/cutpoints must increase: declare the parameter with/);
  });

  it("places outside an array", () => {
    for (const at of [-1, 2, 0.5])
      expect(() => declare(({ parameter }) => parameter("a", standard, { length: 2 }).at(at))).toThrow(
        /at: place must be a place/,
      );
  });

  it("options that there are not, and what is no group", () => {
    expect(() => declare(({ parameter }) => parameter("a", standard, { nonCentered: true }))).toThrow(
      "parameter: nonCentered must be one of its options (over, length, centered, constrain), got true",
    );
    expect(() => declare(({ parameter }) => parameter("a", standard, { over: "group" }))).toThrow(
      /over must be a column declared/,
    );
    expect(() => declare(({ data, parameter }) => parameter("a", standard, { over: data({ x: real }).x }))).toThrow(
      /over must be a column declared/,
    );
  });

  it("values that have no density, more successes than trials, and matrices without columns", () => {
    const times = model(({ data, parameter, observe }) => {
      const { time } = data({ time: real });
      observe(time, weibull({ shape: 2, scale: parameter("a", standard).exp() }));
    });
    expect(() => times.with({ time: [1, 0] })).toThrow(/time\[1\] must be above 0 to be weibull, got 0/);
    const trials = model(({ data, parameter, observe }) => {
      const { y, n } = data({ y: count, n: count });
      observe(y, binomial({ trials: n, logit: parameter("a", standard) }));
    });
    expect(() => trials.with({ y: [1, 4], n: [3, 3] })).toThrow(/y\[1\] must be at most 3 to be binomial, got 4/);
    const regression = model(({ data, parameter, observe }) => {
      const { x, y } = data({ x: matrix, y: real });
      observe(y, normal({ mean: x.times(parameter("b", standard, { over: x.columns })), sd: 1 }));
    });
    expect(() => regression.with({ x: [[], []], y: [1, 2] })).toThrow(/x\[0\] must be a list of numbers, one or more/);
  });
});
