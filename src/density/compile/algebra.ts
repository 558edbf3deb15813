/** Builds nodes in simplest form: constants folded, ones and zeros gone, and what is one number for all rows kept outermost. */
import type { Axis } from "../axis.js";
import type { BinaryOperation, UnaryOperation } from "../instruction.js";
import { isBinary, isUnary } from "../operations.js";
import { constantValue } from "./constant-value.js";
import { jointAxis, type Node, type NodeOperation, type NodeTable } from "./node.js";

export const isConstant = (node: Node, value?: number): boolean =>
  node.operation === "constant" && (value === undefined || node.detail.value === value);

export const isScaled = (node: Node): boolean =>
  node.operation === "multiply" && node.inputs[0].axis === null && node.inputs[1].axis !== null;

const isShifted = (node: Node): boolean =>
  node.operation === "add" && node.inputs[0].axis === null && node.inputs[1].axis !== null;

/** One number that meets an array. */
const isOneForAll = (node: Node, other: Node): boolean => node.axis === null && other.axis !== null;

export class Algebra {
  readonly zero: Node;
  readonly one: Node;
  /** Sums over arrays that are known without their rows (null: there is no other way), by array. */
  readonly sums = new Map<Node, Node | null>();

  constructor(readonly table: NodeTable) {
    this.zero = this.constant(0);
    this.one = this.constant(1);
  }

  constant(value: number): Node {
    return this.table.make("constant", [], null, { value });
  }

  row(axis: Axis): Node {
    return this.table.make("row", [], axis);
  }

  add(a: Node, b: Node): Node {
    if (isConstant(a, 0)) return b;
    if (isConstant(b, 0)) return a;
    if (b.operation === "negate" && !isOneForAll(b, a)) return this.subtract(a, b.inputs[0]);
    if (a.operation === "negate" && !isOneForAll(a, b)) return this.subtract(b, a.inputs[0]);
    if (a === b) return this.multiply(this.constant(2), a);
    const [first, second] = inOrder(a, b);
    if (second.operation === "select" && first.operation === "select") {
      const joined = this.joinMasks(first, second);
      if (joined !== undefined) return joined;
    }
    if (isShifted(second) && first.axis === null) return this.add(this.add(first, second.inputs[0]), second.inputs[1]);
    if (isShifted(second)) return this.add(second.inputs[0], this.add(first, second.inputs[1]));
    if (isShifted(first)) return this.add(first.inputs[0], this.add(first.inputs[1], second));
    return this.folded("add", [first, second]);
  }

  subtract(a: Node, b: Node): Node {
    if (isConstant(b, 0)) return a;
    if (isConstant(a, 0)) return this.negate(b);
    if (b.operation === "negate") return this.add(a, b.inputs[0]);
    if (a.operation === "negate") return this.negate(this.add(a.inputs[0], b));
    if (isOneForAll(b, a)) return this.add(this.negate(b), a);
    if (isShifted(b)) return this.add(this.negate(b.inputs[0]), this.subtract(a, b.inputs[1]));
    if (isShifted(a)) return this.add(a.inputs[0], this.subtract(a.inputs[1], b));
    return a === b ? this.zero : this.folded("subtract", [a, b]);
  }

  negate(a: Node): Node {
    if (a.operation === "negate") return a.inputs[0];
    if (a.operation === "subtract") return this.subtract(a.inputs[1], a.inputs[0]);
    if (a.operation === "multiply" && beginsWithConstant(a)) return this.multiply(this.negate(a.inputs[0]), a.inputs[1]);
    return this.folded("negate", [a]);
  }

  multiply(a: Node, b: Node): Node {
    if (isConstant(a, 0) || isConstant(b, 0)) return this.zero;
    if (isConstant(a, 1)) return b;
    if (isConstant(b, 1)) return a;
    if (isConstant(a, -1)) return this.negate(b);
    if (isConstant(b, -1)) return this.negate(a);
    if (a.operation === "negate") return this.negate(this.multiply(a.inputs[0], b));
    if (b.operation === "negate") return this.negate(this.multiply(a, b.inputs[0]));
    const [first, second] = inOrder(a, b);
    return this.multiplyHoisted(first, second) ?? this.folded("multiply", [first, second]);
  }

