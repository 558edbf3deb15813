/** Finds what one entry of a program must do: which sums, which arrays, in which order. */
import type { Axis } from "../axis.js";
import { isElementwise } from "./algebra.js";
import type { Call, Node, Recursion } from "./node.js";
import type { Place, Storage } from "./storage.js";
import { type Action, type CallPlaces, Task } from "./task.js";

/** Where a value can be read, and after which task (null: from the start). */
export interface Access {
  readonly place: Place;
  readonly task: Task | null;
}

/** What is computed once when data are bound: found while the other entries are scheduled. */
export class BoundValues {
  readonly roots: { readonly node: Node; readonly axis: Axis | null; readonly place: Place }[] = [];
  private readonly places = new Map<string, Place>();

  constructor(private readonly storage: Storage) {}

  placeOf(node: Node, axis: Axis | null): Place {
    const key = keyOf(this.storage, node, axis);
    let place = this.places.get(key);
    if (place === undefined) {
      place =
        axis === null
          ? this.storage.boundNumbers.next()
          : { array: this.storage.add(`bound ${node.id}`, "work", axis), at: null };
      this.places.set(key, place);
      this.roots.push({ node, axis, place });
    }
    return place;
  }
}

/** Tells values apart; one number can also stand for an array, over any axis. */
const keyOf = (storage: Storage, node: Node, axis: Axis | null, purpose = ""): string =>
  axis === node.axis ? `${node.id}${purpose}` : `${node.id}[${storage.sizeOf(axis)}]${purpose}`;

export const isLeaf = ({ operation }: Node): boolean =>
  operation === "position" || operation === "column" || operation === "index";

const isImmediate = ({ operation }: Node): boolean => operation === "constant" || operation === "row";

// biome-ignore format: one line
const costly = new Set(["divide", "squareRoot", "exp", "log", "log1p", "expm1", "tanh", "logGamma", "digamma", "trigamma", "normalCdf", "logNormalCdf", "inverseMills", "log1pExp", "inverseLogit", "sin", "cos", "power"]);

/** Data that a loop computes as fast as it would load them. */
const isOneStep = (node: Node): boolean =>
  node.axis !== null &&
  isElementwise(node.operation) &&
  !costly.has(node.operation) &&
  node.inputs.every((input) => isImmediate(input) || isLeaf(input));

export class TaskCollector {
  /** Each after those that it depends on. */
  readonly tasks: Task[] = [];
  private readonly accesses = new Map<string, Access>();
  private readonly presets = new Map<string, Place>();
  private readonly recursions = new Map<Recursion, Task>();
  private readonly calls = new Map<Call, Task>();

  /** `bound` null: this is the entry that binds, which computes everything. */
  constructor(
    private readonly storage: Storage,
    private readonly bound: BoundValues | null,
  ) {}

  /** Where a value must end up. All targets are announced before the first is required. */
  announce(node: Node, axis: Axis | null, place: Place): void {
    const key = keyOf(this.storage, node, axis);
    if (!this.presets.has(key)) this.presets.set(key, place);
  }

  require(node: Node, axis: Axis | null, place: Place): void {
    const access = this.accessOf(node, axis);
    if (access.place.array !== place.array || access.place.at !== place.at) this.store(node, axis, place);
  }

  /** Whether a value that depends on the data only is read from where `bind` left it. */
  isBound(node: Node): boolean {
    return this.bound !== null && !node.varies && !isImmediate(node) && !isLeaf(node) && !isOneStep(node);
  }

  /** Where a value over an axis (null: one number) can be read as a whole. */
  accessOf(node: Node, axis: Axis | null): Access {
    const { detail } = node;
    if (isLeaf(node) && node.axis === axis)
      return { place: { array: this.storage.arrayOf(node), at: axis === null ? 0 : null }, task: null };
    if (this.bound !== null && !node.varies && (axis !== null || !isLeaf(node)))
      return { place: this.bound.placeOf(node, axis), task: null };
    if (node.operation === "state" && node.axis === axis) {
      const task = this.recursionTask(detail.recursion as Recursion);
      return { place: this.statePlace(node), task };
    }
    if (node.operation === "output" && node.axis === axis) {
      const task = this.callTask(detail.call as Call);
      const { accesses } = task.action as Action & { kind: "operator" };
      return { place: accesses.results[detail.at as number] as Place, task };
    }
    const key = keyOf(this.storage, node, axis);
    let access = this.accesses.get(key);
    if (access === undefined) {
      access = this.computed(node, axis, key);
      this.accesses.set(key, access);
    }
    return access;
  }

