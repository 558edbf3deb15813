import { all, type BigNumber, create } from "mathjs";
import { describe, expect, it } from "vitest";
import {
  binary,
  column,
  compile,
  type Expression,
  indexColumn,
  logDensityOf,
  positionArray,
  row,
  select,
  unary,
  wasm,
} from "../../../../src/density/index.js";
import { matrixVector } from "../../../../src/density/operators/index.js";
import { checkDensity } from "./check-density.js";

const big = create(all, { number: "BigNumber", precision: 50 });
const rows = { name: "rows" };
const scalars = (...names: string[]) => names.map((name) => positionArray(name, null));
const named = (terms: Readonly<Record<string, Expression>>) =>
  Object.entries(terms).map(([name, expression]) => ({ name, expression }));
const logNormal = (y: Expression, mean: Expression, sd: Expression): Expression =>
  binary(
    "subtract",
    binary("divide", binary("subtract", y, mean), sd)
      .squared()
      .times(-0.5),
    unary("log", sd),
  );

const spread = (count: number, from: number, to: number, step = 7): number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * ((i * step) % count)) / count);

const runsOverRows = ({ program }: ReturnType<typeof compile>) =>
  program.entries.density.some((step) => step.kind === "loop" && step.size !== null && program.sizes[step.size].name === "rows");

/** log likelihood and ∂/∂(coefficients, log σ) of y ~ normal(X b, σ), to 50 digits. */
function exactRegression(columns: readonly (readonly number[])[], y: readonly number[], b: readonly number[], logSigma: number) {
  const n = (x: number) => big.bignumber(x);
  const inverse = big.exp(n(-2 * logSigma)) as BigNumber;
  let squares = n(0);
  const slopes = b.map(() => n(0));
  for (const [i, response] of y.entries()) {
    let residual = n(response);
    for (const [k, values] of columns.entries()) residual = residual.minus(n(values[i]).times(b[k]));
    squares = squares.plus(residual.times(residual));
    for (const [k, values] of columns.entries()) slopes[k] = slopes[k].plus(residual.times(values[i]));
  }
  const value = squares.times(inverse).times(-0.5).minus(n(y.length).times(logSigma));
  const last = squares.times(inverse).minus(y.length);
  return { value: value.toNumber(), gradient: [...slopes.map((slope) => slope.times(inverse)), last].map((x) => x.toNumber()) };
}

