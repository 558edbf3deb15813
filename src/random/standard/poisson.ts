/** Poisson counts for means that change from draw to draw. */
import { exp, log } from "../../numeric/elementary.js";
import type { UniformSource } from "../uniform-source.js";
import { logPoissonMass } from "./log-mass.js";

/**
 * Returns a Poisson count of mean `mean` ≥ 0. Not checked.
 *
 * Below a mean of 10 by walking the probabilities up from 0 with one uniform, else by the transformed rejection PTRS.
 *
 * Source: hormann1993poisson.
 */
export function poissonCount(source: UniformSource, mean: number): number {
  if (mean >= 10) return transformedRejection(source, mean);
  return mean > 0 ? walk(source, mean) : 0;
}

/** Inversion: P(0), P(1), … are taken off the uniform until it is used up. */
function walk(source: UniformSource, mean: number): number {
  let mass = exp(-mean);
  let u = source.uniform();
  let k = 0;
  // Beyond 110 the mass is below 10^-70: only rounding leads there.
  while (u >= mass && k < 110) {
    u -= mass;
    k++;
    mass *= mean / k;
  }
  return k;
}

/** Hörmann's PTRS. Source: hormann1993poisson. */
function transformedRejection(source: UniformSource, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const sure = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = source.uniform() - 0.5;
    const v = source.uniform();
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + mean + 0.43);
    if (edge >= 0.07 && v <= sure) return k;
    if (k < 0 || (edge < 0.013 && v > edge)) continue;
    const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    if (log((v * inverseAlpha) / (a / (edge * edge) + b)) <= logPoissonMass(k, mean)) return k;
  }
}
