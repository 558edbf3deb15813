/** Beta variates for parameters that change from draw to draw. */
import { exp } from "../../numeric/elementary.js";
import type { UniformSource } from "../uniform-source.js";
import { standardExponential } from "./exponential.js";
import { logStandardGamma, standardGamma } from "./gamma.js";

/** Below this shape a gamma variate can be below the smallest double; its logarithm is drawn instead. */
const LEAST_DIRECT_SHAPE = 0.05;

/**
 * Returns a beta variate: density proportional to x^(shape1−1) (1 − x)^(shape2−1). The shapes must be positive; not checked.
 *
 * X / (X + Y) of gamma variates X and Y; if both shapes are below 1, of the powers X = U^(1/shape1) and Y = V^(1/shape2) of uniforms,
 * drawn until X + Y ≤ 1. For small shapes 0 and 1 can be reached by rounding.
 *
 * Source: devroye1986nonuniform, johnk1964erzeugung.
 */
export function standardBeta(source: UniformSource, shape1: number, shape2: number): number {
  if (shape1 < LEAST_DIRECT_SHAPE || shape2 < LEAST_DIRECT_SHAPE) {
    const logOdds = logStandardGamma(source, shape1) - logStandardGamma(source, shape2);
    return 1 / (1 + exp(-logOdds));
  }
  if (shape1 < 1 && shape2 < 1) return powersOfUniforms(source, shape1, shape2);
  const x = standardGamma(source, shape1);
  return x / (x + standardGamma(source, shape2));
}

/** Jöhnk's method. Source: johnk1964erzeugung. */
function powersOfUniforms(source: UniformSource, shape1: number, shape2: number): number {
  for (;;) {
    const x = powerOfUniform(source, shape1);
    const y = powerOfUniform(source, shape2);
    if (x + y <= 1 && x + y > 0) return x / (x + y);
  }
}

/** U^(1/shape), as exp(−E / shape); a square for ½, the shape of Jeffreys' prior. */
function powerOfUniform(source: UniformSource, shape: number): number {
  if (shape !== 0.5) return exp(-standardExponential(source) / shape);
  const u = source.uniform();
  return u * u;
}