  /** The same, with room to be read beyond its ends: never an array of the position or of the gradient. */
  paddedAccessOf(node: Node, axis: Axis, padding: number): Access {
    const ownArray =
      node.axis === axis && (node.operation === "column" || node.operation === "state" || (this.bound !== null && !node.varies));
    const access = ownArray ? this.accessOf(node, axis) : this.copyOf(node, axis);
    this.storage.pad(access.place.array, padding);
    return access;
  }

  /** A number that lies alone in an array, for operators. */
  singleAccessOf(node: Node): Access {
    if (isLeaf(node) || node.operation === "output") return this.accessOf(node, null);
    const key = keyOf(this.storage, node, null, "alone");
    let access = this.accesses.get(key);
    if (access === undefined) {
      const place = { array: this.storage.runArray(null), at: 0 };
      access = { place, task: this.store(node, null, place) };
      this.accesses.set(key, access);
    }
    return access;
  }

  /** Where the state of a recursion lies that a node stands for. */
  statePlace({ detail }: Node): Place {
    const task = this.recursionTask(detail.recursion as Recursion);
    return (task.action as Action & { kind: "states" }).places[detail.at as number];
  }

  private copyOf(node: Node, axis: Axis): Access {
    const key = keyOf(this.storage, node, axis, "padded");
    let access = this.accesses.get(key);
    if (access === undefined) {
      const place = { array: this.storage.runArray(axis), at: null };
      access = { place, task: this.store(node, axis, place) };
      this.accesses.set(key, access);
    }
    return access;
  }

  private computed(node: Node, axis: Axis | null, key: string): Access {
    const place = this.presets.get(key) ?? this.room(axis);
    const { operation, inputs, detail } = node;
    if (axis === node.axis && (operation === "sum" || operation === "sumLog"))
      return { place, task: this.add(detail.over as Axis, inputs, { kind: operation, node, place }) };
    if (axis === node.axis && operation === "scatter")
      return { place, task: this.add(inputs[1].axis, inputs, { kind: operation, node, place }) };
    if (axis === node.axis && operation === "assemble")
      return { place, task: this.add(null, inputs, { kind: operation, node, place }) };
    return { place, task: this.store(node, axis, place) };
  }

  private store(node: Node, axis: Axis | null, place: Place): Task {
    return this.add(axis, [node], { kind: "store", node, place });
  }

  private room(axis: Axis | null): Place {
    return axis === null ? this.storage.runNumbers.next() : { array: this.storage.runArray(axis), at: null };
  }

  private add(axis: Axis | null, values: readonly Node[], action: Action): Task {
    const task = new Task(axis, axis === null ? "once" : "loop");
    task.action = action;
    this.walk(values, task, true);
    this.tasks.push(task);
    return task;
  }

  private recursionTask(recursion: Recursion): Task {
    let task = this.recursions.get(recursion);
    if (task === undefined) {
      task = new Task(recursion.axis, "loop");
      this.recursions.set(recursion, task);
      task.order = recursion.backward ? "backward" : "forward";
      const places = recursion.next.map(() => ({ array: this.storage.runArray(recursion.axis), at: null }));
      for (const { array } of places) this.storage.pad(array, 1);
      task.action = { kind: "states", recursion, places };
      this.walk(recursion.next, task, false);
      this.tasks.push(task);
    }
    return task;
  }

  private callTask(call: Call): Task {
    let task = this.calls.get(call);
    if (task === undefined) {
      task = new Task(null, "operator");
      this.calls.set(call, task);
      task.action = { kind: "operator", call, accesses: this.callPlaces(call, task) };
      this.tasks.push(task);
    }
    return task;
  }

