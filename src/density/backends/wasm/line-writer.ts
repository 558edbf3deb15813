/** The lines of a loop's body as vector code: two rows at a time, or one row in both lanes. */
import {
  type BinaryWrittenFunction,
  type LaneLibrary,
  type WrittenFunction,
  writtenBinaryFunctions,
  writtenFunctions,
} from "../../functions/index.js";
import type { Instruction } from "../../instruction.js";
import { type FunctionBody, f64, f64x2, i32, type Local, type PlainInstruction, v128, valueType } from "../../wasm/index.js";
import { isEffect, type LoopPlan, type LoopStep, operandsOf, waits } from "../loop-plan.js";
import type { AddressBook } from "./address-book.js";
import { IndexedWriter } from "./indexed-writer.js";
import type { Lanes, ReductionWriter } from "./reduction-writer.js";

/** Where the value of a line is; comparisons are kept as masks. */
interface Kept {
  readonly local: Local;
  readonly isMask: boolean;
}

const comparisons: Readonly<Partial<Record<string, PlainInstruction>>> = {
  less: f64x2.lt,
  lessOrEqual: f64x2.le,
  equal: f64x2.eq,
};

const plain: Readonly<Partial<Record<string, PlainInstruction>>> = {
  negate: f64x2.neg,
  absolute: f64x2.abs,
  squareRoot: f64x2.sqrt,
  floor: f64x2.floor,
  add: f64x2.add,
  subtract: f64x2.sub,
  multiply: f64x2.mul,
  divide: f64x2.div,
};

/** In loops over pairs with at most so many functions their code is put in place: calls cost more, and share nothing. */
const mostInlined = 12;

const functionOf = ({ op }: Instruction): WrittenFunction | BinaryWrittenFunction | undefined =>
  writtenFunctions[op] ?? writtenBinaryFunctions[op];

export class LineWriter {
  private readonly kept: (Kept | undefined)[] = [];
  /** Whether functions are put in place rather than called. */
  private readonly inlines: boolean;
  private readonly indexed: IndexedWriter;

  constructor(
    private readonly body: FunctionBody,
    private readonly library: LaneLibrary,
    private readonly addresses: AddressBook,
    private readonly plan: LoopPlan,
    private readonly order: LoopStep["order"],
    private readonly reductions: ReductionWriter,
  ) {
    this.indexed = new IndexedWriter(body, addresses);
    const { body: lines, wanted, invariant } = plan;
    this.inlines = lines.filter((line, number) => wanted[number] && !invariant[number] && functionOf(line)).length <= mostInlined;
  }

  /** The lines that are the same for every row; their values last. */
  writeInvariant(): void {
    for (const [number, line] of this.plan.body.entries()) {
      if (this.plan.wanted[number] && this.plan.invariant[number]) this.keepLine(number, line, "single");
    }
  }

  /** The lines of one row, or of two. */
  writeRow(lanes: Lanes): void {
    const { body, wanted, invariant } = this.plan;
    const waiting: Instruction[] = [];
    for (const [number, line] of body.entries()) {
      if (!wanted[number] || invariant[number]) continue;
      if (waits(line, this.order)) waiting.push(line);
      else if (isEffect(line)) this.writeEffect(line, lanes);
      else this.keepLine(number, line, lanes);
      this.releaseReadLast(number, line);
    }
    this.writeWaiting(waiting, lanes);
    this.releaseRow();
  }

  /** Leaves the value of a line on the stack, as a number. */
  private push(number: number): void {
    const { local, isMask } = this.keptAt(number);
    this.body.get(local);
    if (isMask) this.body.f64x2Const(1).apply(v128.and);
  }

  private keptAt(number: number): Kept {
    const kept = this.kept[number];
    if (kept === undefined) throw new Error(`Program: line ${number} has no value`);
    return kept;
  }

  private keepLine(number: number, line: Instruction, lanes: Lanes): void {
    this.pushLine(line, lanes);
    const local = this.body.addLocal(valueType.v128);
    this.body.set(local);
    this.kept[number] = { local, isMask: comparisons[line.op] !== undefined };
  }

  private releaseReadLast(number: number, line: Instruction): void {
    for (const operand of new Set(operandsOf(line))) {
      if (this.plan.lastRead[operand] === number && !this.plan.invariant[operand]) this.drop(operand);
    }
  }

  private drop(number: number): void {
    const kept = this.kept[number];
    if (kept !== undefined) this.body.releaseLocal(kept.local);
    this.kept[number] = undefined;
  }

  private releaseRow(): void {
    for (const number of this.kept.keys()) if (!this.plan.invariant[number]) this.drop(number);
    this.indexed.endRow();
  }

  /** Gives all locals back, once the loop is written. */
  release(): void {
    for (const number of this.kept.keys()) this.drop(number);
  }

