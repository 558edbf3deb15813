import { describe, expect, it } from "vitest";
import { constant, row } from "../../../src/density/index.js";
import {
  beta,
  cauchy,
  dirichlet,
  exponential,
  flat,
  halfNormal,
  laplace,
  logistic,
  logNormal,
  normal,
  studentT,
} from "../../../src/distributions/index.js";
import { InvalidArgument } from "../../../src/errors.js";
import { index, indexOf, matrix, model, number, real } from "../../../src/models/index.js";
import { ordered, positiveOrdered } from "../../../src/transforms/index.js";

const evaluate = (
  of: { logDensity(): { dimension: number; evaluateInto(g: Float64Array, x: Float64Array): number } },
  at: number[],
) => {
  const density = of.logDensity();
  return density.evaluateInto(new Float64Array(density.dimension), Float64Array.from(at));
};
const normalLog = (x: number, mean = 0, sd = 1): number =>
  -0.5 * ((x - mean) / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);

describe("a parameter", () => {
  it("is over the levels of a column, an axis, the rows, a length, or is one number", () => {
    const shapes = model(({ rows, axis, data, parameter, observe }) => {
      const { county, y } = data({ county: index, y: real });
      const wave = axis("wave", 2);
      parameter("one", normal({ mean: 0, sd: 1 }));
      parameter("many", normal({ mean: 0, sd: 1 }), { length: 3 });
      parameter("waves", normal({ mean: 0, sd: 1 }), { over: wave });
      const each = parameter("each", normal({ mean: 0, sd: 1 }), { over: rows });
      const alpha = parameter("alpha", normal({ mean: 0, sd: 1 }), { over: county });
      parameter("share", dirichlet({ concentration: [1, 1, 1] }));
      observe(y, normal({ mean: alpha.at(county).plus(each), sd: 1 }));
    }).with({ county: ["b", "a", "b"], y: [1, 2, 3] });
    expect(shapes.variables).toEqual([
      ...["one", "many[1]", "many[2]", "many[3]", "waves[1]", "waves[2]", "each[1]", "each[2]", "each[3]"],
      ...["alpha[b]", "alpha[a]", "share[1]", "share[2]", "share[3]"],
    ]);
    expect(shapes.dimension).toBe(13);
  });

  it("has levels that do not occur, where the model names them", () => {
    const arms = model(({ data, parameter, observe }) => {
      const { arm, y } = data({ arm: indexOf(["control", "low", "high"]), y: real });
      observe(y, normal({ mean: parameter("effect", normal({ mean: 0, sd: 1 }), { over: arm }).at(arm), sd: 1 }));
    });
    expect(arms.with({ arm: ["high", "high"], y: [1, 2] }).variables).toEqual(["effect[control]", "effect[low]", "effect[high]"]);
    expect(() => arms.with({ arm: ["medium"], y: [1] })).toThrow("arm[0] must be one of the levels control, low, high");
  });

  it("is read at a level by its name, where the model names levels", () => {
    const contrast = model(({ data, parameter, observe, record }) => {
      const { arm, town, y } = data({ arm: indexOf(["control", "low", "high"]), town: index, y: real });
      const effect = parameter("effect", normal({ mean: 0, sd: 1 }), { over: arm });
      record("difference", effect.at("high").minus(effect.at("control")));
      expect(() => effect.at("hihg")).toThrow(
        'at: place must be one of the levels that the model knows, control, low, high, got "hihg"',
      );
      expect(() => parameter("alpha", normal({ mean: 0, sd: 1 }), { over: town }).at("a")).toThrow(
        "levels that the model knows, none",
      );
      observe(y, normal({ mean: effect.at(arm), sd: 1 }));
    }).with({ arm: ["low"], town: ["a"], y: [1] });
    const values = new Float64Array(5);
    contrast.recorder().writeInto(values, Float64Array.of(1, 10, 100, 0));
    expect(values[4]).toBe(99);
  });

  it("has the density of its prior with the log Jacobian", () => {
    const scale = model(({ parameter }) => void parameter("s", exponential({ rate: 2 }))).with({});
    expect(evaluate(scale, [0.3])).toBeCloseTo(Math.log(2) - 2 * Math.exp(0.3) + 0.3, 12);
    const inside = model(({ parameter }) => void parameter("p", beta({ shape1: 2, shape2: 2 }))).with({});
    const p = 1 / (1 + Math.exp(-0.3));
    expect(evaluate(inside, [0.3])).toBeCloseTo(Math.log(6) + 2 * Math.log(p * (1 - p)), 12);
  });

  it("that is constrained has the Jacobian of its constraint", () => {
    const inOrder = model(
      ({ parameter }) => void parameter("m", normal({ mean: 0, sd: 1 }), { length: 2, constrain: ordered }),
    ).with({});
    expect(evaluate(inOrder, [0.2, -0.4])).toBeCloseTo(normalLog(0.2) + normalLog(0.2 + Math.exp(-0.4)) - 0.4, 12);
    const positives = model(
      ({ parameter }) => void parameter("m", exponential({ rate: 1 }), { length: 2, constrain: positiveOrdered }),
    ).with({});
    const first = Math.exp(0.2);
    expect(evaluate(positives, [0.2, -0.4])).toBeCloseTo(-first - (first + Math.exp(-0.4)) + 0.2 - 0.4, 12);
  });

  it.each([
    ["normal", (a: number, b: number) => normal({ mean: a, sd: b })],
    ["studentT", (a: number, b: number) => studentT({ degreesOfFreedom: 4, location: a, scale: b })],
    ["cauchy", (a: number, b: number) => cauchy({ location: a, scale: b })],
    ["laplace", (a: number, b: number) => laplace({ location: a, scale: b })],
    ["logistic", (a: number, b: number) => logistic({ location: a, scale: b })],
  ])("that is %s and not centered has the standard form and location + scale · z", (_, make) => {
    const centered = model(({ parameter }) => void parameter("x", make(3, 2))).with({});
    const nonCentered = model(({ parameter }) => void parameter("x", make(3, 2), { centered: false })).with({});
    const values = new Float64Array(1);
    nonCentered.recorder().writeInto(values, Float64Array.of(0.7));
    expect(values[0]).toBeCloseTo(3 + 2 * 0.7, 12);
    expect(evaluate(nonCentered, [0.7])).toBeCloseTo(evaluate(centered, [3 + 2 * 0.7]) + Math.log(2), 12);
  });

  it("without location and scale is refused in the non-centered form", () => {
    for (const prior of [exponential({ rate: 1 }), beta({ shape1: 1, shape2: 1 })])
      expect(() => model(({ parameter }) => void parameter("x", prior, { centered: false }))).toThrow(
        `parameter: centered must be true for x: ${prior.name} has no location and scale`,
      );
  });

  it("is refused with options that do not fit, and twice", () => {
    const declare = (options: object) => () => model(({ parameter }) => void parameter("x", normal({ mean: 0, sd: 1 }), options));
    expect(declare({ length: 0 })).toThrow(InvalidArgument);
    expect(declare({ length: 1.5 })).toThrow(InvalidArgument);
    expect(declare({ constrain: ordered })).toThrow("length must be given for x");
    expect(() =>
      model(({ parameter }) => void parameter("x", dirichlet({ concentration: [1, 1] }), { length: 2 } as never)),
    ).toThrow("length must be left out for x, whose distribution is of 2");
    expect(() =>
      model(({ parameter }) => {
        parameter("x", normal({ mean: 0, sd: 1 }));
        parameter("x", normal({ mean: 0, sd: 1 }));
      }),
    ).toThrow('parameter: name must be declared once, got "x"');
    expect(() => model(({ parameter }) => void parameter("", normal({ mean: 0, sd: 1 })))).toThrow("be a name");
    expect(() => model(({ parameter }) => void parameter("x", 3 as never))).toThrow(
      "parameter: distribution must be a distribution",
    );
    expect(() => model(() => undefined)).toThrow("declare must declare a parameter");
  });
});

