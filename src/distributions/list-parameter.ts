/** Parameters that are lists: numbers and expressions one by one, or one expression over an axis. */
import { Expression, type Operand, toExpression } from "../density/expression.js";
import { columnOf } from "../density/operators/column-of.js";
import { columnsOf } from "../density/operators/columns-of.js";
import { rowSums } from "../density/operators/row-sums.js";
import { InvalidArgument } from "../errors.js";
import type { Domain } from "./distribution.js";
import type { Values } from "./numeric-family.js";
import { constantValue, requireParameter } from "./parameters.js";

/** A list as callers give it; one expression over an axis holds for all rows, one over rows × K is a list for each row. */
export type List<Over extends string = string> = readonly Operand<Over>[] | Expression;

/** A checked list. */
export interface ListParameter {
  /** The whole as one expression; undefined where it was given one by one. */
  readonly whole: Expression | undefined;
  /** How many; undefined where only data will tell. */
  readonly length: number | undefined;
  readonly parameters: Readonly<Record<string, Operand>>;
  readonly domains: Readonly<Record<string, Domain>>;
  /** One by one. Throws `InvalidArgument` where the length is not known. */
  elements(): readonly Expression[];
  /** All as numbers; undefined where one is not. */
  numbers(): readonly number[] | undefined;
  valuesIn(given: Values): ArrayLike<number>;
}

/** Checks a list of at least `least` entries in the domain. */
export function listParameter(
  caller: string,
  name: string,
  list: unknown,
  domain: Domain,
  whole: Domain,
  least = 1,
): ListParameter {
  if (list instanceof Expression) return wholeParameter(caller, name, list, whole);
  if (!Array.isArray(list) || list.length < least)
    throw new InvalidArgument(caller, name, `be a list of ${least} or more, or an expression over an axis`, list);
  const entries = list.map((entry, k) => [`${name}[${k}]`, entry] as const);
  for (const [entryName, entry] of entries) requireParameter(caller, entryName, domain, entry);
  return {
    whole: undefined,
    length: list.length,
    parameters: Object.fromEntries(entries),
    domains: Object.fromEntries(entries.map(([entryName]) => [entryName, domain])),
    elements: () => list.map(toExpression),
    numbers() {
      const numbers = list.map(constantValue);
      return numbers.every((value) => value !== undefined) ? numbers : undefined;
    },
    valuesIn: (given) => Float64Array.from(entries, ([entryName]) => given[entryName] as number),
  };
}

function wholeParameter(caller: string, name: string, whole: Expression, domain: Domain): ListParameter {
  const { axis } = whole;
  if (axis === null) throw new InvalidArgument(caller, name, "be a list, or an expression over an axis", "one number");
  return {
    whole,
    length: (axis.product?.[1] ?? axis).length,
    parameters: { [name]: whole },
    domains: { [name]: domain },
    elements() {
      const { length } = axis.product?.[1] ?? axis;
      if (length !== undefined && axis.product !== undefined) return columnsOf(whole);
      if (length === undefined)
        throw new InvalidArgument(caller, name, "be over an axis whose length the model knows", axis.name);
      return Array.from({ length }, (_, k) => whole.at(k));
    },
    numbers: () => undefined,
    valuesIn: (given) => given[name] as ArrayLike<number>,
  };
}

/** Throws `InvalidArgument` unless x is a vector, or one for each row, as long as the list where both lengths are known. */
export function requireVector(caller: string, x: Expression, list: ListParameter): void {
  const { axis } = x;
  if (axis === null) throw new InvalidArgument(caller, "x", "be a vector, or one for each row", "one number");
  const { length } = axis.product?.[1] ?? axis;
  if (length !== undefined && list.length !== undefined && length !== list.length)
    throw new InvalidArgument(caller, "x", `have ${list.length} elements`, length);
}

/** Σ_k term_k of a vector; of an array over rows × K for each row. */
export const sumOfVector = (terms: Expression): Expression => (terms.axis?.product === undefined ? terms.sum() : rowSums(terms));

/** Σ_k term(x_k, entry_k), for each row where there are rows: in one go where x is over the list's axis, otherwise one by one. */
export function sumWith(x: Expression, list: ListParameter, term: (x: Expression, entry: Expression) => Expression): Expression {
  if (list.whole !== undefined && list.whole.axis === x.axis) return sumOfVector(term(x, list.whole));
  return sumOf(list.elements().map((entry, k) => term(x.axis?.product === undefined ? x.at(k) : columnOf(x, k), entry)));
}

/** Σ_k of the list's entries after a function of each. */
export function sumOver(list: ListParameter, term: (entry: Expression) => Expression): Expression {
  return list.whole === undefined ? sumOf(list.elements().map(term)) : sumOfVector(term(list.whole));
}

const sumOf = (terms: readonly Expression[]): Expression => terms.reduce((sum, term) => sum.plus(term));
