/** Declaring parameters: coordinates of the position, their transform and their prior. */
import type { Axis } from "../density/axis.js";
import { column, Expression, indexColumn, positionArray, select } from "../density/expression.js";
import { flat, type Support } from "../distributions/index.js";
import { InvalidArgument } from "../errors.js";
import { identity, type Transform, transformFor } from "../transforms/index.js";
import { type AnyDistribution, axisOf, type Over, type ParameterOptions, requireParameterOptions } from "./parameter-options.js";
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
  const { over } = options;
  if (options.centered === false) return nonCentered(trace, name, distribution, axis);
  const transform = options.constrain?.(axis?.length as number) ?? transformFor(distribution.support);
  const position = positionArray(name, transform.elementwise ? axis : coordinatesOf(name, transform, distribution, over));
  const { value, logJacobian } = transform.constrain(position, axis);
  trace.parameters.push({ name, position, value, axis: value.axis, transform, distribution });
  const density = distribution.logDensity(value);
  // A density of the whole vector and one Jacobian are scalars; elementwise densities are summed with theirs.
  if (density.axis === logJacobian.axis) trace.terms.push({ name, expression: density.plus(logJacobian) });
  else trace.terms.push({ name, expression: density.sum().plus(logJacobian.sum()) });
  return value;
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

function axisOfParameter(name: string, distribution: AnyDistribution, options: ParameterOptions): Axis | null {
  const { over, length, constrain } = options;
  if (over !== undefined && length !== undefined)
    throw new InvalidArgument("parameter", "length", `be left out for ${name}, which is over ${axisOf(over).name}`, length);
  if (isOfVectors(distribution)) return axisOfVectors(name, distribution, over);
  if (over !== undefined) return axisOf(over);
  const size = length ?? distribution.support.dimension;
  if (size === undefined) {
    if (constrain !== undefined)
      throw new InvalidArgument("parameter", "length", `be given for ${name}, whose elements are constrained together`, length);
    return null;
  }
  if (!Number.isInteger(size) || size < 1) throw new InvalidArgument("parameter", "length", "be an integer from 1", size);
  return { name, length: size };
}

const MATRICES: ReadonlySet<Support["kind"]> = new Set(["correlation", "correlation-cholesky", "covariance-cholesky"]);
const VECTORS: ReadonlySet<Support["kind"]> = new Set(["vector", "simplex", "ordered", "positive-ordered"]);

const isOfVectors = ({ support: { kind, dimension } }: AnyDistribution): boolean =>
  dimension !== undefined && (MATRICES.has(kind) || VECTORS.has(kind));

/** The axis of one vector, or of a matrix (K × K), or of one vector for each element of `over`. */
function axisOfVectors(name: string, { support }: AnyDistribution, over: Over | undefined): Axis {
  const length = support.dimension as number;
  if (!MATRICES.has(support.kind)) {
    if (over === undefined) return { name, length };
    return { name: `${axisOf(over).name} × ${name}`, product: [axisOf(over), { name: `places in ${name}`, length }] };
  }
  if (over !== undefined)
    throw new InvalidArgument("parameter", "over", `be left out for ${name}: a matrix is one for all`, axisOf(over).name);
  const side: Axis = { name: `side of ${name}`, length };
  return { name, length: length * length, product: [side, side] };
}

/** The coordinates of what is transformed together: of one vector, or of one for each element of `over`. */
function coordinatesOf(name: string, transform: Transform, distribution: AnyDistribution, over: Over | undefined): Axis {
  const one: Axis = { name: `coordinates of ${name}`, length: transform.unconstrainedSize };
  if (over === undefined || !isOfVectors(distribution)) return one;
  return { name: `${axisOf(over).name} × ${one.name}`, product: [axisOf(over), one] };
}

/** A column in which values are missing, with the missing ones as parameters: they have no prior but the density of the column itself. */
export function completed(trace: Trace, programName: string, rows: Axis): Expression {
  const axis: Axis = { name: `missing ${programName}` };
  const position = positionArray(`${programName}.missing`, axis);
  const distribution = flat();
  trace.parameters.push({ name: `${programName}.missing`, position, value: position, axis, transform: identity, distribution });
  const place = indexColumn(`place of missing ${programName}`, rows, axis);
  const value = select(column(`${programName} is missing`, rows), position.at(place), column(programName, rows));
  return new Expression(value.operation, value.inputs, value.axis, { name: programName });
}
