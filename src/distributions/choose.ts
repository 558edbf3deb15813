/** Picking one of a list by a number. */
import { binary, constant, type Expression, select } from "../density/expression.js";
import type { LogTails } from "../density/operators/tails/tails-operator.js";
import type { ListParameter } from "./list-parameter.js";

/** The entry at place x, from 0: by the index where x is a column of places in the list's axis, otherwise by comparisons. */
export function chosenBy(x: Expression, list: ListParameter): Expression {
  if (list.whole !== undefined && x.about.into === list.whole.axis) return list.whole.at(x);
  return pick(x, list.elements());
}

/** entries[x], x being a whole number within the list. */
export function pick(x: Expression, entries: readonly Expression[]): Expression {
  const last = entries[entries.length - 1];
  return entries.slice(0, -1).reduceRight((rest, entry, k) => select(binary("equal", x, k), entry, rest), last);
}

/** The tails of categories 0, 1, … at x, given ln P(X ≤ k) and ln P(X > k) of all but the last. */
export function categoryTails(x: Expression, below: readonly Expression[], above: readonly Expression[]): LogTails {
  return { below: stepOf(x, Number.NEGATIVE_INFINITY, below, 0), above: stepOf(x, 0, above, Number.NEGATIVE_INFINITY) };
}

/** entries[k] from k to k + 1, `before` below 0, `after` beyond the last. */
function stepOf(x: Expression, before: number, entries: readonly Expression[], after: number): Expression {
  const beyond: Expression = constant(after);
  const from0 = entries.reduceRight((rest, entry, k) => select(binary("less", x, k + 1), entry, rest), beyond);
  return select(binary("less", x, 0), constant(before), from0);
}
