/** The distances of all pairs of inputs: computed once, when data are bound, where the inputs are data and share one length scale. */
import type { Axis } from "../../axis.js";
import { applyOperator, type Expression } from "../../expression.js";
import type { Operator } from "../../operator.js";
import { squareOf } from "../shape.js";

/** Distances, or their squares. */
type Power = "distance" | "square";

/**
 * s_ij = Σ_d (Δ_d / scale_d)², or √s_ij, over rows × rows, for inputs over rows, or rows × dimensions, and one scale or one for each dimension.
 * Adjoints, with a = s̄_ij + s̄_ji: x̄_id += 2 a Δ_d / scale_d², x̄_jd less the same, scale_d −= 2 a Δ_d² / scale_d³. Where inputs coincide the
 * distance has a kink, and the adjoint 0.
 *
 * Source: rasmussen2006gaussian, section 4.2.1 and equation 5.2.
 */
export const distancesOperator: Operator<Power> = {
  name: "distances",
  forward({ inputs, outputs }, power) {
    const [x, scales] = inputs as readonly Float64Array[];
    const out = outputs[0];
    const n = Math.sqrt(out.length);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const square = squaredDistance(x, scales, i, j, n);
        const value = power === "square" ? square : Math.sqrt(square);
        out[i * n + j] = value;
        out[j * n + i] = value;
      }
      out[i * n + i] = 0;
    }
  },
  backward({ inputs, outputs, work, inputAdjoints, outputAdjoints }, power) {
    const [x, scales] = inputs as readonly Float64Array[];
    const [xAdjoint, scaleAdjoint] = inputAdjoints;
    const slopes = work[0];
    const n = Math.sqrt(slopes.length);
    for (let i = 1; i < n; i++)
      for (let j = 0; j < i; j++) {
        const both = outputAdjoints[0][i * n + j] + outputAdjoints[0][j * n + i];
        const distance = outputs[0][i * n + j];
        slopes[i * n + j] = power === "square" ? both : distance > 0 ? (0.5 * both) / distance : 0;
      }
    if (scaleAdjoint !== null) addScaleAdjoint(scaleAdjoint, slopes, x, scales, n);
    if (xAdjoint !== null) addInputAdjoint(xAdjoint, slopes, x, scales, n);
  },
};

/** Distances over rows × rows of inputs over `rows`, or rows × dimensions, each dimension divided by its scale. */
export function distances(x: Expression, rows: Axis, scales: Expression, power: Power): Expression {
  const square = squareOf(rows);
  return applyOperator({
    operator: distancesOperator,
    inputs: [x, scales],
    outputs: [square],
    work: [square],
    settings: power,
  })[0];
}

function squaredDistance(x: Float64Array, scales: Float64Array, i: number, j: number, n: number): number {
  const dimensions = x.length / n;
  let sum = 0;
  for (let d = 0; d < dimensions; d++) {
    const z = (x[i * dimensions + d] - x[j * dimensions + d]) / scales[scales.length === 1 ? 0 : d];
    sum += z * z;
  }
  return sum;
}

/** ∂s/∂scale_d = −2 Δ_d² / scale_d³. */
function addScaleAdjoint(out: Float64Array, slopes: Float64Array, x: Float64Array, scales: Float64Array, n: number): void {
  const dimensions = x.length / n;
  for (let d = 0; d < dimensions; d++) {
    let sum = 0;
    for (let i = 1; i < n; i++)
      for (let j = 0; j < i; j++) {
        const difference = x[i * dimensions + d] - x[j * dimensions + d];
        sum += slopes[i * n + j] * difference * difference;
      }
    const which = scales.length === 1 ? 0 : d;
    const scale = scales[which];
    out[which] -= (2 * sum) / (scale * scale * scale);
  }
}

/** ∂s/∂x_id = 2 Δ_d / scale_d². */
function addInputAdjoint(out: Float64Array, slopes: Float64Array, x: Float64Array, scales: Float64Array, n: number): void {
  const dimensions = x.length / n;
  for (let i = 1; i < n; i++)
    for (let j = 0; j < i; j++) {
      const slope = 2 * slopes[i * n + j];
      for (let d = 0; d < dimensions; d++) {
        const scale = scales[scales.length === 1 ? 0 : d];
        const change = (slope * (x[i * dimensions + d] - x[j * dimensions + d])) / (scale * scale);
        out[i * dimensions + d] += change;
        out[j * dimensions + d] -= change;
      }
    }
}
