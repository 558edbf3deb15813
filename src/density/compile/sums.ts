/** Sums over an axis, and sums by group, with everything in front of the Σ that does not depend on the row. */
import type { Axis } from "../axis.js";
import { type Algebra, isConstant, isScaled } from "./algebra.js";
import type { Node } from "./node.js";
import { withoutRows } from "./sufficient-statistics.js";

/** factor · core, a part of a sum: the factor is one number, the core an array, or null for 1. */
interface Part {
  readonly factor: Node;
  readonly core: Node | null;
}

/** So few elements are written out one by one: a loop would cost more. */
const mostWrittenOut = 6;

export const isShort = (axis: Axis): axis is Axis & { readonly length: number } =>
  axis.length !== undefined && axis.length <= mostWrittenOut;

function sumOfElements(algebra: Algebra, node: Node, length: number): Node {
  let total = algebra.zero;
  for (let at = 0; at < length; at++) total = algebra.add(total, algebra.element(node, at));
  return total;
}

/** How long an axis is, as a node. */
export function lengthOf(algebra: Algebra, axis: Axis): Node {
  if (axis.length !== undefined) return algebra.constant(axis.length);
  return algebra.table.make("sum", [algebra.one], null, { over: axis });
}

/** Σ over the axis of a node, which may be one number for all rows. */
export function sumOver(algebra: Algebra, node: Node, axis: Axis): Node {
  if (node.varies && node.axis === axis && isShort(axis)) return sumOfElements(algebra, node, axis.length);
  const parts: Part[] = [];
  flattenInto(parts, algebra, node, algebra.one);
  let total = algebra.zero;
  const groups = new Map<Node, Part[]>();
  for (const part of parts) {
    if (part.core === null) {
      total = algebra.add(total, algebra.multiply(part.factor, lengthOf(algebra, axis)));
      continue;
    }
    const key = magnitude(algebra, part.factor);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [part]);
    else group.push(part);
  }
  for (const group of groups.values()) {
    const { factor } = group[0];
    for (const varies of [false, true]) {
      const sum = sumOfCores(
        algebra,
        group.filter(({ core }) => core?.varies === varies),
        factor,
        axis,
      );
      total = algebra.add(total, algebra.multiply(factor, sum));
    }
  }
  return total;
}

function sumOfCores(algebra: Algebra, parts: readonly Part[], factor: Node, axis: Axis): Node {
  let core = algebra.zero;
  let total = algebra.zero;
  for (const part of parts) {
    const direction = part.factor === factor ? "add" : "subtract";
    const partCore = part.core as Node;
    const found = partCore.varies ? knownSum(algebra, partCore, axis) : undefined;
    if (found === undefined && partCore.operation === "log1pExp") {
      total = algebra[direction](total, sumOfSoftplus(algebra, partCore.inputs[0], axis));
    } else if (found === undefined) core = algebra[direction](core, partCore);
    else total = algebra[direction](total, found);
  }
  if (isConstant(core, 0)) return total;
  if (core.axis === null) return algebra.add(total, algebra.multiply(core, lengthOf(algebra, axis)));
  return algebra.add(total, algebra.table.make("sum", [core], null, { over: axis }));
}

/**
 * Σ log(1 + eˣ) = Σ log(1 + e^−|x|) + Σ max(x, 0): the first as the logarithm of running products. It carries the derivative of both.
 *
 * Source: machler2012 (log(1 + eˣ) without overflow).
 */
function sumOfSoftplus(algebra: Algebra, x: Node, axis: Axis): Node {
  const factor = algebra.add(algebra.one, algebra.expOfMinusSize(x));
  const logarithms = algebra.table.make("sumLog", [factor, x], null, { over: axis });
  const larger = algebra.table.make("sum", [algebra.binary("maximum", x, algebra.zero)], null, { over: axis, isConstant: true });
  return algebra.add(logarithms, larger);
}

/** A sum that need not be computed row by row. */
function knownSum(algebra: Algebra, core: Node, axis: Axis): Node | undefined {
  let known = algebra.sums.get(core);
  if (known === undefined) {
    known = withoutRows(algebra, core, axis, (node, over) => sumOver(algebra, node, over)) ?? null;
    algebra.sums.set(core, known);
  }
  return known ?? undefined;
}

/** Of a factor and its negative, the one that stands for both. */
function magnitude(algebra: Algebra, factor: Node): Node {
  if (factor.operation === "negate") return factor.inputs[0];
  const front = factor.operation === "multiply" ? factor.inputs[0] : factor;
  return isConstant(front) && (front.detail.value as number) < 0 ? algebra.negate(factor) : factor;
}

function flattenInto(parts: Part[], algebra: Algebra, node: Node, factor: Node): void {
  if (node.axis === null) {
    parts.push({ factor: algebra.multiply(factor, node), core: null });
  } else if (node.operation === "add") {
    flattenInto(parts, algebra, node.inputs[0], factor);
    flattenInto(parts, algebra, node.inputs[1], factor);
  } else if (node.operation === "subtract") {
    flattenInto(parts, algebra, node.inputs[0], factor);
    flattenInto(parts, algebra, node.inputs[1], algebra.negate(factor));
  } else if (node.operation === "negate") {
    flattenInto(parts, algebra, node.inputs[0], algebra.negate(factor));
  } else if (
    node.operation === "select" &&
    !node.inputs[0].varies &&
    node.inputs.slice(1).some((branch) => isConstant(branch, 0))
  ) {
    flattenMaskedInto(parts, algebra, node, factor);
  } else if (isScaled(node)) {
    flattenInto(parts, algebra, node.inputs[1], algebra.multiply(factor, node.inputs[0]));
  } else if (node.operation === "multiply" && node.varies && node.inputs.some(({ varies }) => !varies)) {
    flattenWeightedInto(parts, algebra, node, factor);
  } else {
    parts.push({ factor, core: node });
  }
}

/** The parts of what is weighted by data, if all of them can be summed without rows; otherwise it stays whole. */
function flattenWeightedInto(parts: Part[], algebra: Algebra, node: Node, factor: Node): void {
  const [weight, weighted] = node.inputs[0].varies ? [node.inputs[1], node.inputs[0]] : node.inputs;
  const within: Part[] = [];
  flattenInto(within, algebra, weighted, factor);
  const apart = within.map((part) => ({
    factor: part.factor,
    core: part.core === null ? weight : algebra.multiply(weight, part.core),
  }));
  const isKnown = ({ core }: (typeof apart)[number]) => !core.varies || knownSum(algebra, core, core.axis as Axis) !== undefined;
  if (within.length > 1 && apart.every(isKnown)) parts.push(...apart);
  else parts.push({ factor, core: node });
}

/** The parts of what stands under a mask, each under the mask. */
function flattenMaskedInto(parts: Part[], algebra: Algebra, node: Node, factor: Node): void {
  const [test, whenTrue, whenFalse] = node.inputs;
  const within: Part[] = [];
  flattenInto(within, algebra, isConstant(whenTrue, 0) ? whenFalse : whenTrue, factor);
  for (const part of within) {
    const core = part.core ?? algebra.one;
    const masked = isConstant(whenTrue, 0) ? algebra.select(test, algebra.zero, core) : algebra.select(test, core, algebra.zero);
    parts.push({ factor: part.factor, core: masked });
  }
}
