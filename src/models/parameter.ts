/** Declaring parameters: coordinates of the position, their transform and their prior. */
import type { Axis } from "../density/axis.js";
import { column, constant, Expression, indexColumn, positionArray, row, select, toExpression } from "../density/expression.js";
import { rowSums } from "../density/operators/index.js";
import { productAxis } from "../density/product-axis.js";
import { flat, normal, type Support } from "../distributions/index.js";
import { InvalidArgument } from "../errors.js";
import { identity, type Transform, transformFor } from "../transforms/index.js";
import { type AnyDistribution, axisOf, type ParameterOptions, requireParameterOptions } from "./parameter-options.js";
import { requirePossible } from "./possible-parameters.js";
import type { Trace } from "./trace.js";

/** Notes a parameter and its terms, and gives its value. */
export function declareParameter(
  trace: Trace,
  name: string,
  distribution: AnyDistribution,
  options: ParameterOptions,
): Expression {
  requireParameterOptions(options);
  requirePossible("parameter", distribution, trace.parameters);
  const axis = axisOfParameter(name, distribution, options);
  if (options.centered === false) return nonCentered(trace, name, distribution, axis);
  const transform = transformOf(name, distribution, axis, options);
  const position = positionArray(name, transform.elementwise ? axis : coordinatesOf(name, transform, axis));
  const { value, logJacobian } = transform.constrain(position, axis);
  const isConditioned = options.constrain !== undefined;
  trace.parameters.push({ name, position, value, axis: value.axis, transform, distribution, isConditioned });
  const density = distribution.logDensity(value);
  const sum = transform.conditioning === "sum-to-zero" ? logDensityOfSumAtZero(distribution, value.axis, transform) : undefined;
  // A density of the whole vector and one Jacobian are scalars; elementwise densities are summed with theirs.
  if (sum !== undefined) trace.terms.push({ name, expression: density.sum().plus(logJacobian.sum()).minus(sum.sum()) });
  else if (density.axis === logJacobian.axis) trace.terms.push({ name, expression: density.plus(logJacobian) });
  else trace.terms.push({ name, expression: density.sum().plus(logJacobian.sum()) });
  return value;
}

/**
 * The log density at 0 of (Σ x) / √K, x independent and normal: what the density of x is divided by, given that the sum is 0. One for each vector; of
 * other distributions it is not known.
 *
 * Source: johnson1994.
 */
function logDensityOfSumAtZero(
  { name, parameters }: AnyDistribution,
  axis: Axis | null,
  { constrainedSize }: Transform,
): Expression | undefined {
  if (name !== "normal") return undefined;
  const levels = axis?.product?.[0];
  const [mean, sd] = [parameters.mean, parameters.sd].map((operand) => toExpression(operand));
  const total = (operand: Expression): Expression => {
    if (operand.axis === null) return operand.times(constrainedSize);
    return levels === undefined ? operand.sum() : rowSums(operand);
  };
  const variance = total(sd.squared()).dividedBy(constrainedSize);
  const center = total(mean).dividedBy(Math.sqrt(constrainedSize));
  const density = normal({ mean: center, sd: variance.squareRoot() }).logDensity(constant(0));
  return levels === undefined ? density : density.plus(row(levels).times(0));
}

/** What `constrain` says of the elements that lie together: all, or those of each level; otherwise what the distribution's support says. */
function transformOf(
  name: string,
  distribution: AnyDistribution,
  axis: Axis | null,
  { over, constrain }: ParameterOptions,
): Transform {
  if (constrain === undefined) return transformFor(distribution.support);
  const together = axis?.product?.[1] ?? axis;
  if (together?.length === undefined)
    throw new InvalidArgument(
      "parameter",
      over === undefined ? "length" : "over",
      `${over === undefined ? "be given" : "have levels that the model knows (see indexOf)"} for ${name}, whose elements are constrained together`,
      together?.name,
    );
  return constrain(together.length);
}

/** z ~ standard, value = location + scale·z. */
function nonCentered(trace: Trace, name: string, distribution: AnyDistribution, axis: Axis | null): Expression {
  const standardized = "standardized" in distribution ? distribution.standardized : undefined;
  if (standardized === undefined) {
    throw new InvalidArgument(
      "parameter",
      "centered",
      `be true for ${name}: ${distribution.name} has no location and scale`,
      false,
    );
  }
  const position = positionArray(name, axis);
  const value = standardized.from(position);
  const standard = standardized.distribution;
  trace.parameters.push({ name, position, value, axis, transform: identity, distribution, standard });
  trace.terms.push({ name, expression: standard.logDensity(position) });
  return value;
}

function axisOfParameter(name: string, distribution: AnyDistribution, { over, length }: ParameterOptions): Axis | null {
  const { kind, dimension } = distribution.support;
  const size = length ?? dimension;
  if (size !== undefined && (!Number.isInteger(size) || size < 1))
    throw new InvalidArgument("parameter", "length", "be an integer from 1", size);
  if (length !== undefined && dimension !== undefined)
    throw new InvalidArgument("parameter", "length", `be left out for ${name}, whose distribution is of ${dimension}`, length);
  const levels = over === undefined ? undefined : axisOf("parameter", "over", over);
  if (MATRICES.has(kind)) return axisOfMatrix(name, size as number, levels);
  if (size === undefined) return levels ?? null;
  if (levels === undefined) return { name, length: size };
  return productAxis(levels, { name, length: size });
}

const MATRICES: ReadonlySet<Support["kind"]> = new Set(["correlation", "correlation-cholesky", "covariance-cholesky"]);

/** K × K. */
function axisOfMatrix(name: string, length: number, levels: Axis | undefined): Axis {
  if (levels !== undefined)
    throw new InvalidArgument("parameter", "over", `be left out for ${name}: a matrix is one for all`, levels.name);
  const side: Axis = { name: `side of ${name}`, length };
  return { name, length: length * length, product: [side, side] };
}

/** The coordinates of what is transformed together: of one vector or matrix, or of one vector for each level. */
function coordinatesOf(name: string, { unconstrainedSize, constrainedSize }: Transform, axis: Axis | null): Axis {
  const one: Axis = { name: `coordinates of ${name}`, length: unconstrainedSize };
  // A matrix has as many elements as are transformed together, a table of vectors has more.
  if (axis?.product === undefined || axis.length === constrainedSize) return one;
  return productAxis(axis.product[0], one);
}

/** A column in which values are missing, with the missing ones as parameters: they have no prior but the density of the column itself. */
export function completed(trace: Trace, programName: string, rows: Axis): Expression {
  const axis: Axis = { name: `missing ${programName}` };
  const name = `${programName}.missing`;
  const position = positionArray(name, axis);
  const [transform, distribution] = [identity, flat()];
  trace.parameters.push({ name, position, value: position, axis, transform, distribution, column: programName });
  const place = indexColumn(`place of missing ${programName}`, rows, axis);
  const value = select(column(`${programName} is missing`, rows), position.at(place), column(programName, rows));
  return new Expression(value.operation, value.inputs, value.axis, { name: programName });
}
