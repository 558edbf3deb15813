import { describe, expect, it } from "vitest";
import { evaluate } from "../../../src/density/evaluate.js";
import { column, compile, indexColumn, logDensityOf, portable, positionArray } from "../../../src/density/index.js";
import {
  bernoulli,
  categorical,
  cdf,
  censored,
  type Distribution,
  dirichlet,
  draw,
  drawInto,
  flat,
  gamma,
  half,
  halfNormal,
  hurdle,
  logDensityAt,
  logSurvival,
  mean,
  mixture,
  multivariateNormal,
  normal,
  poisson,
  quantile,
  truncated,
  uniform,
  variance,
  weibull,
  zeroInflated,
} from "../../../src/distributions/index.js";
import { InvalidArgument } from "../../../src/errors.js";
import { exp, log } from "../../../src/numeric/index.js";
import { rngFromSeed } from "../../../src/random/index.js";

const rows = { name: "rows" };
const groups = { name: "groups" };
const real = positionArray("real", null);
const standard = normal({ mean: 0, sd: 1 });

describe("a distribution", () => {
  it("checks numbers at once and says what they must be", () => {
    expect(() => normal({ mean: 0, sd: -1 })).toThrow("normal: sd must be positive, got -1");
    expect(() => normal({ mean: Number.NaN, sd: 1 })).toThrow("normal: mean must be a finite number, got NaN");
    expect(() => bernoulli({ probability: 1.5 })).toThrow("bernoulli: probability must be between 0 and 1, got 1.5");
    expect(() => uniform({ lower: 2, upper: 1 })).toThrow("uniform: upper must be above lower, 2, got 1");
    expect(() => halfNormal({ sd: 0 })).toThrow("halfNormal: sd must be positive, got 0");
  });

  it("takes parameters that differ from row to row, over one axis", () => {
    const density = normal({ mean: column("mean", rows), sd: 2 }).logDensity(column("x", rows));
    expect([...evaluate(density, { mean: [0, 1], x: [0, 1] })]).toEqual([
      logDensityAt(normal({ mean: 0, sd: 2 }), 0),
      logDensityAt(normal({ mean: 0, sd: 2 }), 0),
    ]);
    expect(() => normal({ mean: column("m", rows) as never, sd: column("s", groups) as never })).toThrow(
      'normal: sd must be over rows, or one number, got "one over groups"',
    );
  });

  it("wants one of its parametrizations", () => {
    expect(() => poisson({} as never)).toThrow("poisson: options must hold one of rate, logRate, got undefined");
    expect(() => poisson({ rate: 1, logRate: 0 } as never)).toThrow(InvalidArgument);
  });

  it("has a density of 0 outside its support, also where that moves with a parameter", () => {
    expect(logDensityAt(gamma({ shape: 2, rate: 1 }), -1)).toBe(Number.NEGATIVE_INFINITY);
    expect(logDensityAt(poisson({ rate: 2 }), 1.5)).toBe(Number.NEGATIVE_INFINITY);
    const density = uniform({ lower: 0, upper: real }).logDensity(column("x", rows));
    expect([...evaluate(density, { real: 2, x: [1, 3] })]).toEqual([-Math.LN2, Number.NEGATIVE_INFINITY]);
  });

  it("answers questions only if all its parameters are numbers", () => {
    expect(cdf(standard, 1.96)).toBeCloseTo(0.9750021048517795, 15);
    expect(() => quantile(normal({ mean: real, sd: 1 }), 0.5)).toThrow(
      'quantile: normal.mean must be a number, got "an expression"',
    );
    expect(() => cdf(standard, "1" as never)).toThrow('cdf: x must be a number, got "1"');
    expect(() => quantile(standard, 2)).toThrow("quantile: probability must be in [0, 1], got 2");
    expect(() => drawInto(new Float64Array(2), dirichlet({ concentration: [1, 1, 1] }), rngFromSeed(1))).toThrow(
      /Float64Array of length 3/,
    );
  });

  it("draws the same numbers from the same seed", () => {
    expect(draw(standard, rngFromSeed(5))).toBe(draw(normal({ mean: 0, sd: 1 }), rngFromSeed(5)));
  });
});

