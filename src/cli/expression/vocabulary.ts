/** All that an expression may name. Every function gives the same bits on every engine. */
import {
  atan,
  cbrt,
  cos,
  cosh,
  exp,
  expm1,
  log,
  log1p,
  log2,
  log10,
  pow,
  sin,
  sinh,
  tan,
  tanh,
} from "../../numeric/elementary.js";
import { expit, logit } from "../../numeric/special/logit.js";

/** A function that an expression may call, and how many arguments it takes. */
export interface ExpressionFunction {
  readonly least: number;
  readonly most: number;
  readonly apply: (...inputs: number[]) => number;
}

const ofOne = (apply: (x: number) => number): ExpressionFunction => ({ least: 1, most: 1, apply });

/** The functions, by name; `log` is the natural logarithm, `expit` the inverse of `logit`. */
export const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = /* @__PURE__ */ new Map(
  Object.entries({
    exp: ofOne(exp),
    expm1: ofOne(expm1),
    log: ofOne(log),
    log1p: ofOne(log1p),
    log2: ofOne(log2),
    log10: ofOne(log10),
    sqrt: ofOne(Math.sqrt),
    cbrt: ofOne(cbrt),
    pow: { least: 2, most: 2, apply: pow },
    logit: ofOne(logit),
    expit: ofOne(expit),
    tanh: ofOne(tanh),
    sinh: ofOne(sinh),
    cosh: ofOne(cosh),
    sin: ofOne(sin),
    cos: ofOne(cos),
    tan: ofOne(tan),
    atan: ofOne(atan),
    abs: ofOne(Math.abs),
    floor: ofOne(Math.floor),
    ceil: ofOne(Math.ceil),
    min: { least: 1, most: 20, apply: Math.min },
    max: { least: 1, most: 20, apply: Math.max },
  }),
);

/** The constants that are always there. */
export const CONSTANTS: ReadonlyMap<string, number> = /* @__PURE__ */ new Map([
  ["pi", Math.PI],
  ["e", Math.E],
]);

/** Operators of two sides, by the sign they are written with; a comparison is 1 or 0. */
export const OPERATORS: ReadonlyMap<string, (a: number, b: number) => number> = /* @__PURE__ */ new Map([
  ["+", (a: number, b: number) => a + b],
  ["-", (a: number, b: number) => a - b],
  ["*", (a: number, b: number) => a * b],
  ["/", (a: number, b: number) => a / b],
  ["^", pow],
  ["<", (a: number, b: number) => (a < b ? 1 : 0)],
  ["<=", (a: number, b: number) => (a <= b ? 1 : 0)],
  [">", (a: number, b: number) => (a > b ? 1 : 0)],
  [">=", (a: number, b: number) => (a >= b ? 1 : 0)],
  ["==", (a: number, b: number) => (a === b ? 1 : 0)],
  ["!=", (a: number, b: number) => (a === b ? 0 : 1)],
]);