describe("sufficient statistics of normal likelihoods", () => {
  it("keep 12 digits on badly centered, nearly collinear columns, and loop over no rows", () => {
    const count = 400;
    const height = spread(count, 1060, 1075, 37).map((x) => Math.round(x * 8) / 8);
    const male = spread(count, 0, 2, 91).map(Math.floor);
    const interaction = height.map((x, i) => x * male[i]);
    const y = height.map((x, i) => 1e3 + 0.02 * x + 0.3 * male[i] + Math.sin(i * 12.9898) * 0.9);
    const [a, b1, b2, b3, logSigma] = scalars("a", "b1", "b2", "b3", "log sigma");
    const mean = a
      .plus(b1.times(column("height", rows)))
      .plus(b2.times(column("male", rows)))
      .plus(b3.times(column("interaction", rows)));
    const compiled = compile({
      positions: [a, b1, b2, b3, logSigma],
      terms: named({ y: logNormal(column("y", rows), mean, logSigma.exp()) }),
      outputs: [],
    });
    expect(runsOverRows(compiled)).toBe(false);
    const data = { height, male, interaction, y };
    const columns = Object.fromEntries(Object.entries(data).map(([name, values]) => [name, Float64Array.from(values)]));
    const density = logDensityOf(wasm.load(compiled.program, compiled.operators).bind({ rows: count }, columns));
    const b = [1000.5, 0.0195, 0.31, -1e-5];
    const gradient = new Float64Array(5);
    const value = density.evaluateInto(gradient, Float64Array.from([...b, -0.4]));
    const exact = exactRegression([height.map(() => 1), height, male, interaction], y, b, -0.4);
    expect(Math.abs(value / exact.value - 1)).toBeLessThan(1e-12);
    // A residual of size 1 is a difference of numbers near 1000: relative to those, 12 digits.
    for (const [k, slope] of exact.gradient.entries())
      expect(Math.abs(gradient[k] - slope) / Math.max(Math.abs(slope), 1e3)).toBeLessThan(1e-11);
  });

  it("agree by group, with a slope by group and weights in the data, from fewer rows than columns too", () => {
    const groups = { name: "groups" };
    const [a, logSigma, b] = scalars("a", "log sigma", "b");
    const [u, v] = ["u", "v"].map((name) => positionArray(name, groups));
    const group = indexColumn("group", rows, groups);
    const x = column("x", rows);
    const mean = a.plus(u.at(group)).plus(v.at(group).times(x)).plus(b.times(x));
    const sd = logSigma.exp();
    const { compiled } = checkDensity({
      declaration: {
        positions: [a, u, v, b, logSigma],
        terms: named({
          y: binary("divide", binary("subtract", column("y", rows), mean), sd.times(1))
            .squared()
            .times(-0.5)
            .minus(logSigma),
          weighted: binary("divide", binary("subtract", column("y", rows), u.at(group)), column("se", rows))
            .squared()
            .times(-0.5),
          u: u.squared().times(-0.5),
        }),
        outputs: [],
      },
      sizes: { rows: 11, groups: 5 },
      data: {
        y: spread(11, 99, 104),
        x: spread(11, 20, 21, 3),
        se: spread(11, 0.5, 2),
        group: [0, 0, 0, 0, 3, 1, 1, 4, 4, 4, 4],
      },
      position: [100.1, 0.2, -0.4, 0.3, 0.1, 0.9, 0.1, -0.2, 0.05, -0.1, 0.2, 0.02, 0.3],
      gradientTolerance: 1e-6,
    });
    expect(runsOverRows(compiled)).toBe(false);
  });

  it("agree where rows are masked by a test of the data", () => {
    const [a, b, logSigma] = scalars("a", "b", "log sigma");
    const y = column("y", rows);
    const late = binary("lessOrEqual", 2, row(rows));
    const { compiled } = checkDensity({
      declaration: {
        positions: [a, b, logSigma],
        terms: named({ y: select(late, logNormal(y, a.plus(b.times(y.lag(2))), logSigma.exp()), 0) }),
        outputs: [],
      },
      sizes: { rows: 15 },
      data: { y: spread(15, 3, 5) },
      position: [0.3, 0.8, -0.1],
    });
    expect(runsOverRows(compiled)).toBe(false);
  });

  it("agree for a data matrix times a vector of coefficients", () => {
    const predictors = { name: "predictors" };
    const cells = { name: "cells", product: [rows, predictors] as const };
    const [count, width] = [40, 5];
    const X = Array.from({ length: count * width }, (_, i) => Math.sin(i * 78.233) + (i % width === 2 ? 50 : 0));
    const y = spread(count, 10, 12);
    const b = positionArray("b", predictors);
    const [a, logSigma] = scalars("a", "log sigma");
    const product = matrixVector(column("X", cells), b);
    const compiled = compile({
      positions: [a, b, logSigma],
      terms: named({ y: logNormal(column("y", rows), a.plus(product), logSigma.exp()) }),
      outputs: [],
    });
    expect(runsOverRows(compiled)).toBe(false);
    const bound = wasm
      .load(compiled.program, compiled.operators)
      .bind({ rows: count, predictors: width }, { X: Float64Array.from(X), y: Float64Array.from(y) });
    const gradient = new Float64Array(width + 2);
    const position = [1, 0.3, -0.2, 0.2, 0.5, -0.1, -0.3];
    const value = logDensityOf(bound).evaluateInto(gradient, Float64Array.from(position));
    const columns = [y.map(() => 1), ...Array.from({ length: width }, (_, k) => y.map((_, i) => X[i * width + k]))];
    const exact = exactRegression(columns, y, position.slice(0, -1), -0.3);
    expect(Math.abs(value / exact.value - 1)).toBeLessThan(1e-12);
    for (const [k, slope] of exact.gradient.entries()) expect(Math.abs(gradient[k] / slope - 1)).toBeLessThan(1e-11);
  });

  it("serve Poisson and logistic likelihoods, of which Σ y η needs no rows", () => {
    const groups = { name: "groups" };
    const [a, b] = scalars("a", "b");
    const u = positionArray("u", groups);
    const eta = a.plus(b.times(column("x", rows))).plus(u.at(indexColumn("group", rows, groups)));
    const y = column("y", rows);
    checkDensity({
      declaration: {
        positions: [a, b, u],
        terms: named({ poisson: y.times(eta).minus(eta.exp()), logistic: y.times(eta).minus(unary("log1pExp", eta)) }),
        outputs: [],
      },
      sizes: { rows: 600, groups: 4 },
      data: {
        x: spread(600, -3, 3),
        y: spread(600, 0, 4).map(Math.floor),
        group: spread(600, 0, 4, 11).map(Math.floor),
      },
      position: [0.3, 0.7, -0.5, 1.5, 0.2, -0.9],
    });
  });
});
