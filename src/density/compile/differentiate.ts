/** Reverse mode as a rewrite: the derivatives of a number are nodes like any others, so that they share what the value computes. */
import { InvalidArgument } from "../../errors.js";
import type { Axis } from "../axis.js";
import { type Algebra, isConstant, isElementwise } from "./algebra.js";
import { inputAdjoints } from "./derivatives.js";
import type { Call, Node, Recursion } from "./node.js";
import { scatterBy } from "./scatter.js";
import { sumOver } from "./sums.js";

/** What has been found of one node's adjoint so far. */
class Adjoint {
  /** Over the node's own axis. */
  own: Node | undefined;
  /** Of one number, from arrays: still to be summed. */
  readonly rows = new Map<Axis, Node>();
  /** Of an array, from single elements. */
  readonly elements = new Map<number, Node>();
}

class Differentiation {
  private readonly adjoints = new Map<Node, Adjoint>();
  private readonly finished = new Set<Node | Recursion | Call>();

  constructor(private readonly algebra: Algebra) {}

  /** Adds to the adjoint of a node what comes from a use over `axis`. */
  contribute(node: Node, adjoint: Node | undefined, axis: Axis | null): void {
    if (!node.varies || adjoint === undefined || isConstant(adjoint, 0)) return;
    const { algebra } = this;
    const entry = this.entryOf(node);
    if (node.axis !== null || axis === null) {
      entry.own = entry.own === undefined ? adjoint : algebra.add(entry.own, adjoint);
    } else {
      const found = entry.rows.get(axis);
      entry.rows.set(axis, found === undefined ? adjoint : algebra.add(found, adjoint));
    }
  }

  /** The whole adjoint of a node whose uses are all known. */
  adjointOf(node: Node): Node {
    const { algebra } = this;
    const entry = this.adjoints.get(node);
    if (entry === undefined) return algebra.zero;
    let adjoint = entry.own ?? algebra.zero;
    for (const [axis, rows] of entry.rows) adjoint = algebra.add(adjoint, sumOver(algebra, rows, axis));
    if (entry.elements.size > 0) {
      const places = [...entry.elements.keys()];
      const assembled = algebra.table.make("assemble", [...entry.elements.values()], node.axis, { places });
      adjoint = algebra.add(adjoint, assembled);
    }
    return adjoint;
  }

  /** Passes the adjoints of these nodes (users before what they use) on to their inputs. */
  passOn(nodes: readonly Node[]): void {
    for (const node of nodes) {
      if (this.finished.has(node) || !this.adjoints.has(node)) continue;
      this.finished.add(node);
      this.passOnFrom(node);
    }
  }

  private entryOf(node: Node): Adjoint {
    let entry = this.adjoints.get(node);
    if (entry === undefined) {
      entry = new Adjoint();
      this.adjoints.set(node, entry);
    }
    return entry;
  }

  private passOnFrom(node: Node): void {
    const { algebra } = this;
    const { operation, inputs, detail } = node;
    if (isElementwise(operation)) {
      const adjoints = inputAdjoints(algebra, node, this.adjointOf(node));
      for (const [i, input] of inputs.entries()) this.contribute(input, adjoints[i], node.axis);
    } else if (operation === "sum") {
      if (!detail.isConstant) this.contribute(inputs[0], this.adjointOf(node), detail.over as Axis);
    } else if (operation === "gather") {
      this.contribute(inputs[0], scatterBy(algebra, this.adjointOf(node), inputs[1]), inputs[0].axis);
    } else if (operation === "scatter") {
      this.contribute(inputs[0], algebra.gather(this.adjointOf(node), inputs[1]), inputs[1].axis);
    } else if (operation === "sumLog") {
      const share = algebra.multiply(this.adjointOf(node), algebra.softplusSlope(inputs[1]));
      this.contribute(inputs[1], share, detail.over as Axis);
    } else if (operation === "assemble") {
      const adjoint = this.adjointOf(node);
      const places = detail.places as readonly number[];
      for (const [i, input] of inputs.entries()) this.contribute(input, algebra.element(adjoint, places[i]), null);
    } else if (operation === "element") {
      this.contributeElement(inputs[0], detail.at as number, this.adjointOf(node));
    } else if (operation === "lag") {
      const axis = node.axis as Axis;
      this.contribute(inputs[0], algebra.lag(this.adjointOf(node), -(detail.at as number), axis), axis);
    } else if (operation === "state") {
      this.passThroughRecursion(detail.recursion as Recursion);
    } else if (operation === "output") {
      this.passThroughCall(detail.call as Call);
    }
  }

