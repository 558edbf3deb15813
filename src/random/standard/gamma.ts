/** Gamma variates of scale 1: Marsaglia and Tsang's method. */
import { exp, log } from "../../numeric/elementary.js";
import type { UniformSource } from "../uniform-source.js";
import { standardExponential } from "./exponential.js";
import { standardNormal } from "./normal.js";

/**
 * Returns a gamma variate: density x^(shape−1) exp(−x) / Γ(shape) for x > 0. `shape` must be positive; not checked.
 *
 * d (1 + z / √(9d))³ with d = shape − 1/3 and z normal, corrected by rejection; below shape 1, a variate of shape + 1 times U^(1/shape),
 * U uniform. For shapes below 0.05 this is 0 where the variate is below the smallest double: see `logStandardGamma`.
 *
 * Source: marsaglia2000simple.
 */
export function standardGamma(source: UniformSource, shape: number): number {
  if (shape >= 1) return fromOne(source, shape);
  return fromOne(source, shape + 1) * exp(-standardExponential(source) / shape);
}

/**
 * Returns the logarithm of a gamma variate of scale 1, without underflow for small shapes. `shape` must be positive; not checked.
 *
 * Source: marsaglia2000simple.
 */
export function logStandardGamma(source: UniformSource, shape: number): number {
  if (shape >= 1) return log(fromOne(source, shape));
  return log(fromOne(source, shape + 1)) - standardExponential(source) / shape;
}

/** The method for shapes from 1 (which is all it needs to be right). */
function fromOne(source: UniformSource, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = standardNormal(source);
    const root = 1 + c * z;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = source.uniform();
    const z2 = z * z;
    if (u < 1 - 0.0331 * z2 * z2 || log(u) < 0.5 * z2 + d * (1 - v + log(v))) return d * v;
  }
}
