/** The value of an expression of single numbers, operation by operation: plain `Math`, to be compared with tolerances. */
import type { Expression } from "../../../../src/density/expression.js";

const functions: Readonly<Record<string, (...inputs: number[]) => number>> = {
  negate: (a) => -a,
  absolute: Math.abs,
  squareRoot: Math.sqrt,
  floor: Math.floor,
  exp: Math.exp,
  log: Math.log,
  log1p: Math.log1p,
  expm1: Math.expm1,
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  log1pExp: (a) => (a > 0 ? a + Math.log1p(Math.exp(-a)) : Math.log1p(Math.exp(a))),
  inverseLogit: (a) => 1 / (1 + Math.exp(-a)),
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
  minimum: Math.min,
  maximum: Math.max,
  less: (a, b) => (a < b ? 1 : 0),
  lessOrEqual: (a, b) => (a <= b ? 1 : 0),
  equal: (a, b) => (a === b ? 1 : 0),
  select: (test, a, b) => (test !== 0 ? a : b),
};

/** Arrays of the position are looked up in `values` by their name. */
export function evaluate(expression: Expression, values: Readonly<Record<string, number>>): number {
  const { operation, inputs, about } = expression;
  if (operation === "constant") return about.value as number;
  if (operation === "position" || operation === "column") return values[about.name as string];
  const apply = functions[operation];
  if (apply === undefined) throw new Error(`evaluate knows no ${operation}`);
  return apply(...inputs.map((input) => evaluate(input, values)));
}
