/** Questions to a distribution whose parameters are all numbers. */

import { evaluate } from "../density/evaluate.js";
import { column } from "../density/expression.js";
import { InvalidArgument } from "../errors.js";
import type { Rng } from "../random/rng.js";
import type { Distribution, Support, VectorDistribution } from "./distribution.js";
import type { NumericFamily, Values } from "./numeric-family.js";
import { constantValue, requireDistribution } from "./parameters.js";

/** P(X ≤ x). Throws `InvalidArgument` unless all parameters of the distribution are numbers. Source: johnson1994. */
export function cdf(distribution: Distribution, x: number): number {
  const [numeric, given] = known("cdf", distribution);
  return numeric.cdf(requireNumber("cdf", "x", x), given);
}

/** ln P(X ≤ x), right also where the probability underflows; otherwise as `cdf`. Source: johnson1994. */
export function logCdf(distribution: Distribution, x: number): number {
  const [numeric, given] = known("logCdf", distribution);
  return numeric.logCdf(requireNumber("logCdf", "x", x), given);
}

/** ln P(X > x), right also where the probability underflows; otherwise as `cdf`. Source: johnson1994. */
export function logSurvival(distribution: Distribution, x: number): number {
  const [numeric, given] = known("logSurvival", distribution);
  return numeric.logSurvival(requireNumber("logSurvival", "x", x), given);
}

/** The least x with P(X ≤ x) ≥ probability. Throws `InvalidArgument` unless all parameters are numbers and the probability is in [0, 1]. Source: johnson1994. */
export function quantile(distribution: Distribution, probability: number): number {
  const [numeric, given] = known("quantile", distribution);
  return numeric.quantile(requireProbability("quantile", probability), given);
}

/** The least x with P(X > x) ≤ probability, exact also for tiny ones; otherwise as `quantile`. Source: johnson1994. */
export function upperQuantile(distribution: Distribution, probability: number): number {
  const [numeric, given] = known("upperQuantile", distribution);
  return numeric.upperQuantile(requireProbability("upperQuantile", probability), given);
}

/** A number drawn from the distribution, from the given stream. Throws `InvalidArgument` unless all parameters are numbers. Source: devroye1986nonuniform. */
export function draw(distribution: Distribution, rng: Rng): number {
  const [numeric, given] = known("draw", distribution);
  return numeric.draw(rng, given);
}

/** Writes a vector or matrix (row by row) drawn from the distribution; otherwise as `draw`. Source: devroye1986nonuniform. */
export function drawInto(out: Float64Array, distribution: VectorDistribution, rng: Rng): void {
  const given = numbersOf("drawInto", distribution);
  const size = distribution.numeric.size?.(given) ?? out.length;
  if (!(out instanceof Float64Array) || out.length !== size)
    throw new InvalidArgument("drawInto", "out", `be a Float64Array of length ${size}`, out);
  distribution.numeric.drawInto(out, rng, given);
}

/** The mean: NaN or ∞ where there is none. Throws `InvalidArgument` unless all parameters are numbers. Source: johnson1994. */
export function mean(distribution: Distribution): number {
  const [numeric, given] = known("mean", distribution);
  return numeric.mean(given);
}

/** The variance: NaN or ∞ where there is none. Throws `InvalidArgument` unless all parameters are numbers. Source: johnson1994. */
export function variance(distribution: Distribution): number {
  const [numeric, given] = known("variance", distribution);
  return numeric.variance(given);
}

/**
 * log p(x), as models use it: −∞ outside the support. x is a number, or the numbers of a vector or a matrix (row by row).
 *
 * Throws `InvalidArgument` unless all parameters are numbers. Source: johnson1994.
 */
export function logDensityAt(distribution: Distribution | VectorDistribution, x: number | ArrayLike<number>): number {
  numbersOf("logDensityAt", distribution);
  if (typeof x === "number") {
    requireNumber("logDensityAt", "x", x);
    if (!isInside(distribution.support, x)) return Number.NEGATIVE_INFINITY;
    return evaluate(distribution.logDensity(column("x", null)), { x })[0];
  }
  if (typeof x !== "object" || x === null || !(x.length > 0))
    throw new InvalidArgument("logDensityAt", "x", "be a number or an array of numbers", x);
  return evaluate(distribution.logDensity(arrayColumn(distribution.support, x.length)), { x })[0];
}

/** A column of that many numbers; matrices are square. */
function arrayColumn({ kind }: Support, length: number) {
  if (!/cholesky|correlation/.test(kind)) return column("x", { name: "x", length });
  const side = { name: "x", length: Math.round(Math.sqrt(length)) };
  return column("x", { name: "x × x", length, product: [side, side] });
}

function isInside({ kind, lower, upper }: Support, x: number): boolean {
  if (kind === "integer" && !Number.isInteger(x)) return false;
  if (lower !== undefined && x < (constantValue(lower) ?? x)) return false;
  return upper === undefined || x <= (constantValue(upper) ?? x);
}

function known(caller: string, distribution: Distribution): readonly [NumericFamily, Values] {
  requireDistribution(caller, "distribution", distribution);
  return [distribution.numeric, numbersOf(caller, distribution)];
}

/** The values of all parameters. */
function numbersOf(caller: string, distribution: Distribution | VectorDistribution): Values {
  if (typeof distribution?.logDensity !== "function")
    throw new InvalidArgument(caller, "distribution", "be a distribution", distribution);
  const given: Record<string, number> = {};
  for (const [name, parameter] of Object.entries(distribution.parameters)) {
    const value = constantValue(parameter);
    if (value === undefined) throw new InvalidArgument(caller, `${distribution.name}.${name}`, "be a number", "an expression");
    given[name] = value;
  }
  return given;
}

function requireNumber(caller: string, argument: string, value: number): number {
  if (typeof value !== "number" || Number.isNaN(value)) throw new InvalidArgument(caller, argument, "be a number", value);
  return value;
}

function requireProbability(caller: string, value: number): number {
  if (!(typeof value === "number" && value >= 0 && value <= 1))
    throw new InvalidArgument(caller, "probability", "be in [0, 1]", value);
  return value;
}
