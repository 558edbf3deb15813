/** Compiled log densities of distributions whose parameters are unknown: the value is that of known ones, the gradient that of differences. */
import { describe, expect, it } from "vitest";
import { evaluateNumber } from "../../../src/density/evaluate.js";
import { column, type Expression, positionArray } from "../../../src/density/index.js";
import {
  censored,
  dirichlet,
  gamma,
  half,
  laplace,
  lkj,
  lkjCholesky,
  logDensityAt,
  logistic,
  mixture,
  multinomial,
  multivariateNormal,
  normal,
  studentT,
  truncated,
  type VectorDistribution,
  weibull,
} from "../../../src/distributions/index.js";
import { compiled, difference, fromCatalogue, names, type Unknowns } from "./unknowns.js";

const composed: readonly Unknowns[] = [
  {
    label: "normal between two bounds",
    values: [0.3, 1.2, -1, 2],
    xs: [-0.9, 0.1, 1.9],
    make: ([mean, sd, lower, upper]) => truncated(normal({ mean, sd }), { lower, upper }),
  },
  {
    label: "normal above its far tail",
    values: [-20, 1.2],
    xs: [3.1, 3.2],
    make: ([mean, sd]) => truncated(normal({ mean, sd }), { lower: 3 }),
  },
  {
    label: "logistic up to 1",
    values: [0.3, 1.2],
    xs: [-3, 0.9],
    make: ([location, scale]) => truncated(logistic({ location, scale }), { upper: 1 }),
  },
  { label: "half laplace", values: [2], xs: [0.1, 7], make: ([scale]) => half(laplace({ location: 0, scale })) },
  {
    label: "mixture of two normals",
    values: [0.3, 0.7, -2, 3, 0.5, 2],
    xs: [-2.2, 0, 4],
    make: ([a, b, m, n, s, t]) => mixture([normal({ mean: m, sd: s }), normal({ mean: n, sd: t })], [a, b]),
  },
  {
    label: "mixture of equal normals",
    values: [0.5, 0.5, 1, 1],
    xs: [-2.2, 0, 4],
    make: ([a, b, m, n]) => mixture([normal({ mean: m, sd: 1 }), normal({ mean: n, sd: 1 })], [a, b]),
  },
  {
    label: "mixture of three, not all everywhere",
    values: [0.5, 0.25, 0.25, 1, 2],
    xs: [-1.5, 0.5, 6],
    make: ([a, b, c, m, r]) =>
      mixture(
        [normal({ mean: m, sd: 1 }), gamma({ shape: 2.5, rate: r }), studentT({ degreesOfFreedom: 4, location: 0, scale: r })],
        [a, b, c],
      ),
  },
  {
    label: "weibull, right-censored",
    values: [1.5, 3],
    xs: [0.2, 2],
    make: ([shape, scale]) => censored(weibull({ shape, scale }), { right: 1 }),
  },
  {
    label: "weibull, left-censored",
    values: [1.5, 3],
    xs: [0.01, 2],
    make: ([shape, scale]) => censored(weibull({ shape, scale }), { left: 1 }),
  },
  {
    label: "weibull, interval-censored",
    values: [1.5, 3],
    xs: [0.2, 2],
    make: ([shape, scale]) => censored(weibull({ shape, scale }), { interval: 1, upTo: 2.5 }),
  },
  {
    label: "weibull, with intervals that are not looked at",
    values: [1.5, 3],
    xs: [0.2, 2],
    make: ([shape, scale]) => censored(weibull({ shape, scale }), { interval: 0, upTo: 0 }),
  },
];

const rows = { name: "rows" };

// Of a point mass nothing can be differentiated.
const withUnknowns = [...fromCatalogue, ...composed].filter(({ values }) => values.length > 0);

