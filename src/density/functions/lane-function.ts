/** The contract of functions that work on two doubles at once, with the same bits as on one. */
import type { Lane, LaneCode } from "./lane-code.js";

/** A function of one number that the density compiler can write into WebAssembly. */
export interface WrittenFunction {
  readonly name: string;
  /** Builds the value of both lanes. Rare inputs may go to a function of their own, which `code` adds to the module. */
  readonly emit: (code: LaneCode, x: Lane) => Lane;
}

/** The same for two arguments. */
export interface BinaryWrittenFunction {
  readonly name: string;
  readonly emit: (code: LaneCode, x: Lane, y: Lane) => Lane;
}

/** One that can also be run without WebAssembly. */
export interface LaneFunction extends WrittenFunction {
  /** The value at one number: the same bits as a lane of the written code, whatever the input (NaN for NaN). */
  readonly portable: (x: number) => number;
}

/** The same for two arguments. */
export interface BinaryLaneFunction extends BinaryWrittenFunction {
  readonly portable: (x: number, y: number) => number;
}
