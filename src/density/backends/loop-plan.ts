/** What both backends must know of a loop's body before they write it: what is wanted, what can be computed once, how long values live. */
import type { Instruction } from "../instruction.js";
import { type Effect, isEffect, operandsOf } from "../instruction-operands.js";
import type { Step } from "../program.js";

export type LoopStep = Extract<Step, { kind: "loop" }>;

/** A line that adds up over the rows. */
export type Reduction = Extract<Instruction, { op: "sum" | "sumLog" }>;

/** What is known of a body, line by line. */
export interface LoopPlan {
  readonly body: readonly Instruction[];
  /** Whether an effect needs the line. */
  readonly wanted: readonly boolean[];
  /** Whether the line is the same for every row, and is computed once before them. */
  readonly invariant: readonly boolean[];
  /** The last line that reads this one; the number of lines if its value must last to the end of the row. */
  readonly lastRead: readonly number[];
}

export const isReduction = (line: Instruction): line is Reduction => line.op === "sum" || line.op === "sumLog";

/** Scatters of a loop whose rows are independent wait for the end of the row, so that several into one array keep the order of rows. */
export const waits = (line: Instruction, order: LoopStep["order"]): boolean => line.op === "scatter" && order === "any";

export function planLoop({ body, order, size }: LoopStep): LoopPlan {
  const wanted = body.map(isEffect);
  const lastRead = body.map(() => -1);
  for (let number = body.length - 1; number >= 0; number--) {
    if (!wanted[number]) continue;
    for (const operand of operandsOf(body[number])) {
      if (operand >= number) throw new Error(`Program: line ${number} reads line ${operand}, which is not before it`);
      wanted[operand] = true;
      const until = waits(body[number], order) ? body.length : number;
      lastRead[operand] = Math.max(lastRead[operand], until);
    }
  }
  return { body, wanted, invariant: invariantLines(body, size === null), lastRead };
}

/** Constants, elements of arrays that the loop does not write, and what is computed from them alone; none in code that runs once. */
function invariantLines(body: readonly Instruction[], runsOnce: boolean): boolean[] {
  const written = new Set(body.filter(isEffect).map(writtenPlace));
  const invariant: boolean[] = [];
  for (const line of body) invariant.push(!runsOnce && isInvariant(line, invariant, written));
  return invariant;
}

/** The element, or the array, that an effect writes. */
const writtenPlace = (line: Effect): string => ("at" in line ? `${line.array} ${line.at}` : `${line.array}`);

function isInvariant(line: Instruction, invariant: readonly boolean[], written: ReadonlySet<string>): boolean {
  if (line.op === "constant") return true;
  if (line.op === "element") return !written.has(`${line.array}`) && !written.has(`${line.array} ${line.at}`);
  const operands = operandsOf(line);
  return operands.length > 0 && !isEffect(line) && operands.every((operand) => invariant[operand]);
}
