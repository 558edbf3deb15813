/** Which function stands behind an operation of a loop's body. */
import { type BinaryLaneFunction, exponential, type LaneFunction, logarithm } from "../functions/index.js";

/** The operations that are functions of one number; the others are instructions of the machine. */
export const unaryFunctions: Readonly<Partial<Record<string, LaneFunction>>> = { exp: exponential, log: logarithm };

/** The operations that are functions of two numbers. */
export const binaryFunctions: Readonly<Partial<Record<string, BinaryLaneFunction>>> = {};

export { logarithm } from "../functions/index.js";