describe("data", () => {
  it("of groups, numbers and matrices enter the density", () => {
    const everything = model(({ data, parameter, observe }) => {
      const { county, X, y } = data({ county: index, X: matrix, y: real });
      const { uranium } = data({ uranium: real }, { of: county });
      const { sd } = data({ sd: number });
      const slope = parameter("slope", normal({ mean: 0, sd: 1 }), { over: X.columns });
      observe(y, normal({ mean: X.times(slope).plus(uranium.at(county)), sd }));
    }).with(
      {
        county: ["b", "a", "b"],
        X: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        y: [1, 2, 3],
      },
      { county: { county: ["a", "b"], uranium: [10, 20] }, sd: 3 },
    );
    const [s, t] = [0.5, -0.25];
    const means = [s + 2 * t + 20, 3 * s + 4 * t + 10, 5 * s + 6 * t + 20];
    const wanted = means.reduce((sum, mean, i) => sum + normalLog(i + 1, mean, 3), normalLog(s) + normalLog(t));
    expect(evaluate(everything, [s, t])).toBeCloseTo(wanted, 10);
  });

  it("may have columns that the density does not read", () => {
    const unread = model(({ data, parameter, observe }) => {
      const { y } = data({ y: real, note: real, group: index });
      observe(y, normal({ mean: parameter("m", normal({ mean: 0, sd: 1 })), sd: 1 }));
    }).with({ y: [1, 2], note: [3, 4], group: ["a", "b"] });
    expect(evaluate(unread, [0.5])).toBeCloseTo(normalLog(0.5) + normalLog(1, 0.5) + normalLog(2, 0.5), 12);
  });
});

