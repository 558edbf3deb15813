/** Binomial counts for parameters that change from draw to draw. */
import { exp, log, log1p } from "../../numeric/elementary.js";
import type { UniformSource } from "../uniform-source.js";
import { logBinomialMass } from "./log-mass.js";

/**
 * Returns a binomial count: the successes in `trials` independent trials of success probability `probability`. Not checked.
 *
 * Below a mean of 10 by walking the probabilities up from 0 with one uniform, else by the transformed rejection BTRS.
 *
 * Source: hormann1993binomial.
 */
export function binomialCount(source: UniformSource, trials: number, probability: number): number {
  if (probability > 0.5) return trials - lowerHalf(source, trials, 1 - probability);
  return lowerHalf(source, trials, probability);
}

function lowerHalf(source: UniformSource, trials: number, p: number): number {
  if (trials * p < 10) return p > 0 ? walk(source, trials, p) : 0;
  return transformedRejection(source, trials, p);
}

/** Inversion: P(0), P(1), … are taken off the uniform until it is used up. */
function walk(source: UniformSource, trials: number, p: number): number {
  const odds = p / (1 - p);
  let mass = trials <= 32 ? integerPower(1 - p, trials) : exp(trials * log1p(-p));
  let u = source.uniform();
  let k = 0;
  // Beyond 110 the mass is below 10^-70 for means below 10: only rounding leads there.
  const last = Math.min(trials, 110);
  while (u >= mass && k < last) {
    u -= mass;
    mass *= (odds * (trials - k)) / (k + 1);
    k++;
  }
  return k;
}

function integerPower(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i++) result *= base;
  return result;
}

/** Hörmann's BTRS. Source: hormann1993binomial. */
function transformedRejection(source: UniformSource, trials: number, p: number): number {
  const mean = trials * p;
  const sd = Math.sqrt(mean * (1 - p));
  const b = 1.15 + 2.53 * sd;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const center = mean + 0.5;
  const sure = 0.92 - 4.2 / b;
  for (;;) {
    const u = source.uniform() - 0.5;
    const v = source.uniform();
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + center);
    if (edge >= 0.07 && v <= sure) return k;
    if (k < 0 || k > trials) continue;
    const alpha = (2.83 + 5.1 / b) * sd;
    const mode = Math.floor((trials + 1) * p);
    const height = log((v * alpha) / (a / (edge * edge) + b));
    if (height <= logBinomialMass(k, trials, p) - logBinomialMass(mode, trials, p)) return k;
  }
}
