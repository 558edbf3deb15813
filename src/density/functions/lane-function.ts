/** The contract of functions that work on two doubles at once, with the same bits as on one. */
import type { Lane, LaneCode } from "./lane-code.js";

/** A function of one number that the density compiler can write into WebAssembly, and run without it. */
export interface LaneFunction {
  readonly name: string;
  /** The value at one number: the same bits as a lane of the written code, whatever the input (NaN for NaN). */
  readonly portable: (x: number) => number;
  /** Builds the value of both lanes. Rare inputs may go to a function of their own, which `code` adds to the module. */
  readonly emit: (code: LaneCode, x: Lane) => Lane;
}

/** The same for two arguments. */
export interface BinaryLaneFunction {
  readonly name: string;
  readonly portable: (x: number, y: number) => number;
  readonly emit: (code: LaneCode, x: Lane, y: Lane) => Lane;
}