describe("flat", () => {
  it("has a log density of 0 between its bounds, and nothing to draw", () => {
    const density = flat({ lower: 0 }).logDensity(column("x", rows));
    expect([...evaluate(density, { x: [-1, 2] })]).toEqual([Number.NEGATIVE_INFINITY, 0]);
    expect(() => draw(flat(), rngFromSeed(1))).toThrow('draw: distribution must have a finite total probability, got "flat"');
  });
});

describe("truncated", () => {
  it("knows that half of a centered distribution lies above its center, whatever the scale is", () => {
    const density = truncated(normal({ mean: 0, sd: real }), { lower: 0 }).logDensity(column("x", null));
    expect(evaluate(density, { real: 2, x: 1 })[0]).toBeCloseTo(logDensityAt(halfNormal({ sd: 2 }), 1), 14);
  });

  it("refuses improper distributions, and bounds without probability between them", () => {
    expect(() => truncated(flat(), { lower: 1 })).toThrow("truncated: distribution must have a log cdf as an expression, got ");
    expect(() => truncated(uniform({ lower: 0, upper: 1 }), { lower: 2, upper: 3 })).toThrow(InvalidArgument);
    expect(() => truncated(poisson({ rate: 1 }), { lower: 0.5 })).toThrow(
      "truncated: lower must be an integer, of a distribution of counts, got 0.5",
    );
  });

  it("takes bounds beyond the support for none", () => {
    expect(truncated(weibull({ shape: 2, scale: 1 }), { lower: -1, upper: 3 }).support).toEqual({
      kind: "interval",
      lower: 0,
      upper: 3,
    });
  });
});

describe("half", () => {
  it("refuses what is not symmetric around 0", () => {
    expect(() => half(normal({ mean: 1, sd: 1 }))).toThrow('half: distribution must be symmetric around 0, got "normal"');
    expect(() => half(gamma({ shape: 1, rate: 1 }))).toThrow(InvalidArgument);
  });
});

describe("mixture", () => {
  it("refuses weights that do not add up to 1, and counts among other numbers", () => {
    expect(() => mixture([standard, standard], [0.5, 0.6])).toThrow(/weights must add up to 1/);
    expect(() => mixture([standard, poisson({ rate: 1 })], [0.5, 0.5])).toThrow(InvalidArgument);
  });

  it("takes weights over an axis", () => {
    const axis = { name: "components", length: 2 };
    const density = mixture([standard, normal({ mean: 4, sd: 1 })], column("weights", axis)).logDensity(column("x", null));
    expect(evaluate(density, { weights: [0.25, 0.75], x: 1 })[0]).toBeCloseTo(
      logDensityAt(mixture([standard, normal({ mean: 4, sd: 1 })], [0.25, 0.75]), 1),
      14,
    );
  });
});

describe("censored", () => {
  it("takes the tail where a column says so", () => {
    const density = censored(weibull({ shape: 1, scale: 2 }), { right: column("late", rows) }).logDensity(column("x", rows));
    const values = evaluate(density, { x: [2, 2], late: [0, 1] });
    expect(values[0]).toBeCloseTo(-1 - Math.LN2, 14);
    expect(values[1]).toBeCloseTo(-1, 14);
  });

  it("takes intervals of a truncated distribution from its very end, with a finite gradient", () => {
    const [shape, from] = [positionArray("shape", null), column("from", null)];
    const late = truncated(gamma({ shape, rate: 1 }), { lower: from });
    const between = censored(late, { interval: 1, upTo: 3 }).logDensity(from);
    const { program, operators } = compile({
      positions: [shape],
      terms: [{ name: "between", expression: between }],
      outputs: [],
    });
    const density = logDensityOf(portable.load(program, operators).bind({}, { from: Float64Array.of(1) }));
    const gradient = new Float64Array(1);
    const known = gamma({ shape: 2, rate: 1 });
    const wanted = log(cdf(known, 3) - cdf(known, 1)) - logSurvival(known, 1);
    expect(density.evaluateInto(gradient, Float64Array.of(2))).toBeCloseTo(wanted, 13);
    expect(gradient[0]).toBeLessThan(0);
  });

  it("refuses improper distributions, intervals without ends, and columns of something else than 0 and 1", () => {
    expect(() => censored(flat(), { right: 1 })).toThrow("censored: distribution must have a log cdf as an expression");
    expect(() => censored(gamma({ shape: 1, rate: 1 }), { right: 2 })).toThrow("censored: right must be 0 or 1, got 2");
    expect(() => censored(standard, { interval: 1 })).toThrow(InvalidArgument);
  });
});

