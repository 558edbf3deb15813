/** Expressions: how a log density is declared, once. A graph of operations, with methods that let formulas be read from left to right. */
import { InvalidArgument } from "../errors.js";
import type { Axis } from "./axis.js";
import type { BinaryOperation, UnaryOperation } from "./instruction.js";
import { isBinary, isUnary } from "./operations.js";
import type { Operator } from "./operator.js";
import { gatherRowsOperator } from "./operators/gather-rows.js";
import { productAxis } from "./product-axis.js";

// biome-ignore format: one line a group
export type Operation = UnaryOperation | BinaryOperation | "select" | "constant" | "position" | "column" | "index" | "row" | "gather" | "element" | "lag"
  | "sum" | "previous" | "scan" | "output";

/** One call of an operator: its inputs, and how long its outputs and its work arrays are (null: one number). */
export interface OperatorCall {
  readonly operator: Operator<never>;
  readonly inputs: readonly Expression[];
  readonly outputs: readonly (Axis | null)[];
  readonly work: readonly (Axis | null)[];
  readonly settings: unknown;
}

/** A recursion along an axis: state₀ = next₀(initial), stateᵢ = nextᵢ(stateᵢ₋₁). */
export interface ScanDefinition {
  readonly axis: Axis;
  readonly initial: readonly Expression[];
  /** Stand for the state before the row. */
  readonly previous: readonly Expression[];
  /** The state of the row. */
  readonly next: readonly Expression[];
}

/** What an operation needs besides its inputs. */
export interface About {
  /** Of a constant. */
  readonly value?: number;
  /** Of an array of the position or of the data. */
  readonly name?: string;
  /** What an index points into. */
  readonly into?: Axis;
  /** Which element. */
  readonly at?: number;
  readonly lag?: number;
  /** Which of several results. */
  readonly component?: number;
  readonly definition?: ScanDefinition;
  readonly call?: OperatorCall;
}

/** An expression, or a number. */
export type Operand<Over extends string = string> = Expression<Over> | number;

/** The axes that fit `Over` element by element. */
export type Fitting<Over extends string> = "scalar" extends Over ? string : Over | "scalar";

/** The axis of a combination of two that fit. */
export type Joined<A extends string, B extends string> = "scalar" extends A ? B : A;

/**
 * An expression: one number (`"scalar"`), or one for each element of its axis, whose name the type checker knows as `Over`. Immutable; equal expressions
 * are found to be the same when a program is compiled.
 */
export class Expression<out Over extends string = string> {
  declare readonly over?: Over;

  constructor(
    readonly operation: Operation,
    readonly inputs: readonly Expression[],
    readonly axis: Axis | null,
    readonly about: About = {},
  ) {}

