/** Whether data are possible under the distributions that they are said to have. */
import type { Axis } from "../density/axis.js";
import type { Expression, Operand } from "../density/expression.js";
import type { Domain, Support } from "../distributions/index.js";
import { InvalidArgument } from "../errors.js";
import type { AnyDistribution } from "./parameter-options.js";
import type { BoundData } from "./table.js";
import type { Trace } from "./trace.js";
import { lengthOf } from "./variables.js";

/** @throws InvalidArgument for the first observed value of a column that its distribution cannot give, or that cannot be its parameter. */
export function checkObservations(trace: Trace, data: BoundData): void {
  for (const { distribution } of [...trace.parameters, ...trace.statements]) checkColumnsAsParameters(distribution, data);
  for (const { subject, distribution, observed } of trace.statements) {
    if (!observed || (subject.operation !== "column" && subject.operation !== "index")) continue;
    const name = subject.about.name as string;
    const values = data.columns[name];
    if (values === undefined || data.absent.has(name)) continue;
    if (distribution.support.kind === "count-vector") {
      checkCounts(name, subject, distribution, values, data);
      continue;
    }
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      const problem = outside(distribution.support, value, (bound) => boundAt(bound, i, data));
      if (problem !== undefined)
        throw new InvalidArgument("with", `${name}[${i}]`, `be ${problem} to be ${distribution.name}`, value);
    }
  }
}

/** Counts in each row, that add up to the trials where these are known. */
function checkCounts(
  name: string,
  { axis }: Expression,
  { name: family, parameters, support }: AnyDistribution,
  values: ArrayLike<number>,
  data: BoundData,
): void {
  const rows = axis?.product === undefined ? 1 : lengthOf(axis.product[0], data);
  const width = values.length / rows;
  if (support.dimension !== undefined && width !== support.dimension)
    throw new InvalidArgument("with", name, `have ${support.dimension} columns to be ${family}`, width);
  for (let i = 0; i < rows; i++) {
    const row = Array.from({ length: width }, (_, k) => values[i * width + k] as number);
    if (!row.every((value) => Number.isInteger(value) && value >= 0))
      throw new InvalidArgument("with", `${name}[${i}]`, `be counts, to be ${family}`, row);
    const trials = boundAt(parameters.trials, i, data);
    if (trials !== undefined && row.reduce((sum, value) => sum + value, 0) !== trials)
      throw new InvalidArgument("with", `${name}[${i}]`, `add up to ${trials} to be ${family}`, row);
  }
}

type Bound = (bound: Operand | undefined) => number | undefined;

function outside({ kind, lower, upper, open }: Support, value: number, valueAt: Bound): string | undefined {
  if (kind !== "integer" && kind !== "interval") return undefined;
  if (kind === "integer" && !Number.isInteger(value)) return "an integer";
  const [least, most] = [valueAt(lower), valueAt(upper)];
  if (least !== undefined && (open ? value <= least : value < least)) return `${open ? "above" : "at least"} ${least}`;
  if (most !== undefined && (open ? value >= most : value > most)) return `${open ? "below" : "at most"} ${most}`;
  return undefined;
}

/** A bound of row i, where it is a number or a column of the data. */
function boundAt(bound: Operand | undefined, i: number, data: BoundData): number | undefined {
  if (bound === undefined || typeof bound === "number") return bound;
  if (bound.operation === "constant") return bound.about.value;
  const values = bound.operation === "column" ? data.columns[bound.about.name as string] : undefined;
  return values?.[values.length === 1 ? 0 : i];
}

/** Known standard errors, trials, exposures: columns that are parameters of distributions as they are. */
function checkColumnsAsParameters({ name, parameters, domains }: AnyDistribution, data: BoundData): void {
  for (const [parameter, operand] of Object.entries<Operand>(parameters)) {
    if (domains[parameter] === "sequence") checkAdjacent(name, operand, data);
    const [requirement, isMet] = allowed[domains[parameter] as Domain] ?? [];
    if (typeof operand === "number" || operand.operation !== "column" || isMet === undefined) continue;
    const column = operand.about.name as string;
    if (data.absent.has(column)) continue;
    data.columns[column]?.forEach((value, i) => {
      if (!isMet(value)) throw new InvalidArgument("with", `${column}[${i}]`, `${requirement} as ${parameter} of ${name}`, value);
    });
  }
}

/** The rows of each sequence must follow one another. */
function checkAdjacent(family: string, operand: Operand, data: BoundData): void {
  if (typeof operand === "number" || operand.operation !== "index") return;
  const column = operand.about.name as string;
  const ended = new Set<number>();
  data.columns[column]?.forEach((sequence, t, all) => {
    if (t > 0 && sequence !== all[t - 1]) ended.add(all[t - 1]);
    if (!ended.has(sequence)) return;
    const label = data.labels.get(operand.about.into as Axis)?.[sequence];
    throw new InvalidArgument("with", `${column}[${t}]`, `have its rows one after the other, as a sequence of ${family}`, label);
  });
}

const allowed: Readonly<Partial<Record<Domain, readonly [string, (value: number) => boolean]>>> = {
  positive: ["be positive", (value) => value > 0],
  "non-negative": ["be at least 0", (value) => value >= 0],
  count: ["be an integer from 0", (value) => Number.isInteger(value) && value >= 0],
  integer: ["be an integer", Number.isInteger],
  indicator: ["be 0 or 1", (value) => value === 0 || value === 1],
  probability: ["be between 0 and 1", (value) => value >= 0 && value <= 1],
};
