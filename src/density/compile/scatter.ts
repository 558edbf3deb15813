/** Sums by group. */
import type { Axis } from "../axis.js";
import { type Algebra, isConstant, isScaled } from "./algebra.js";
import type { Node } from "./node.js";

/** Σ by group: adds the value of each row to the place its index says. */
export function scatterBy(algebra: Algebra, value: Node, index: Node): Node {
  const into = index.detail.into as Axis;
  if (isConstant(value, 0)) return value;
  if (value.axis === null) {
    const counts = algebra.table.make("scatter", [algebra.one, index], into, { over: into });
    return algebra.multiply(value, counts);
  }
  if (value.operation === "negate") return algebra.negate(scatterBy(algebra, value.inputs[0], index));
  if (isScaled(value)) return algebra.multiply(value.inputs[0], scatterBy(algebra, value.inputs[1], index));
  return algebra.table.make("scatter", [value, index], into, { over: into });
}
