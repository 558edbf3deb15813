/** The multivariate normal distribution. */
import type { Axis } from "../../density/axis.js";
import { constant, Expression, type Operand, row, unary } from "../../density/expression.js";
import { cholesky } from "../../density/operators/cholesky.js";
import { lowerMatrixVector } from "../../density/operators/lower-matrix-vector.js";
import { multivariateNormalLogDensity } from "../../density/operators/multivariate-normal/multivariate-normal.js";
import { multivariateNormalCholeskyLogDensity } from "../../density/operators/multivariate-normal/multivariate-normal-cholesky.js";
import { InvalidArgument } from "../../errors.js";
import { choleskyInto } from "../../linear-algebra/index.js";
import { log } from "../../numeric/elementary/logarithm.js";
import { multivariateNormalVariate } from "../../random/variates/multivariate-normal.js";
import { pick } from "../choose.js";
import { normal } from "../continuous/normal.js";
import type { VectorDistribution } from "../distribution.js";
import { type List, type ListParameter, listParameter } from "../list-parameter.js";
import { HALF_LOG_TWO_PI } from "../log-two-pi.js";
import { type Matrix, type MatrixParameter, matrixParameter } from "../matrix-parameter.js";
import { chosenOption, constantValue } from "../parameters.js";

/** The parameters of a multivariate normal distribution of K numbers. */
export type MultivariateNormalOptions = {
  /** The K means: a list, an expression over an axis, or one number for all. */
  readonly mean: List | number;
} & (
  | {
      /** The lower Cholesky factor of the covariance matrix, or with `sd` of the correlation matrix: an expression over K × K, or rows. */
      readonly cholesky: Matrix;
      /** The K standard deviations, by which the factor's rows are multiplied: a list, an expression over K, or one number for all. */
      readonly sd?: List | number;
    }
  | {
      /** The covariance matrix: an expression over K × K, or rows. Only its lower triangle is read. */ readonly covariance: Matrix;
    }
);

/**
 * The multivariate normal distribution: log p(x) = −|z|²/2 − Σ ln L_kk − K ln(2π)/2, with the covariance matrix L Lᵀ and L z = x − mean; with `sd`,
 * L = diag(sd) × cholesky.
 *
 * Of a value over rows × K there is one log density for each row. Throws `InvalidArgument` unless there is one of cholesky and covariance, square, with
 * means for all, and of numbers positive definite. Source: rasmussen2006gaussian (A.6).
 */
export function multivariateNormal(options: MultivariateNormalOptions): VectorDistribution {
  const by = chosenOption("multivariateNormal", options, "cholesky", "covariance");
  const given = (options as Readonly<Record<string, unknown>>)[by];
  const unscaled = matrixParameter("multivariateNormal", by, given, by === "cholesky" ? "cholesky-factor" : "covariance");
  const matrix = scaledBy((options as { readonly sd?: unknown }).sd, by, unscaled);
  const mean = meanOf(options.mean, matrix.dimension);
  const known = matrix.rows && knownFactor(by, matrix.rows);
  const isFactor = by === "cholesky";
  return {
    name: "multivariateNormal",
    parameters: { ...mean.parameters, ...matrix.parameters },
    domains: { ...mean.domains, ...matrix.domains },
    support: { kind: "vector", ...(matrix.dimension !== undefined && { dimension: matrix.dimension }) },
    logDensity(x) {
      const columns = x.axis?.product?.[1];
      if (known !== undefined && columns === undefined) return logDensityOfKnown(x, mean, known);
      if (known !== undefined && columns !== undefined)
        return multivariateNormalCholeskyLogDensity(x, asOperand(mean, columns), asMatrix(known, columns));
      const whole = matrix.whole as Expression;
      const center = asOperand(mean, whole.axis?.product?.[1]);
      return isFactor || x.axis?.product !== undefined
        ? multivariateNormalCholeskyLogDensity(x, center, isFactor ? whole : cholesky(whole))
        : multivariateNormalLogDensity(x, center, whole);
    },
    get standardized() {
      const { whole } = matrix;
      if (whole === undefined) return undefined;
      const factor = isFactor ? whole : cholesky(whole);
      return {
        distribution: normal({ mean: 0, sd: 1 }),
        from: (z: Expression) => lowerMatrixVector(factor, z).plus(centerFor(z, mean, whole.axis?.product?.[1])),
      };
    },
    numeric: {
      size: (values) => Math.round(Math.sqrt(matrix.valuesIn(values).length)),
      drawInto(out, rng, values) {
        const entries = matrix.valuesIn(values);
        const size = Math.round(Math.sqrt(entries.length));
        if (!isFactor) choleskyInto(entries, entries, size);
        const means = mean.valuesIn(values);
        const centers = means.length === 1 ? new Float64Array(size).fill(means[0]) : means;
        multivariateNormalVariate({ mean: centers, cholesky: entries }).drawInto(out, rng);
      },
    },
  };
}

