/** From expressions, as they are declared, to nodes in simplest form. */
import { InvalidArgument } from "../../errors.js";
import type { Axis } from "../axis.js";
import type { Expression, OperatorCall, ScanDefinition } from "../expression.js";
import { isBinary, isUnary } from "../operations.js";
import type { Algebra } from "./algebra.js";
import type { Call, Node, Recursion } from "./node.js";
import { sumOver } from "./sums.js";

/** Turns expressions into nodes, each once. */
export class Importer {
  /** The columns and indices that were declared, also those that simplification makes unnecessary. */
  readonly data = new Set<Node>();
  private readonly known = new Map<Expression, Node>();
  private readonly recursions = new Map<ScanDefinition, Recursion>();
  private readonly calls = new Map<OperatorCall, Call>();
  private readonly declared: ReadonlySet<Expression>;

  constructor(
    private readonly algebra: Algebra,
    positions: readonly Expression[],
  ) {
    this.declared = new Set(positions);
  }

  /** The node of an expression; without recursion in the language's sense, for expressions can be deeper than the stack. */
  nodeOf(expression: Expression): Node {
    const open = [expression];
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      if (this.known.has(top)) {
        open.pop();
        continue;
      }
      const missing = this.ingredients(top).filter((input) => !this.known.has(input));
      if (missing.length > 0) {
        for (const input of missing) open.push(input);
      } else {
        this.known.set(top, this.build(top));
        open.pop();
      }
    }
    return this.known.get(expression) as Node;
  }

  /** What must be built before; a recursion's steps only once its previous states are known. */
  private ingredients(expression: Expression): readonly Expression[] {
    const { definition } = expression.about;
    if (expression.operation !== "scan" || definition === undefined) return expression.inputs;
    const unset = definition.initial.filter((initial) => !this.known.has(initial));
    if (unset.length > 0) return unset;
    this.startRecursion(definition);
    return definition.next;
  }

  private build(expression: Expression): Node {
    const { operation, axis, about } = expression;
    const inputs = expression.inputs.map((input) => this.known.get(input) as Node);
    const { algebra } = this;
    if (isUnary(operation)) return algebra.unary(operation, inputs[0]);
    if (isBinary(operation)) return algebra.binary(operation, inputs[0], inputs[1]);
    switch (operation) {
      case "constant":
        return algebra.constant(about.value as number);
      case "position":
        this.requireDeclared(expression);
        return algebra.table.make("position", [], axis, { name: about.name as string });
      case "column":
        return this.dataNode(algebra.table.make("column", [], axis, { name: about.name as string }));
      case "index":
        return this.dataNode(algebra.table.make("index", [], axis, { name: about.name as string, into: about.into as Axis }));
      case "row":
        return algebra.row(axis as Axis);
      case "select":
        return algebra.select(inputs[0], inputs[1], inputs[2]);
      case "gather":
        return algebra.gather(inputs[0], inputs[1]);
      case "element":
        return algebra.element(inputs[0], about.at as number);
      case "lag":
        return algebra.lag(inputs[0], about.lag as number, axis as Axis);
      case "sum":
        return sumOver(algebra, inputs[0], expression.inputs[0].axis as Axis);
      case "previous":
        throw new InvalidArgument("compile", "state", "be used in its own recursion only", "a use outside of it");
      case "scan":
        return this.stateOf(about.definition as ScanDefinition, about.component as number);
      case "output":
        return this.outputOf(about.call as OperatorCall, about.component as number);
      default:
        return operation satisfies never;
    }
  }

  private dataNode(node: Node): Node {
    this.data.add(node);
    return node;
  }

  private requireDeclared(expression: Expression): void {
    if (!this.declared.has(expression))
      throw new InvalidArgument("compile", "positions", "hold every array of the position that terms use", expression.about.name);
  }

  /** The states of the row before: the initial ones at the first row. */
  private startRecursion(definition: ScanDefinition): void {
    if (this.recursions.has(definition)) return;
    const { algebra } = this;
    const { axis } = definition;
    const recursion: Recursion = { axis, backward: false, previous: [], next: [], states: [] };
    this.recursions.set(definition, recursion);
    const isFirst = algebra.binary("equal", algebra.row(axis), algebra.zero);
    for (const [at, initial] of definition.initial.entries()) {
      const previous = algebra.table.makeNew("previous", [], axis, { recursion, at }, true);
      recursion.previous.push(previous);
      const start = this.known.get(initial) as Node;
      const before = start === algebra.zero ? previous : algebra.select(isFirst, start, previous);
      this.known.set(definition.previous[at], before);
    }
  }

  private stateOf(definition: ScanDefinition, component: number): Node {
    const recursion = this.recursions.get(definition) as Recursion;
    if (recursion.states.length === 0) {
      recursion.next = definition.next.map((next) => this.known.get(next) as Node);
      for (let at = 0; at < recursion.next.length; at++)
        recursion.states.push(this.algebra.table.makeNew("state", recursion.next, recursion.axis, { recursion, at }, true));
    }
    return recursion.states[component];
  }

  private outputOf(definition: OperatorCall, component: number): Node {
    let call = this.calls.get(definition);
    if (call === undefined) {
      const { operator, settings, outputs: outputAxes, work: workAxes } = definition;
      const inputs = definition.inputs.map((input) => this.known.get(input) as Node);
      const inputAxes = definition.inputs.map(({ axis }) => axis);
      call = { operator, settings, inputs, inputAxes, outputAxes, workAxes, outputs: [] };
      const varies = inputs.some((input) => input.varies);
      for (const [at, axis] of outputAxes.entries())
        call.outputs.push(this.algebra.table.makeNew("output", inputs, axis, { call, at }, varies));
      this.calls.set(definition, call);
    }
    return call.outputs[component];
  }
}