describe("zeros of their own", () => {
  it("are asked for by a probability or its logit, of distributions of numbers from 0", () => {
    expect(() => zeroInflated(standard, { probability: 0.5 })).toThrow(
      "zeroInflated: distribution must be one of numbers from 0, got ",
    );
    expect(() => zeroInflated(gamma({ shape: 1, rate: 1 }), { probability: 0.5 })).toThrow(
      "zeroInflated: distribution must be one of counts, got ",
    );
    expect(() => hurdle(poisson({ rate: 1 }), { probability: 1.5 })).toThrow(
      "hurdle: probability must be between 0 and 1, got 1.5",
    );
    expect(() => hurdle(poisson({ rate: 1 }), {} as never)).toThrow("hurdle: options must hold one of probability, logit, got ");
  });

  it("add to those of the distribution, or replace them", () => {
    const atZero = (distribution: Distribution) => exp(logDensityAt(distribution, 0));
    expect(atZero(zeroInflated(poisson({ rate: 2 }), { probability: 0.25 }))).toBeCloseTo(0.25 + 0.75 * exp(-2), 14);
    expect(atZero(hurdle(poisson({ rate: 2 }), { probability: 0.25 }))).toBeCloseTo(0.25, 14);
    expect(atZero(hurdle(gamma({ shape: 2, rate: 1 }), { logit: 0 }))).toBeCloseTo(0.5, 14);
  });

  it("may stand beside a density", () => {
    const costs = hurdle(gamma({ shape: 2, rate: 0.5 }), { probability: 0.3 });
    expect(logDensityAt(costs, 3)).toBeCloseTo(log(0.7) + logDensityAt(gamma({ shape: 2, rate: 0.5 }), 3), 13);
    expect(cdf(costs, 3)).toBeCloseTo(0.3 + 0.7 * cdf(gamma({ shape: 2, rate: 0.5 }), 3), 14);
    expect(quantile(costs, 0.3)).toBe(0);
    expect(cdf(costs, quantile(costs, 0.8))).toBeCloseTo(0.8, 13);
    expect(mean(costs)).toBeCloseTo(0.7 * 4, 13);
    expect(variance(costs)).toBeCloseTo(0.7 * (8 + 16) - 2.8 * 2.8, 12);
  });
});

describe("categorical", () => {
  it("looks an index up in logits over its axis", () => {
    const axis = { name: "kinds", length: 3 };
    const logits = column("logits", axis);
    const values = { logits: [0, 1, 2], kind: [2, 0] };
    const byIndex = evaluate(categorical({ logits }).logDensity(indexColumn("kind", rows, axis)), values);
    const byNumber = evaluate(categorical({ logits }).logDensity(column("kind", rows)), values);
    expect([...byIndex]).toEqual([...byNumber]);
    expect(byIndex[0]).toBeCloseTo(logDensityAt(categorical({ logits: [0, 1, 2] }), 2), 14);
  });
});

describe("dirichlet", () => {
  it("takes vectors of its length, one or one for each row, and refuses others", () => {
    const distribution = dirichlet({ concentration: [1, 2] });
    const table = { name: "table", product: [rows, { name: "parts", length: 2 }] as const };
    expect(distribution.logDensity(column("x", table)).axis).toBe(rows);
    expect(() => distribution.logDensity(column("x", null))).toThrow("be a vector, or one for each row");
    expect(() => logDensityAt(distribution, [0.2, 0.3, 0.5])).toThrow("dirichlet: x must have 2 elements, got 3");
  });
});

