/** Calls of one function side by side: two of them cost machine code with vectors no more than one. */
import type { Instruction } from "../instruction.js";
import { isEffect, operandsOf, withOperands } from "../instruction-operands.js";
import { isUnary } from "./algebra.js";

const machineOperations: ReadonlySet<string> = new Set(["negate", "absolute", "squareRoot", "floor"]);

const isCall = ({ op }: Instruction): boolean => isUnary(op) && !machineOperations.has(op);

/** The same body in another order: after a call of a function comes the next call of the same function, if it can be computed by then. */
export function sideBySide(body: readonly Instruction[]): Instruction[] {
  return new Reordering(body).lines;
}

class Reordering {
  readonly lines: Instruction[] = [];
  /** The new number of each line that has been moved. */
  private readonly numbers = new Map<number, number>();
  private readonly arraysWritten: ReadonlySet<number>;

  constructor(private readonly body: readonly Instruction[]) {
    this.arraysWritten = new Set(body.filter(isEffect).map(({ array }) => array));
    for (const [number, line] of body.entries()) {
      if (this.numbers.has(number)) continue;
      const next = isCall(line) ? this.nextCall(number) : undefined;
      if (next !== undefined) this.moveOperands(next);
      this.move(number);
      if (next !== undefined) this.move(next);
    }
  }

  /** The next call of the same function, unless it needs this one or what is written in between. */
  private nextCall(number: number): number | undefined {
    const { op } = this.body[number];
    for (let next = number + 1; next < this.body.length; next++) {
      if (this.body[next].op === op && !this.numbers.has(next) && !this.needs(next, number)) return next;
    }
    return undefined;
  }

  /** Whether a line cannot be computed before the other one. */
  private needs(line: number, other: number): boolean {
    if (this.numbers.has(line)) return false;
    if (line === other || this.readsWhatIsWritten(this.body[line])) return true;
    return operandsOf(this.body[line]).some((operand) => this.needs(operand, other));
  }

  private readsWhatIsWritten(line: Instruction): boolean {
    return "array" in line && this.arraysWritten.has(line.array);
  }

  private moveOperands(line: number): void {
    for (const operand of operandsOf(this.body[line])) {
      if (this.numbers.has(operand)) continue;
      this.moveOperands(operand);
      this.move(operand);
    }
  }

  private move(number: number): void {
    const line = withOperands(this.body[number], (operand) => this.numbers.get(operand) as number);
    this.numbers.set(number, this.lines.push(line) - 1);
  }
}
