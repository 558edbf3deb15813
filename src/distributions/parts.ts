/** Distributions made of others: their parameters under names of their own. */
import type { Operand } from "../density/expression.js";
import type { Distribution, Domain } from "./distribution.js";
import type { Values } from "./numeric-family.js";

/** A distribution inside another one. */
export interface Part {
  readonly distribution: Distribution;
  /** Its parameters as the whole has them: `components[0].mean`. */
  readonly parameters: Readonly<Record<string, Operand>>;
  readonly domains: Readonly<Record<string, Domain>>;
  /** The part's values among those of the whole. */
  valuesIn(given: Values): Values;
}

/** A part whose parameters begin with `prefix`. */
export function partOf(distribution: Distribution, prefix: string): Part {
  const names = Object.keys(distribution.parameters);
  return {
    distribution,
    parameters: Object.fromEntries(names.map((name) => [prefix + name, distribution.parameters[name] as Operand])),
    domains: Object.fromEntries(names.map((name) => [prefix + name, distribution.domains[name] as Domain])),
    valuesIn: (given) => Object.fromEntries(names.map((name) => [name, given[prefix + name] as number])),
  };
}
