/** The body of a loop that goes row by row, as numbers for the interpreter in row-interpreter.ts. */
import type { Instruction } from "../../instruction.js";
import { operandsOf } from "../../instruction-operands.js";
import { isReduction, type LoopPlan } from "../loop-plan.js";
import { unaryFunctions } from "../operation-functions.js";
import type { ProgramMemory } from "../program-memory.js";

/** Operations by number; names as in the contract of loops, and functions of one number by their place in `RowCode.functions`. */
export enum RowOperation {
  load,
  loadInteger,
  element,
  elementInteger,
  gather,
  row,
  negate,
  absolute,
  squareRoot,
  floor,
  exp,
  log,
  call,
  add,
  subtract,
  multiply,
  divide,
  minimum,
  maximum,
  less,
  lessOrEqual,
  equal,
  power,
  select,
  store,
  storeAt,
  sum,
  sumLog,
  scatter,
}

/** How many numbers a line has: operation, target, and up to three operands. */
export const lineWidth = 5;

/** A body, or a part of it, for one layout of memory. Operands are registers; array operands are places in elements. */
export interface RowCode {
  readonly code: Int32Array;
  readonly registers: Float64Array;
  readonly functions: readonly ((x: number) => number)[];
}

/** The sums of a body: registers of the even and odd sum, then of the even and odd product. */
export interface RowReduction {
  readonly isLog: boolean;
  readonly first: number;
  /** The place of the result, in elements of all memory. */
  readonly place: number;
}

/** What runs once before the rows, and what runs at each row, over the same registers. */
export interface RowProgram {
  readonly before: RowCode;
  readonly each: RowCode;
  readonly reductions: readonly RowReduction[];
}

export function rowProgram({ body, wanted, invariant }: LoopPlan, memory: ProgramMemory): RowProgram {
  const registers = new Float64Array(body.length + 4 * body.filter(isReduction).length);
  const functions: ((x: number) => number)[] = [];
  const reductions: RowReduction[] = [];
  const before: number[] = [];
  const each: number[] = [];
  for (const [number, line] of body.entries()) {
    if (!wanted[number]) continue;
    if (line.op === "constant") registers[number] = line.value;
    else if (isReduction(line)) {
      const first = body.length + 4 * reductions.length;
      reductions.push({ isLog: line.op === "sumLog", first, place: placeOf(memory, line.array) + line.at });
      each.push(RowOperation[line.op], number, first, line.value, 0);
    } else (invariant[number] ? before : each).push(...encode(line, number, memory, functions));
  }
  const codeOf = (numbers: number[]): RowCode => ({ code: Int32Array.from(numbers), registers, functions });
  return { before: codeOf(before), each: codeOf(each), reductions };
}

/** The place of an array, in elements of its own type from the start of memory. */
export function placeOf({ program, layout }: ProgramMemory, array: number): number {
  return layout.addresses[array] / (program.arrays[array].type === "f64" ? 8 : 4);
}

function encode(line: Instruction, target: number, memory: ProgramMemory, functions: ((x: number) => number)[]): number[] {
  const place = (array: number) => placeOf(memory, array);
  const isDouble = (array: number) => memory.program.arrays[array].type === "f64";
  switch (line.op) {
    case "load":
      return [
        isDouble(line.array) ? RowOperation.load : RowOperation.loadInteger,
        target,
        place(line.array) + (line.shift ?? 0),
        0,
        0,
      ];
    case "element":
      return [
        isDouble(line.array) ? RowOperation.element : RowOperation.elementInteger,
        target,
        place(line.array) + line.at,
        0,
        0,
      ];
    case "gather":
      return [RowOperation.gather, target, place(line.array), place(line.index), 0];
    case "store":
      return [RowOperation.store, target, place(line.array), line.value, 0];
    case "storeAt":
      return [RowOperation.storeAt, target, place(line.array) + line.at, line.value, 0];
    case "scatter":
      return [RowOperation.scatter, target, place(line.array), place(line.index), line.value];
    case "select":
      return [RowOperation.select, target, line.test, line.a, line.b];
    default:
      return encodeOperation(line, target, functions);
  }
}

function encodeOperation(line: Instruction, target: number, functions: ((x: number) => number)[]): number[] {
  const [a = 0, b = 0] = operandsOf(line);
  const operation: number | undefined = RowOperation[line.op as keyof typeof RowOperation];
  if (operation !== undefined) return [operation, target, a, b, 0];
  const laneFunction = unaryFunctions[line.op];
  if (laneFunction === undefined) throw new Error(`Program: there is no operation ${line.op}`);
  return [RowOperation.call, target, a, functions.push(laneFunction.portable) - 1, 0];
}
