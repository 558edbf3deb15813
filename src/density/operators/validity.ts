/** How a step says that it failed: by an output that is 0, or −∞, and is added to the log density. */
import { Expression } from "../expression.js";
import type { Operator } from "../operator.js";

/**
 * An operator that can fail. Its outputs are then finite numbers without meaning, with gradient 0, so that nothing after them becomes NaN, and the
 * output of number `validity` (negative: from the last, −1) is −∞ instead of 0: added to the log density, it rejects the position.
 */
export interface FallibleOperator<Settings = unknown> extends Operator<Settings> {
  readonly validity: number;
}

/** What must be added to a log density that is the sum of `terms`: the validity of every operator that can fail among what they are computed from. */
export function validities(terms: readonly Expression[]): Expression<"scalar">[] {
  const found = new Map<unknown, Expression<"scalar">>();
  const seen = new Set<Expression>();
  const waiting = [...terms];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    waiting.push(...node.inputs);
    const { call } = node.about;
    const validity = call && (call.operator as Partial<FallibleOperator>).validity;
    if (call === undefined || validity === undefined || found.has(call)) continue;
    const place = validity < 0 ? call.outputs.length + validity : validity;
    found.set(call, new Expression<"scalar">("output", call.inputs, null, { call, component: place }));
  }
  return [...found.values()];
}
