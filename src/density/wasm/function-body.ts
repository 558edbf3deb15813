/** The assembler of one function: instructions are written in the order of the stack machine. */
import { ByteWriter } from "./byte-writer.js";
import {
  control,
  i32,
  type LaneInstruction,
  type MemoryInstruction,
  type MemoryLaneInstruction,
  type PlainInstruction,
} from "./instructions.js";
import type { FunctionType, ValueType } from "./value-type.js";

/** The place of a local (parameters come first). */
export type Local = number;

/** A loop or if that is open: what branches name. */
export type Label = number;

const emptyBlock = 0x40;
const simdPrefix = 0xfd;

export class FunctionBody {
  private readonly code = new ByteWriter();
  private readonly localTypes: ValueType[] = [];
  private readonly free = new Map<ValueType, Local[]>();
  private depth = 0;

  /** `index` is what `call` names. */
  constructor(
    readonly index: number,
    readonly type: FunctionType,
  ) {}

  /** A local of a type; what `releaseLocal` gave back is used again, and then holds what it last held. */
  addLocal(type: ValueType): Local {
    const old = this.free.get(type)?.pop();
    return old ?? this.type.parameters.length + this.localTypes.push(type) - 1;
  }

  /** Says that the value of a local, got from `addLocal`, is not needed any more. */
  releaseLocal(local: Local): void {
    const type = this.localTypes[local - this.type.parameters.length];
    const others = this.free.get(type);
    if (others === undefined) this.free.set(type, [local]);
    else others.push(local);
  }

  get(local: Local): this {
    return this.withIndex(0x20, local);
  }

  set(local: Local): this {
    return this.withIndex(0x21, local);
  }

  /** Sets a local and leaves the value on the stack. */
  tee(local: Local): this {
    return this.withIndex(0x22, local);
  }

  call(functionIndex: number): this {
    return this.withIndex(0x10, functionIndex);
  }

  /** An instruction without immediates. */
  apply(instruction: PlainInstruction): this {
    this.opcode(instruction);
    return this;
  }

  i32Const(value: number): this {
    this.code.byte(0x41);
    this.code.signed(value);
    return this;
  }

  f64Const(value: number): this {
    this.code.byte(0x44);
    this.code.double(value);
    return this;
  }

  /** Two doubles; the second is the first unless given. */
  f64x2Const(first: number, second: number = first): this {
    this.code.byte(simdPrefix);
    this.code.byte(12);
    this.code.double(first);
    this.code.double(second);
    return this;
  }

  /** Both lanes with the 64 bits of two words. */
  i64x2Const(high: number, low: number): this {
    this.code.byte(simdPrefix);
    this.code.byte(12);
    for (let lane = 0; lane < 2; lane++) {
      this.code.word(low);
      this.code.word(high);
    }
    return this;
  }

  /** A load or store at the address on the stack plus `offset` bytes. The alignment declared is that of 8 bytes, 4 for an i32. */
  access(instruction: MemoryInstruction, offset: number): this {
    this.opcode(instruction);
    this.code.unsigned(instruction === i32.load ? 2 : 3);
    this.code.unsigned(offset);
    return this;
  }

  /** A load or store of one lane, 0 or 1. */
  accessLane(instruction: MemoryLaneInstruction, offset: number, lane: number): this {
    this.access(instruction as number, offset);
    this.code.byte(lane);
    return this;
  }

  /** Takes a lane out of, or puts it into, a vector. */
  lane(instruction: LaneInstruction, lane: number): this {
    this.opcode(instruction);
    this.code.byte(lane);
    return this;
  }

  /** Opens a loop, at whose start a branch goes on. */
  loop(): Label {
    return this.open(0x03);
  }

  /** Opens a block that is entered if the i32 on the stack is not 0. */
  if(): Label {
    return this.open(0x04);
  }

  else(): this {
    this.code.byte(0x05);
    return this;
  }

  /** Closes the innermost loop or if. */
  end(): this {
    this.depth--;
    this.code.byte(0x0b);
    return this;
  }

  branchIf(label: Label): this {
    return this.withIndex(0x0d, this.depth - label);
  }

  return(): this {
    return this.apply(control.return);
  }

  /** Writes locals and code, as the code section wants them, behind their size. */
  writeInto(section: ByteWriter): void {
    if (this.depth !== 0) throw new Error(`FunctionBody: ${this.depth} blocks of function ${this.index} are still open`);
    const body = new ByteWriter();
    const runs = runsOf(this.localTypes);
    body.unsigned(runs.length);
    for (const { type, count } of runs) {
      body.unsigned(count);
      body.byte(type);
    }
    body.append(this.code.bytes);
    body.byte(0x0b);
    section.sized(body.bytes);
  }

  private open(opcode: number): Label {
    this.code.byte(opcode);
    this.code.byte(emptyBlock);
    this.depth++;
    return this.depth;
  }

  private opcode(instruction: number): void {
    if (instruction < 256) {
      this.code.byte(instruction);
      return;
    }
    this.code.byte(simdPrefix);
    this.code.unsigned(instruction - 256);
  }

  private withIndex(opcode: number, index: number): this {
    this.code.byte(opcode);
    this.code.unsigned(index);
    return this;
  }
}

/** Neighbors of one type, counted. */
function runsOf(types: readonly ValueType[]): { type: ValueType; count: number }[] {
  const runs: { type: ValueType; count: number }[] = [];
  for (const type of types) {
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ type, count: 1 });
  }
  return runs;
}
