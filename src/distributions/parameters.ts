/** What parameters of distributions must be: checked at once where they are numbers. */
import { Expression, type Operand } from "../density/expression.js";
import { InvalidArgument } from "../errors.js";
import type { Distribution, Domain } from "./distribution.js";

interface Requirement {
  readonly words: string;
  isMet(value: number): boolean;
}

const requirements: Partial<Record<Domain, Requirement>> = {
  real: { words: "be a finite number", isMet: Number.isFinite },
  positive: { words: "be positive", isMet: (value) => value > 0 && value < Number.POSITIVE_INFINITY },
  "non-negative": { words: "be at least 0", isMet: (value) => value >= 0 && value < Number.POSITIVE_INFINITY },
  probability: { words: "be between 0 and 1", isMet: (value) => value > 0 && value < 1 },
  count: { words: "be an integer from 0", isMet: (value) => Number.isSafeInteger(value) && value >= 0 },
  integer: { words: "be an integer", isMet: Number.isSafeInteger },
  indicator: { words: "be 0 or 1", isMet: (value) => value === 0 || value === 1 },
};

/** Throws `InvalidArgument` unless `value` is an expression, or a number in the domain (of arrays: an expression). */
export function requireParameter(caller: string, name: string, domain: Domain, value: unknown): void {
  if (value instanceof Expression) return;
  const requirement = requirements[domain];
  if (requirement === undefined) throw new InvalidArgument(caller, name, "be an expression over an axis", value);
  if (typeof value !== "number") throw new InvalidArgument(caller, name, "be a number or an expression", value);
  if (!requirement.isMet(value)) throw new InvalidArgument(caller, name, requirement.words, value);
}

/** Throws `InvalidArgument` unless the parameter is over the axis of the others, where both are over one. */
export function requireOneAxis(caller: string, name: string, parameter: Operand, others: readonly Operand[]): void {
  if (typeof parameter === "number" || parameter.axis === null) return;
  for (const other of others) {
    if (typeof other !== "number" && other.axis !== null && other.axis !== parameter.axis)
      throw new InvalidArgument(caller, name, `be over ${other.axis.name}, or one number`, `one over ${parameter.axis.name}`);
  }
}

/** Throws `InvalidArgument` unless `options` is an object. */
export function requireOptions(caller: string, options: unknown): asserts options is Readonly<Record<string, unknown>> {
  if (typeof options !== "object" || options === null) throw new InvalidArgument(caller, "options", "be an object", options);
}

/** The value of a number or of a constant; undefined for anything else. */
export function constantValue(operand: Operand): number | undefined {
  if (typeof operand === "number") return operand;
  return operand.operation === "constant" ? operand.about.value : undefined;
}

/** Which of the alternatives the options hold. Throws `InvalidArgument` unless it is exactly one. */
export function chosenOption<Name extends string>(caller: string, options: unknown, ...names: readonly Name[]): Name {
  requireOptions(caller, options);
  const chosen = names.filter((name) => options[name] !== undefined);
  if (chosen.length !== 1)
    throw new InvalidArgument(caller, "options", `hold one of ${names.join(", ")}`, chosen.length === 0 ? undefined : chosen);
  return chosen[0] as Name;
}

/** Throws `InvalidArgument` unless `value` is a distribution of numbers. */
export function requireDistribution(caller: string, argument: string, value: unknown): asserts value is Distribution {
  const candidate = value as Partial<Distribution> | null | undefined;
  const isOne = typeof candidate?.logDensity === "function" && typeof candidate.numeric?.cdf === "function";
  if (!isOne) throw new InvalidArgument(caller, argument, "be a distribution of numbers", value);
}
