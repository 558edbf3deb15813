/** The lines of a loop's body as code: two rows at a time, one row in both lanes, or one row in plain numbers. */
import type { Instruction } from "../../instruction.js";
import { type Effect, isEffect, operandsOf } from "../../instruction-operands.js";
import { control, f64, f64x2, i32, type Local, v128, valueType } from "../../wasm/index.js";
import { type LoopStep, waits } from "../loop-plan.js";
import { IndexedWriter } from "./indexed-writer.js";
import { type Lanes, type LoopCode, numberCode, pushCall, pushConstant } from "./lanes.js";
import { comparisons, functionOf, plain } from "./operation-code.js";
import type { ReductionWriter } from "./reduction-writer.js";

/** Where the value of a line is; comparisons are kept as tests: masks, or 1 and 0. */
interface Kept {
  readonly local: Local;
  readonly isTest: boolean;
}

/** In loops over pairs with at most so many functions their code is put in place: calls cost more, and share nothing. */
const mostInlined = 12;

export class LineWriter {
  private readonly kept: (Kept | undefined)[] = [];
  /** How many functions a row computes. */
  private readonly functionCount: number;
  /** Whether the row at hand puts them in place rather than to call them. */
  private inlines = false;
  private readonly indexed: IndexedWriter;
  /** What the row before stored in an array, in a local: a recurrence need not wait for memory. */
  private readonly carried = new Map<number, Local>();

  constructor(
    private readonly code: LoopCode,
    private readonly order: LoopStep["order"],
    private readonly reductions: ReductionWriter,
  ) {
    this.indexed = new IndexedWriter(code.body, code.addresses);
    const { body, wanted, invariant } = code.plan;
    this.functionCount = body.filter((line, number) => wanted[number] && !invariant[number] && functionOf(line)).length;
  }

  /** The lines that are the same for every row; their values last. */
  writeInvariant(): void {
    const { plan, isScalar } = this.code;
    for (const [number, line] of plan.body.entries()) {
      if (plan.wanted[number] && plan.invariant[number]) this.keepLine(number, line, isScalar ? "scalar" : "single");
    }
  }

  /** Right before the first of rows that go one by one: reads what it finds where a row before it would have stored. */
  startRows(): void {
    const { body, addresses, plan } = this.code;
    for (const [number, line] of plan.body.entries()) {
      if (line.op !== "store" || !this.isCarried(line.array, number)) continue;
      const local = body.addLocal(valueType.f64);
      body.access(f64.load, addresses.pushRow(line.array, this.stepBack)).set(local);
      this.carried.set(line.array, local);
    }
  }

  /** Whether only that line writes to the array, and no later one reads what the row before stored. */
  private isCarried(array: number, store: number): boolean {
    const isOther = (line: Instruction, number: number) =>
      number !== store &&
      "array" in line &&
      line.array === array &&
      (isEffect(line) || (number > store && this.readsRowBefore(line)));
    return !this.code.plan.body.some(isOther);
  }

  private readsRowBefore(line: Instruction): boolean {
    return line.op === "load" && line.shift === this.stepBack;
  }

  /** From a row to the one before it. */
  private get stepBack(): number {
    return this.order === "backward" ? 1 : -1;
  }

  /** Whether loops over pairs gain by two pairs a turn: they wait for functions. */
  get areWrittenTwice(): boolean {
    return this.functionCount > 0 && this.functionCount <= mostInlined;
  }

  /** The lines of one row, or of two. */
  writeRow(lanes: Lanes, { inlines } = { inlines: lanes === "pair" }): void {
    this.inlines = inlines && this.functionCount <= mostInlined;
    const { body, wanted, invariant } = this.code.plan;
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
    const { body, isScalar } = this.code;
    const { local, isTest } = this.keptAt(number);
    body.get(local);
    if (isTest && isScalar) body.apply(f64.convert_i32_u);
    else if (isTest) body.f64x2Const(1).apply(v128.and);
  }

  private keptAt(number: number): Kept {
    const kept = this.kept[number];
    if (kept === undefined) throw new Error(`Program: line ${number} has no value`);
    return kept;
  }

  private keepLine(number: number, line: Instruction, lanes: Lanes): void {
    this.pushLine(line, lanes);
    const isTest = comparisons[line.op] !== undefined;
    const { type, testType } = numberCode(this.code.isScalar);
    const local = this.code.body.addLocal(isTest ? testType : type);
    this.code.body.set(local);
    this.kept[number] = { local, isTest };
  }

  private releaseReadLast(number: number, line: Instruction): void {
    const { lastRead, invariant } = this.code.plan;
    for (const operand of new Set(operandsOf(line))) {
      if (lastRead[operand] === number && !invariant[operand]) this.drop(operand);
    }
  }

  private drop(number: number): void {
    const kept = this.kept[number];
    if (kept !== undefined) this.code.body.releaseLocal(kept.local);
    this.kept[number] = undefined;
  }

  private releaseRow(): void {
    for (const number of this.kept.keys()) if (!this.code.plan.invariant[number]) this.drop(number);
    this.indexed.endRow();
  }

  /** Gives all locals back, once the loop is written. */
  release(): void {
    for (const number of this.kept.keys()) this.drop(number);
  }

