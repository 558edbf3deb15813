/** The body of a loop that goes row by row, as numbers for the interpreter in row-interpreter.ts. */
import type { Instruction } from "../../instruction.js";
import { type Effect, isEffect, operandsOf } from "../../instruction-operands.js";
import { isReduction, type LoopPlan } from "../loop-plan.js";
import { unaryFunctions } from "../operation-functions.js";
import type { ProgramMemory } from "../program-memory.js";
import { productsUsedAtOnce } from "./block-plan.js";

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
  /** a b + c, and so on: rounded twice, as the two operations are. */
  multiplyAdd,
  multiplySubtract,
  subtractProduct,
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

/** A body, or a part of it, for one layout of memory. Targets and operands are places in memory, in elements. */
export interface RowCode {
  readonly code: Int32Array;
  readonly functions: readonly ((x: number) => number)[];
}

/** A sum of a body: the places of the even and odd sum, then of the even and odd product. */
export interface RowReduction {
  readonly isLog: boolean;
  readonly first: number;
  /** The place of the result. */
  readonly place: number;
}

/** What runs once before the rows, and what runs at each row. */
export interface RowProgram {
  readonly before: RowCode;
  readonly each: RowCode;
  readonly reductions: readonly RowReduction[];
  /** Where the values of lines are. */
  readonly places: readonly number[];
}

/** How many doubles the values of a body's lines need. */
export const registersOf = ({ body }: LoopPlan): number => body.length + 4 * body.filter(isReduction).length;

/** The code of a body whose values lie in memory from the place `registers` on. */
export function rowProgram(plan: LoopPlan, memory: ProgramMemory, registers: number, doubles: Float64Array): RowProgram {
  const writer = new RowCodeWriter(plan, memory, registers);
  for (const [number, line] of plan.body.entries()) if (line.op === "constant") doubles[registers + number] = line.value;
  const { functions, reductions, places } = writer;
  const codeOf = (numbers: readonly number[]): RowCode => ({ code: Int32Array.from(numbers), functions });
  return { before: codeOf(writer.before), each: codeOf(writer.each), reductions, places };
}

/** The place of an array, in elements of its own type from the start of memory. */
export function placeOf({ program, layout }: ProgramMemory, array: number): number {
  return layout.addresses[array] / (program.arrays[array].type === "f64" ? 8 : 4);
}

class RowCodeWriter {
  readonly before: number[] = [];
  readonly each: number[] = [];
  readonly functions: ((x: number) => number)[] = [];
  readonly reductions: RowReduction[] = [];
  readonly places: number[];
  private readonly effects: readonly Effect[];
  private readonly usedBy: ReadonlyMap<number, number>;

  constructor(
    private readonly plan: LoopPlan,
    private readonly memory: ProgramMemory,
    private readonly registers: number,
  ) {
    const { body, wanted, invariant } = plan;
    this.effects = body.filter(isEffect);
    this.usedBy = productsUsedAtOnce(plan, ["add", "subtract"]);
    this.places = body.map((_, number) => registers + number);
    this.placeStored();
    for (const [number, line] of body.entries()) {
      if (!wanted[number] || line.op === "constant" || this.usedBy.has(number)) continue;
      if (line.op === "element" && this.isReadInPlace(line)) this.places[number] = this.placeOfArray(line.array) + line.at;
      else (invariant[number] ? this.before : this.each).push(...this.lineOf(number, line));
    }
  }

  /** Values that code which runs once stores are computed where they belong. */
  private placeStored(): void {
    const { body } = this.plan;
    for (const line of this.effects) {
      if (line.op !== "storeAt" || this.places[line.value] !== this.registers + line.value) continue;
      if (this.isWrittenOnce(line.array, line.at) && !this.isRead(line.array) && operandsOf(body[line.value]).length > 0)
        this.places[line.value] = this.placeOfArray(line.array) + line.at;
    }
  }

  private isRead(array: number): boolean {
    return this.plan.body.some((line) => "array" in line && line.array === array && !isEffect(line));
  }

  private isWrittenOnce(array: number, at: number): boolean {
    return this.effects.filter((line) => line.array === array && (!("at" in line) || line.at === at)).length === 1;
  }

  /** Whether an element of an array stays as it is while the rows run. */
  private isReadInPlace({ array, at }: Instruction & { op: "element" }): boolean {
    if (this.memory.program.arrays[array].type !== "f64") return false;
    return this.effects.every((line) => line.array !== array || ("at" in line && line.at !== at));
  }

  private placeOfArray(array: number): number {
    return placeOf(this.memory, array);
  }

  private lineOf(number: number, line: Instruction): number[] {
    const { places } = this;
    const target = places[number];
    const place = (array: number) => this.placeOfArray(array);
    const isDouble = "array" in line && this.memory.program.arrays[line.array].type === "f64";
    switch (line.op) {
      case "load":
        return [isDouble ? RowOperation.load : RowOperation.loadInteger, target, place(line.array) + (line.shift ?? 0), 0, 0];
      case "element":
        return [isDouble ? RowOperation.element : RowOperation.elementInteger, target, place(line.array) + line.at, 0, 0];
      case "gather":
        return [RowOperation.gather, target, place(line.array), place(line.index), 0];
      case "store":
        return [RowOperation.store, target, place(line.array), places[line.value], 0];
      case "storeAt":
        return this.storeAt(place(line.array) + line.at, places[line.value]);
      case "sum":
      case "sumLog":
        return [RowOperation[line.op], target, this.addReduction(line), places[line.value], 0];
      case "scatter":
        return [RowOperation.scatter, target, place(line.array), place(line.index), places[line.value]];
      case "select":
        return [RowOperation.select, target, places[line.test], places[line.a], places[line.b]];
      default:
        return this.withProduct(number, line) ?? this.operation(target, line);
    }
  }

  private storeAt(place: number, value: number): number[] {
    return place === value ? [] : [RowOperation.storeAt, place, place, value, 0];
  }

  private addReduction({ op, array, at }: Effect & { op: "sum" | "sumLog" }): number {
    const first = this.registers + this.plan.body.length + 4 * this.reductions.length;
    this.reductions.push({ isLog: op === "sumLog", first, place: this.placeOfArray(array) + at });
    return first;
  }

  /** An addition or subtraction that computes the product it reads. */
  private withProduct(number: number, line: Instruction): number[] | undefined {
    if (line.op !== "add" && line.op !== "subtract") return undefined;
    const isFirst = this.usedBy.get(line.a) === number;
    if (!isFirst && this.usedBy.get(line.b) !== number) return undefined;
    const [product, other] = isFirst ? [line.a, line.b] : [line.b, line.a];
    const [a, b] = operandsOf(this.plan.body[product]);
    const subtraction = isFirst ? RowOperation.multiplySubtract : RowOperation.subtractProduct;
    const operation = line.op === "add" ? RowOperation.multiplyAdd : subtraction;
    return [operation, this.places[number], this.places[a], this.places[b], this.places[other]];
  }

  private operation(target: number, line: Instruction): number[] {
    const [a, b = a] = operandsOf(line).map((operand) => this.places[operand]);
    const operation: number | undefined = RowOperation[line.op as keyof typeof RowOperation];
    if (operation !== undefined) return [operation, target, a ?? 0, b ?? 0, 0];
    const laneFunction = unaryFunctions[line.op];
    if (laneFunction === undefined) throw new Error(`Program: there is no operation ${line.op}`);
    return [RowOperation.call, target, a, this.functions.push(laneFunction.portable) - 1, 0];
  }
}
