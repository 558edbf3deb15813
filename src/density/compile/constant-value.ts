/** What an operation gives on numbers that are known when the program is compiled. */
import { type LaneFunction, laneFunctions, portablePower } from "../functions/index.js";
import type { NodeOperation } from "./node.js";

const unary: Partial<Record<NodeOperation, (x: number) => number>> = {
  negate: (x) => -x,
  absolute: Math.abs,
  squareRoot: Math.sqrt,
  floor: Math.floor,
};

/** The same bits as where the program computes them. */
const functions: Readonly<Partial<Record<string, LaneFunction>>> = laneFunctions;

const binary: Partial<Record<NodeOperation, (x: number, y: number) => number>> = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  minimum: (x, y) => (y < x ? y : x),
  maximum: (x, y) => (x < y ? y : x),
  less: (x, y) => (x < y ? 1 : 0),
  lessOrEqual: (x, y) => (x <= y ? 1 : 0),
  equal: (x, y) => (x === y ? 1 : 0),
  power: portablePower,
};

/** The operation's value at these numbers; undefined where it is left to the program. */
export function constantValue(operation: NodeOperation, values: readonly number[]): number | undefined {
  if (values.length === 1) return (unary[operation] ?? functions[operation]?.portable)?.(values[0]);
  return values.length === 2 ? binary[operation]?.(values[0], values[1]) : undefined;
}