  plus(other: number): Expression<Over>;
  plus<B extends Fitting<Over>>(other: Operand<B>): Expression<Joined<Over, B>>;
  plus<B extends Fitting<Over>>(other: Operand<B>): Expression<Joined<Over, B>> {
    return binary("add", this, other) as Expression<Joined<Over, B>>;
  }
  minus(other: number): Expression<Over>;
  minus<B extends Fitting<Over>>(other: Operand<B>): Expression<Joined<Over, B>>;
  minus<B extends Fitting<Over>>(other: Operand<B>): Expression<Joined<Over, B>> {
    return binary("subtract", this, other) as Expression<Joined<Over, B>>;
  }
  times(other: number): Expression<Over>;
  times<B extends Fitting<Over>>(other: Operand<B>): Expression<Joined<Over, B>>;
  times<B extends Fitting<Over>>(other: Operand<B>): Expression<Joined<Over, B>> {
    return binary("multiply", this, other) as Expression<Joined<Over, B>>;
  }
  dividedBy(other: number): Expression<Over>;
  dividedBy<B extends Fitting<Over>>(other: Operand<B>): Expression<Joined<Over, B>>;
  dividedBy<B extends Fitting<Over>>(other: Operand<B>): Expression<Joined<Over, B>> {
    return binary("divide", this, other) as Expression<Joined<Over, B>>;
  }
  negated(): Expression<Over> {
    return unary("negate", this);
  }
  squared(): Expression<Over> {
    return binary("multiply", this, this) as Expression<Over>;
  }
  squareRoot(): Expression<Over> {
    return unary("squareRoot", this);
  }
  exp(): Expression<Over> {
    return unary("exp", this);
  }
  log(): Expression<Over> {
    return unary("log", this);
  }
  /** The vector for each row, of an array over levels × columns: `share.at(county)`, `county` a column of places in the levels. */
  at<Rows extends string, Columns extends string>(
    this: Expression<`${string} × ${Columns}`>,
    index: Expression<Rows>,
  ): Expression<`${Rows} × ${Columns}`>;
  /** The element for each row: `alpha.at(county)`, `county` a column of places in this expression's axis. */
  at<Rows extends string>(index: Expression<Rows> & { readonly group?: Over }): Expression<Rows>;
  /** The element at a place known when the model is written: its number, from 0, or its level's name (of a column declared by `indexOf`). */
  at(place: number | string): Expression<"scalar">;
  at(place: Expression | number | string): Expression {
    if (typeof place === "string") return element(this, placeOf(this.axis, place));
    return typeof place === "number" ? element(this, place) : gather(this, place);
  }
  /** The value `rows` rows earlier, 0 where there is none. */
  lag(rows: number): Expression<Over> {
    return new Expression<Over>("lag", [this], this.axis, { lag: rows });
  }
  /** Σ over the axis. */
  sum(): Expression<"scalar"> {
    return sum(this);
  }
}

/** An expression, of a number the constant. Throws `InvalidArgument` for anything else. */
export function toExpression(operand: Operand): Expression {
  if (typeof operand === "number") return constant(operand);
  if (operand instanceof Expression) return operand;
  throw new InvalidArgument("expression", "operand", "be a number or an expression", operand);
}

/** One number. */
export const constant = (value: number): Expression<"scalar"> => new Expression("constant", [], null, { value });

/** Coordinates of the position: one number, or one for each element of an axis. */
export const positionArray = (name: string, axis: Axis | null): Expression => new Expression("position", [], axis, { name });

/** A column of data: real numbers, one for each element of `axis` (null: one number). */
export const column = (name: string, axis: Axis | null): Expression => new Expression("column", [], axis, { name });

/** A column of places in `into`, from 0: for `gather`. */
export const indexColumn = (name: string, axis: Axis, into: Axis): Expression =>
  new Expression("index", [], axis, { name, into });

/** The number of the row, from 0. */
export const row = <Name extends string>(axis: Axis & { readonly name: Name }): Expression<Name> =>
  new Expression("row", [], axis);

/** An operation on each element. Throws `InvalidArgument` for an operation that there is not. */
export function unary<Over extends string>(operation: UnaryOperation, a: Operand<Over>): Expression<Over> {
  if (!isUnary(operation))
    throw new InvalidArgument("unary", "operation", "be an operation of one number, such as exp", operation);
  const input = toExpression(a);
  return new Expression<Over>(operation, [input], input.axis);
}

/** An operation on pairs of elements; one number fits any axis. Throws `InvalidArgument` for two different axes, and for an operation that there is not. */
export function binary<A extends string = "scalar", B extends string = "scalar">(
  operation: BinaryOperation,
  a: Operand<A>,
  b: Operand<B>,
): Expression<Joined<A, B>> {
  if (!isBinary(operation))
    throw new InvalidArgument("binary", "operation", "be an operation of two numbers, such as add", operation);
  const inputs = [toExpression(a), toExpression(b)];
  return new Expression(operation, inputs, commonAxis(operation, inputs));
}

