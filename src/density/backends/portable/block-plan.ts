/** How lines of a loop over blocks are put together: products that are used at once, and values that are computed where they are stored. */
import type { Instruction } from "../../instruction.js";
import { isEffect, operandsOf } from "../../instruction-operands.js";
import type { LoopPlan } from "../loop-plan.js";

export interface BlockPlan {
  /** Products that are computed by the one line that reads them: the number of that line, by the product's. */
  readonly usedBy: ReadonlyMap<number, number>;
  /** The array in which a line's value is computed, by the line's number: the store is then nothing of its own. */
  readonly storedIn: ReadonlyMap<number, number>;
  /** The last line that reads a line, through products or by itself. */
  readonly lastRead: readonly number[];
}

export function planBlocks(plan: LoopPlan): BlockPlan {
  const usedBy = productsUsedAtOnce(plan, ["add", "subtract", "sum"]);
  const lastRead = [...plan.lastRead];
  for (const [product, user] of usedBy)
    for (const operand of operandsOf(plan.body[product])) lastRead[operand] = Math.max(lastRead[operand], user);
  return { usedBy, storedIn: valuesStoredOnce(plan), lastRead };
}

/** Products that one line alone reads, which is one of these `users`, and the number of that line; at most one product for each. */
export function productsUsedAtOnce(
  { body, wanted, invariant }: LoopPlan,
  users: readonly Instruction["op"][],
): Map<number, number> {
  const reads = body.map(() => 0);
  for (const [number, line] of body.entries()) if (wanted[number]) for (const operand of operandsOf(line)) reads[operand]++;
  const usedBy = new Map<number, number>();
  for (const [number, line] of body.entries()) {
    if (!wanted[number] || invariant[number] || !users.includes(line.op)) continue;
    const product = operandsOf(line).find(
      (operand) => body[operand].op === "multiply" && !invariant[operand] && reads[operand] === 1,
    );
    if (product !== undefined) usedBy.set(product, number);
  }
  return usedBy;
}

/** Values computed from others that are stored once, in arrays that the loop touches nowhere else. */
function valuesStoredOnce({ body, wanted, invariant }: LoopPlan): Map<number, number> {
  const storedIn = new Map<number, number>();
  const touches = (line: Instruction, array: number) =>
    ("array" in line && line.array === array) || ("index" in line && line.index === array);
  for (const [number, line] of body.entries()) {
    if (line.op !== "store" || !wanted[line.value] || invariant[line.value] || storedIn.has(line.value)) continue;
    const isAlone = body.every((other, place) => place === number || !touches(other, line.array));
    if (isAlone && operandsOf(body[line.value]).length > 0) storedIn.set(line.value, line.array);
  }
  return storedIn;
}

/** The arrays that the loop writes at its rows. */
export const arraysWritten = ({ body }: LoopPlan): ReadonlySet<number> =>
  new Set(body.filter(isEffect).map(({ array }) => array));
