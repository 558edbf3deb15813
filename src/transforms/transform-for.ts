/** The transform that fits a support. */
import type { Operand } from "../density/expression.js";
import type { Support } from "../distributions/distribution.js";
import { InvalidArgument } from "../errors.js";
import { knownBound } from "./bound.js";
import { correlation } from "./correlation.js";
import { correlationCholesky } from "./correlation-cholesky.js";
import { covarianceCholesky } from "./covariance-cholesky.js";
import { identity } from "./identity.js";
import { interval } from "./interval.js";
import { lower } from "./lower.js";
import { ordered } from "./ordered.js";
import { positive } from "./positive.js";
import { positiveOrdered } from "./positive-ordered.js";
import { simplex } from "./simplex.js";
import type { Transform } from "./transform.js";
import { upper } from "./upper.js";

type Maker = (support: Support, dimension: number | undefined) => Transform;

const discrete: Maker = ({ kind }) => {
  throw new InvalidArgument("transformFor", "support", "be of numbers that vary continuously; sum out discrete parameters", kind);
};

/** Vectors and matrices, whose dimension must be known. */
const ofDimension =
  (transform: (dimension: number) => Transform): Maker =>
  ({ kind }, dimension) => {
    if (dimension === undefined)
      throw new InvalidArgument("transformFor", "dimension", `be given for the support ${kind}`, dimension);
    return transform(dimension);
  };

const makers: Readonly<Record<Support["kind"], Maker>> = {
  real: () => identity,
  vector: () => identity,
  interval: (support) => between(support.lower, support.upper),
  integer: discrete,
  "count-vector": discrete,
  ordered: ofDimension(ordered),
  "positive-ordered": ofDimension(positiveOrdered),
  simplex: ofDimension(simplex),
  correlation: ofDimension(correlation),
  "correlation-cholesky": ofDimension(correlationCholesky),
  "covariance-cholesky": ofDimension(covarianceCholesky),
};

/**
 * The transform onto a distribution's support: infinite bounds are none. The dimension of vectors and matrices is the support's if it is not given.
 *
 * @throws InvalidArgument for supports of whole numbers, vectors without a dimension, and bounds that leave nothing between them.
 */
export const transformFor = (support: Support, dimension = support.dimension): Transform =>
  makers[support.kind](support, dimension);

function between(low: Operand | undefined, high: Operand | undefined): Transform {
  const from = low === undefined || knownBound(low) === Number.NEGATIVE_INFINITY ? undefined : low;
  const to = high === undefined || knownBound(high) === Number.POSITIVE_INFINITY ? undefined : high;
  if (from !== undefined && to !== undefined) return interval({ lower: from, upper: to });
  if (to !== undefined) return upper(to);
  if (from === undefined) return identity;
  return knownBound(from) === 0 ? positive : lower(from);
}
