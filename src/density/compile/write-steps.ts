/** Writes plans as the steps of a program. */
import type { OperatorStep } from "../operator.js";
import type { Step } from "../program.js";
import { isLeaf, type TaskCollector } from "./collect-tasks.js";
import { type Demand, LoopBody } from "./loop-body.js";
import type { Node } from "./node.js";
import type { Plan } from "./plan-loops.js";
import type { Place, Storage } from "./storage.js";
import type { Action, Task } from "./task.js";

/** The steps of one entry. */
export function writeSteps(plans: readonly Plan[], collector: TaskCollector, storage: Storage): Step[] {
  const demands = new StoreDecisions(plans, collector, storage).demands;
  const steps: Step[] = [];
  for (const [i, plan] of plans.entries()) {
    for (const task of plan.tasks) steps.push(...zeroSteps(task));
    if (plan.kind === "operator") {
      for (const task of plan.tasks)
        steps.push({ kind: "operator", call: operatorStep(task.action as Action & { kind: "operator" }) });
    } else {
      const { instructions } = new LoopBody(plan, demands[i], collector, storage);
      const size = plan.axis === null ? null : storage.sizeOf(plan.axis);
      steps.push({ kind: "loop", size, order: plan.order, body: instructions });
    }
  }
  return steps;
}

/** Arrays to which a task adds, and those of which it writes only some elements. */
function zeroSteps({ action }: Task): Step[] {
  if (action.kind === "scatter" || action.kind === "assemble") return [{ kind: "zero", array: action.place.array }];
  if (action.kind !== "operator" || action.call.adjointOf === undefined) return [];
  return action.accesses.results.filter((place) => place !== null).map(({ array }) => ({ kind: "zero", array }));
}

function operatorStep({ call, accesses }: Action & { kind: "operator" }): OperatorStep {
  const { inputs, outputs, work, seeds, results } = accesses;
  const isForward = call.adjointOf === undefined;
  return {
    name: call.operator.name,
    phase: isForward ? "forward" : "backward",
    inputs: inputs.map(({ array }) => array),
    outputs: outputs.map(({ array }) => array),
    work,
    inputAdjoints: isForward ? [] : results.map((place) => place?.array ?? -1),
    outputAdjoints: seeds.map(({ array }) => array),
    settings: call.settings,
  };
}

// biome-ignore format: one line
const weights: Readonly<Record<string, number>> = { divide: 5, squareRoot: 6, exp: 25, log: 25, log1p: 25, expm1: 25, tanh: 30, logGamma: 60, digamma: 50, trigamma: 50, normalCdf: 60, logNormalCdf: 60, inverseMills: 60, log1pExp: 40, inverseLogit: 30, sin: 25, cos: 25, power: 60, gather: 3 };
const recomputeBelow = 6;

/** Decides which values a loop keeps for later loops, rather than that they are computed again. */
class StoreDecisions {
  readonly demands: Demand[];
  private readonly computedIn = new Map<Node, number>();
  private readonly storedIn = new Map<Node, { readonly plan: number; readonly place: Place }>();
  private readonly costs = new Map<Node, number>();

  constructor(
    plans: readonly Plan[],
    private readonly collector: TaskCollector,
    private readonly storage: Storage,
  ) {
    this.demands = plans.map(() => ({ loads: new Map(), extraStores: new Map() }));
    for (const [i, plan] of plans.entries()) {
      const seen = new Set<Node>();
      for (const { action } of plan.tasks) {
        if (action.kind === "operator") continue;
        const values =
          action.kind === "states" ? action.recursion.next : action.kind === "store" ? [action.node] : action.node.inputs;
        for (const value of values) this.need(value, i, plan, seen);
      }
      for (const { action } of plan.tasks)
        if (action.kind === "store" && action.node.axis === plan.axis && !this.storedIn.has(action.node))
          this.storedIn.set(action.node, { plan: i, place: action.place });
    }
  }

  private need(node: Node, i: number, plan: Plan, seen: Set<Node>): void {
    if (seen.has(node)) return;
    seen.add(node);
    const isElsewhere = node.axis === null && plan.axis !== null;
    if (isElsewhere || isReadOnly(node) || this.collector.isBound(node)) return;
    const stored = this.storedIn.get(node);
    if (stored !== undefined && stored.plan < i) {
      this.demands[i].loads.set(node, stored.place);
      return;
    }
    const first = this.computedIn.get(node);
    if (first !== undefined && first < i && (node.axis === null || this.costOf(node) > recomputeBelow)) {
      const place = node.axis === null ? this.storage.runNumbers.next() : { array: this.storage.runArray(node.axis), at: null };
      this.storedIn.set(node, { plan: first, place });
      this.demands[first].extraStores.set(node, place);
      this.demands[i].loads.set(node, place);
      return;
    }
    if (first === undefined) this.computedIn.set(node, i);
    for (const input of node.inputs) this.need(input, i, plan, seen);
  }

  private costOf(node: Node): number {
    if (isReadOnly(node) || node.axis === null || this.collector.isBound(node) || this.storedIn.has(node)) return 1;
    let cost = this.costs.get(node);
    if (cost === undefined) {
      cost = weights[node.operation] ?? 1;
      for (const input of node.inputs) cost += this.costOf(input);
      this.costs.set(node, cost);
    }
    return cost;
  }
}

/** What a loop reads rather than computes. */
const isReadOnly = (node: Node): boolean => {
  const { operation } = node;
  if (isLeaf(node) || operation === "constant" || operation === "row" || operation === "gather" || operation === "lag")
    return true;
  if (operation === "element" || operation === "previous" || operation === "state" || operation === "output") return true;
  return operation === "sum" || operation === "sumLog" || operation === "scatter" || operation === "assemble";
};
