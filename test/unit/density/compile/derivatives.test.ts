import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import {
  binary,
  compile,
  type Expression,
  logDensityOf,
  positionArray,
  select,
  unary,
  wasm,
} from "../../../../src/density/index.js";
import type { BinaryOperation, UnaryOperation } from "../../../../src/density/instruction.js";
import { InvalidArgument } from "../../../../src/errors.js";
import { checkDensity } from "./check-density.js";

const big = create(all, { number: "BigNumber", precision: 40 });
const x = positionArray("x", null);
const y = positionArray("y", null);
const declared = (expression: Expression) => ({ positions: [x, y], terms: [{ name: "term", expression }], outputs: [] });

const unaryOperations: Readonly<Record<Exclude<UnaryOperation, "trigamma">, readonly number[]>> = {
  negate: [0.3],
  absolute: [-1.2, 0.7],
  squareRoot: [0.4, 3],
  floor: [1.5, -0.4],
  exp: [-2, 0.5],
  log: [0.3, 4],
  log1p: [-0.5, 2],
  expm1: [-1, 0.4],
  tanh: [-0.8, 0.3],
  logGamma: [0.6, 4.2],
  digamma: [0.7, 3.1],
  normalCdf: [-1.1, 0.4],
  logNormalCdf: [-2.2, 0.9],
  inverseMills: [-1.4, 0.8],
  log1pExp: [-1.3, 0.6],
  inverseLogit: [-0.9, 1.7],
  sin: [0.4, 2],
  cos: [-0.3, 1.2],
};

const binaryOperations: Readonly<Record<BinaryOperation, readonly (readonly [number, number])[]>> = {
  add: [[0.3, 0.8]],
  subtract: [[0.3, 0.8]],
  multiply: [[0.3, -0.8]],
  divide: [[0.3, -0.8]],
  minimum: [
    [0.3, 0.8],
    [0.9, 0.2],
  ],
  maximum: [
    [0.3, 0.8],
    [0.9, 0.2],
  ],
  less: [[0.3, 0.8]],
  lessOrEqual: [[0.3, 0.8]],
  equal: [[0.3, 0.8]],
  power: [
    [1.4, 0.8],
    [0.6, -1.7],
  ],
};

/** Formulas of x and y (by name, and as mathjs reads them) whose derivatives are known to 40 digits. */
const formulas: readonly [string, Expression][] = [
  [
    "exp(x) * log(y + 1) - x / y",
    unary("exp", x)
      .times(unary("log", y.plus(1)))
      .minus(x.dividedBy(y)),
  ],
  ["sqrt(x^2 + y^2) * sin(x) + cos(y)", x.squared().plus(y.squared()).squareRoot().times(unary("sin", x)).plus(unary("cos", y))],
  ["tanh(x * y) / (1 + exp(-x))", unary("tanh", x.times(y)).times(unary("inverseLogit", x))],
  [
    "log(1 + exp(x - y)) + log(1 + x) * (exp(y) - 1)",
    unary("log1pExp", x.minus(y)).plus(unary("log1p", x).times(unary("expm1", y))),
  ],
  ["(x + 1)^y", binary("power", x.plus(1), y)],
  [
    "(x + 2)^2.5 + (x + 2)^3 + (x + 2)^(-1)",
    [2.5, 3, -1].map((p) => binary("power", x.plus(2), p)).reduce((a, b) => binary("add", a, b)),
  ],
];

describe("derivatives", () => {
  it.each(Object.entries(unaryOperations))("of %s are those of differences", (operation, points) => {
    for (const point of points)
      checkDensity({
        declaration: declared(unary(operation as UnaryOperation, x.times(1.1)).times(y)),
        sizes: {},
        data: {},
        position: [point, 0.7],
      });
  });

  it.each(Object.entries(binaryOperations))("of %s are those of differences", (operation, points) => {
    for (const position of points)
      checkDensity({
        declaration: declared(binary(operation as BinaryOperation, x.times(1), y).times(x.plus(y))),
        sizes: {},
        data: {},
        position,
      });
  });

  it("of a choice are those of what is chosen", () => {
    for (const position of [
      [0.2, 0.5],
      [0.5, 0.2],
    ])
      checkDensity({ declaration: declared(select(binary("less", x, y), x.exp(), x.times(y))), sizes: {}, data: {}, position });
  });

  it.each(formulas)("of %s hold 13 digits", (formula, expression) => {
    const { program, operators } = compile(declared(expression));
    const density = logDensityOf(wasm.load(program, operators).bind({}, {}));
    for (const [a, b] of [
      [0.3, 0.9],
      [1.7, 0.2],
      [0.01, 2.5],
    ]) {
      const at = { x: big.bignumber(a), y: big.bignumber(b) };
      const gradient = new Float64Array(2);
      const value = density.evaluateInto(gradient, Float64Array.of(a, b));
      const exact = [big.evaluate(formula, at), ...["x", "y"].map((name) => big.derivative(formula, name).evaluate(at))].map(
        Number,
      );
      for (const [i, received] of [value, ...gradient].entries())
        expect(Math.abs(received - exact[i]) / (1 + Math.abs(exact[i]))).toBeLessThan(1e-13);
    }
  });

  it("are refused where there are none", () => {
    expect(() => compile(declared(unary("trigamma", x)))).toThrow(InvalidArgument);
  });
});
