/** What lines of a loop's body read, and what they write. */
import type { Instruction } from "./instruction.js";

/** A line that writes to an array, at its row or when the loop ends. */
export type Effect = Extract<Instruction, { op: "store" | "storeAt" | "sum" | "sumLog" | "scatter" }>;

export const isEffect = (line: Instruction): line is Effect =>
  line.op === "store" || line.op === "storeAt" || line.op === "sum" || line.op === "sumLog" || line.op === "scatter";

/** The numbers of the lines that a line reads. */
export function operandsOf(line: Instruction): number[] {
  const numbers: number[] = [];
  if ("test" in line) numbers.push(line.test);
  if ("a" in line) numbers.push(line.a);
  if ("b" in line) numbers.push(line.b);
  if ("value" in line && line.op !== "constant") numbers.push(line.value);
  return numbers;
}
