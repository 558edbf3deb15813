/** Declaring parameters: coordinates of the position, their transform and their prior. */
import type { Axis } from "../density/axis.js";
import { column, type Expression, indexColumn, positionArray, select } from "../density/expression.js";
import { flat } from "../distributions/index.js";
import { InvalidArgument } from "../errors.js";
import { identity, transformFor } from "../transforms/index.js";
import { type AnyDistribution, axisOf, type ParameterOptions } from "./parameter-options.js";
import { requirePossible } from "./possible-parameters.js";
import type { Trace } from "./trace.js";

/** Notes a parameter and its terms, and gives its value. */
export function declareParameter(
  trace: Trace,
  name: string,
  distribution: AnyDistribution,
  options: ParameterOptions,
): Expression {
  requirePossible("parameter", distribution, trace.parameters);
  const axis = axisOfParameter(name, distribution, options);
  if (options.centered === false) return nonCentered(trace, name, distribution, axis);
  const transform = options.constrain?.(axis?.length as number) ?? transformFor(distribution.support);
  const coordinates = transform.elementwise ? axis : { name: `coordinates of ${name}`, length: transform.unconstrainedSize };
  const position = positionArray(name, coordinates);
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

/** A column in which values are missing, with the missing ones as parameters: they have no prior but the density of the column itself. */
export function completed(trace: Trace, programName: string, rows: Axis): Expression {
  const axis: Axis = { name: `missing ${programName}` };
  const position = positionArray(`${programName}.missing`, axis);
  const distribution = flat();
  trace.parameters.push({ name: `${programName}.missing`, position, value: position, axis, transform: identity, distribution });
  const place = indexColumn(`place of missing ${programName}`, rows, axis);
  return select(column(`${programName} is missing`, rows), position.at(place), column(programName, rows));
}