  private callPlaces(call: Call, task: Task): CallPlaces {
    const read = (node: Node, axis: Axis | null): Place => {
      const access = axis === null ? this.singleAccessOf(node) : this.accessOf(node, axis);
      if (access.task !== null) task.dependOn(access.task, false);
      return access.place;
    };
    const inputs = call.inputs.map((input, i) => read(input, call.inputAxes[i]));
    const result = (at: number, axis: Axis | null): Place => this.resultPlace(call.outputs[at], axis);
    if (call.adjointOf === undefined) {
      const outputs = call.outputAxes.map((axis, at) => result(at, axis));
      const work = call.workAxes.map((axis) => this.workArray(axis));
      return { inputs, outputs, work, seeds: [], results: outputs };
    }
    const forward = this.callTask(call.adjointOf.call);
    task.dependOn(forward, false);
    const { outputs, work } = (forward.action as Action & { kind: "operator" }).accesses;
    const seeds = call.adjointOf.seeds.map((seed, i) =>
      read(seed, (call.adjointOf as NonNullable<Call["adjointOf"]>).call.outputAxes[i]),
    );
    const results = call.inputs.map((input, at) => (input.varies ? result(at, call.inputAxes[at]) : null));
    return { inputs, outputs, work, seeds, results };
  }

  /** Results of operators lie in arrays of their own, even single numbers. */
  private resultPlace(node: Node, axis: Axis | null): Place {
    const preset = this.presets.get(keyOf(this.storage, node, axis));
    if (preset !== undefined && axis !== null) return preset;
    return { array: this.workArray(axis), at: axis === null ? 0 : null };
  }

  private workArray(axis: Axis | null): number {
    return this.bound === null
      ? this.storage.add(`work ${this.storage.arrays.length}`, "work", axis)
      : this.storage.runArray(axis);
  }

  /** Finds what a task needs of others for these values; `areOwn`: which it is there to compute, wherever else they are. */
  private walk(values: readonly Node[], task: Task, areOwn: boolean): void {
    const seen = new Set<Node>();
    for (const value of values) {
      const open = [value];
      for (let node = open.pop(); node !== undefined; node = open.pop()) {
        if (isLeaf(node) || isImmediate(node) || seen.has(node)) continue;
        seen.add(node);
        if (!this.goesThrough(node, task, areOwn && node === value)) continue;
        for (let i = node.inputs.length - 1; i >= 0; i--) open.push(node.inputs[i]);
      }
    }
  }

  /** Notes what a task needs for a value; whether the task computes it from its inputs. */
  private goesThrough(node: Node, task: Task, isOwn: boolean): boolean {
    if (this.isBound(node)) this.accessOf(node, node.axis);
    else if (node.axis === null && task.axis !== null) this.depend(task, this.accessOf(node, null), false);
    else if (!isElementwise(node.operation)) this.walkToArray(node, task);
    else {
      const stored = node.axis === null && !isOwn ? this.accesses.get(keyOf(this.storage, node, null)) : undefined;
      if (stored?.task?.kind !== "once") return true;
      this.depend(task, stored, true);
    }
    return false;
  }

  /** What a task needs for a value that it reads from an array. */
  private walkToArray(node: Node, task: Task): void {
    const { operation, inputs, detail } = node;
    if (operation === "state") this.depend(task, this.accessOf(node, node.axis), true);
    else if (operation === "previous") task.dependOn(this.recursionTask(detail.recursion as Recursion), true);
    else if (operation === "gather" || operation === "element")
      this.depend(task, this.accessOf(inputs[0], inputs[0].axis), false);
    else if (operation === "lag")
      this.depend(task, this.paddedAccessOf(inputs[0], node.axis as Axis, Math.abs(detail.at as number)), false);
    else this.depend(task, this.accessOf(node, node.axis), false);
  }

  private depend(task: Task, access: Access, sameRow: boolean): void {
    if (access.task !== null) task.dependOn(access.task, sameRow);
  }
}
