import { describe, expect, it } from "vitest";
import {
  binary,
  column,
  compile,
  Expression,
  indexColumn,
  logDensityOf,
  type Operand,
  portable,
  positionArray,
  row,
  scan,
  select,
  unary,
  wasm,
} from "../../../../src/density/index.js";
import { matrixVector } from "../../../../src/density/operators/index.js";
import { InvalidArgument } from "../../../../src/errors.js";
import { checkDensity } from "./check-density.js";

const logNormal = (y: Operand, mean: Operand, sd: Expression): Expression =>
  binary("subtract", binary("multiply", -0.5, binary("divide", binary("subtract", y, mean), sd).squared()), unary("log", sd));

const named = (terms: Readonly<Record<string, Expression>>) =>
  Object.entries(terms).map(([name, expression]) => ({ name, expression }));

const spread = (count: number, from: number, to: number): number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * ((i * 7) % count)) / count);

const loopCount = (program: ReturnType<typeof compile>["program"]) =>
  program.entries.density.filter((step) => step.kind === "loop" && step.size !== null).length;

describe("compile", () => {
  it("fuses value and gradient of non-centered radon into one loop over the rows", () => {
    const rows = { name: "rows" };
    const counties = { name: "counties" };
    const z = positionArray("z", counties);
    const [mu, logTau, logSigma, beta] = ["mu", "log tau", "log sigma", "beta"].map((name) => positionArray(name, null));
    const [tau, sigma] = [logTau.exp(), logSigma.exp()];
    const county = indexColumn("county", rows, counties);
    const alpha = mu.plus(tau.times(z));
    const mean = alpha.at(county).plus(beta.times(column("floor", rows)));
    const { compiled } = checkDensity({
      declaration: {
        positions: [mu, beta, logTau, logSigma, z],
        terms: named({
          z: z.squared().times(-0.5),
          mu: mu.squared().times(-0.005),
          tau: tau.squared().times(-0.5).plus(logTau),
          sigma: sigma.squared().times(-0.5).plus(logSigma),
          y: logNormal(column("y", rows), mean, sigma),
        }),
        outputs: named({ alpha, sigma }),
      },
      sizes: { rows: 13, counties: 5 },
      data: { y: spread(13, -1, 3), floor: spread(13, 0, 2).map(Math.floor), county: spread(13, 0, 5).map(Math.floor) },
      position: [0.4, -0.6, -0.5, -0.2, 0.3, -1.1, 0.2, 0.9, -0.4],
    });
    expect(loopCount(compiled.program)).toBeLessThanOrEqual(3);
  });

  it("agrees for eight schools, centered, with a prior that reads data of one number", () => {
    const schools = { name: "schools", length: 8 };
    const theta = positionArray("theta", schools);
    const [mu, logTau] = ["mu", "log tau"].map((name) => positionArray(name, null));
    const tau = logTau.exp();
    checkDensity({
      declaration: {
        positions: [theta, mu, logTau],
        terms: named({
          theta: logNormal(theta, mu, tau),
          mu: logNormal(mu, 0, column("prior sd", null)),
          tau: unary("log", tau.dividedBy(5).squared().plus(1)).negated().plus(logTau),
          y: logNormal(column("y", schools), theta, column("se", schools)),
        }),
        outputs: named({ theta, tau, first: theta.at(0) }),
      },
      sizes: {},
      data: { y: [28, 8, -3, 7, -1, 1, 18, 12], se: [15, 10, 16, 11, 9, 11, 10, 18], "prior sd": [5] },
      position: [4, 6, -1, 3, 2, 5, 8, 4, 5.1, 0.7],
    });
  });

  it("agrees for logistic regression", () => {
    const rows = { name: "rows" };
    const [a, b] = ["a", "b"].map((name) => positionArray(name, null));
    const y = column("y", rows);
    const eta = a.plus(b.times(column("x", rows)));
    checkDensity({
      declaration: {
        positions: [a, b],
        terms: named({ y: y.times(eta).minus(unary("log", eta.exp().plus(1))) }),
        outputs: named({ probability: eta.negated().exp().plus(1) }),
      },
      sizes: { rows: 17 },
      data: { x: spread(17, -2, 2), y: spread(17, 0, 2).map(Math.floor) },
      position: [0.3, -0.8],
    });
  });

  it("agrees for an autoregression of order 5 on lagged data", () => {
    const times = { name: "times" };
    const b = positionArray("b", { name: "order", length: 5 });
    const [a, logSigma] = ["a", "log sigma"].map((name) => positionArray(name, null));
    const y = column("y", times);
    let mean: Expression = a;
    for (let k = 1; k <= 5; k++) mean = mean.plus(b.at(k - 1).times(y.lag(k)));
    const late = binary("lessOrEqual", 5, row(times));
    checkDensity({
      declaration: {
        positions: [a, b, logSigma],
        terms: named({ y: select(late, logNormal(y, mean, logSigma.exp()), 0), b: b.squared().times(-0.02) }),
        outputs: [],
      },
      sizes: { times: 20 },
      data: { y: spread(20, -1, 1) },
      position: [0.1, 0.3, -0.2, 0.1, 0.4, -0.3, -0.4],
    });
  });

  it("agrees for an ARMA(1, 1) as a recursion over errors", () => {
    const times = { name: "times" };
    const [mu, phi, theta, logSigma] = ["mu", "phi", "theta", "log sigma"].map((name) => positionArray(name, null));
    const y = column("y", times);
    const before = select(binary("equal", row(times), 0), mu, y.lag(1));
    const [error] = scan(times, [0], ([last]) => [y.minus(mu.plus(phi.times(before)).plus(theta.times(last)))]);
    const { compiled } = checkDensity({
      declaration: {
        positions: [mu, phi, theta, logSigma],
        terms: named({ error: logNormal(error, 0, logSigma.exp()), mu: mu.squared().times(-0.05) }),
        outputs: named({ error }),
      },
      sizes: { times: 21 },
      data: { y: spread(21, -2, 2) },
      position: [0.2, 0.4, -0.5, 0.3],
    });
    expect(loopCount(compiled.program)).toBe(2);
  });

  it("agrees for a GARCH(1, 1), whose first state is a parameter", () => {
    const times = { name: "times" };
    const [mu, a0, a1, b1, start] = ["mu", "log a0", "log a1", "log b1", "log start"].map((name) => positionArray(name, null));
    const y = column("y", times);
    const residual = y.lag(1).minus(mu);
    const first = binary("equal", row(times), 0);
    const [variance] = scan(times, [start.exp()], ([last]) => [
      select(first, last, a0.exp().plus(a1.exp().times(residual.squared())).plus(b1.exp().times(last))),
    ]);
    checkDensity({
      declaration: {
        positions: [mu, a0, a1, b1, start],
        terms: named({ y: logNormal(y, mu, variance.squareRoot()) }),
        outputs: named({ variance }),
      },
      sizes: { times: 18 },
      data: { y: spread(18, -2, 2) },
      position: [0.2, -0.4, -1.5, -0.9, 0.1],
    });
  });

  it("agrees for two states that recur together", () => {
    const times = { name: "times" };
    const [a, b, c] = ["a", "b", "c"].map((name) => positionArray(name, null));
    const x = positionArray("x", times);
    const [u, v] = scan(times, [a, 0.5], ([p, q]) => {
      const next = binary("add", p.times(b), x);
      return [next, binary("add", q.times(0.3), next.times(p).times(c))];
    });
    checkDensity({
      declaration: {
        positions: [x, a, b, c],
        terms: named({ u: u.squared().negated(), v: v.times(x).times(0.1), x: x.squared().times(-0.5) }),
        outputs: named({ u, v }),
      },
      sizes: { times: 9 },
      data: {},
      position: [...spread(9, -1, 1), 0.4, -0.7, 0.2],
    });
  });

  it("agrees for a mixture of two normals", () => {
    const rows = { name: "rows" };
    const [m1, m2, s1, s2, t] = ["m1", "m2", "s1", "s2", "t"].map((name) => positionArray(name, null));
    const y = column("y", rows);
    const a = logNormal(y, m1, s1.exp()).plus(t);
    const b = logNormal(y, m2, s2.exp());
    const larger = binary("maximum", a, b);
    const mixture = larger.plus(unary("log", binary("add", a.minus(larger).exp(), b.minus(larger).exp())));
    const weight = unary("log", t.exp().plus(1));
    checkDensity({
      declaration: {
        positions: [m1, m2, s1, s2, t],
        terms: named({ y: mixture.minus(weight), m1: m1.negated().squared().negated() }),
        outputs: [],
      },
      sizes: { rows: 23 },
      data: { y: spread(23, -3, 4) },
      position: [-1.1, 1.7, 0.2, -0.3, 0.4],
    });
  });

  it("agrees for a random walk with lagged parameters, by elements and by group", () => {
    const times = { name: "times", length: 6 };
    const rows = { name: "rows" };
    const x = positionArray("x", times);
    const logSigma = positionArray("log sigma", null);
    const sigma = logSigma.exp();
    const at = indexColumn("time", rows, times);
    const steps = x.minus(x.lag(1)).dividedBy(sigma).squared();
    checkDensity({
      declaration: {
        positions: [x, logSigma],
        terms: named({
          steps: steps.times(-0.5).minus(unary("log", sigma)),
          y: column("y", rows).minus(x.squared().at(at)).squared().times(-1),
          ends: x.at(0).times(x.at(5)).plus(x.at(0)),
        }),
        outputs: named({ steps }),
      },
      sizes: { rows: 11 },
      data: { y: spread(11, 0, 2), time: spread(11, 0, 6).map(Math.floor) },
      position: [0.3, -0.2, 0.5, 1.1, 0.9, -0.1, -0.3],
    });
  });

  it("tells axes apart that have the same name: one number stands for an array over each", () => {
    const rows = { name: "rows", length: 8 };
    const widths = [7, 9].map((length) => ({ name: "predictors", length }));
    const s = positionArray("s", null);
    const arrays = widths.map((axis, k) => positionArray(`u${k}`, axis));
    const products = widths.map((axis, k) => {
      const X = column(`X${k}`, { name: `cells ${k}`, product: [rows, axis] });
      return matrixVector(X, arrays[k].times(0).plus(s.exp()));
    });
    const { program, operators } = compile({
      positions: [s, ...arrays],
      terms: named({ y: products[0].times(products[1]) }),
      outputs: [],
    });
    const [X0, X1] = [Float64Array.from(spread(56, 0, 1)), Float64Array.from(spread(72, -1, 2))];
    const sumOf = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    let expected = 0;
    for (let i = 0; i < 8; i++)
      expected += sumOf(X0.subarray(7 * i, 7 * i + 7)) * sumOf(X1.subarray(9 * i, 9 * i + 9)) * Math.exp(0.6);
    for (const backend of [wasm, portable]) {
      const gradient = new Float64Array(17);
      const density = logDensityOf(backend.load(program, operators).bind({}, { X0, X1 }));
      expect(density.evaluateInto(gradient, new Float64Array(17).fill(0.3)) / expected).toBeCloseTo(1, 13);
      expect(gradient[0] / (2 * expected)).toBeCloseTo(1, 13);
      expect(gradient.subarray(1)).toEqual(new Float64Array(16));
    }
  });

  it("gives 0 for positions that nothing uses, and a value to a density of data alone", () => {
    const rows = { name: "rows" };
    const unused = positionArray("unused", rows);
    const { gradient, value } = checkDensity({
      declaration: {
        positions: [unused],
        terms: named({ y: column("y", rows).squared(), one: new Expression("constant", [], null, { value: 1 }) }),
        outputs: named({ unused }),
      },
      sizes: { rows: 3 },
      data: { y: [1, 2, 3] },
      position: [5, 6, 7],
    });
    expect([...gradient]).toEqual([0, 0, 0]);
    expect(value).toBe(15);
  });

  it("masks before it multiplies, so that a branch that is not taken cannot make a derivative NaN", () => {
    const x = positionArray("x", null);
    const positive = binary("less", 0, x);
    const term = select(positive, unary("log", x), x).plus(select(positive, x.squareRoot(), 1));
    const { gradient } = checkDensityAtZero(x, term);
    expect([...gradient]).toEqual([1]);
  });

  it("refuses positions that are not declared, and names that are used twice", () => {
    const x = positionArray("x", null);
    const terms = [{ name: "x", expression: x }];
    expect(() => compile({ positions: [], terms, outputs: [] })).toThrow(InvalidArgument);
    expect(() => compile({ positions: [x], terms, outputs: [...terms, ...terms] })).toThrow("have distinct names");
    expect(() => compile({ positions: [x], terms: [...terms, ...terms], outputs: [] })).toThrow("have distinct names");
  });
});

function checkDensityAtZero(x: Expression, expression: Expression): { gradient: Float64Array } {
  const declaration = { positions: [x], terms: [{ name: "x", expression }], outputs: [] };
  const { program, operators } = compile(declaration);
  const bound = portable.load(program, operators).bind({}, {});
  bound.run("density");
  return { gradient: bound.gradient };
}
