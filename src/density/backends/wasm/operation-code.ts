/** What stands for the operations of a loop's body in code: instructions of the machine, or functions. */
import {
  type BinaryWrittenFunction,
  type WrittenFunction,
  writtenBinaryFunctions,
  writtenFunctions,
} from "../../functions/index.js";
import type { Instruction } from "../../instruction.js";

/** Comparisons, by the names of instructions. */
export const comparisons: Readonly<Partial<Record<string, "lt" | "le" | "eq">>> = { less: "lt", lessOrEqual: "le", equal: "eq" };

type Name = "neg" | "abs" | "sqrt" | "floor" | "add" | "sub" | "mul" | "div";

/** Arithmetic, by the names of instructions. */
// biome-ignore format: one line a group
export const plain: Readonly<Partial<Record<string, Name>>> = {
  negate: "neg", absolute: "abs", squareRoot: "sqrt", floor: "floor", add: "add", subtract: "sub", multiply: "mul", divide: "div",
};

/** The function behind an operation, if it is one. */
export const functionOf = ({ op }: Instruction): WrittenFunction | BinaryWrittenFunction | undefined =>
  writtenFunctions[op] ?? writtenBinaryFunctions[op];
