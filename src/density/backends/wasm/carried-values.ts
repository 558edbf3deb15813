/** Values that a row leaves to the next one, in locals: a recurrence need not wait for memory. */

import { isEffect } from "../../instruction-operands.js";
import { f64, type Local, valueType } from "../../wasm/index.js";
import type { LoopStep } from "../loop-plan.js";
import type { LoopCode } from "./lanes.js";

/** The locals of one recurrence: what the row before stored, and what the row stores. */
interface Carried {
  readonly before: Local;
  readonly own: Local;
}

/** Of one loop that goes row by row. */
export class CarriedValues {
  /** By the array in which the rows store their values. */
  private readonly values = new Map<number, Carried>();
  /** Where a row finds what the row before stored. */
  private readonly shift: number;

  constructor(
    private readonly code: LoopCode,
    order: LoopStep["order"],
  ) {
    this.shift = order === "backward" ? 1 : -1;
  }

  /** Reads what the first row finds; from here on rows find it in locals. */
  start(): void {
    const { body, addresses, plan } = this.code;
    for (const [number, line] of plan.body.entries()) {
      if (!plan.wanted[number] || line.op !== "load" || line.shift !== this.shift || !this.isStoredOnce(line.array)) continue;
      if (this.values.has(line.array)) continue;
      const carried = { before: body.addLocal(valueType.f64), own: body.addLocal(valueType.f64) };
      body.access(f64.load, addresses.pushRow(line.array, this.shift)).set(carried.before);
      this.values.set(line.array, carried);
    }
  }

  /** The local with the value of array[row + shift], if there is one. */
  find(array: number, shift: number): Local | undefined {
    return shift === this.shift ? this.values.get(array)?.before : undefined;
  }

  /** Keeps the value on the stack, which the row stores in the array, and leaves it there. */
  keep(array: number): void {
    const carried = this.values.get(array);
    if (carried !== undefined) this.code.body.tee(carried.own);
  }

  /** What was the row's own is the row before's. */
  endRow(): void {
    for (const { own, before } of this.values.values()) this.code.body.get(own).set(before);
  }

  release(): void {
    for (const local of [...this.values.values()].flatMap(({ own, before }) => [own, before])) this.code.body.releaseLocal(local);
  }

  /** Whether each row writes its own element of the array and no other. */
  private isStoredOnce(array: number): boolean {
    const effects = this.code.plan.body.filter((line) => isEffect(line) && line.array === array);
    return effects.length === 1 && effects[0].op === "store";
  }
}