describe.each(withUnknowns)("$label", ({ values, xs, make }) => {
  const unknown = names(values).map((name) => positionArray(name, null));

  it("has the value of known parameters, and the gradient of its differences, over rows of data", () => {
    const { value, gradient } = compiled(make(unknown).logDensity(column("x", rows)), unknown, values, {
      x: Float64Array.from(xs),
    });
    const total = (at: readonly number[]) => xs.reduce((sum, x) => sum + logDensityAt(make(at), x), 0);
    const expression = make(unknown).logDensity(column("x", null));
    const evaluated = (at: readonly number[]) =>
      xs.reduce(
        (sum, x) => sum + evaluateNumber(expression, { x, ...Object.fromEntries(at.map((number, k) => [`p${k}`, number])) }),
        0,
      );
    expect(Math.abs(value - total(values))).toBeLessThan(1e-11 * Math.max(1, Math.abs(value)));
    for (const [k, slope] of gradient.entries()) {
      const wanted = difference(evaluated, values, k);
      expect(Math.abs(slope - wanted)).toBeLessThan(1e-7 * Math.max(1, Math.abs(wanted)));
    }
  });

  it("has a gradient for an unknown x too", () => {
    const distribution = make(values);
    if (distribution.support.kind === "integer") return expect(xs.every(Number.isInteger)).toBe(true);
    for (const x of xs) {
      const position = positionArray("x", null);
      const { value, gradient } = compiled(distribution.logDensity(position), [position], [x], {});
      const wanted = difference(([at]) => logDensityAt(distribution, at as number), [x], 0);
      expect(Math.abs(value - logDensityAt(distribution, x))).toBeLessThan(1e-11 * Math.max(1, Math.abs(value)));
      expect(Math.abs((gradient[0] as number) - wanted)).toBeLessThan(1e-6 * Math.max(1, Math.abs(wanted)));
    }
  });
});

/** A column whose elements are x. */
const vectorColumn = (length: number) => column("x", { name: "x", length });
const square = (dimension: number) => {
  const side = { name: "side", length: dimension };
  return column("x", { name: "matrix", length: dimension * dimension, product: [side, side] });
};

const vectors: readonly (readonly [
  string,
  (p: readonly (Expression | number)[]) => VectorDistribution,
  readonly number[],
  readonly number[],
  Expression,
])[] = [
  ["dirichlet", ([a, b, c]) => dirichlet({ concentration: [a, b, c] as never }), [1.5, 2, 4], [0.2, 0.3, 0.5], vectorColumn(3)],
  [
    "multinomial",
    ([a, b, c]) => multinomial({ trials: 9, probabilities: [a, b, c] as never }),
    [0.25, 0.25, 0.5],
    [2, 3, 4],
    vectorColumn(3),
  ],
  [
    "multinomial by logits",
    ([a, b, c]) => multinomial({ trials: 9, logits: [a, b, c] as never }),
    [0.1, -1, 2],
    [2, 3, 4],
    vectorColumn(3),
  ],
  [
    "multivariateNormal",
    ([a, b]) =>
      multivariateNormal({
        mean: [a, b] as never,
        covariance: [
          [2, 0.5],
          [0.5, 1],
        ],
      }),
    [0.3, -1],
    [1, 2],
    vectorColumn(2),
  ],
  ["lkjCholesky", ([shape]) => lkjCholesky({ dimension: 2, shape: shape as never }), [1.7], [1, 0, 0.6, 0.8], square(2)],
  ["lkj", ([shape]) => lkj({ dimension: 2, shape: shape as never }), [1.7], [1, 0.6, 0.6, 1], square(2)],
];

describe.each(vectors)("%s", (_, make, values, x, xColumn) => {
  it("has the value of known parameters, and the gradient of its differences", () => {
    const unknown = names(values).map((name) => positionArray(name, null));
    const { value, gradient } = compiled(make(unknown).logDensity(xColumn), unknown, values, { x: Float64Array.from(x) });
    const known = (at: readonly number[]) => {
      const given = Object.fromEntries(at.map((number, k) => [`p${k}`, number]));
      return evaluateNumber(make(unknown).logDensity(xColumn), { x, ...given });
    };
    expect(Math.abs(value - logDensityAt(make(values), x))).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)));
    for (const [k, slope] of gradient.entries())
      expect(Math.abs(slope - difference(known, values, k))).toBeLessThan(1e-7 * Math.max(1, Math.abs(slope)));
  });
});
