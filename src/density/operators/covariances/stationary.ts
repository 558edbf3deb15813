/** What stationary covariances share: the loops over pairs of inputs. A leaf says how covariance falls with distance. */
import { InvalidArgument } from "../../../errors.js";
import { applyOperator, type Expression, type Operand, toExpression } from "../../expression.js";
import type { Operator } from "../../operator.js";
import { axisName, squareOf } from "../shape.js";

/**
 * Replaces squared distances by correlations, `values`, and by their derivatives with respect to the squared distance, `slopes` (which holds the
 * distances before); the first `count` of both. Where the distance is 0 the slope may be any finite number.
 */
export type Correlation = (values: Float64Array, slopes: Float64Array, count: number) => void;

/** Parameters of a covariance: scalars; several length scales are one array over the inputs' dimensions. */
export interface CovarianceParameters {
  /** The standard deviation of the function. */
  readonly amplitude: Operand;
  readonly lengthScale: Operand;
  /** What is added to the diagonal: the variance of noise, or a jitter (default 0). */
  readonly diagonal?: Operand;
}

/**
 * The operator of a stationary covariance: inputs x (rows, or rows × dimensions), amplitude, length scales (one, or one for each dimension) and diagonal;
 * output rows × rows: amplitude² c(s) + diagonal where rows meet, with s = Σ_d (Δ_d / lengthScale_d)².
 */
export function covarianceOperator(name: string, correlation: Correlation): Operator<null> {
  return {
    name,
    forward({ inputs, outputs, work }) {
      const [x, amplitude, scales, diagonal] = inputs as readonly Float64Array[];
      const [values, slopes] = work;
      const n = Math.sqrt(outputs[0].length);
      squaredDistancesInto(slopes, x, scales, n);
      correlation(values, slopes, (n * (n - 1)) / 2);
      spread(outputs[0], values, amplitude[0] * amplitude[0], diagonal[0], n);
    },
    backward({ inputs, work, inputAdjoints, outputAdjoints }) {
      const [x, amplitude, scales] = inputs as readonly Float64Array[];
      const [values, slopes] = work;
      const [xAdjoint, amplitudeAdjoint, scaleAdjoint, diagonalAdjoint] = inputAdjoints;
      const adjoint = outputAdjoints[0];
      const n = Math.sqrt(adjoint.length);
      let trace = 0;
      for (let i = 0; i < n; i++) trace += adjoint[i * (n + 1)];
      if (diagonalAdjoint !== null) diagonalAdjoint[0] += trace;
      if (amplitudeAdjoint !== null) amplitudeAdjoint[0] += 2 * amplitude[0] * (trace + pairSum(values, adjoint, n));
      const square = amplitude[0] * amplitude[0];
      if (scaleAdjoint !== null) addScaleAdjoint(scaleAdjoint, slopes, adjoint, x, scales, square, n);
      if (xAdjoint !== null) addInputAdjoint(xAdjoint, slopes, adjoint, x, scales, square, n);
    },
  };
}

/** The constructor's part that all covariances share: checks, and the call. */
export function covariance(
  caller: string,
  operator: Operator<null>,
  x: Expression,
  parameters: CovarianceParameters,
): Expression {
  if (x.axis === null) throw new InvalidArgument(caller, "x", "be an array of inputs", axisName(x));
  const rows = x.axis.product?.[0] ?? x.axis;
  const scales = toExpression(parameters.lengthScale);
  const dimensions = x.axis.product?.[1];
  const sameLength = dimensions?.length !== undefined && scales.axis?.length === dimensions.length;
  if (scales.axis !== null && scales.axis !== dimensions && !sameLength)
    throw new InvalidArgument(caller, "lengthScale", "be one number, or one for each dimension of the inputs", axisName(scales));
  for (const name of ["amplitude", "diagonal"] as const) {
    const parameter = toExpression(parameters[name] ?? 0);
    if (parameter.axis !== null) throw new InvalidArgument(caller, name, "be one number", axisName(parameter));
  }
  const square = squareOf(rows);
  return applyOperator({
    operator,
    inputs: [x, toExpression(parameters.amplitude), scales, toExpression(parameters.diagonal ?? 0)],
    outputs: [square],
    work: [square, square],
    settings: null,
  })[0];
}

/** Below the diagonal, row by row. */
function squaredDistancesInto(out: Float64Array, x: Float64Array, scales: Float64Array, n: number): void {
  const dimensions = x.length / n;
  for (let i = 1, at = 0; i < n; i++) {
    for (let j = 0; j < i; j++, at++) {
      let sum = 0;
      for (let d = 0; d < dimensions; d++) {
        const z = (x[i * dimensions + d] - x[j * dimensions + d]) / scales[scales.length === 1 ? 0 : d];
        sum += z * z;
      }
      out[at] = sum;
    }
  }
}

function spread(out: Float64Array, values: Float64Array, square: number, diagonal: number, n: number): void {
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0; j < i; j++, at++) {
      const value = square * values[at];
      out[i * n + j] = value;
      out[j * n + i] = value;
    }
    out[i * n + i] = square + diagonal;
  }
}

/** Σ over pairs of value × adjoint of both places. */
function pairSum(values: Float64Array, adjoint: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 1, at = 0; i < n; i++)
    for (let j = 0; j < i; j++, at++) sum += values[at] * (adjoint[i * n + j] + adjoint[j * n + i]);
  return sum;
}

/** ∂s/∂lengthScale_d = −2 Δ_d² / lengthScale_d³. */
function addScaleAdjoint(
  out: Float64Array,
  slopes: Float64Array,
  adjoint: Float64Array,
  x: Float64Array,
  scales: Float64Array,
  square: number,
  n: number,
): void {
  const dimensions = x.length / n;
  for (let d = 0; d < dimensions; d++) {
    let sum = 0;
    for (let i = 1, at = 0; i < n; i++)
      for (let j = 0; j < i; j++, at++) {
        const difference = x[i * dimensions + d] - x[j * dimensions + d];
        sum += slopes[at] * (adjoint[i * n + j] + adjoint[j * n + i]) * difference * difference;
      }
    const which = scales.length === 1 ? 0 : d;
    const scale = scales[which];
    out[which] -= (2 * square * sum) / (scale * scale * scale);
  }
}

/** ∂s/∂x_id = 2 Δ_d / lengthScale_d². */
function addInputAdjoint(
  out: Float64Array,
  slopes: Float64Array,
  adjoint: Float64Array,
  x: Float64Array,
  scales: Float64Array,
  square: number,
  n: number,
): void {
  const dimensions = x.length / n;
  for (let i = 1, at = 0; i < n; i++)
    for (let j = 0; j < i; j++, at++) {
      const slope = 2 * square * slopes[at] * (adjoint[i * n + j] + adjoint[j * n + i]);
      for (let d = 0; d < dimensions; d++) {
        const scale = scales[scales.length === 1 ? 0 : d];
        const change = (slope * (x[i * dimensions + d] - x[j * dimensions + d])) / (scale * scale);
        out[i * dimensions + d] += change;
        out[j * dimensions + d] -= change;
      }
    }
}
