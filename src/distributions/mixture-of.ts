/** Mixtures of components with given weights. */
import { binary, constant, type Expression, type Operand, select } from "../density/expression.js";
import { InvalidArgument } from "../errors.js";
import type { Distribution, Domain, Support } from "./distribution.js";
import { logSumExpOf } from "./log-sum-exp.js";
import { pointInside, type TailMethods, tailsEverywhere, tailsOf } from "./log-tails.js";
import { mixtureNumeric } from "./mixture-numeric.js";
import type { Values } from "./numeric-family.js";
import { constantValue } from "./parameters.js";
import { partOf } from "./parts.js";

/** The weights of components, checked: their logarithms, and how they are among the parameters. */
export interface Weights {
  readonly logarithms: readonly Expression[];
  readonly parameters: Readonly<Record<string, Operand>>;
  readonly domains: Readonly<Record<string, Domain>>;
  /** The weight of component k. */
  valueIn(k: number, given: Values): number;
}

/**
 * ln Σ weight_k p_k(x); the support is the smallest one that holds those of all components, unless another is given. Throws `InvalidArgument` for
 * components of counts and others together. Source: gelman2013bayesian (22.1).
 */
export function mixtureOf(
  caller: string,
  name: string,
  components: readonly Distribution[],
  weights: Weights,
  support: Support = supportOf(caller, components),
): Distribution<never> {
  const parts = components.map((component, k) => partOf(component, `components[${k}].`));
  const over = (terms: readonly Expression[]) => logSumExpOf(terms.map((term, k) => weights.logarithms[k].plus(term)));
  const whole = {
    name,
    parameters: Object.assign({}, ...parts.map(({ parameters }) => parameters), weights.parameters),
    domains: Object.assign({}, ...parts.map(({ domains }) => domains), weights.domains),
    support,
    logDensity: (x: Expression) => over(components.map((component) => logDensityInside(component, support, x))),
    ...tailsOfAll(components, over),
    numeric: mixtureNumeric(parts, weights.valueIn),
  };
  // Beyond the support all terms are −∞.
  return { ...whole, ...tailsEverywhere(whole) };
}

/** Where all components have them. */
function tailsOfAll(
  components: readonly Distribution[],
  over: (terms: readonly Expression[]) => Expression,
): TailMethods | undefined {
  const all = components.map(tailsEverywhere);
  if (!all.every((tails) => tails !== undefined)) return undefined;
  return tailsOf((x, asked) => ({
    below: over(all.map(({ logCdf }) => logCdf(x, asked))),
    above: over(all.map(({ logSurvival }) => logSurvival(x, asked))),
  }));
}

function supportOf(caller: string, components: readonly Distribution[]): Support {
  const supports = components.map(({ support }) => support);
  const counts = supports.filter(({ kind }) => kind === "integer").length;
  if (counts !== 0 && counts !== supports.length)
    throw new InvalidArgument(
      caller,
      "components",
      "be all of counts or none",
      supports.map(({ kind }) => kind),
    );
  const lower = outermost(
    "minimum",
    supports.map((support) => support.lower),
  );
  const upper = outermost(
    "maximum",
    supports.map((support) => support.upper),
  );
  const bounds = { ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }) };
  if (counts !== 0) return { kind: "integer", ...bounds };
  return lower === undefined && upper === undefined ? { kind: "real" } : { kind: "interval", ...bounds };
}

/** undefined if one is, or if they cannot be compared. */
function outermost(operation: "minimum" | "maximum", bounds: readonly (Operand | undefined)[]): Operand | undefined {
  const [first, ...others] = bounds;
  if (others.every((bound) => bound === first)) return first;
  const numbers = bounds.map((bound) => (bound === undefined ? undefined : constantValue(bound)));
  if (numbers.some((bound) => bound === undefined)) return undefined;
  return operation === "minimum" ? Math.min(...(numbers as number[])) : Math.max(...(numbers as number[]));
}

/** log p(x), or −∞ outside the support; there the density is asked elsewhere, where its derivative exists. */
function logDensityInside({ support, logDensity }: Distribution, whole: Support, x: Expression): Expression {
  const lower = support.lower === whole.lower ? undefined : support.lower;
  const upper = support.upper === whole.upper ? undefined : support.upper;
  if (lower === undefined && upper === undefined) return logDensity(x);
  const isInside = binary(
    "multiply",
    binary("lessOrEqual", lower ?? Number.NEGATIVE_INFINITY, x),
    binary("lessOrEqual", x, upper ?? Number.POSITIVE_INFINITY),
  );
  return select(isInside, logDensity(select(isInside, x, pointInside(support))), constant(Number.NEGATIVE_INFINITY));
}