  private contributeElement(array: Node, at: number, adjoint: Node): void {
    if (!array.varies || isConstant(adjoint, 0)) return;
    const { elements } = this.entryOf(array);
    const found = elements.get(at);
    elements.set(at, found === undefined ? adjoint : this.algebra.add(found, adjoint));
  }

  /** λᵢ = ḡᵢ + (∂nextᵢ₊₁/∂previous)ᵀ λᵢ₊₁: a recursion that runs backward, over the stored states. */
  private passThroughRecursion(recursion: Recursion): void {
    if (this.finished.has(recursion)) return;
    this.finished.add(recursion);
    const { table } = this.algebra;
    const { axis } = recursion;
    const backward: Recursion = { axis, backward: true, previous: [], next: [], states: [] };
    const direct = recursion.states.map((state) => this.adjointOf(state));
    for (const [at, next] of recursion.next.entries()) {
      const after = table.makeNew("previous", [], axis, { recursion: backward, at }, true);
      backward.previous.push(after);
      this.contribute(next, this.algebra.add(direct[at], after), axis);
    }
    this.passOn(stepNodes(recursion));
    backward.next = recursion.previous.map((previous) => this.adjointOf(previous));
    for (let at = 0; at < backward.next.length; at++)
      backward.states.push(table.makeNew("state", backward.next, axis, { recursion: backward, at }, true));
  }

  private passThroughCall(call: Call): void {
    if (this.finished.has(call)) return;
    this.finished.add(call);
    const { operator, settings, inputs, inputAxes } = call;
    if (operator.backward === undefined)
      throw new InvalidArgument("compile", "terms", "have derivatives", `a derivative of ${operator.name}`);
    const seeds = call.outputs.map((output) => this.adjointOf(output));
    const adjointOf = { call, seeds };
    const backward: Call = {
      operator,
      settings,
      inputs,
      inputAxes,
      outputAxes: inputAxes,
      workAxes: call.workAxes,
      outputs: [],
      adjointOf,
    };
    for (const [at, input] of inputs.entries()) {
      const output = this.algebra.table.makeNew(
        "output",
        [...inputs, ...call.outputs, ...seeds],
        inputAxes[at],
        { call: backward, at },
        true,
      );
      backward.outputs.push(output);
      this.contribute(input, output, inputAxes[at]);
    }
  }
}

/** The nodes of a recursion's step that depend on the states before, users before what they use. */
function stepNodes(recursion: Recursion): Node[] {
  const depends = new Map<Node, boolean>(recursion.previous.map((node) => [node, true]));
  const visit = (node: Node): boolean => {
    const found = depends.get(node);
    if (found !== undefined) return found;
    let does = false;
    for (const input of node.inputs) does = visit(input) || does;
    if (does && !isElementwise(node.operation))
      throw new InvalidArgument("compile", "step", "compute a recursion's states element by element", node.operation);
    depends.set(node, does);
    return does;
  };
  for (const node of recursion.next) visit(node);
  const nodes = [...depends].filter(([node, does]) => does && node.operation !== "previous").map(([node]) => node);
  return nodes.sort((a, b) => b.id - a.id);
}

/** What varies and is used for a node, users before what they use. */
function variableNodes(root: Node): Node[] {
  const found = new Set([root]);
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const input of node.inputs) {
      if (!input.varies || found.has(input)) continue;
      found.add(input);
      open.push(input);
    }
  }
  return [...found].sort((a, b) => b.id - a.id);
}

/**
 * ∂ value / ∂ position for each of the positions; a node that is one number stands for an array of equal numbers.
 *
 * Source: griewank2008evaluating, chapter 3.
 *
 * @throws InvalidArgument where there is no derivative.
 */
export function gradientOf(algebra: Algebra, value: Node, positions: readonly Node[]): Node[] {
  const differentiation = new Differentiation(algebra);
  differentiation.contribute(value, algebra.one, null);
  differentiation.passOn(variableNodes(value));
  return positions.map((position) => differentiation.adjointOf(position));
}
