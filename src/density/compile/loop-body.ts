/** Writes one loop: the instructions of all its tasks, each value computed once. */
import type { BinaryOperation, Instruction, UnaryOperation } from "../instruction.js";
import { isBinary, isUnary } from "../operations.js";
import { isLeaf, type TaskCollector } from "./collect-tasks.js";
import type { Node, Recursion } from "./node.js";
import type { Plan } from "./plan-loops.js";
import type { Place, Storage } from "./storage.js";
import type { Action } from "./task.js";

/** What a loop finds in arrays rather than computing it, and what it leaves there for others. */
export interface Demand {
  readonly loads: Map<Node, Place>;
  readonly extraStores: Map<Node, Place>;
}

export class LoopBody {
  readonly instructions: Instruction[] = [];
  private readonly lines = new Map<Node, number>();
  private readonly recursions = new Set<Recursion>();

  constructor(
    private readonly plan: Plan,
    private readonly demand: Demand,
    private readonly collector: TaskCollector,
    private readonly storage: Storage,
  ) {
    for (const { action } of plan.tasks) if (action.kind === "states") this.recursions.add(action.recursion);
    for (const { action } of plan.tasks) this.writeAction(action);
    for (const [node, place] of demand.extraStores) this.storeAt(place, this.lineOf(node));
  }

  private writeAction(action: Action): void {
    if (action.kind === "operator") return;
    if (action.kind === "states") {
      const lines = action.recursion.next.map((next) => this.lineOf(next));
      for (const [i, value] of lines.entries()) this.storeAt(action.places[i], value);
      return;
    }
    const { kind, node, place } = action;
    if (kind === "store") {
      this.storeAt(place, this.lineOf(node));
      return;
    }
    const { array } = place;
    if (kind === "assemble") {
      for (const [i, at] of (node.detail.places as readonly number[]).entries())
        this.write({ op: "storeAt", array, at, value: this.lineOf(node.inputs[i]) });
      return;
    }
    const value = this.lineOf(node.inputs[0]);
    if (kind === "scatter") this.write({ op: "scatter", array, index: this.storage.arrayOf(node.inputs[1]), value });
    else this.write({ op: kind, array, at: place.at as number, value });
  }

  private write(instruction: Instruction): number {
    return this.instructions.push(instruction) - 1;
  }

  private storeAt({ array, at }: Place, value: number): void {
    this.write(at === null ? { op: "store", array, value } : { op: "storeAt", array, at, value });
  }

  private read({ array, at }: Place): number {
    return this.write(at === null ? { op: "load", array } : { op: "element", array, at });
  }

  private lineOf(node: Node): number {
    let line = this.lines.get(node);
    if (line === undefined) {
      line = this.compute(node);
      this.lines.set(node, line);
    }
    return line;
  }

  private compute(node: Node): number {
    const { operation, inputs, detail } = node;
    const stored = this.demand.loads.get(node);
    if (stored !== undefined) return this.read(stored);
    if (operation === "constant") return this.write({ op: "constant", value: detail.value as number });
    if (operation === "row") return this.write({ op: "row" });
    const isElsewhere = node.axis === null && this.plan.axis !== null;
    if (isElsewhere || isLeaf(node) || this.collector.isBound(node))
      return this.read(this.collector.accessOf(node, node.axis).place);
    if (operation === "log1pExp") return this.softplus(inputs[0], inputs[1]);
    if (isUnary(operation)) return this.write({ op: operation as UnaryOperation, a: this.lineOf(inputs[0]) });
    if (isBinary(operation)) {
      const a = this.lineOf(inputs[0]);
      return this.write({ op: operation as BinaryOperation, a, b: this.lineOf(inputs[1]) });
    }
    if (operation === "select") {
      const [test, a, b] = inputs.map((input) => this.lineOf(input));
      return this.write({ op: "select", test, a, b });
    }
    return this.readElsewhere(node);
  }

  /** log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|). Source: machler2012. */
  private softplus(x: Node, expOfMinusSize: Node): number {
    const small = this.write({ op: "log1p", a: this.lineOf(expOfMinusSize) });
    const a = this.lineOf(x);
    const larger = this.write({ op: "maximum", a, b: this.write({ op: "constant", value: 0 }) });
    return this.write({ op: "add", a: larger, b: small });
  }

  private readElsewhere(node: Node): number {
    const { operation, inputs, detail } = node;
    if (operation === "gather") {
      const { array } = this.collector.accessOf(inputs[0], inputs[0].axis).place;
      return this.write({ op: "gather", array, index: this.storage.arrayOf(inputs[1]) });
    }
    if (operation === "element") {
      const { array } = this.collector.accessOf(inputs[0], inputs[0].axis).place;
      return this.write({ op: "element", array, at: detail.at as number });
    }
    if (operation === "lag") {
      const rows = detail.at as number;
      const { array } = this.collector.paddedAccessOf(inputs[0], node.axis as NonNullable<Node["axis"]>, Math.abs(rows)).place;
      return this.write({ op: "load", array, shift: -rows });
    }
    if (operation === "previous") {
      const { backward } = detail.recursion as Recursion;
      return this.write({ op: "load", array: this.collector.statePlace(node).array, shift: backward ? 1 : -1 });
    }
    if (operation === "state" && this.recursions.has(detail.recursion as Recursion))
      return this.lineOf((detail.recursion as Recursion).next[detail.at as number]);
    return this.read(this.collector.accessOf(node, node.axis).place);
  }
}
