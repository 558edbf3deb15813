/** Distributions of which some values are only known to lie beyond a point, or between two. */
import { type Expression, type Joined, type Operand, select, unary } from "../../density/expression.js";
import { InvalidArgument } from "../../errors.js";
import type { Distribution, Domain } from "../distribution.js";
import { logProbabilityOfInterval } from "../log-probability-of-interval.js";
import { type TailMethods, tailsEverywhere } from "../log-tails.js";
import { requireDistribution, requireOneAxis, requireOptions, requireParameter } from "../parameters.js";

/** Which values are censored, each 1 where it is and 0 where it is not: a column of the data, or a number for all. */
export interface CensoredOptions<Over extends string = string> {
  /** 1 where only X > x is known. */
  readonly right?: Operand<Over>;
  /** 1 where only X ≤ x is known. */
  readonly left?: Operand<Over>;
  /** 1 where only x < X ≤ upTo is known. */
  readonly interval?: Operand<Over>;
  /** The upper ends of the intervals; not looked at where `interval` is 0. */
  readonly upTo?: Operand<Over>;
}

/**
 * A distribution some of whose values are censored: log p(x), but ln P(X > x) where `right` is 1, ln P(X ≤ x) where `left` is 1, and
 * ln P(x < X ≤ upTo) where `interval` is 1. Its draws are not censored.
 *
 * Throws `InvalidArgument` unless the distribution has a log cdf as an expression and there is something to censor by, of intervals with their ends.
 * Source: klein2003survival (3.5).
 */
export function censored<Over extends string, Rows extends string = "scalar">(
  distribution: Distribution<Over>,
  options: CensoredOptions<Rows>,
): Distribution<Joined<Over, Rows>> {
  requireDistribution("censored", "distribution", distribution);
  requireOptions("censored", options);
  const { right, left, interval, upTo } = options as CensoredOptions;
  const columns = checkedColumns({ right, left, interval, upTo });
  const { logCdf, logSurvival } = distribution;
  if (logCdf === undefined || logSurvival === undefined)
    throw new InvalidArgument("censored", "distribution", "have a log cdf as an expression", distribution.name);
  return {
    ...(distribution as Distribution<never>),
    name: `censored(${distribution.name})`,
    parameters: { ...distribution.parameters, ...columns },
    domains: { ...distribution.domains, ...Object.fromEntries(Object.keys(columns).map((name) => [name, DOMAINS[name]])) },
    logDensity(x) {
      let density = distribution.logDensity(x);
      if (right !== undefined) density = select(right, logSurvival(x, right), density);
      if (left !== undefined) density = select(left, logCdf(x, left), density);
      if (interval === undefined || upTo === undefined) return density;
      return select(interval, logProbabilityBetween(distribution, x, endOf(x, interval, upTo), interval), density);
    },
  };
}

function logProbabilityBetween(distribution: Distribution, x: Expression, end: Expression, interval: Operand): Expression {
  if (distribution.logProbabilityBetween !== undefined) return distribution.logProbabilityBetween(x, end, interval);
  return logProbabilityOfInterval(tailsEverywhere(distribution) as TailMethods, x, end, interval);
}

/** The end of the interval; of rows without one a point above x, so that all derivatives exist. */
const endOf = (x: Expression, interval: Operand, upTo: Operand): Expression =>
  select(interval, upTo, x.plus(unary("absolute", x)).plus(1));

const DOMAINS: Readonly<Record<string, Domain>> = { right: "indicator", left: "indicator", interval: "indicator", upTo: "real" };

/** Those that are given. Throws `InvalidArgument` unless they say which values are censored, and how. */
function checkedColumns(columns: Readonly<Record<keyof CensoredOptions, Operand | undefined>>): Record<string, Operand> {
  const { right, left, interval, upTo } = columns;
  if (right === undefined && left === undefined && interval === undefined)
    throw new InvalidArgument("censored", "options", "hold right, left or interval", {});
  if ((interval === undefined) !== (upTo === undefined))
    throw new InvalidArgument(
      "censored",
      interval === undefined ? "interval" : "upTo",
      "be given, with the other one",
      undefined,
    );
  const given: Record<string, Operand> = {};
  for (const [name, column] of Object.entries(columns)) {
    if (column === undefined) continue;
    requireParameter("censored", name, DOMAINS[name], column);
    requireOneAxis("censored", name, column, Object.values(given));
    given[name] = column;
  }
  return given;
}