  private pushLine(line: Instruction, lanes: Lanes): void {
    switch (line.op) {
      case "constant":
        pushConstant(this.code, line.value);
        return;
      case "row":
        this.pushRowNumber(lanes);
        return;
      case "load":
        this.pushLoad(line, lanes);
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
      case "minimum":
      case "maximum":
        this.pushExtreme(line.op, line.a, line.b);
        return;
      default:
        this.pushOperation(line);
        return;
    }
  }

  private pushOperation(line: Instruction): void {
    const { code } = this;
    const operands = operandsOf(line);
    const called = functionOf(line);
    if (called === undefined) {
      const name = plain[line.op] ?? comparisons[line.op];
      if (name === undefined) throw new Error(`Program: there is no operation ${line.op}`);
      for (const operand of operands) this.push(operand);
      code.body.apply(numberCode(code.isScalar).instructions[name]);
    } else if (this.inlines && operands.every((operand) => !this.keptAt(operand).isTest)) {
      code.library.inline(code.body, called, ...operands.map((operand) => this.keptAt(operand).local));
    } else {
      pushCall(
        code,
        called,
        operands.map((operand) => () => this.push(operand)),
      );
    }
  }

  /** As Math.min and Math.max. Of vectors, against a constant the short instructions will do, whose result is the first where neither is beyond. */
  private pushExtreme(op: "minimum" | "maximum", a: number, b: number): void {
    const { body, plan, isScalar } = this.code;
    const isFirst = plan.body[a].op === "constant";
    const constant = plan.body[isFirst ? a : b];
    const limit = constant.op === "constant" ? constant.value : Number.NaN;
    this.push(isFirst ? b : a);
    this.push(isFirst ? a : b);
    if (isScalar || Number.isNaN(limit) || (op === "minimum" && Object.is(limit, -0))) {
      const { min, max } = numberCode(isScalar).instructions;
      body.apply(op === "minimum" ? min : max);
      return;
    }
    body.apply(op === "minimum" ? f64x2.pmin : f64x2.pmax);
    if (op === "maximum" && Object.is(limit, 0)) body.f64x2Const(0).apply(f64x2.add); // −0 becomes 0
  }

  private pushSelect(test: number, a: number, b: number): void {
    const { body, isScalar } = this.code;
    this.push(a);
    this.push(b);
    const { local, isTest } = this.keptAt(test);
    body.get(local);
    if (!isTest) {
      pushConstant(this.code, 0);
      body.apply(numberCode(isScalar).instructions.ne);
    }
    body.apply(isScalar ? control.select : v128.bitselect);
  }

  private pushRowNumber(lanes: Lanes): void {
    const { body, addresses, isScalar } = this.code;
    const { row } = addresses;
    if (row === undefined) {
      pushConstant(this.code, 0);
      return;
    }
    body.get(row.offset).i32Const(3).apply(i32.shr_u).apply(f64.convert_i32_u);
    if (!isScalar) body.apply(f64x2.splat);
    if (lanes === "pair") body.f64x2Const(0, 1).apply(f64x2.add);
  }

  private pushLoad(line: Instruction & { op: "load" }, lanes: Lanes): void {
    const { body, addresses } = this.code;
    const { array } = line;
    const carried = this.carried.get(array);
    if (carried !== undefined && this.readsRowBefore(line)) {
      body.get(carried);
      return;
    }
    const offset = addresses.pushRow(array, line.shift);
    if (lanes !== "pair") this.loadOne(array, offset);
    else if (addresses.isDouble(array)) body.access(v128.load, offset);
    else body.access(v128.load64_zero, offset).apply(f64x2.convert_low_i32x4_s);
  }

  private pushElement(array: number, at: number): void {
    const { addresses } = this.code;
    this.loadOne(array, addresses.pushBase(array) + (addresses.isDouble(array) ? 8 : 4) * at);
  }

  /** One element, in both lanes if numbers are vectors. */
  private loadOne(array: number, offset: number): void {
    const { body, addresses, isScalar } = this.code;
    if (addresses.isDouble(array)) {
      body.access(isScalar ? f64.load : v128.load64_splat, offset);
      return;
    }
    body.access(i32.load, offset).apply(f64.convert_i32_s);
    if (!isScalar) body.apply(f64x2.splat);
  }

  private writeEffect(line: Effect, lanes: Lanes): void {
    if (line.op === "sum" || line.op === "sumLog") {
      this.push(line.value);
      this.reductions.add(line, lanes);
    } else if (line.op === "scatter") this.writeWaiting([line], lanes);
    else this.writeStore(line, lanes);
  }

  private writeStore(line: Effect & { op: "store" | "storeAt" }, lanes: Lanes): void {
    const { body, addresses } = this.code;
    const offset = line.op === "store" ? addresses.pushRow(line.array) : addresses.pushBase(line.array) + 8 * line.at;
    this.push(line.value);
    const carried = this.carried.get(line.array);
    if (carried !== undefined) body.tee(carried);
    if (lanes === "pair") body.access(v128.store, offset);
    else if (lanes === "single") body.accessLane(v128.store64_lane, offset, 0);
    else body.access(f64.store, offset);
  }

  /** Scatters: all of the first row, then all of the second. */
  private writeWaiting(lines: readonly Instruction[], lanes: Lanes): void {
    for (const lane of lanes === "pair" ? [0, 1] : [0]) {
      for (const line of lines)
        if (line.op === "scatter") this.indexed.writeScatter(line.array, line.index, lanes, lane, () => this.push(line.value));
    }
  }
}
