/** What sign an expression can have, from its operations alone. */
import type { Expression } from "./expression.js";

/** Which signs cannot be ruled out. */
export interface Signs {
  readonly negative: boolean;
  readonly zero: boolean;
  readonly positive: boolean;
}

/** A set of signs in bits. */
const NEGATIVE = 4;
const ZERO = 2;
const POSITIVE = 1;
const ANY = 7;

type Rule = (a: number, b: number) => number;

const keeps: Rule = (a) => a;
const always =
  (signs: number): Rule =>
  () =>
    signs;
const opposite: Rule = (a) => ((a & POSITIVE) !== 0 ? NEGATIVE : 0) | (a & ZERO) | ((a & NEGATIVE) !== 0 ? POSITIVE : 0);

/** The union over all pairs of one sign of each. */
const pairwise =
  (of: (a: -1 | 0 | 1, b: -1 | 0 | 1) => number): Rule =>
  (first, second) => {
    let signs = 0;
    for (const a of [-1, 0, 1] as const) {
      for (const b of [-1, 0, 1] as const) if (has(first, a) && has(second, b)) signs |= of(a, b);
    }
    return signs;
  };

const bitOf = (sign: number): number => (sign > 0 ? POSITIVE : sign < 0 ? NEGATIVE : ZERO);
const has = (signs: number, sign: -1 | 0 | 1): boolean => (signs & bitOf(sign)) !== 0;

const add = pairwise((a, b) => (a * b < 0 ? ANY : bitOf(a + b)));
const product = pairwise((a, b) => bitOf(a * b));
const power = pairwise((a) => (a > 0 ? POSITIVE : a === 0 ? ZERO | POSITIVE : ANY));

/** What each operation makes of the signs of its inputs; those not listed can be anything. */
const rules: Readonly<Partial<Record<Expression["operation"], Rule>>> = {
  negate: opposite,
  absolute: (a) => (a & ZERO) | (a & (NEGATIVE | POSITIVE) ? POSITIVE : 0),
  squareRoot: (a) => a & (ZERO | POSITIVE),
  floor: (a) => a | (a & POSITIVE ? ZERO : 0),
  exp: always(POSITIVE),
  log1p: keeps,
  expm1: keeps,
  tanh: keeps,
  trigamma: always(POSITIVE),
  normalCdf: always(POSITIVE),
  logNormalCdf: always(NEGATIVE | ZERO),
  inverseMills: always(POSITIVE),
  log1pExp: always(POSITIVE),
  inverseLogit: always(POSITIVE),
  add,
  subtract: (a, b) => add(a, opposite(b, b)),
  multiply: product,
  divide: (a, b) => product(a, b & (NEGATIVE | POSITIVE)),
  minimum: pairwise((a, b) => bitOf(Math.min(a, b))),
  maximum: pairwise((a, b) => bitOf(Math.max(a, b))),
  less: always(ZERO | POSITIVE),
  lessOrEqual: always(ZERO | POSITIVE),
  equal: always(ZERO | POSITIVE),
  power,
  index: always(ZERO | POSITIVE),
  row: always(ZERO | POSITIVE),
  gather: keeps,
  element: keeps,
  sum: keeps,
  lag: (a) => a | ZERO,
};

/**
 * The signs that an expression can have. `known` says what the caller knows of a node (of a parameter that is positive by its transform, a column
 * whose values it has seen); undefined where the operations must tell. Nothing is said of values that are too small for a double.
 */
export function possibleSigns(expression: Expression, known: (node: Expression) => Signs | undefined = () => undefined): Signs {
  const done = new Map<Expression, number>();
  const signsOf = (node: Expression): number => {
    let signs = done.get(node);
    if (signs === undefined) {
      const told = known(node);
      signs = told === undefined ? fromOperation(node, signsOf) : toBits(told);
      done.set(node, signs);
    }
    return signs;
  };
  const bits = signsOf(expression);
  return { negative: (bits & NEGATIVE) !== 0, zero: (bits & ZERO) !== 0, positive: (bits & POSITIVE) !== 0 };
}

const toBits = ({ negative, zero, positive }: Signs): number =>
  (negative ? NEGATIVE : 0) | (zero ? ZERO : 0) | (positive ? POSITIVE : 0);

function fromOperation({ operation, inputs, about }: Expression, signsOf: (node: Expression) => number): number {
  if (operation === "constant") return bitOf(about.value as number);
  if (operation === "select") return signsOf(inputs[1]) | signsOf(inputs[2]);
  const rule = rules[operation];
  if (rule === undefined) return ANY;
  const first = inputs.length > 0 ? signsOf(inputs[0]) : ANY;
  if (operation === "multiply" && inputs[0] === inputs[1]) return (first & ZERO) | (first & (NEGATIVE | POSITIVE) ? POSITIVE : 0);
  return rule(first, inputs.length > 1 ? signsOf(inputs[1]) : ANY);
}
