/** A bound program as samplers see it. */
import { InvalidArgument } from "../../errors.js";
import type { BoundProgram } from "../backend.js";
import type { ExplainedLogDensity } from "../log-density.js";

/** One term of a log density, at one position. */
export interface TermValue {
  readonly name: string;
  readonly value: number;
}

/** The log density of a program. */
export interface ProgramLogDensity extends ExplainedLogDensity {
  /** The value of each term: their sum is the log density, up to rounding. Unlike `evaluateInto` this allocates. */
  termsAt(position: Float64Array): readonly TermValue[];
}

/** Positions up to this length are copied element by element: cheaper than a call, which costs as much as about eight. */
const shortCopy = 8;

/** The log density of a program with its data; follows when other data are bound. A position equal to `bound.position` itself is not copied. */
export function logDensityOf(bound: BoundProgram): ProgramLogDensity {
  return new DensityOfTerms(bound);
}

class DensityOfTerms implements ProgramLogDensity {
  private value: Float64Array;
  private position: Float64Array;
  private gradient: Float64Array;

  constructor(private readonly bound: BoundProgram) {
    this.position = bound.position;
    this.gradient = bound.gradient;
    this.value = bound.array(bound.program.value) as Float64Array;
  }

  get dimension(): number {
    return this.bound.position.length;
  }

  evaluateInto(gradient: Float64Array, position: Float64Array): number {
    const { bound } = this;
    if (this.position !== bound.position) this.takeViews();
    if (position !== this.position) copyInto(this.position, position);
    bound.run("density");
    if (gradient !== this.gradient) copyInto(gradient, this.gradient);
    return this.value[0];
  }

  termsAt(position: Float64Array): TermValue[] {
    const { bound } = this;
    const { program } = bound;
    if (position.length !== bound.position.length)
      throw new InvalidArgument("termsAt", "position", `have ${bound.position.length} coordinates`, position);
    if (position !== bound.position) bound.position.set(position);
    bound.run("terms");
    const values = bound.array(program.terms);
    return program.termNames.map((name, term) => ({ name, value: values[term] }));
  }

  explain(position: Float64Array): string | undefined {
    const failing = this.termsAt(position).filter(({ value }) => !Number.isFinite(value));
    if (failing.length === 0) return undefined;
    return failing.map(({ name, value }) => `the term ${name} is ${wordFor(value)}`).join("; ");
  }

  /** Other data were bound: the memory may lie elsewhere. */
  private takeViews(): void {
    const { bound } = this;
    this.position = bound.position;
    this.gradient = bound.gradient;
    this.value = bound.array(bound.program.value) as Float64Array;
  }
}

const wordFor = (value: number): string => (Number.isNaN(value) ? "NaN" : value > 0 ? "+∞" : "−∞");

function copyInto(to: Float64Array, from: Float64Array): void {
  if (to.length > shortCopy) to.set(from);
  else for (let i = 0; i < to.length; i++) to[i] = from[i];
}
