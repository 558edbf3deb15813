/** Tasks: what a program does between two points at which whole arrays or sums are ready. */
import type { Axis } from "../axis.js";
import type { Call, Node, Recursion } from "./node.js";
import type { Place } from "./storage.js";

export type Order = "any" | "forward" | "backward";

export type Action =
  | { readonly kind: "store" | "sum" | "sumLog" | "scatter" | "assemble"; readonly node: Node; readonly place: Place }
  | { readonly kind: "states"; readonly recursion: Recursion; readonly places: readonly Place[] }
  | { readonly kind: "operator"; readonly call: Call; readonly accesses: CallPlaces };

/** The arrays of an operator's call. */
export interface CallPlaces {
  readonly inputs: readonly Place[];
  readonly outputs: readonly Place[];
  readonly work: readonly number[];
  readonly seeds: readonly Place[];
  /** What its own outputs are (of an adjoint: the inputs' adjoints; null where not wanted). */
  readonly results: readonly (Place | null)[];
}

/** What must be done before. `sameRow`: only up to the row at hand, so that one loop can do both. */
export interface Dependency {
  readonly task: Task;
  readonly sameRow: boolean;
}

export class Task {
  readonly dependencies = new Map<Task, Dependency>();
  /** The first and the last tick at which it can be done, and the one at which it is. */
  earliest = 0;
  latest = Number.POSITIVE_INFINITY;
  time = -1;
  /** In which order its loop ends up running. */
  order: Order = "any";
  action!: Action;

  constructor(
    /** What its loop runs over; null: once. */
    readonly axis: Axis | null,
    readonly kind: "once" | "loop" | "operator",
  ) {}

  dependOn(task: Task, sameRow: boolean): void {
    if (task === this) return;
    const found = this.dependencies.get(task);
    if (found === undefined || (found.sameRow && !sameRow)) this.dependencies.set(task, { task, sameRow });
  }

  /** How many ticks after the other one it can be done: in a tick, single numbers come first, then loops, then operators. */
  delayAfter({ task, sameRow }: Dependency): number {
    if (task.kind === "once") return this.kind === "once" && !sameRow ? 1 : 0;
    if (task.kind === "operator") return 1;
    if (this.kind === "operator") return 0;
    return this.kind === "loop" && sameRow && (this.order === "any" || this.order === task.order) ? 0 : 1;
  }
}
