import { describe, expect, it } from "vitest";
import type { Axis } from "../../../../src/density/axis.js";
import { column, type Expression, positionArray, unary } from "../../../../src/density/index.js";
import {
  cholesky,
  hiddenMarkov,
  hiddenStateProbabilities,
  logDeterminant,
  logSumExp,
  logSumExpOver,
  lowerMatrixVector,
  matern52,
  matrixVector,
  mostLikelyStates,
  multivariateNormalCholeskyLogDensity,
  multivariateNormalLogDensity,
  ordinaryDifferentialEquation,
  softmax,
  squaredExponential,
  triangularSolve,
  validities,
} from "../../../../src/density/operators/index.js";
import { correlationCholesky, simplex } from "../../../../src/transforms/index.js";
import { checkCompiled } from "./compiled-density.js";

const named = (record: Readonly<Record<string, Expression>>) =>
  Object.entries(record).map(([name, expression]) => ({ name, expression }));
const axis = (name: string, length: number): Axis => ({ name, length });
const square = (side: Axis): Axis => ({ name: `${side.name} × ${side.name}`, product: [side, side] });
const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const logTotal = (values: readonly number[]) => Math.log(total(values.map(Math.exp)));

/** The lower Cholesky factor of a matrix as rows. */
function factorOf(a: readonly (readonly number[])[]): number[][] {
  const l = a.map((row) => row.map(() => 0));
  for (const i of range(a.length))
    for (const j of range(i + 1)) {
      const rest = a[i][j] - total(range(j).map((k) => l[i][k] * l[j][k]));
      l[i][j] = i === j ? Math.sqrt(rest) : rest / l[j][j];
    }
  return l;
}
const solved = (l: readonly (readonly number[])[], b: readonly number[]) => {
  const x: number[] = [];
  for (const [i, value] of b.entries()) x.push((value - total(x.map((xj, j) => l[i][j] * xj))) / l[i][i]);
  return x;
};
const normalByFactor = (l: readonly (readonly number[])[], difference: readonly number[]) =>
  -0.5 * total(solved(l, difference).map((z) => z * z)) -
  total(l.map((row, i) => Math.log(row[i]))) -
  0.5 * l.length * Math.log(2 * Math.PI);

