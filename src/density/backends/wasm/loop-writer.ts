/** Loops as code of one function. */
import type { LaneLibrary } from "../../functions/index.js";
import type { Program } from "../../program.js";
import { control, type FunctionBody, i32, type Local, valueType } from "../../wasm/index.js";
import { type LoopPlan, type LoopStep, planLoop } from "../loop-plan.js";
import type { AddressBook } from "./address-book.js";
import type { LoopCode } from "./lanes.js";
import { LineWriter } from "./line-writer.js";
import { ReductionWriter } from "./reduction-writer.js";

/** Everything that writes one loop. */
interface LoopParts extends LoopCode {
  readonly lines: LineWriter;
  readonly reductions: ReductionWriter;
}

export function writeLoop(body: FunctionBody, library: LaneLibrary, addresses: AddressBook, step: LoopStep): void {
  const plan = planLoop(step);
  const code: LoopCode = { body, library, addresses, plan, isScalar: step.order !== "any" || step.size === null };
  const reductions = new ReductionWriter(code);
  const lines = new LineWriter(code, step.size === null ? "forward" : step.order, reductions);
  const parts: LoopParts = { ...code, lines, reductions };
  if (step.size !== null) keepBases(addresses, plan);
  lines.writeInvariant();
  reductions.start();
  if (step.size === null) {
    lines.writeRow("scalar");
    reductions.afterRow();
  } else if (step.order === "any") writePairs(parts, step.size);
  else writeRows(parts, step.size, step.order);
  reductions.finish();
  lines.release();
  addresses.release();
}

/** The arrays that rows read and write. */
function keepBases(addresses: AddressBook, { body, wanted, invariant }: LoopPlan): void {
  for (const [number, line] of body.entries()) {
    if (!wanted[number] || invariant[number] || !("array" in line)) continue;
    if (line.op !== "sum" && line.op !== "sumLog") addresses.keepBase(line.array);
    if ("index" in line) addresses.keepBase(line.index);
  }
}

/** All pairs of rows, then the last row if their number is odd. */
function writePairs(parts: LoopParts, size: number): void {
  const { body, addresses, lines } = parts;
  const end = addLengthInBytes(body, addresses, size);
  const endOfPairs = body.addLocal(valueType.i32);
  body.get(end).i32Const(-16).apply(i32.and).set(endOfPairs);
  const row = startRows(body, addresses);
  body.get(endOfPairs).if();
  if (parts.reductions.bytesOfProduct === undefined) writePairsUntil(parts, row.offset, endOfPairs);
  else writePairsOfProducts(parts, row.offset, endOfPairs, parts.reductions.bytesOfProduct);
  body.end();
  body.get(row.offset).get(end).apply(i32.lt_s).if();
  setHalfOffset(body, addresses);
  lines.writeRow("single");
  body.end();
  for (const local of [end, endOfPairs, row.offset, row.halfOffset]) body.releaseLocal(local);
}

/** One loop, at least once: two pairs a turn, so that one's instructions fill the time in which the other's wait for each other; then the last pair. */
function writePairsUntil(parts: LoopParts, offset: Local, end: Local): void {
  const { body, lines } = parts;
  if (!lines.areWrittenTwice) {
    const loop = body.loop();
    writePair(parts, offset);
    body.get(offset).get(end).apply(i32.lt_s).branchIf(loop).end();
    return;
  }
  const endOfTwo = body.addLocal(valueType.i32);
  body.get(end).i32Const(-32).apply(i32.and).tee(endOfTwo).get(offset).apply(i32.gt_s).if();
  const loop = body.loop();
  writePair(parts, offset);
  writePair(parts, offset);
  body.get(offset).get(endOfTwo).apply(i32.lt_s).branchIf(loop).end().end();
  body.get(offset).get(end).apply(i32.lt_s).if();
  writePair(parts, offset, { inlines: false });
  body.end().releaseLocal(endOfTwo);
}

function writePair({ body, addresses, lines }: LoopParts, offset: Local, options?: { readonly inlines: boolean }): void {
  setHalfOffset(body, addresses);
  lines.writeRow("pair", options);
  body.get(offset).i32Const(16).apply(i32.add).set(offset);
}

/** A loop inside another, which takes logarithms: a call among the pairs would cost them their registers. */
function writePairsOfProducts(parts: LoopParts, offset: Local, endOfPairs: Local, bytesOfProduct: number): void {
  const { body, reductions } = parts;
  const end = body.addLocal(valueType.i32);
  const loop = body.loop();
  body.get(offset).i32Const(bytesOfProduct).apply(i32.add).tee(end).get(endOfPairs);
  body.get(end).get(endOfPairs).apply(i32.lt_s).apply(control.select).set(end);
  writePairsUntil(parts, offset, end);
  body
    .get(offset)
    .i32Const(bytesOfProduct - 1)
    .apply(i32.and)
    .apply(i32.eqz)
    .if();
  reductions.addLogsOfProducts();
  body.end();
  body.get(offset).get(endOfPairs).apply(i32.lt_s).branchIf(loop).end();
  body.releaseLocal(end);
}

/** Row by row: each sees what those before it stored. */
function writeRows({ body, addresses, lines, reductions }: LoopParts, size: number, order: "forward" | "backward"): void {
  const end = addLengthInBytes(body, addresses, size);
  const row = startRows(body, addresses);
  if (order === "backward") body.get(end).i32Const(8).apply(i32.sub).set(row.offset);
  body.get(end).if();
  lines.startRows();
  const loop = body.loop();
  setHalfOffset(body, addresses);
  lines.writeRow("scalar");
  reductions.afterRow();
  body
    .get(row.offset)
    .i32Const(order === "forward" ? 8 : -8)
    .apply(i32.add)
    .tee(row.offset);
  if (order === "forward") body.get(end).apply(i32.lt_s);
  else body.i32Const(0).apply(i32.ge_s);
  body.branchIf(loop).end().end();
  for (const local of [end, row.offset, row.halfOffset]) body.releaseLocal(local);
}

function addLengthInBytes(body: FunctionBody, addresses: AddressBook, size: number): Local {
  const local = body.addLocal(valueType.i32);
  addresses.pushLength(size);
  body.i32Const(3).apply(i32.shl).set(local);
  return local;
}

function startRows(body: FunctionBody, addresses: AddressBook): { offset: Local; halfOffset: Local } {
  const row = { offset: body.addLocal(valueType.i32), halfOffset: body.addLocal(valueType.i32) };
  body.i32Const(0).set(row.offset);
  addresses.row = row;
  return row;
}

function setHalfOffset(body: FunctionBody, addresses: AddressBook): void {
  if (addresses.row === undefined) return;
  body.get(addresses.row.offset).i32Const(1).apply(i32.shr_u).set(addresses.row.halfOffset);
}

/** The loop that sets all elements of an array of doubles to 0. */
export const zeroLoop = ({ arrays }: Program, array: number): LoopStep => ({
  kind: "loop",
  size: arrays[array].size,
  order: "any",
  body: [
    { op: "constant", value: 0 },
    { op: "store", array, value: 0 },
  ],
});
