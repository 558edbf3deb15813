/** Graphs of expressions that fast-check grows, over rows and groups. */
import fc from "fast-check";
import {
  binary,
  column,
  type Expression,
  indexColumn,
  positionArray,
  row,
  scan,
  select,
  unary,
} from "../../../../src/density/index.js";

export const rows = { name: "rows" };
export const groups = { name: "groups" };
export const [s, t] = ["s", "t"].map((name) => positionArray(name, null));
export const z = positionArray("z", groups);
export const w = positionArray("w", rows);
export const index = indexColumn("g", rows, groups);
export const [x, y] = ["x", "y"].map((name) => column(name, rows));

/** One step in growing a graph: which operation on which of the expressions so far. */
export interface Choice {
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const over = (a: Expression, axis: unknown) => a.axis === axis || a.axis === null;

/** Into (−1, 1), smoothly. */
export const squash = (a: Expression): Expression => a.dividedBy(a.squared().plus(1).squareRoot());

/** Only of expressions that can be combined with columns of the rows. */
const withRows = (maker: (a: Expression, b: Expression) => Expression) => (a: Expression, b: Expression) =>
  over(a, rows) && over(b, rows) ? maker(a, b) : a;

/** Smooth operations of bounded growth, so that differences are exact enough. */
const makers: readonly ((a: Expression, b: Expression, c: Expression) => Expression)[] = [
  (a, b) => binary("add", a, b),
  (a, b) => binary("subtract", a, b),
  (a, b) => binary("multiply", a, b),
  (a, b) => binary("divide", a, b.squared().plus(1)),
  (a) => a.squared().negated(),
  (a) => a.times(0.3).plus(0.2),
  (a) => a.squared().plus(1).squareRoot(),
  (a) => unary("log", a.squared().plus(1)),
  (a) => a.squared().times(-0.1).exp(),
  withRows((a, b) => select(binary("less", x, 0.1), a, b)),
  (a) => (a.axis === null ? a.times(2) : a.sum().times(0.1)),
  (a) => (a.axis === groups ? a.at(index as Expression<string>) : a),
  (a) => (a.axis === rows || a.axis === groups ? a.at(1) : a.squared()),
  (a) => (a.axis === rows ? a.lag(2) : a),
  (a, b, c) =>
    over(a, rows) && over(b, rows) && c.axis === null
      ? scan(rows, [c], ([last]) => [squash(last).times(squash(b)).plus(a)])[0]
      : a,
  (a) => (a.axis === rows ? a.times(row(rows)).times(0.1) : a),
  (a, b) => binary("power", a.squared().plus(0.5), squash(b)),
  (a) => unary("log1pExp", a),
  withRows((a, b) => y.times(a).minus(unary("log1pExp", a)).plus(squash(b))),
  withRows((a, b) => select(binary("lessOrEqual", 2, row(rows)), binary("subtract", a, b).squared(), 0)),
  withRows((a, b) => binary("lessOrEqual", row(rows), 4).times(a.times(b).plus(s))),
];

const fits = (...expressions: Expression[]) =>
  new Set(expressions.map(({ axis }) => axis).filter((axis) => axis !== null)).size <= 1;

/** The expressions to begin with, then those that grow from them. */
export function grow(seeds: readonly Expression[], choices: readonly Choice[]): Expression[] {
  const grown = [...seeds];
  for (const { kind, a, b, c } of choices) {
    const [first, second, third] = [a, b, c].map((i) => grown[i % grown.length]);
    const maker = makers[kind % makers.length];
    if (fits(first, second)) grown.push(maker(first, second, third));
  }
  return grown;
}

export const choice = fc.record({ kind: fc.nat(makers.length - 1), a: fc.nat(100), b: fc.nat(100), c: fc.nat(100) });
export const coordinate = fc.integer({ min: -12, max: 12 }).map((i) => i / 10 + 0.013);
