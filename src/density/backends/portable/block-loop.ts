/** Loops over independent rows: block by block, and in each block line by line. */
import type { Instruction } from "../../instruction.js";
import { operandsOf } from "../../instruction-operands.js";
import { isReduction, type LoopPlan, type Reduction } from "../loop-plan.js";
import { binaryFunctions, unaryFunctions } from "../operation-functions.js";
import type { ProgramMemory } from "../program-memory.js";
import { type BlockReduction, blockSum, blockSumLog } from "./block-reductions.js";
import * as lines from "./kernels.js";
import { blockSize, type Kernel } from "./kernels.js";
import { placeOf, rowProgram } from "./row-code.js";
import { runRow, type WholeMemory } from "./row-interpreter.js";

type Scatter = Extract<Instruction, { op: "scatter" }>;

/** The loop over rows 0 … count − 1 as one call. */
export function blockLoop(plan: LoopPlan, memory: ProgramMemory, whole: WholeMemory, count: number): () => void {
  const blocks = new BlockLoop(plan, memory, whole);
  const { before } = rowProgram(plan, memory);
  const { kernels, reductions, invariants } = blocks;
  const filled = Math.min(count, blockSize);
  for (const { number, block, line } of invariants) if (line.op === "constant") block.fill(before.registers[number]);
  const varying = invariants.filter(({ line }) => line.op !== "constant");
  return () => {
    runRow(before, whole, 0, 0);
    for (let i = 0; i < varying.length; i++) varying[i].block.fill(before.registers[varying[i].number], 0, filled);
    for (let i = 0; i < reductions.length; i++) reductions[i].reduction.start();
    for (let start = 0; start < count; start += blockSize) {
      const size = Math.min(blockSize, count - start);
      for (let i = 0; i < kernels.length; i++) kernels[i](start, size);
    }
    for (let i = 0; i < reductions.length; i++) whole.doubles[reductions[i].place] = reductions[i].reduction.total();
  };
}

/** The kernels of a body, and the registers they share. */
class BlockLoop {
  readonly kernels: Kernel[] = [];
  readonly reductions: { readonly reduction: BlockReduction; readonly place: number }[] = [];
  /** The registers of lines that are the same for all rows. */
  readonly invariants: { readonly number: number; readonly line: Instruction; readonly block: Float64Array }[] = [];
  private readonly blocks: Float64Array[] = [];
  private readonly free: Float64Array[] = [];

  constructor(
    private readonly plan: LoopPlan,
    private readonly memory: ProgramMemory,
    private readonly whole: WholeMemory,
  ) {
    const scatters: Scatter[] = [];
    for (const [number, line] of plan.body.entries()) {
      if (!plan.wanted[number]) continue;
      if (line.op === "scatter") scatters.push(line);
      else if (line.op === "store") this.kernels.push(lines.storeKernel(this.doubles(line.array), this.blocks[line.value]));
      else if (isReduction(line)) this.addReduction(line);
      else this.addValue(number, line);
      this.releaseReadLast(number, line);
    }
    this.addScatters(scatters);
  }

  private addValue(number: number, line: Instruction): void {
    const block = (this.plan.invariant[number] ? undefined : this.free.pop()) ?? new Float64Array(blockSize);
    this.blocks[number] = block;
    if (this.plan.invariant[number]) this.invariants.push({ number, line, block });
    else this.kernels.push(this.kernelOf(line, block));
  }

  private kernelOf(line: Instruction, out: Float64Array): Kernel {
    const { memory, whole } = this;
    switch (line.op) {
      case "row":
        return lines.rowKernel(out);
      case "load": {
        const place = placeOf(memory, line.array) + (line.shift ?? 0);
        if (memory.program.arrays[line.array].type === "f64") return lines.loadKernel(out, whole.doubles, place);
        return lines.loadIntegerKernel(out, whole.integers, place);
      }
      case "gather":
        return lines.gatherKernel(out, this.doubles(line.array), this.integers(line.index));
      case "select":
        return lines.selectKernel(out, this.blocks[line.test], this.blocks[line.a], this.blocks[line.b]);
      default:
        return this.operationKernel(line, out);
    }
  }

  private operationKernel(line: Instruction, out: Float64Array): Kernel {
    const [a, b] = operandsOf(line).map((operand) => this.blocks[operand]);
    const kernel = lines.operationKernel(line.op, out, a, b);
    if (kernel !== undefined) return kernel;
    const unary = unaryFunctions[line.op];
    if (unary !== undefined) return lines.callKernel(out, a, unary.portable);
    const binary = binaryFunctions[line.op];
    if (binary !== undefined) return lines.callTwoKernel(out, a, b, binary.portable);
    throw new Error(`Program: there is no operation ${line.op} in loops over independent rows`);
  }

  private addReduction(line: Reduction): void {
    const reduction = (line.op === "sum" ? blockSum : blockSumLog)(this.blocks[line.value]);
    this.reductions.push({ reduction, place: placeOf(this.memory, line.array) + line.at });
    this.kernels.push(reduction.kernel);
  }

  private addScatters(scatters: readonly Scatter[]): void {
    for (const target of new Set(scatters.map(({ array }) => array))) {
      const into = scatters.filter(({ array }) => array === target);
      const indices = into.map(({ index }) => this.integers(index));
      const values = into.map(({ value }) => this.blocks[value]);
      const array = this.doubles(target);
      this.kernels.push(
        into.length === 1 ? lines.scatterKernel(array, indices[0], values[0]) : lines.scattersKernel(array, indices, values),
      );
    }
  }

  private releaseReadLast(number: number, line: Instruction): void {
    for (const operand of new Set(operandsOf(line))) {
      if (this.plan.lastRead[operand] === number && !this.plan.invariant[operand]) this.free.push(this.blocks[operand]);
    }
  }

  private doubles(array: number): Float64Array {
    return this.memory.views[array] as Float64Array;
  }

  private integers(array: number): Int32Array {
    return this.memory.views[array] as Int32Array;
  }
}