describe("multivariateNormal", () => {
  it("has standard deviations beside the factor of a correlation matrix", () => {
    const [a, b, r] = [2, 0.5, 0.6];
    const rest = Math.sqrt(1 - r * r);
    const scaled = multivariateNormal({
      mean: [1, 0],
      sd: [a, b],
      cholesky: [
        [1, 0],
        [r, rest],
      ],
    });
    const whole = multivariateNormal({
      mean: [1, 0],
      cholesky: [
        [a, 0],
        [b * r, b * rest],
      ],
    });
    for (const x of [
      [0.3, -0.8],
      [2, 2],
    ])
      expect(logDensityAt(scaled, x)).toBeCloseTo(logDensityAt(whole, x), 12);
    const [one, other] = [new Float64Array(2), new Float64Array(2)];
    drawInto(one, scaled, rngFromSeed(1));
    drawInto(other, whole, rngFromSeed(1));
    one.forEach((value, k) => {
      expect(value).toBeCloseTo(other[k], 12);
    });
    expect(() =>
      multivariateNormal({
        mean: 0,
        sd: [1],
        cholesky: [
          [1, 0],
          [r, rest],
        ],
      } as never),
    ).not.toThrow();
    expect(() =>
      multivariateNormal({
        mean: 0,
        sd: [1, 2, 3],
        cholesky: [
          [1, 0],
          [r, rest],
        ],
      }),
    ).toThrow("sd must have 2 entries, got 3");
    expect(() =>
      multivariateNormal({
        mean: 0,
        sd: [1, -2],
        cholesky: [
          [1, 0],
          [r, rest],
        ],
      }),
    ).toThrow("sd[1] must be positive");
    expect(() =>
      multivariateNormal({
        mean: 0,
        sd: 1,
        covariance: [
          [1, 0],
          [0, 1],
        ],
      } as never),
    ).toThrow("sd must be given with a Cholesky factor of known size");
  });

  const matrix = [
    [2, 0.5],
    [0.5, 1],
  ];
  const side = { name: "side", length: 2 };
  const square = { name: "square", length: 4, product: [side, side] as const };

  it("has the same density by numbers, by operators, by factor and by covariance", () => {
    const known = logDensityAt(multivariateNormal({ mean: [1, 2], covariance: matrix }), [0.5, 3]);
    const values = {
      x: [0.5, 3],
      mean: [1, 2],
      covariance: [2, 0.5, 0.5, 1],
      factor: [Math.sqrt(2), 0, 0.5 / Math.sqrt(2), Math.sqrt(0.875)],
    };
    const byCovariance = multivariateNormal({ mean: column("mean", side), covariance: column("covariance", square) });
    const byFactor = multivariateNormal({ mean: [1, 2], cholesky: column("factor", square) });
    for (const distribution of [byCovariance, byFactor])
      expect(evaluate(distribution.logDensity(column("x", side)), values)[0]).toBeCloseTo(known, 13);
  });

  it("gives one density for each row of a matrix, also by numbers", () => {
    const distribution = multivariateNormal({ mean: [1, 2], covariance: matrix });
    const table = { name: "table", product: [{ name: "rows", length: 2 }, side] as const };
    const densities = evaluate(distribution.logDensity(column("y", table)), { y: [0.5, 3, -1, 0] });
    expect(densities[0]).toBeCloseTo(logDensityAt(distribution, [0.5, 3]), 13);
    expect(densities[1]).toBeCloseTo(logDensityAt(distribution, [-1, 0]), 13);
  });

  it("has a non-centered form, by the factor", () => {
    const { standardized } = multivariateNormal({ mean: 0, cholesky: column("factor", square) });
    expect([...evaluate(standardized?.from(column("z", side)) ?? real, { factor: [2, 0, 1, 3], z: [1, 1] })]).toEqual([2, 4]);
  });

  it("refuses what is no covariance matrix", () => {
    expect(() =>
      multivariateNormal({
        mean: 0,
        covariance: [
          [1, 2],
          [2, 1],
        ],
      }),
    ).toThrow(/covariance must be positive definite/);
    expect(() => multivariateNormal({ mean: [0, 0, 0], covariance: matrix })).toThrow(
      "multivariateNormal: mean must have 2 entries, got 3",
    );
  });
});

describe("mean", () => {
  it("is that of the law of total expectation for mixtures", () => {
    expect(mean(mixture([standard, normal({ mean: 4, sd: 1 })], [0.25, 0.75]))).toBe(3);
  });
});
