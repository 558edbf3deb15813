/** Distributions of which some values are only known to lie beyond a point, or between two. */
import { type Expression, type Joined, type Operand, select, unary } from "../../density/expression.js";
import { InvalidArgument } from "../../errors.js";
import type { Distribution } from "../distribution.js";
import { logProbabilityOfInterval } from "../log-between.js";
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
  requireColumns({ right, left, interval, upTo });
  const { logCdf, logSurvival } = distribution;
  if (logCdf === undefined || logSurvival === undefined)
    throw new InvalidArgument("censored", "distribution", "have a log cdf as an expression", distribution.name);
  return {
    ...(distribution as Distribution<never>),
    name: `censored(${distribution.name})`,
    logDensity(x) {
      let density = distribution.logDensity(x);
      if (right !== undefined) density = select(right, logSurvival(x), density);
      if (left !== undefined) density = select(left, logCdf(x), density);
      if (interval !== undefined && upTo !== undefined)
        density = select(interval, logProbabilityOfInterval({ logCdf, logSurvival }, x, endOf(x, interval, upTo)), density);
      return density;
    },
  };
}

/** The end of the interval; of rows without one a point above x, so that all derivatives exist. */
const endOf = (x: Expression, interval: Operand, upTo: Operand): Expression =>
  select(interval, upTo, x.plus(unary("absolute", x)).plus(1));

function requireColumns(columns: Readonly<Record<keyof CensoredOptions, Operand | undefined>>): void {
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
  const given: Operand[] = [];
  for (const [name, column] of Object.entries(columns)) {
    if (column === undefined) continue;
    requireParameter("censored", name, "real", column);
    if (name !== "upTo" && typeof column === "number" && column !== 0 && column !== 1)
      throw new InvalidArgument("censored", name, "be 0 or 1", column);
    requireOneAxis("censored", name, column, given);
    given.push(column);
  }
}
