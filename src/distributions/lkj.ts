/** What the two forms of the LKJ distribution share. */
import { constant, type Expression, type Operand, unary } from "../density/expression.js";
import { InvalidArgument } from "../errors.js";
import { log } from "../numeric/elementary/logarithm.js";
import type { Rng } from "../random/rng.js";
import { standardBeta } from "../random/standard/beta.js";
import { fillStandardNormal } from "../random/standard/normal.js";

/** The parameters of an LKJ distribution. */
export interface LkjOptions {
  /** How many variables are correlated, from 2. */
  readonly dimension: number;
  /** Positive: 1 is uniform over correlation matrices, larger values prefer weak correlations. */
  readonly shape: Operand<"scalar">;
}

/** Throws `InvalidArgument` unless it is an integer from 2 to 1,000. */
export function requireDimension(caller: string, dimension: number): void {
  if (!Number.isInteger(dimension) || dimension < 2 || dimension > 1000)
    throw new InvalidArgument(caller, "dimension", "be an integer from 2 to 1000", dimension);
}

/**
 * The logarithm of the integral of det(R)^(shape − 1) over correlation matrices R of K variables:
 * Σ_{k=1..K−1} [k ln(π)/2 + ln Γ(shape + (K − 1 − k)/2)] − (K − 1) ln Γ(shape + (K − 1)/2). Source: lewandowski2009generating.
 */
export function logLkjNormalizer(dimension: number, shape: Expression): Expression {
  const count = dimension - 1;
  let sum: Expression = constant(0.25 * count * dimension * log(Math.PI));
  for (let k = 1; k <= count; k++) sum = sum.plus(unary("logGamma", shape.plus(0.5 * (count - k))));
  return sum.minus(unary("logGamma", shape.plus(0.5 * count)).times(count));
}

/** A Cholesky factor, row by row: of row i the squared length left of the diagonal is a beta variate. Source: lewandowski2009generating. */
export function drawLkjFactorInto(out: Float64Array, rng: Rng, dimension: number, shape: number): void {
  out.fill(0);
  out[0] = 1;
  for (let i = 1; i < dimension; i++) {
    const square = standardBeta(rng, 0.5 * i, shape + 0.5 * (dimension - 1 - i));
    const row = out.subarray(i * dimension, i * dimension + i);
    fillStandardNormal(row, rng);
    const size = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    for (let j = 0; j < i; j++) row[j] *= Math.sqrt(square) / size;
    out[i * dimension + i] = Math.sqrt(1 - square);
  }
}
