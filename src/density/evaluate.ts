/** Expressions as numbers, node by node: for single densities and for tests, not for sampling. */
import { InvalidArgument } from "../errors.js";
import { exp, expm1 } from "../numeric/elementary/exponential.js";
import { tanh } from "../numeric/elementary/hyperbolic.js";
import { log, log1p } from "../numeric/elementary/logarithm.js";
import { pow } from "../numeric/elementary/power.js";
import { cos, sin } from "../numeric/elementary/trigonometric.js";
import { normalCdf, normalLogCdf } from "../numeric/probability/normal.js";
import { erfcx } from "../numeric/special/error-function.js";
import { logGamma } from "../numeric/special/log-gamma.js";
import { log1pExp } from "../numeric/special/log1p-exp.js";
import { expit } from "../numeric/special/logit.js";
import type { Axis } from "./axis.js";
import type { Expression, OperatorCall, ScanDefinition } from "./expression.js";
import { portableDigamma } from "./functions/digamma.js";
import { portableTrigamma } from "./functions/trigamma.js";
import type { BinaryOperation, UnaryOperation } from "./instruction.js";

/** Numbers and arrays by the names of columns and of position arrays. */
export type NamedValues = Readonly<Record<string, number | ArrayLike<number>>>;

const ROOT_TWO_OVER_PI = 0.7978845608028654;

const unaryFunctions: Readonly<Record<UnaryOperation, (a: number) => number>> = {
  negate: (a) => -a,
  absolute: Math.abs,
  squareRoot: Math.sqrt,
  floor: Math.floor,
  exp,
  log,
  log1p,
  expm1,
  tanh,
  logGamma,
  digamma: portableDigamma,
  trigamma: portableTrigamma,
  normalCdf: (a) => normalCdf(a),
  logNormalCdf: (a) => normalLogCdf(a),
  inverseMills: (a) => ROOT_TWO_OVER_PI / erfcx(-a * Math.SQRT1_2),
  log1pExp,
  inverseLogit: expit,
  sin,
  cos,
};

const binaryFunctions: Readonly<Record<BinaryOperation, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  minimum: Math.min,
  maximum: Math.max,
  less: (a, b) => Number(a < b),
  lessOrEqual: (a, b) => Number(a <= b),
  equal: (a, b) => Number(a === b),
  power: pow,
};

/**
 * The values of an expression: one for each element of its axis, or a single one. Axes are as long as the columns and position arrays over them.
 *
 * Throws `InvalidArgument` where a value is missing, and where the length of an axis cannot be known.
 */
export function evaluate(expression: Expression, values: NamedValues = {}): Float64Array {
  return new Evaluation(values).of(expression);
}

/** The value of an expression that is one number; otherwise as `evaluate`. */
export function evaluateNumber(expression: Expression, values: NamedValues = {}): number {
  if (expression.axis !== null)
    throw new InvalidArgument("evaluateNumber", "expression", "be one number", `one over ${expression.axis.name}`);
  return evaluate(expression, values)[0];
}

class Evaluation {
  private readonly done = new Map<Expression, Float64Array>();
  private readonly operatorOutputs = new Map<OperatorCall, readonly Float64Array[]>();
  private readonly scans = new Map<ScanDefinition, readonly Float64Array[]>();
  private readonly lengths = new Map<Axis, number>();

  constructor(private readonly values: NamedValues) {}

  of(expression: Expression): Float64Array {
    const known = this.done.get(expression);
    if (known !== undefined) return known;
    if (this.done.size === 0) this.measure(expression, new Set());
    const result = this.compute(expression);
    this.done.set(expression, result);
    return result;
  }

  /** Learns the lengths of axes from the arrays over them. */
  private measure(expression: Expression, seen: Set<Expression>): void {
    if (seen.has(expression)) return;
    seen.add(expression);
    for (const input of expression.inputs) this.measure(input, seen);
    const { name } = expression.about;
    if (name === undefined || expression.axis === null) return;
    const array = this.values[name];
    if (typeof array === "object") this.lengths.set(expression.axis, array.length);
  }

  private lengthOf(axis: Axis | null): number {
    if (axis === null) return 1;
    const length = axis.length ?? this.lengths.get(axis);
    if (length !== undefined) return length;
    if (axis.product !== undefined) return this.lengthOf(axis.product[0]) * this.lengthOf(axis.product[1]);
    throw new InvalidArgument("evaluate", `values over ${axis.name}`, "be given", undefined);
  }

