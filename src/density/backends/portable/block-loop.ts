/** Loops over independent rows: block by block, and in each block line by line. */
import type { Instruction } from "../../instruction.js";
import { operandsOf } from "../../instruction-operands.js";
import { isReduction, type LoopPlan, type Reduction } from "../loop-plan.js";
import { binaryFunctions, unaryFunctions } from "../operation-functions.js";
import type { ProgramMemory } from "../program-memory.js";
import { arraysWritten, type BlockPlan, planBlocks } from "./block-plan.js";
import { type BlockReduction, blockSum, blockSumLog, blockSumOfProducts } from "./block-reductions.js";
import * as lines from "./kernels.js";
import { type Blocks, blockSize, type Kernel, type ProductUse, type Scalar } from "./kernels.js";
import { placeOf, type RowProgram } from "./row-code.js";
import { runRow, type WholeMemory } from "./row-interpreter.js";

type Scatter = Extract<Instruction, { op: "scatter" }>;

/** The loop over rows 0 … count − 1 as one call. */
export function blockLoop(
  plan: LoopPlan,
  memory: ProgramMemory,
  whole: WholeMemory,
  { before, places }: RowProgram,
  count: number,
): () => void {
  const { doubles } = whole;
  const { kernels, reductions, filled } = new BlockLoop(plan, memory, whole, count, places);
  const rowsFilled = Math.min(count, blockSize);
  const varying = filled.filter(({ number, block }) => {
    block.fill(doubles[places[number]]);
    return plan.body[number].op !== "constant";
  });
  return () => {
    runRow(before, whole, 0, 0);
    for (let i = 0; i < varying.length; i++) varying[i].block.fill(doubles[places[varying[i].number]], 0, rowsFilled);
    for (let i = 0; i < reductions.length; i++) reductions[i].reduction.start();
    for (let block = 0, left = count; left > 0; block++, left -= blockSize) {
      const size = Math.min(blockSize, left);
      for (let i = 0; i < kernels.length; i++) kernels[i](block, size);
    }
    for (let i = 0; i < reductions.length; i++) doubles[reductions[i].place] = reductions[i].reduction.total();
  };
}

/** The kernels of a body, and the registers they share. */
class BlockLoop {
  readonly kernels: Kernel[] = [];
  readonly reductions: { readonly reduction: BlockReduction; readonly place: number }[] = [];
  /** Registers to be filled with what is the same for all rows. */
  readonly filled: { readonly number: number; readonly block: Float64Array }[] = [];
  private readonly values: (Blocks | undefined)[] = [];
  /** Registers by the lines whose values they hold. */
  private readonly registers = new Map<number, Float64Array>();
  private readonly free: Float64Array[] = [];
  private readonly blocks: BlockPlan;
  private readonly written: ReadonlySet<number>;

  constructor(
    private readonly plan: LoopPlan,
    private readonly memory: ProgramMemory,
    private readonly whole: WholeMemory,
    private readonly count: number,
    private readonly places: readonly number[],
  ) {
    this.blocks = planBlocks(plan);
    this.written = arraysWritten(plan);
    const scatters: Scatter[] = [];
    for (const [number, line] of plan.body.entries()) {
      if (!plan.wanted[number] || plan.invariant[number] || this.blocks.usedBy.has(number)) continue;
      if (line.op === "scatter") scatters.push(line);
      else if (line.op === "store") this.addStore(line.array, line.value);
      else if (isReduction(line)) this.addReduction(number, line);
      else this.addValue(number, line);
      this.releaseReadLast(number);
    }
    this.addScatters(scatters);
  }

  private addStore(array: number, value: number): void {
    if (this.blocks.storedIn.get(value) !== array) this.kernels.push(lines.copyKernel(this.viewsOf(array), this.valueOf(value)));
  }

  private addValue(number: number, line: Instruction): void {
    const isView = line.op === "load" && this.memory.program.arrays[line.array].type === "f64" && !this.written.has(line.array);
    if (isView) {
      this.values[number] = this.viewsOf(line.array, line.shift);
      return;
    }
    const array = this.blocks.storedIn.get(number);
    const out = array === undefined ? this.addRegister(number) : this.viewsOf(array);
    this.values[number] = out;
    this.kernels.push(this.kernelOf(number, line, out));
  }

  private addRegister(number: number): Blocks {
    const register = this.free.pop() ?? new Float64Array(blockSize);
    this.registers.set(number, register);
    return this.everyBlock(register);
  }

  private everyBlock(register: Float64Array): Blocks {
    return Array.from({ length: Math.ceil(this.count / blockSize) }, () => register);
  }

  /** An array, or what lies `shift` elements further, block by block. */
  private viewsOf(array: number, shift = 0): Blocks {
    const first = placeOf(this.memory, array) + shift;
    return Array.from({ length: Math.ceil(this.count / blockSize) }, (_, block) => {
      const start = block * blockSize;
      return this.whole.doubles.subarray(first + start, first + Math.min(start + blockSize, this.count));
    });
  }

