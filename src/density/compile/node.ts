/** Nodes: expressions as the compiler sees them, in a graph in which equal ones are one. */
import type { Axis } from "../axis.js";
import type { BinaryOperation, UnaryOperation } from "../instruction.js";
import type { Operator } from "../operator.js";

// biome-ignore format: one line a group
export type NodeOperation = UnaryOperation | BinaryOperation | "select" | "constant" | "position" | "column" | "index" | "row" | "gather" | "element" | "lag"
  | "sum" | "sumLog" | "scatter" | "assemble" | "previous" | "state" | "output";

/** A recursion over an axis: its states row by row, each from the states of the row before (after, if backward). */
export interface Recursion {
  readonly axis: Axis;
  readonly backward: boolean;
  /** The states of the row before: 0 before the first. */
  readonly previous: Node[];
  /** The states of the row, from `previous`. */
  next: Node[];
  /** The states as arrays. */
  readonly states: Node[];
}

/** One call of an operator, or of its adjoint: then its outputs are the adjoints of the inputs. */
export interface Call {
  readonly operator: Operator<never>;
  readonly settings: unknown;
  readonly inputs: readonly Node[];
  readonly inputAxes: readonly (Axis | null)[];
  readonly outputAxes: readonly (Axis | null)[];
  readonly workAxes: readonly (Axis | null)[];
  readonly outputs: Node[];
  /** Of an adjoint: the call whose adjoint it is, and the adjoints of that call's outputs. */
  readonly adjointOf?: { readonly call: Call; readonly seeds: readonly Node[] };
}

/** What an operation needs besides its inputs. */
export interface Detail {
  /** What a sum runs over, or the axis into which a scatter adds. */
  readonly over?: Axis;
  readonly value?: number;
  /** That derivatives do not pass through it: another node carries its derivative. */
  readonly isConstant?: true;
  /** A place in an array, a lag, or which of several results. */
  readonly at?: number;
  /** The places that an assembled array's inputs fill; it is 0 elsewhere. */
  readonly places?: readonly number[];
  readonly name?: string;
  readonly into?: Axis;
  readonly recursion?: Recursion;
  readonly call?: Call;
}

/** One value: a number (axis null), or one for each element of its axis. Inputs have smaller ids. */
export class Node {
  constructor(
    readonly id: number,
    readonly operation: NodeOperation,
    readonly inputs: readonly Node[],
    readonly axis: Axis | null,
    readonly detail: Detail,
    /** Whether it depends on the position. */
    readonly varies: boolean,
  ) {}
}

/** Makes nodes, each only once. */
export class NodeTable {
  private readonly known = new Map<string, Node>();
  private readonly axes = new Map<Axis, number>();
  private count = 0;

  /** The one node of that operation, inputs and detail. */
  make(operation: NodeOperation, inputs: readonly Node[], axis: Axis | null, detail: Detail = {}): Node {
    let key = `${operation} ${this.axisNumber(axis)}`;
    for (const input of inputs) key += ` ${input.id}`;
    const { value, at, places, name, over } = detail;
    if (detail.isConstant) key += "c";
    if (value !== undefined) key += Object.is(value, -0) ? "v-0" : `v${value}`;
    if (at !== undefined) key += `@${at}`;
    if (places !== undefined) key += `@${places.join()}`;
    if (name !== undefined) key += `"${name}`;
    if (over !== undefined) key += `Σ${this.axisNumber(over)}`;
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const node = this.makeNew(operation, inputs, axis, detail, operation === "position" || inputs.some(({ varies }) => varies));
    this.known.set(key, node);
    return node;
  }

  /** A node that equals no other. */
  makeNew(operation: NodeOperation, inputs: readonly Node[], axis: Axis | null, detail: Detail, varies: boolean): Node {
    return new Node(this.count++, operation, inputs, axis, detail, varies);
  }

  private axisNumber(axis: Axis | null): number {
    if (axis === null) return -1;
    let number = this.axes.get(axis);
    if (number === undefined) {
      number = this.axes.size;
      this.axes.set(axis, number);
    }
    return number;
  }
}

/** The axis of nodes that are combined element by element. */
export function jointAxis(nodes: readonly Node[]): Axis | null {
  for (const { axis } of nodes) if (axis !== null) return axis;
  return null;
}