  private compute(expression: Expression): Float64Array {
    const { operation, inputs, axis, about } = expression;
    switch (operation) {
      case "constant":
        return Float64Array.of(about.value as number);
      case "position":
      case "column":
      case "index":
        return this.named(about.name as string, this.lengthOf(axis));
      case "sum":
        return Float64Array.of(this.of(inputs[0]).reduce((total, term) => total + term, 0));
      case "element":
        return Float64Array.of(this.of(inputs[0])[about.at as number]);
      case "previous":
        throw new InvalidArgument("evaluate", "previous", "stand inside its scan", operation);
      case "scan":
        return this.scanned(about.definition as ScanDefinition)[about.component as number];
      case "output":
        return this.called(about.call as OperatorCall)[about.component as number];
      default: {
        const arrays = inputs.map((input) => this.of(input));
        return Float64Array.from({ length: this.lengthOf(axis) }, (_, i) => valueAt(expression, arrays, i));
      }
    }
  }

  private named(name: string, length: number): Float64Array {
    const value = this.values[name];
    if (value === undefined) throw new InvalidArgument("evaluate", name, "have a value", undefined);
    const array = typeof value === "number" ? Float64Array.of(value) : Float64Array.from(value);
    if (array.length !== length) throw new InvalidArgument("evaluate", name, `have ${length} values`, array.length);
    return array;
  }

  private called(call: OperatorCall): readonly Float64Array[] {
    const known = this.operatorOutputs.get(call);
    if (known !== undefined) return known;
    const room = (axis: Axis | null) => new Float64Array(this.lengthOf(axis));
    const inputs = call.inputs.map((input) => (input.operation === "index" ? Int32Array.from(this.of(input)) : this.of(input)));
    const arrays = { inputs, outputs: call.outputs.map(room), work: call.work.map(room) };
    call.operator.forward(arrays, call.settings as never);
    this.operatorOutputs.set(call, arrays.outputs);
    return arrays.outputs;
  }

  private scanned(definition: ScanDefinition): readonly Float64Array[] {
    const known = this.scans.get(definition);
    if (known !== undefined) return known;
    const length = this.lengthOf(definition.axis);
    const states = definition.next.map(() => new Float64Array(length));
    let previous = definition.initial.map((value) => this.of(value)[0]);
    for (let i = 0; i < length; i++) {
      const row = new Map<Expression, number>(definition.previous.map((node, component) => [node, previous[component]]));
      previous = definition.next.map((node) => this.inRow(node, i, row));
      for (const [component, state] of previous.entries()) states[component][i] = state;
    }
    this.scans.set(definition, states);
    return states;
  }

  /** The value in one row of an expression that may depend on the row before. */
  private inRow(expression: Expression, i: number, row: Map<Expression, number>): number {
    const known = row.get(expression);
    if (known !== undefined) return known;
    const value = dependsOn(expression, row)
      ? valueAt(
          expression,
          expression.inputs.map((input) => Float64Array.of(this.inRow(input, i, row))),
          0,
        )
      : at(this.of(expression), i);
    row.set(expression, value);
    return value;
  }
}

/** Whether something the row knows is below: what the scan carries. */
function dependsOn(expression: Expression, row: ReadonlyMap<Expression, number>): boolean {
  if (expression.operation === "previous") return row.has(expression);
  return expression.operation !== "scan" && expression.inputs.some((input) => dependsOn(input, row));
}

/** Arrays of one number hold for all elements. */
const at = (array: Float64Array, i: number): number => (array.length === 1 ? array[0] : array[i]);

/** One element of an operation that works element by element. */
function valueAt({ operation, about }: Expression, arrays: readonly Float64Array[], i: number): number {
  if (operation === "row") return i;
  if (operation === "lag") return i < (about.lag as number) ? 0 : arrays[0][i - (about.lag as number)];
  if (operation === "gather") return arrays[0][at(arrays[1], i)];
  if (operation === "select") return at(arrays[0], i) !== 0 ? at(arrays[1], i) : at(arrays[2], i);
  const a = at(arrays[0], i);
  if (operation in unaryFunctions) return Number.isNaN(a) ? a : unaryFunctions[operation as UnaryOperation](a);
  return binaryFunctions[operation as BinaryOperation](a, at(arrays[1], i));
}