  /** The values of a line; one that is the same for all rows gets a register that is filled with it. */
  private valueOf(number: number): Blocks {
    const known = this.values[number];
    if (known !== undefined) return known;
    if (!this.plan.invariant[number]) throw new Error(`Program: line ${number} has no value`);
    const block = new Float64Array(blockSize);
    this.filled.push({ number, block });
    const value = this.everyBlock(block);
    this.values[number] = value;
    return value;
  }

  private scalarOf(number: number): Scalar | undefined {
    return this.plan.invariant[number] ? { memory: this.whole.doubles, place: this.places[number] } : undefined;
  }

  private kernelOf(number: number, line: Instruction, out: Blocks): Kernel {
    const { whole, memory } = this;
    switch (line.op) {
      case "row":
        return lines.rowKernel(out);
      case "load":
        if (memory.program.arrays[line.array].type === "f64") return lines.copyKernel(out, this.viewsOf(line.array, line.shift));
        return lines.loadIntegerKernel(out, whole.integers, placeOf(memory, line.array) + (line.shift ?? 0));
      case "gather":
        return lines.gatherKernel(out, this.doubles(line.array), this.integers(line.index));
      case "select":
        return lines.selectKernel(out, this.valueOf(line.test), this.valueOf(line.a), this.valueOf(line.b));
      default:
        return this.withProductKernel(number, line, out) ?? this.withScalarKernel(line, out) ?? this.operationKernel(line, out);
    }
  }

  /** The kernel of an addition or subtraction that computes the product it reads. */
  private withProductKernel(number: number, line: Instruction, out: Blocks): Kernel | undefined {
    if (line.op !== "add" && line.op !== "subtract") return undefined;
    const isFirst = this.blocks.usedBy.get(line.a) === number;
    if (!isFirst && this.blocks.usedBy.get(line.b) !== number) return undefined;
    const other = this.valueOf(isFirst ? line.b : line.a);
    const use: ProductUse = line.op === "add" ? "product + c" : isFirst ? "product - c" : "c - product";
    const [a, b] = this.factorsOf(isFirst ? line.a : line.b);
    const scalar = this.scalarOf(b);
    if (scalar !== undefined) return lines.multipleKernel(use, out, this.valueOf(a), scalar, other);
    return lines.productKernel(use, out, this.valueOf(a), this.valueOf(b), other);
  }

  /** The factors of a product; one that is the same for all rows comes last. */
  private factorsOf(product: number): [number, number] {
    const [a, b] = operandsOf(this.plan.body[product]);
    return this.plan.invariant[a] ? [b, a] : [a, b];
  }

  private withScalarKernel(line: Instruction, out: Blocks): Kernel | undefined {
    if (line.op !== "add" && line.op !== "subtract" && line.op !== "multiply") return undefined;
    const isSwapped = line.op !== "subtract" && this.plan.invariant[line.a];
    const scalar = this.scalarOf(isSwapped ? line.a : line.b);
    return scalar && lines.scalarKernel(line.op, out, this.valueOf(isSwapped ? line.b : line.a), scalar);
  }

  private operationKernel(line: Instruction, out: Blocks): Kernel {
    const [a, b] = operandsOf(line).map((operand) => this.valueOf(operand));
    const kernel = lines.operationKernel(line.op, out, a, b ?? a);
    if (kernel !== undefined) return kernel;
    const unary = unaryFunctions[line.op];
    if (unary !== undefined) return lines.callKernel(out, a, unary.portable);
    const binary = binaryFunctions[line.op];
    if (binary !== undefined) return lines.callTwoKernel(out, a, b, binary.portable);
    throw new Error(`Program: there is no operation ${line.op} in loops over independent rows`);
  }

  private addReduction(number: number, line: Reduction): void {
    const reduction = this.reductionOf(number, line);
    this.reductions.push({ reduction, place: placeOf(this.memory, line.array) + line.at });
    this.kernels.push(reduction.kernel);
  }

  private reductionOf(number: number, { op, value }: Reduction): BlockReduction {
    if (op === "sumLog") return blockSumLog(this.valueOf(value));
    if (this.blocks.usedBy.get(value) !== number) return blockSum(this.valueOf(value));
    const [a, b] = this.factorsOf(value);
    return blockSumOfProducts(this.valueOf(a), this.valueOf(b));
  }

  private addScatters(scatters: readonly Scatter[]): void {
    for (const target of new Set(scatters.map(({ array }) => array))) {
      const into = scatters.filter(({ array }) => array === target);
      const indices = into.map(({ index }) => this.integers(index));
      const values = into.map(({ value }) => this.valueOf(value));
      const array = this.doubles(target);
      this.kernels.push(
        into.length === 1 ? lines.scatterKernel(array, indices[0], values[0]) : lines.scattersKernel(array, indices, values),
      );
    }
  }

  private releaseReadLast(number: number): void {
    for (const [line, register] of this.registers) {
      if (this.blocks.lastRead[line] !== number) continue;
      this.registers.delete(line);
      this.free.push(register);
    }
  }

  private doubles(array: number): Float64Array {
    return this.memory.views[array] as Float64Array;
  }

  private integers(array: number): Int32Array {
    return this.memory.views[array] as Int32Array;
  }
}