  private pushLine(line: Instruction, lanes: Lanes): void {
    const { body } = this;
    switch (line.op) {
      case "constant":
        body.f64x2Const(line.value);
        return;
      case "row":
        this.pushRowNumber(lanes);
        return;
      case "load":
        this.pushLoad(line.array, line.shift ?? 0, lanes);
        return;
      case "element":
        this.pushElement(line.array, line.at);
        return;
      case "gather":
        this.indexed.pushGather(line.array, line.index, lanes);
        return;
      case "select":
        this.pushSelect(line.test, line.a, line.b);
        return;
      default:
        this.pushOperation(line, lanes);
        return;
    }
  }

  private pushOperation(line: Instruction, lanes: Lanes): void {
    if (line.op === "minimum" || line.op === "maximum") {
      this.pushExtreme(line.op, line.a, line.b);
      return;
    }
    const operands = operandsOf(line);
    const instruction = plain[line.op] ?? comparisons[line.op];
    const laneFunction = functionOf(line);
    if (instruction === undefined && laneFunction === undefined) throw new Error(`Program: there is no operation ${line.op}`);
    if (
      laneFunction !== undefined &&
      lanes === "pair" &&
      this.inlines &&
      operands.every((operand) => !this.keptAt(operand).isMask)
    ) {
      this.library.inline(this.body, laneFunction, ...operands.map((operand) => this.keptAt(operand).local));
      return;
    }
    for (const operand of operands) this.push(operand);
    if (laneFunction !== undefined) this.body.call(this.library.indexOf(laneFunction));
    else if (instruction !== undefined) this.body.apply(instruction);
  }

  /** As Math.min and Math.max. Against a constant the short instructions will do, whose result is the first where neither is beyond. */
  private pushExtreme(op: "minimum" | "maximum", a: number, b: number): void {
    const { body } = this;
    const isFirst = this.plan.body[a].op === "constant";
    const constant = this.plan.body[isFirst ? a : b];
    const limit = constant.op === "constant" ? constant.value : Number.NaN;
    this.push(isFirst ? b : a);
    this.push(isFirst ? a : b);
    if (Number.isNaN(limit) || (op === "minimum" && Object.is(limit, -0))) {
      body.apply(op === "minimum" ? f64x2.min : f64x2.max);
      return;
    }
    body.apply(op === "minimum" ? f64x2.pmin : f64x2.pmax);
    if (op === "maximum" && Object.is(limit, 0)) body.f64x2Const(0).apply(f64x2.add); // −0 becomes 0
  }

  private pushSelect(test: number, a: number, b: number): void {
    this.push(a);
    this.push(b);
    const { local, isMask } = this.keptAt(test);
    this.body.get(local);
    if (!isMask) this.body.f64x2Const(0).apply(f64x2.ne);
    this.body.apply(v128.bitselect);
  }

  private pushRowNumber(lanes: Lanes): void {
    const { row } = this.addresses;
    if (row === undefined) this.body.f64x2Const(0);
    else this.body.get(row.offset).i32Const(3).apply(i32.shr_u).apply(f64.convert_i32_u).apply(f64x2.splat);
    if (lanes === "pair") this.body.f64x2Const(0, 1).apply(f64x2.add);
  }

  private pushLoad(array: number, shift: number, lanes: Lanes): void {
    const { body, addresses } = this;
    const offset = addresses.pushRow(array, shift);
    if (addresses.isDouble(array)) body.access(lanes === "pair" ? v128.load : v128.load64_splat, offset);
    else if (lanes === "pair") body.access(v128.load64_zero, offset).apply(f64x2.convert_low_i32x4_s);
    else body.access(i32.load, offset).apply(f64.convert_i32_s).apply(f64x2.splat);
  }

  private pushElement(array: number, at: number): void {
    const { body, addresses } = this;
    addresses.pushBase(array);
    if (addresses.isDouble(array)) body.access(v128.load64_splat, 8 * at);
    else
      body
        .access(i32.load, 4 * at)
        .apply(f64.convert_i32_s)
        .apply(f64x2.splat);
  }

  private writeEffect(line: Instruction, lanes: Lanes): void {
    const { body, addresses } = this;
    switch (line.op) {
      case "store": {
        const offset = addresses.pushRow(line.array);
        this.push(line.value);
        if (lanes === "pair") body.access(v128.store, offset);
        else body.accessLane(v128.store64_lane, offset, 0);
        return;
      }
      case "storeAt":
        addresses.pushBase(line.array);
        this.push(line.value);
        body.accessLane(v128.store64_lane, 8 * line.at, 0);
        return;
      case "sum":
      case "sumLog":
        this.push(line.value);
        this.reductions.add(line, lanes);
        return;
      default:
        this.writeWaiting([line], lanes);
        return;
    }
  }

  /** Scatters: all of the first row, then all of the second. */
  private writeWaiting(lines: readonly Instruction[], lanes: Lanes): void {
    for (const lane of lanes === "pair" ? [0, 1] : [0]) {
      for (const line of lines)
        if (line.op === "scatter") this.indexed.writeScatter(line.array, line.index, lanes, lane, () => this.push(line.value));
    }
  }
}