  divide(a: Node, b: Node): Node {
    if (isConstant(a, 0) && !isConstant(b, 0)) return this.zero;
    if (isConstant(b) && !isConstant(a)) return this.multiply(this.constant(1 / (b.detail.value as number)), a);
    if (a.operation === "negate") return this.negate(this.divide(a.inputs[0], b));
    if (b.operation === "negate") return this.negate(this.divide(a, b.inputs[0]));
    if (b.axis === null && a.axis !== null) return this.multiply(this.divide(this.one, b), a);
    if (isScaled(a)) return this.multiply(a.inputs[0], this.divide(a.inputs[1], b));
    if (isScaled(b)) return this.multiply(this.divide(this.one, b.inputs[0]), this.divide(a, b.inputs[1]));
    return a === b ? this.one : this.folded("divide", [a, b]);
  }

  square(a: Node): Node {
    return this.multiply(a, a);
  }

  unary(operation: UnaryOperation, a: Node): Node {
    if (operation === "negate") return this.negate(a);
    if (operation === "log" && a.operation === "exp") return a.inputs[0];
    if (operation === "exp" && a.operation === "log") return a.inputs[0];
    if (operation === "log" && a.operation === "squareRoot")
      return this.multiply(this.constant(0.5), this.unary("log", a.inputs[0]));
    if (operation === "log" && a.operation === "divide" && isConstant(a.inputs[0], 1))
      return this.negate(this.unary("log", a.inputs[1]));
    if (operation === "log1pExp" && !isConstant(a)) return this.table.make(operation, [a, this.expOfMinusSize(a)], a.axis);
    if (operation === "absolute" && a.operation === "negate") return this.unary("absolute", a.inputs[0]);
    return this.folded(operation, [a]);
  }

  /** e^−|x|: what log(1 + eˣ) and its derivative share. */
  expOfMinusSize(x: Node): Node {
    return this.unary("exp", this.negate(this.unary("absolute", x)));
  }

  /** ∂ log(1 + eˣ) / ∂x = 1 / (1 + e⁻ˣ). */
  softplusSlope(x: Node): Node {
    const small = this.expOfMinusSize(x);
    const rising = this.binary("lessOrEqual", this.zero, x);
    return this.divide(this.select(rising, this.one, small), this.add(this.one, small));
  }

  binary(operation: BinaryOperation, a: Node, b: Node): Node {
    if (operation === "add") return this.add(a, b);
    if (operation === "subtract") return this.subtract(a, b);
    if (operation === "multiply") return this.multiply(a, b);
    if (operation === "divide") return this.divide(a, b);
    if (operation === "power" && isConstant(b)) return this.constantPower(a, b);
    return this.folded(operation, [a, b]);
  }

  select(test: Node, whenTrue: Node, whenFalse: Node): Node {
    if (isConstant(test)) return test.detail.value !== 0 ? whenTrue : whenFalse;
    if (whenTrue === whenFalse) return whenTrue;
    return this.table.make("select", [test, whenTrue, whenFalse], jointAxis([test, whenTrue, whenFalse]));
  }

  /** a · b for an adjoint a: where a is masked, so is the product, even if b is infinite there. */
  scaleAdjoint(a: Node, scale: (unmasked: Node) => Node): Node {
    if (a.operation === "negate") return this.negate(this.scaleAdjoint(a.inputs[0], scale));
    if (a.operation !== "select") return isConstant(a, 0) ? a : scale(a);
    const [test, whenTrue, whenFalse] = a.inputs;
    if (isConstant(whenTrue, 0)) return this.select(test, this.zero, this.scaleAdjoint(whenFalse, scale));
    return isConstant(whenFalse, 0) ? this.select(test, this.scaleAdjoint(whenTrue, scale), this.zero) : scale(a);
  }

  gather(array: Node, index: Node): Node {
    return array.axis === null ? array : this.table.make("gather", [array, index], index.axis);
  }

