/** Picking one of a list by a number. */
import { binary, type Expression, select } from "../density/expression.js";
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
