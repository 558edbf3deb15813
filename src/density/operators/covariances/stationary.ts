/** What stationary covariances share: distances in length scales, amplitude and diagonal. A leaf says how covariance falls with distance. */
import { InvalidArgument } from "../../../errors.js";
import type { Axis } from "../../axis.js";
import { constant, type Expression, type Operand, toExpression } from "../../expression.js";
import { axisName } from "../shape.js";
import { distances } from "./distances.js";
import { identityMatrix } from "./identity-matrix.js";

/** A covariance as a function of distances; loops of the compiled code compute it, and its derivatives. */
export interface Correlation {
  /** What `of` takes: distances, or their squares. */
  readonly power: "distance" | "square";
  /** The correlation at distances × perUnit, where `perUnit` is one number: 1 / lengthScale, or its square. */
  of(distances: Expression, perUnit: Expression): Expression;
}

/** Parameters of a covariance: scalars; several length scales are one array over the inputs' dimensions. */
export interface CovarianceParameters {
  /** The standard deviation of the function. */
  readonly amplitude: Operand;
  readonly lengthScale: Operand;
  /** What is added to the diagonal: the variance of noise, or a jitter (default 0). */
  readonly diagonal?: Operand;
}

/** amplitude² c(distance in length scales), plus `diagonal` where rows meet: the part of constructors that all covariances share. */
export function covariance(
  caller: string,
  correlation: Correlation,
  x: Expression,
  parameters: CovarianceParameters,
): Expression {
  if (x.axis === null) throw new InvalidArgument(caller, "x", "be an array of inputs", axisName(x));
  const amplitude = oneNumber(caller, "amplitude", parameters.amplitude);
  const diagonal = oneNumber(caller, "diagonal", parameters.diagonal ?? 0);
  const rows = x.axis.product?.[0] ?? x.axis;
  const scales = lengthScales(caller, parameters.lengthScale, x.axis.product?.[1]);
  const { power } = correlation;
  // One length scale stays outside of the distances: those of data are then data.
  const apart = scales.axis === null ? constant(1) : scales;
  const scale = scales.axis === null ? scales : constant(1);
  const perUnit = constant(1).dividedBy(power === "distance" ? scale : scale.times(scale));
  const smooth = correlation.of(distances(x, rows, apart, power), perUnit).times(amplitude.times(amplitude));
  return isZero(diagonal) ? smooth : smooth.plus(identityMatrix(rows).times(diagonal));
}

function oneNumber(caller: string, name: string, operand: Operand): Expression {
  const parameter = toExpression(operand);
  if (parameter.axis !== null) throw new InvalidArgument(caller, name, "be one number", axisName(parameter));
  return parameter;
}

function lengthScales(caller: string, operand: Operand, dimensions: Axis | undefined): Expression {
  const scales = toExpression(operand);
  const sameLength = dimensions?.length !== undefined && scales.axis?.length === dimensions.length;
  if (scales.axis !== null && scales.axis !== dimensions && !sameLength)
    throw new InvalidArgument(caller, "lengthScale", "be one number, or one for each dimension of the inputs", axisName(scales));
  return scales;
}

const isZero = ({ operation, about }: Expression): boolean => operation === "constant" && about.value === 0;