  /** The element at a place: taken from the ingredients where the array is computed element by element. */
  element(array: Node, at: number): Node {
    const { operation, inputs, detail } = array;
    if (array.axis === null) return array;
    if (operation === "row") return this.constant(at);
    if (operation === "lag") return this.laggedElement(array, at);
    if (operation === "assemble") return inputs[(detail.places as readonly number[]).indexOf(at)] ?? this.zero;
    if (operation === "select") {
      const [test, whenTrue, whenFalse] = inputs.map((input) => this.element(input, at));
      return this.select(test, whenTrue, whenFalse);
    }
    if (isUnary(operation)) return this.unary(operation, this.element(inputs[0], at));
    if (isBinary(operation)) return this.binary(operation, this.element(inputs[0], at), this.element(inputs[1], at));
    return this.table.make("element", [array], null, { at });
  }

  private laggedElement(lagged: Node, at: number): Node {
    const from = at - (lagged.detail.at as number);
    const length = lagged.axis?.length ?? (from <= at ? at + 1 : undefined);
    if (length === undefined) return this.table.make("element", [lagged], null, { at });
    return from >= 0 && from < length ? this.element(lagged.inputs[0], from) : this.zero;
  }

  /** The value `rows` rows earlier (later, if negative), 0 where there is none. */
  lag(array: Node, rows: number, axis: Axis): Node {
    if (rows === 0 || isConstant(array, 0)) return array;
    if (array.operation === "negate") return this.negate(this.lag(array.inputs[0], rows, axis));
    if (isScaled(array)) return this.multiply(array.inputs[0], this.lag(array.inputs[1], rows, axis));
    return this.table.make("lag", [array], axis, { at: rows });
  }

  private multiplyHoisted(first: Node, second: Node): Node | undefined {
    if (isConstant(first) && second.operation === "multiply" && isConstant(second.inputs[0]))
      return this.multiply(this.multiply(first, second.inputs[0]), second.inputs[1]);
    if (isScaled(second))
      return first.axis === null
        ? this.multiply(this.multiply(first, second.inputs[0]), second.inputs[1])
        : this.multiply(second.inputs[0], this.multiply(first, second.inputs[1]));
    if (isScaled(first)) return this.multiply(first.inputs[0], this.multiply(first.inputs[1], second));
    if (isReciprocal(second) && first.axis !== null && second.axis !== null) return this.divide(first, second.inputs[1]);
    return isReciprocal(first) && first.axis !== null ? this.divide(second, first.inputs[1]) : undefined;
  }

  private constantPower(a: Node, b: Node): Node {
    const exponent = b.detail.value as number;
    if (exponent === 0) return this.one;
    if (exponent === 1) return a;
    if (exponent === 2) return this.square(a);
    if (exponent === 3) return this.multiply(a, this.square(a));
    if (exponent === 0.5) return this.unary("squareRoot", a);
    if (exponent === -1) return this.divide(this.one, a);
    return this.folded("power", [a, b]);
  }

  /** select(t, a, 0) + select(t, 0, b) = select(t, a, b), and the like. */
  private joinMasks(first: Node, second: Node): Node | undefined {
    const [test, a, b] = first.inputs;
    const [other, c, d] = second.inputs;
    if (test !== other) return undefined;
    const zeros = [a, b, c, d].filter((node) => isConstant(node, 0)).length;
    return zeros < 2 ? undefined : this.select(test, this.add(a, c), this.add(b, d));
  }

  private folded(operation: NodeOperation, inputs: readonly Node[]): Node {
    if (inputs.every((input) => isConstant(input))) {
      const value = constantValue(
        operation,
        inputs.map(({ detail }) => detail.value as number),
      );
      if (value !== undefined) return this.constant(value);
    }
    return this.table.make(operation, inputs, jointAxis(inputs));
  }
}

const beginsWithConstant = (node: Node): boolean =>
  isConstant(node) || (node.operation === "multiply" && beginsWithConstant(node.inputs[0]));

const isReciprocal = (node: Node): boolean => node.operation === "divide" && isConstant(node.inputs[0], 1);

/** Of operands that may be swapped: constants first, then what is one number, then by age. */
function inOrder(a: Node, b: Node): [Node, Node] {
  const rank = (node: Node) => (isConstant(node) ? 0 : node.axis === null ? 1 : 2);
  const difference = rank(a) - rank(b) || a.id - b.id;
  return difference <= 0 ? [a, b] : [b, a];
}

/** Whether it is computed from its inputs element by element. */
export const isElementwise = (operation: NodeOperation): boolean =>
  isUnary(operation) || isBinary(operation) || operation === "select";