/** `whenTrue` where `test` is not 0, otherwise `whenFalse`; both are computed, so both must have finite derivatives everywhere. */
export function select<A extends string = "scalar", B extends string = "scalar", C extends string = "scalar">(
  test: Operand<A>,
  whenTrue: Operand<B>,
  whenFalse: Operand<C>,
): Expression<Joined<A, Joined<B, C>>> {
  const inputs = [test, whenTrue, whenFalse].map(toExpression);
  return new Expression("select", inputs, commonAxis("select", inputs));
}

/** array[index[row]]: `array` over the axis that `index`, an `indexColumn`, points into; of a table the whole row. */
export function gather<Rows extends string>(array: Expression, index: Expression<Rows>): Expression<Rows> {
  const { into } = toExpression(index).about;
  const product = array.axis?.product;
  if (product !== undefined && product[0] === into) {
    const rows = productAxis(index.axis as Axis, product[1]);
    const call = { operator: gatherRowsOperator, inputs: [index, array], outputs: [rows], work: [], settings: null };
    return applyOperator(call)[0] as Expression<Rows>;
  }
  if (into === undefined) throw new InvalidArgument("at", "index", "be a column of places in an axis", index.operation);
  if (into !== array.axis) throw new InvalidArgument("at", "index", `point into ${nameOf(array.axis)}`, nameOf(into));
  return new Expression<Rows>("gather", [array, index], index.axis);
}

/** The number of a level that the model knows by name. */
function placeOf(axis: Axis | null, label: string): number {
  const place = axis?.labels?.indexOf(label) ?? -1;
  if (place < 0)
    throw new InvalidArgument(
      "at",
      "place",
      `be one of the levels that the model knows, ${axis?.labels?.join(", ") ?? "none"}`,
      label,
    );
  return place;
}

/** The element of an array at a place known when the model is written, from 0. Throws `InvalidArgument` for a place that is not in it. */
export function element(array: Expression, at: number): Expression<"scalar"> {
  const length = array.axis?.length ?? Number.POSITIVE_INFINITY;
  if (!(Number.isInteger(at) && at >= 0 && at < length) || array.axis === null)
    throw new InvalidArgument("at", "place", `be a place in ${nameOf(array.axis)}, from 0 to ${length - 1}`, at);
  return new Expression("element", [array], null, { at });
}

/** Σ over the axis: a scalar. A scalar is its own sum. */
export const sum = (terms: Expression): Expression<"scalar"> =>
  (terms.axis === null ? terms : new Expression("sum", [terms], null)) as Expression<"scalar">;

/** A recursion along `axis`: `step` gets the state before the row and gives the row's; what comes back are the states, as arrays over the axis. */
export function scan<Name extends string>(
  axis: Axis & { readonly name: Name },
  initial: readonly Operand[],
  step: (previous: readonly Expression<Name>[]) => readonly Expression[],
): Expression<Name>[] {
  const previous = initial.map((_, component) => new Expression<Name>("previous", [], axis, { component }));
  const definition: ScanDefinition = { axis, initial: initial.map(toExpression), previous, next: step(previous) };
  const inputs = [...definition.initial, ...definition.next];
  return definition.next.map((_, component) => new Expression<Name>("scan", inputs, axis, { definition, component }));
}

/** The outputs of an operator. Arrays are handed over whole, scalars as arrays of one number. */
export function applyOperator(call: OperatorCall): Expression[] {
  return call.outputs.map((axis, component) => new Expression("output", call.inputs, axis, { call, component }));
}

const nameOf = (axis: Axis | null): string => axis?.name ?? "one number";

/** The one axis of expressions that are combined element by element; scalars fit any. */
export function commonAxis(caller: string, inputs: readonly Expression[]): Axis | null {
  let axis: Axis | null = null;
  for (const input of inputs) {
    if (input.axis === null || input.axis === axis) continue;
    if (axis !== null)
      throw new InvalidArgument(caller, "operand", `be over ${axis.name}, or one number`, `one over ${input.axis.name}`);
    axis = input.axis;
  }
  return axis;
}