describe("compiled densities with operators", () => {
  it("multiply matrices of data, whose sizes are known when data are bound", () => {
    const [rows, columns] = [{ name: "rows" }, { name: "columns" }];
    const beta = positionArray("beta", columns);
    const x = column("x", { name: "rows × columns", product: [rows, columns] });
    const y = column("y", rows);
    const eta = matrixVector(x, beta);
    const data = { x: range(18).map((i) => Math.sin(3 * i)), y: [0, 1, 1, 0, 1, 0] };
    checkCompiled({
      declaration: {
        positions: [beta],
        terms: named({ y: y.times(eta).minus(unary("log1pExp", eta)) }),
        outputs: named({ eta }),
      },
      sizes: { rows: 6, columns: 3 },
      data,
      position: [0.3, -0.8, 1.2],
      value: (b) =>
        total(
          data.y.map((yi, i) => {
            const e = total(b.map((bj, j) => bj * data.x[3 * i + j]));
            return yi * e - Math.log1p(Math.exp(e));
          }),
        ),
    });
  });

  it("are Gaussian processes with normal noise, by a covariance and one step", () => {
    const points = { name: "points" };
    const [amplitude, scale, noise] = ["amplitude", "scale", "noise"].map((name) => positionArray(name, null));
    const [x, y] = [column("x", points), column("y", points)];
    const covariance = squaredExponential(x, { amplitude, lengthScale: scale, diagonal: noise });
    const data = { x: [-4, -2, 0.5, 2, 3], y: [1, 0.5, -0.3, 0.4, 2] };
    checkCompiled({
      declaration: {
        positions: [amplitude, scale, noise],
        terms: named({ y: multivariateNormalLogDensity(y, 0, covariance) }),
        outputs: [],
      },
      sizes: { points: 5 },
      data,
      position: [1.3, 1.7, 0.4],
      value: ([a, l, s]) =>
        normalByFactor(
          factorOf(
            data.x.map((xi, i) =>
              data.x.map((xj, j) => a * a * Math.exp((-0.5 * (xi - xj) * (xi - xj)) / (l * l)) + (i === j ? s : 0)),
            ),
          ),
          data.y,
        ),
    });
  });

  it("are Gaussian processes within other likelihoods, by factor and product", () => {
    const points = axis("points", 4);
    const [amplitude, scale] = ["amplitude", "scale"].map((name) => positionArray(name, null));
    const z = positionArray("z", points);
    const f = lowerMatrixVector(cholesky(matern52(column("x", points), { amplitude, lengthScale: scale, diagonal: 1e-6 })), z);
    const terms = named({ k: column("k", points).times(f).minus(f.exp()) });
    const [valid] = validities(terms.map(({ expression }) => expression));
    const data = { x: [0, 1, 2.5, 4], k: [3, 0, 1, 4] };
    const matern = (r: number) => (1 + Math.sqrt(5) * r + (5 * r * r) / 3) * Math.exp(-Math.sqrt(5) * r);
    checkCompiled({
      declaration: {
        positions: [amplitude, scale, z],
        terms: [...terms, { name: "valid", expression: valid }],
        outputs: named({ f }),
      },
      data,
      position: [0.8, 1.5, 0.4, -0.7, 0.2, 1.1],
      value: ([a, l, ...zs]) => {
        const factor = factorOf(
          data.x.map((xi, i) => data.x.map((xj, j) => a * a * matern(Math.abs(xi - xj) / l) + (i === j ? 1e-6 : 0))),
        );
        const fs = factor.map((row) => total(row.map((value, j) => value * zs[j])));
        return total(fs.map((value, i) => data.k[i] * value - Math.exp(value)));
      },
    });
  });

  it("are hidden Markov chains with simplexes of transitions", () => {
    const [states, times] = [axis("states", 2), axis("times", 6)];
    const free = positionArray("rows", { name: "rows", product: [states, axis("free", 1)] });
    const mu = [0, 1].map((k) => positionArray(`mu${k}`, null));
    const { value: transition, logJacobian } = simplex(2).constrain(free, square(states));
    const y = column("y", times);
    const emissions = mu.map((mean) => y.minus(mean).squared().times(-0.5));
    const chain = { initial: [1, 1], transition, emissions };
    const data = { y: [0.1, 0.4, 3.1, 2.6, -0.2, 0.3] };
    const outputs = named({ path: mostLikelyStates(chain), first: hiddenStateProbabilities(chain)[0] });
    const recorded = checkCompiled({
      declaration: { positions: [free, ...mu], terms: named({ y: hiddenMarkov(chain), jacobian: logJacobian }), outputs },
      data,
      position: [0.7, -0.9, 0.2, 2.9],
      value: ([a, b, ...means]) => {
        const rows = [a, b].map((free) => [Math.SQRT1_2, -Math.SQRT1_2].map((side) => 1 / (1 + Math.exp(-2 * side * free))));
        const paths = range(64).map((path) => range(6).map((t) => (path >> t) & 1));
        const likelihood = logTotal(
          paths.map((path) =>
            total(
              path.map(
                (k, t) => (t === 0 ? 0 : Math.log(rows[path[t - 1]][k])) - 0.5 * (data.y[t] - means[k]) * (data.y[t] - means[k]),
              ),
            ),
          ),
        );
        return likelihood + total(rows.map((row) => 0.5 * Math.log(2) + total(row.map(Math.log))));
      },
    });
    expect([...recorded.path]).toEqual([0, 0, 1, 1, 0, 0]);
    expect(recorded.first[0]).toBeGreaterThan(0.9);
    expect(recorded.first[2]).toBeLessThan(0.1);
  });

  it("are solutions of differential equations, whose lengths are known when data are bound", () => {
    const times = { name: "times" };
    const [rate, initial] = ["rate", "initial"].map((name) => positionArray(name, null));
    const [y] = ordinaryDifferentialEquation(
      {
        rightHandSide: (_, [state], [k]) => [state.times(k).negated()],
        initial: [initial.exp()],
        parameters: [rate.exp()],
        times: column("times", times),
      },
      { relativeTolerance: 1e-10, absoluteTolerance: 1e-10 },
    );
    const terms = named({ y: y.log().minus(column("y", times)).squared().times(-0.5) });
    const valid = validities(terms.map(({ expression }) => expression)).map((expression) => ({ name: "valid", expression }));
    const data = { times: [0.5, 1, 3], y: [0.4, 0.1, -1.2] };
    checkCompiled({
      declaration: { positions: [rate, initial], terms: [...terms, ...valid], outputs: named({ y }) },
      sizes: { times: 3 },
      data,
      position: [-0.4, 0.9],
      value: ([k, start]) =>
        -0.5 * total(data.times.map((t, i) => (start - Math.exp(k) * t - data.y[i]) * (start - Math.exp(k) * t - data.y[i]))),
      tolerance: 1e-8,
    });
  });

  it("are log-sums of exponentials and softmaxes", () => {
    const [rows, columns] = [axis("rows", 2), axis("columns", 3)];
    const x = positionArray("x", { name: "rows × columns", product: [rows, columns] });
    const [a, b, c] = ["a", "b", "c"].map((name) => positionArray(name, null));
    const terms = named({
      rows: logSumExpOver(x),
      elements: logSumExp([a, b, c, -1]),
      shares: softmax(x).times(column("w", x.axis)),
    });
    const data = { w: [1, -2, 3, 0.5, 4, -1] };
    checkCompiled({
      declaration: { positions: [x, a, b, c], terms, outputs: [] },
      data,
      position: [0.1, 0.5, -0.4, 2, -1, 0.3, 0.7, -0.6, 1.4],
      value: (p) => {
        const parts = [p.slice(0, 3), p.slice(3, 6)];
        const shares = parts.flatMap((part) => part.map((value) => Math.exp(value - logTotal(part))));
        return total(parts.map(logTotal)) + logTotal([...p.slice(6), -1]) + total(shares.map((share, i) => share * data.w[i]));
      },
    });
  });

  it.each([3, 9])("solve triangular systems and take determinants, of %i rows", (n) => {
    const side = axis("side", n);
    const matrix = square(side);
    const entries = positionArray("entries", matrix);
    const b = column("b", side);
    const factor = entries.plus(column("diagonal", matrix));
    const data = { b: range(n).map((i) => Math.cos(i)), diagonal: range(n * n).map((at) => (at % (n + 1) === 0 ? 2 : 0)) };
    const position = range(n * n).map((i) => 0.4 * Math.sin(5 * i + 1));
    checkCompiled({
      declaration: {
        positions: [entries],
        terms: named({ x: triangularSolve(factor, b).squared(), determinant: logDeterminant(factor) }),
        outputs: [],
      },
      data,
      position,
      value: (p) => {
        const l = range(n).map((i) => range(n).map((j) => p[i * n + j] + data.diagonal[i * n + j]));
        return total(solved(l, data.b).map((x) => x * x)) + 2 * total(l.map((row, i) => Math.log(row[i])));
      },
    });
  });

  it("are multivariate normal rows that share a correlation", () => {
    const [rows, side] = [axis("rows", 3), axis("side", 3)];
    const free = positionArray("free", axis("free", 3));
    const mean = positionArray("mean", side);
    const { value: factor, logJacobian } = correlationCholesky(3).constrain(free, square(side));
    const y = column("y", { name: "rows × side", product: [rows, side] });
    const data = { y: [0.4, -1, 0.7, 1.1, 0.2, -0.3, 0.5, 0.9, 1.6] };
    const terms = named({ y: multivariateNormalCholeskyLogDensity(y, mean, factor), jacobian: logJacobian });
    checkCompiled({
      declaration: { positions: [free, mean], terms, outputs: named({ factor }) },
      data,
      position: [0.3, -0.6, 0.4, 0.1, -0.2, 0.5],
      value: ([f0, f1, f2, ...means]) => {
        const [c0, c1, c2] = [f0, f1, f2].map(Math.tanh);
        const left = Math.sqrt(1 - c1 * c1);
        const l = [
          [1, 0, 0],
          [c0, Math.sqrt(1 - c0 * c0), 0],
          [c1, c2 * left, left * Math.sqrt(1 - c2 * c2)],
        ];
        const jacobian = total([c0, c1, c2].map((value) => Math.log(1 - value * value))) + 0.5 * Math.log(1 - c1 * c1);
        return (
          total(
            range(3).map((row) =>
              normalByFactor(
                l,
                means.map((m, j) => data.y[3 * row + j] - m),
              ),
            ),
          ) + jacobian
        );
      },
    });
  });
});

