/** Whether data are possible under the distributions that they are said to have. */
import type { Support } from "../distributions/index.js";
import { InvalidArgument } from "../errors.js";
import type { BoundData } from "./table.js";
import type { Trace } from "./trace.js";

/** @throws InvalidArgument for the first observed value of a column that its distribution cannot give. */
export function checkObservations(trace: Trace, data: BoundData): void {
  for (const { subject, distribution, observed } of trace.statements) {
    if (!observed || subject.operation !== "column") continue;
    const name = subject.about.name as string;
    const values = data.columns[name];
    if (values === undefined) continue;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      const problem = outside(distribution.support, value);
      if (problem !== undefined)
        throw new InvalidArgument("with", `${name}[${i}]`, `be ${problem} to be ${distribution.name}`, value);
    }
  }
}

function outside({ kind, lower, upper }: Support, value: number): string | undefined {
  if (kind !== "integer" && kind !== "interval") return undefined;
  if (kind === "integer" && !Number.isInteger(value)) return "an integer";
  if (typeof lower === "number" && value < lower) return `at least ${lower}`;
  if (typeof upper === "number" && value > upper) return `at most ${upper}`;
  return undefined;
}