/** diag(sd) × the factor. Throws `InvalidArgument` unless there are standard deviations for all rows, and a factor of known size. */
function scaledBy(sd: unknown, by: string, factor: MatrixParameter): MatrixParameter {
  if (sd === undefined) return factor;
  const { dimension } = factor;
  if (by !== "cholesky" || dimension === undefined)
    throw new InvalidArgument("multivariateNormal", "sd", "be given with a Cholesky factor of known size", by);
  const list = listParameter(
    "multivariateNormal",
    "sd",
    typeof sd === "number" || isOne(sd) ? [sd] : sd,
    "positive",
    "positive-vector",
  );
  if (list.length !== 1 && list.length !== dimension)
    throw new InvalidArgument("multivariateNormal", "sd", `have ${dimension} entries`, list.length);
  const whole = factor.whole ?? asMatrix(factor.rows as readonly (readonly number[])[], { name: "side", length: dimension });
  const place = unary("floor", row(whole.axis as Axis).dividedBy(dimension));
  return {
    whole: whole.times(pick(place, list.elements())),
    rows: undefined,
    dimension,
    parameters: { ...factor.parameters, ...list.parameters },
    domains: { ...factor.domains, ...list.domains },
    valuesIn(given) {
      const scales = list.valuesIn(given);
      return factor.valuesIn(given).map((value, at) => value * scales[scales.length === 1 ? 0 : Math.floor(at / dimension)]);
    },
  };
}

const isOne = (sd: unknown): boolean => sd instanceof Expression && sd.axis === null;

/** One number is a list of one. */
function meanOf(mean: unknown, dimension: number | undefined): ListParameter {
  const list = listParameter("multivariateNormal", "mean", typeof mean === "number" ? [mean] : mean, "real", "vector");
  const fits = typeof mean === "number" || list.length === undefined || dimension === undefined || list.length === dimension;
  if (!fits) throw new InvalidArgument("multivariateNormal", "mean", `have ${dimension} entries`, list.length);
  return list;
}

/** The mean as operators take it: one number, or an array. */
function asOperand(mean: ListParameter, axis: Axis | undefined): Operand {
  if (mean.whole !== undefined) return mean.whole;
  const elements = mean.elements();
  return elements.length === 1 || axis === undefined ? (constantValue(elements[0]) ?? elements[0]) : pick(row(axis), elements);
}

/** The mean of each element of z: one vector, or one in each row. */
function centerFor(z: Expression, mean: ListParameter, side: Axis | undefined): Operand {
  const places = z.axis?.product?.[1].length;
  if (z.axis === null || z.axis.product === undefined || mean.length === 1) return asOperand(mean, side);
  if (places === undefined) throw new InvalidArgument("multivariateNormal", "mean", "be one number, or of known length", "rows");
  const place = row(z.axis);
  return pick(place.minus(unary("floor", place.dividedBy(places)).times(places)), mean.elements());
}

/** A matrix of numbers as operators take it. */
function asMatrix(rows: readonly (readonly number[])[], side: Axis): Expression {
  const size = rows.length;
  if (side.length !== undefined && side.length !== size)
    throw new InvalidArgument("multivariateNormal", "x", `have rows of ${size} numbers`, side.length);
  const known = { name: side.name, length: size };
  return pick(
    row({ name: `${side.name} × ${side.name}`, length: size * size, product: [known, known] }),
    rows.flat().map(constant),
  );
}

/** The rows of the Cholesky factor, for a matrix of numbers. */
function knownFactor(by: string, rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const size = rows.length;
  if (by === "cholesky") {
    for (const [k, entries] of rows.entries()) {
      if (!(entries[k] > 0)) throw new InvalidArgument("multivariateNormal", `cholesky[${k}][${k}]`, "be positive", entries[k]);
    }
    return rows;
  }
  const factor = Float64Array.from(rows.flat());
  if (choleskyInto(factor, factor, size) >= 0)
    throw new InvalidArgument("multivariateNormal", "covariance", "be positive definite", rows);
  return rows.map((_, i) => Array.from(factor.subarray(i * size, (i + 1) * size)));
}

/** By forward substitution, written out. */
function logDensityOfKnown(x: Expression, mean: ListParameter, factor: readonly (readonly number[])[]): Expression {
  const elements = mean.elements();
  const z: Expression[] = [];
  for (const [i, entries] of factor.entries()) {
    const center = mean.length === 1 ? elements[0] : elements[i];
    const rest = z.reduce(
      (sum, known, j) => (entries[j] === 0 ? sum : sum.minus(known.times(entries[j]))),
      x.at(i).minus(center),
    );
    z.push(rest.dividedBy(entries[i]));
  }
  const square = z.map((term) => term.squared()).reduce((sum, term) => sum.plus(term));
  const logDeterminant = factor.reduce((sum, entries, k) => sum + log(entries[k]), 0);
  return square.times(-0.5).minus(constant(logDeterminant + factor.length * HALF_LOG_TWO_PI));
}