describe("statements", () => {
  it("observe, assume and add are terms of the density", () => {
    const terms = model(({ data, parameter, observe, assume, add }) => {
      const { y } = data({ y: real });
      const m = parameter("m", flat());
      observe(y, normal({ mean: m, sd: 1 }));
      assume(m.times(2), normal({ mean: 1, sd: 3 }));
      add("quartic", m.squared().squared().negated());
      add("quartic", m);
    }).with({ y: [1, 2] });
    const m = 0.7;
    const wanted = normalLog(1, m) + normalLog(2, m) + normalLog(2 * m, 1, 3) - m ** 4 + m;
    expect(evaluate(terms, [m])).toBeCloseTo(wanted, 12);
    const names = terms
      .logDensity()
      .termsAt(Float64Array.of(m))
      .map(({ name }) => name);
    expect(names).toEqual(["m", "y ~ normal", "assumed ~ normal", "quartic", "quartic (2)"]);
  });

  it("observed from a row on leave out the rows before", () => {
    const series = (from: number) =>
      model(({ data, parameter, observe }) => {
        const { y } = data({ y: real });
        const phi = parameter("phi", normal({ mean: 0, sd: 1 }));
        observe(y, normal({ mean: phi.times(y.lag(1)), sd: 1 }), { from });
      }).with({ y: [1, 2, 4] });
    const later = normalLog(2, 0.3) + normalLog(4, 0.6);
    expect(evaluate(series(1), [0.3])).toBeCloseTo(normalLog(0.3) + later, 12);
    expect(evaluate(series(0), [0.3])).toBeCloseTo(normalLog(0.3) + normalLog(1, 0) + later, 12);
    expect(series(1).likelihoodRecorder().variables).toEqual(["y[2]", "y[3]"]);
    expect(() => series(-1)).toThrow("observe: from must be the number of a row");
  });

  it("record quantities by name and level", () => {
    const recorded = model(({ rows, data, parameter, observe, record }) => {
      const { county, y } = data({ county: index, y: real });
      const alpha = parameter("alpha", normal({ mean: 0, sd: 1 }), { over: county });
      const mean = record("mean", alpha.at(county).plus(row(rows)));
      record("odds", alpha.exp());
      record("two", constant(2));
      observe(y, normal({ mean, sd: 1 }));
    }).with({ county: ["n", "s", "n"], y: [0, 0, 0] });
    expect(recorded.variables).toEqual(["alpha[n]", "alpha[s]", "mean[1]", "mean[2]", "mean[3]", "odds[n]", "odds[s]", "two"]);
    const values = new Float64Array(8);
    recorded.recorder().writeInto(values, Float64Array.of(0.5, 2));
    expect([...values]).toEqual([0.5, 2, 0.5, 3, 2.5, expect.closeTo(Math.exp(0.5), 12), expect.closeTo(Math.exp(2), 12), 2]);
  });

  it("are printed as formulas", () => {
    const printed = model(({ data, parameter, observe, assume, add, record }) => {
      const { county, floor, y } = data({ county: index, floor: real, y: real });
      const mu = parameter("mu", normal({ mean: 0, sd: 10 }));
      const tau = parameter("tau", halfNormal({ sd: 1 }));
      const alpha = parameter("alpha", normal({ mean: mu, sd: tau }), { over: county, centered: false });
      const b = parameter("b", flat(), { length: 2, constrain: ordered });
      assume(b.at(0), logNormal({ logMean: 0, logSd: 2 }));
      add("penalty", b);
      record("ratio", mu.plus(1).dividedBy(tau));
      observe(y, normal({ mean: alpha.at(county).plus(b.at(1).times(floor.minus(2))), sd: 1 }));
    });
    expect(printed.formulas().split("\n")).toEqual([
      "mu ~ normal(mean = 0, sd = 10)",
      "tau ~ halfNormal(sd = 1)",
      "alpha[county] ~ normal(mean = mu, sd = tau)   (non-centered)",
      "b[1…2] ~ flat()   (ordered)",
      "b[1] ~ logNormal(logMean = 0, logSd = 2)",
      "y[i] ~ normal(mean = alpha[county[i]] + b[2]·(floor[i] − 2), sd = 1)",
      "log density += penalty (sum over b)",
      "ratio = (mu + 1) / tau",
    ]);
  });
});
