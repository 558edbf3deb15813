import { exp } from "../../numeric/elementary.js";
import { requirePositive, requireThat } from "../requirements.js";
import { logStandardGamma, standardGamma } from "../standard/gamma.js";
import type { UniformSource } from "../uniform-source.js";
import type { VectorVariate } from "../variate.js";

/** The parameters of a Dirichlet distribution. */
export interface DirichletOptions {
  /** The concentration of each part, positive: as many prior counts. */
  readonly concentrations: ArrayLike<number>;
}

/** Below this shape a gamma variate can be below the smallest double; logarithms are drawn instead. */
const LEAST_DIRECT_SHAPE = 0.05;

/**
 * Returns the Dirichlet distribution to draw from: parts that add up to 1, with density proportional to Π x_i^(concentration_i − 1).
 *
 * Gamma variates divided by their sum. Throws `InvalidArgument` unless there is a concentration and all are positive and finite.
 * Source: devroye1986nonuniform.
 */
export function dirichletVariate({ concentrations }: DirichletOptions): VectorVariate {
  const shapes = Float64Array.from(concentrations);
  requireThat(shapes.length > 0, "dirichletVariate", "concentrations", "have an entry", concentrations);
  shapes.forEach((shape, i) => {
    requirePositive("dirichletVariate", `concentrations[${i}]`, shape);
  });
  const drawGammasInto = shapes.some((shape) => shape < LEAST_DIRECT_SHAPE) ? scaledGammasInto : gammasInto;
  return {
    length: shapes.length,
    drawInto(out: Float64Array, source: UniformSource): void {
      drawGammasInto(out, source, shapes);
      let sum = 0;
      for (let i = 0; i < shapes.length; i++) sum += out[i];
      for (let i = 0; i < shapes.length; i++) out[i] /= sum;
    },
  };
}

function gammasInto(out: Float64Array, source: UniformSource, shapes: Float64Array): void {
  for (let i = 0; i < shapes.length; i++) out[i] = standardGamma(source, shapes[i]);
}

/** Gamma variates in units of the largest, which the sum's division makes good. */
function scaledGammasInto(out: Float64Array, source: UniformSource, shapes: Float64Array): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < shapes.length; i++) {
    out[i] = logStandardGamma(source, shapes[i]);
    if (out[i] > largest) largest = out[i];
  }
  for (let i = 0; i < shapes.length; i++) out[i] = exp(out[i] - largest);
}
