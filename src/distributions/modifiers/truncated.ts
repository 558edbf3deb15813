/** Distributions restricted to an interval. */
import { binary, constant, type Expression, type Joined, type Operand, select, toExpression } from "../../density/expression.js";
import { InvalidArgument } from "../../errors.js";
import type { Distribution, Domain, Support } from "../distribution.js";
import { logProbabilityOfInterval } from "../log-probability-of-interval.js";
import { type TailMethods, tailsEverywhere, tailsOf } from "../log-tails.js";
import type { Values } from "../numeric-family.js";
import { constantValue, requireDistribution, requireOptions, requireParameter } from "../parameters.js";
import { type Part, partOf } from "../parts.js";
import { logProbabilityBetween } from "../probability-between.js";
import { truncatedNumeric } from "../truncated-numeric.js";

/** The ends of a truncated distribution: one at least. */
export interface TruncatedOptions<Lower extends string = string, Upper extends string = string> {
  /** The least value; by default as for the whole distribution. */
  readonly lower?: Operand<Lower>;
  /** The largest value; by default as for the whole distribution. */
  readonly upper?: Operand<Upper>;
}

type Bounds = { readonly lower: Operand | undefined; readonly upper: Operand | undefined };

/**
 * A distribution restricted to an interval: log p(x) − ln P(lower ≤ X ≤ upper) for x in it, −∞ elsewhere.
 *
 * Bounds are numbers or expressions, of counts integers that are both inside. The probability of the interval is a number where parameters and bounds
 * are numbers, and otherwise an expression of the distribution's log tails. Throws `InvalidArgument` for bounds in the wrong order or without
 * probability between them, and for improper distributions. Source: johnson1994 (13.10.1).
 */
export function truncated<Over extends string, Lower extends string = "scalar", Upper extends string = "scalar">(
  distribution: Distribution<Over>,
  options: TruncatedOptions<Lower, Upper>,
): Distribution<Joined<Over, Joined<Lower, Upper>>> {
  requireDistribution("truncated", "distribution", distribution);
  requireOptions("truncated", options);
  const bounds = checkedBounds(distribution, options as Bounds);
  const part = partOf(distribution, "distribution.");
  const given = Object.fromEntries(Object.entries(bounds).filter(([, bound]) => bound !== undefined)) as Record<string, Operand>;
  const tails = tailsEverywhere(distribution);
  const logProbability = logProbabilityOf(part, bounds, tails);
  return {
    name: `truncated(${distribution.name})`,
    parameters: { ...part.parameters, ...given },
    domains: {
      ...part.domains,
      ...Object.fromEntries(Object.keys(given).map((name) => [name, boundDomain(distribution)] as const)),
    },
    support: supportWithin(distribution.support, bounds),
    logDensity: (x) => insideOnly(x, bounds, distribution.logDensity(x).minus(logProbability)),
    ...(tails && tailsWithin(tails, endsOf(distribution, bounds), logProbability)),
    ...(tails && { logProbabilityBetween: betweenWithin(tails, endsOf(distribution, bounds), logProbability) }),
    numeric: truncatedNumeric(part),
  };
}

function checkedBounds({ support }: Distribution, { lower, upper }: Bounds): Bounds {
  if (lower === undefined && upper === undefined) throw new InvalidArgument("truncated", "options", "hold lower or upper", {});
  for (const [name, bound] of Object.entries({ lower, upper })) {
    if (bound === undefined) continue;
    requireParameter("truncated", name, "real", bound);
    const value = constantValue(bound);
    if (support.kind === "integer" && value !== undefined && !Number.isInteger(value))
      throw new InvalidArgument("truncated", name, "be an integer, of a distribution of counts", bound);
  }
  if (typeof lower === "number" && typeof upper === "number" && !(lower < upper))
    throw new InvalidArgument("truncated", "upper", `be above lower, ${lower}`, upper);
  return { lower: beyond(support.lower, lower) ? undefined : lower, upper: beyond(upper, support.upper) ? undefined : upper };
}

const boundDomain = ({ support }: Distribution): Domain => (support.kind === "integer" ? "integer" : "real");

/** Whether the first is known not to be below the second: such a bound cuts nothing off. */
function beyond(first: Operand | undefined, second: Operand | undefined): boolean {
  return typeof first === "number" && typeof second === "number" && first >= second;
}

