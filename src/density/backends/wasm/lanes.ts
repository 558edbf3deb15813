/** What the numbers of a row are in code: vectors, or plain numbers. */
import type { BinaryWrittenFunction, LaneLibrary, WrittenFunction } from "../../functions/index.js";
import { type FunctionBody, f64, f64x2, valueType } from "../../wasm/index.js";
import type { LoopPlan } from "../loop-plan.js";
import type { AddressBook } from "./address-book.js";

/** Two rows in two lanes of a vector, one row in both, or one row as a plain number: loops that go row by row, and code that runs once. */
export type Lanes = "pair" | "single" | "scalar";

/** What all writers of one loop share. */
export interface LoopCode {
  readonly body: FunctionBody;
  readonly library: LaneLibrary;
  readonly addresses: AddressBook;
  readonly plan: LoopPlan;
  /** Whether numbers are plain ones in all of the loop. */
  readonly isScalar: boolean;
}

/** The type of numbers, the type of comparisons (masks, or 1 and 0), and the instructions on numbers. */
export const numberCode = (isScalar: boolean) =>
  isScalar
    ? { type: valueType.f64, testType: valueType.i32, instructions: f64 }
    : { type: valueType.v128, testType: valueType.v128, instructions: f64x2 };

/** Leaves a number on the stack. */
export function pushConstant({ body, isScalar }: LoopCode, value: number): void {
  if (isScalar) body.f64Const(value);
  else body.f64x2Const(value);
}

/** Leaves the value of a function on the stack, its arguments being pushed in turn. */
export function pushCall(
  { body, library, isScalar }: LoopCode,
  called: WrittenFunction | BinaryWrittenFunction,
  pushArguments: readonly (() => void)[],
): void {
  for (const pushArgument of pushArguments) {
    pushArgument();
    if (isScalar) body.apply(f64x2.splat);
  }
  body.call(library.indexOf(called));
  if (isScalar) body.lane(f64x2.extract_lane, 0);
}
