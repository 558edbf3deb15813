/** Whether data are possible under the distributions that they are said to have. */
import type { Operand } from "../density/expression.js";
import type { Domain, Support } from "../distributions/index.js";
import { InvalidArgument } from "../errors.js";
import type { AnyDistribution } from "./parameter-options.js";
import type { BoundData } from "./table.js";
import type { Trace } from "./trace.js";

/** @throws InvalidArgument for the first observed value of a column that its distribution cannot give, or that cannot be its parameter. */
export function checkObservations(trace: Trace, data: BoundData): void {
  for (const { distribution } of [...trace.parameters, ...trace.statements]) checkColumnsAsParameters(distribution, data);
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

/** Known standard errors, trials, exposures: columns that are parameters of distributions as they are. */
function checkColumnsAsParameters({ name, parameters, domains }: AnyDistribution, data: BoundData): void {
  for (const [parameter, operand] of Object.entries<Operand>(parameters)) {
    const [requirement, isMet] = allowed[domains[parameter] as Domain] ?? [];
    if (typeof operand === "number" || operand.operation !== "column" || isMet === undefined) continue;
    const column = operand.about.name as string;
    data.columns[column]?.forEach((value, i) => {
      if (!isMet(value)) throw new InvalidArgument("with", `${column}[${i}]`, `${requirement} as ${parameter} of ${name}`, value);
    });
  }
}

const allowed: Readonly<Partial<Record<Domain, readonly [string, (value: number) => boolean]>>> = {
  positive: ["be positive", (value) => value > 0],
  "non-negative": ["be at least 0", (value) => value >= 0],
  count: ["be an integer from 0", (value) => Number.isInteger(value) && value >= 0],
  probability: ["be between 0 and 1", (value) => value >= 0 && value <= 1],
};