function supportWithin(whole: Support, { lower, upper }: Bounds): Support {
  const least = tighter("maximum", whole.lower, lower);
  const most = tighter("minimum", whole.upper, upper);
  return {
    kind: whole.kind === "integer" ? "integer" : "interval",
    ...(least !== undefined && { lower: least }),
    ...(most !== undefined && { upper: most }),
  };
}

function tighter(operation: "maximum" | "minimum", first: Operand | undefined, second: Operand | undefined): Operand | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  if (typeof first === "number" && typeof second === "number") return second;
  return binary(operation, first, second);
}

/** Bounds that are numbers hold for data and transforms alike; those that are not may move past an x. */
function insideOnly(x: Expression, { lower, upper }: Bounds, logDensity: Expression): Expression {
  let inside = logDensity;
  if (lower instanceof Object) inside = select(binary("lessOrEqual", lower, x), inside, constant(Number.NEGATIVE_INFINITY));
  if (upper instanceof Object) inside = select(binary("lessOrEqual", x, upper), inside, constant(Number.NEGATIVE_INFINITY));
  return inside;
}

/** X is above the first and not above the second: a count at the lower bound is inside. */
function endsOf({ support }: Distribution, { lower, upper }: Bounds): Ends {
  const above = lower === undefined ? undefined : toExpression(lower).plus(support.kind === "integer" ? -1 : 0);
  return { above, upTo: upper === undefined ? undefined : toExpression(upper) };
}

type Ends = { readonly above: Expression | undefined; readonly upTo: Expression | undefined };

/** ln P(above < X ≤ upTo). */
function logProbabilityWithin(tails: TailMethods, { above, upTo }: Ends, asked?: Operand): Expression {
  if (above === undefined) return upTo === undefined ? constant(0) : tails.logCdf(upTo, asked);
  return upTo === undefined ? tails.logSurvival(above, asked) : logProbabilityOfInterval(tails, above, upTo, asked);
}

/** The tails of what is between the ends, for an x between them. */
function tailsWithin(tails: TailMethods, { above, upTo }: Ends, logProbability: Expression): TailMethods {
  return tailsOf((x, asked) => ({
    below: logProbabilityWithin(tails, { above, upTo: x }, asked).minus(logProbability),
    above: logProbabilityWithin(tails, { above: x, upTo }, asked).minus(logProbability),
  }));
}

/** ln P(lower < X ≤ upper) of what is between the ends: straight from the whole, for next to an end nothing is left of a tail. */
function betweenWithin(tails: TailMethods, { above, upTo }: Ends, logProbability: Expression) {
  return (lower: Expression, upper: Expression, asked?: Operand): Expression => {
    const from = above === undefined ? lower : binary("maximum", lower, above);
    const to = upTo === undefined ? upper : binary("minimum", upper, upTo);
    return logProbabilityOfInterval(tails, from, to, asked).minus(logProbability);
  };
}

/** ln P(lower ≤ X ≤ upper): a number where it can be. */
function logProbabilityOf(part: Part, bounds: Bounds, tails: TailMethods | undefined): Expression {
  const { distribution } = part;
  const known = knownLogProbability(part, bounds);
  if (known !== undefined) {
    if (known > Number.NEGATIVE_INFINITY) return constant(known);
    throw new InvalidArgument("truncated", "lower and upper", `leave some of the ${distribution.name} between them`, bounds);
  }
  const { lower, upper } = bounds;
  const center = distribution.center === undefined ? undefined : constantValue(distribution.center);
  if (center !== undefined && (lower === undefined || upper === undefined) && (lower ?? upper) === center)
    return constant(-Math.LN2);
  if (tails === undefined)
    throw new InvalidArgument("truncated", "distribution", "have a log cdf as an expression", distribution.name);
  return logProbabilityWithin(tails, endsOf(distribution, bounds));
}

/** Where everything is a number. A count at the lower bound is inside. */
function knownLogProbability({ distribution, parameters }: Part, { lower, upper }: Bounds): number | undefined {
  const numbers: Record<string, number> = {};
  for (const [name, parameter] of Object.entries(distribution.parameters)) {
    const value = constantValue(parameter);
    if (value === undefined) return undefined;
    numbers[name] = value;
  }
  const [least, most] = [constantValue(lower ?? Number.NEGATIVE_INFINITY), constantValue(upper ?? Number.POSITIVE_INFINITY)];
  if (least === undefined || most === undefined || Object.keys(parameters).length === 0) return undefined;
  const above = distribution.support.kind === "integer" ? least - 1 : least;
  return logProbabilityBetween(distribution.numeric, numbers satisfies Values, above, most);
}