describe("covariances", () => {
  it("of the same inputs can be added", () => {
    const x = column("x", { name: "points" });
    const parameters = { amplitude: 1, lengthScale: 2 };
    expect(squaredExponential(x, parameters).plus(matern52(x, parameters)).operation).toBe("add");
  });

  it("refuse parameters of other shapes", () => {
    const points = axis("points", 3);
    const x = column("x", points);
    expect(() => squaredExponential(x, { amplitude: x, lengthScale: 1 })).toThrow(
      'squaredExponential: amplitude must be one number, got "one over points"',
    );
    expect(() => matern52(x, { amplitude: 1, lengthScale: x })).toThrow(
      'matern52: lengthScale must be one number, or one for each dimension of the inputs, got "one over points"',
    );
  });
});

describe("operators", () => {
  const [three, two] = [axis("three", 3), axis("two", 2)];
  const matrix = positionArray("matrix", square(three));
  const vector = positionArray("vector", two);

  it("refuse inputs whose axes do not fit", () => {
    expect(() => matrixVector(vector, vector)).toThrow("matrixVector: matrix must be over a product of two axes, rows × columns");
    expect(() => matrixVector(matrix, vector)).toThrow("matrixVector: vector must be over three, the matrix's columns");
    expect(() => cholesky(positionArray("x", { name: "x", product: [three, two] }))).toThrow(
      'cholesky: matrix must be square, got "three × two"',
    );
    expect(() => triangularSolve(matrix, vector)).toThrow("triangularSolve: right must be over three, or over rows × three");
    expect(() => lowerMatrixVector(matrix, vector)).toThrow(
      "lowerMatrixVector: vectors must be over three, or over rows × three",
    );
    expect(() => multivariateNormalLogDensity(vector, 0, matrix)).toThrow("multivariateNormalLogDensity: y must be over three");
    expect(() => logSumExp([])).toThrow("logSumExp: terms must hold at least one expression");
  });

  it("refuse hidden Markov chains whose numbers of states differ", () => {
    const emissions = [column("e", three), column("f", three)];
    expect(() =>
      hiddenMarkov({
        initial: [1],
        transition: [
          [1, 0],
          [0, 1],
        ],
        emissions,
      }),
    ).toThrow("hiddenMarkov: initial must have one weight for each of the 2 emissions, got 1");
    expect(() => hiddenMarkov({ initial: [1, 1], transition: matrix, emissions })).toThrow(
      "hiddenMarkov: transition must be 2 × 2, as there are 2 emissions, got 3",
    );
    expect(() =>
      hiddenMarkov({
        initial: [1, 1],
        transition: [
          [1, 0],
          [0, 1],
        ],
        emissions: [emissions[0], vector],
      }),
    ).toThrow("hiddenMarkov: emissions must be over three");
  });
});

describe("validities", () => {
  it("reject where a matrix is not positive definite, and nothing is NaN", () => {
    const side = axis("side", 2);
    const z = positionArray("z", side);
    const y = lowerMatrixVector(cholesky(column("matrix", square(side))), z);
    const terms = named({ y: y.squared() });
    const valid = validities(terms.map(({ expression }) => expression)).map((expression) => ({ name: "valid", expression }));
    expect(valid).toHaveLength(1);
    const recorded = checkCompiled({
      declaration: { positions: [z], terms, outputs: named({ y, valid: valid[0].expression }) },
      data: { matrix: [1, 2, 2, 1] },
      position: [0.5, -1],
      value: ([a, b]) => a * a + b * b,
    });
    expect([...recorded.valid]).toEqual([Number.NEGATIVE_INFINITY]);
  });
});
