/** One tail of a distribution with its density: what distribution functions and quantiles share. */
import { log, log1p } from "../elementary/logarithm.js";
import { createPowerTerm, logOfPowerTerm, type PowerTerm, valueOfPowerTerm } from "./power-terms.js";

/**
 * The upper or the lower tail as density · fraction, where the density is that of the variable on its natural scale: of ln X
 * for a gamma variable, of logit X for a beta variable. The other tail is 1 minus it. Objects of this shape are reused.
 */
export interface Tail {
  readonly density: PowerTerm;
  fraction: number;
  isUpper: boolean;
}

export function createTail(): Tail {
  return { density: createPowerTerm(), fraction: 0, isUpper: false };
}

/** The wanted tail or its logarithm. */
export function tailValue(tail: Tail, isUpper: boolean, isLog: boolean): number {
  if (tail.isUpper === isUpper && isLog) return logOfPowerTerm(tail.density) + log(tail.fraction);
  const value = Math.min(valueOfPowerTerm(tail.density) * tail.fraction, 1);
  if (tail.isUpper === isUpper) return value;
  return isLog ? log1p(-value) : 1 - value;
}

/** What is left of a tail at an end of the support: 0 or 1, or the logarithm. */
export function tailAtEnd(isOne: boolean, isLog: boolean): number {
  if (isLog) return isOne ? 0 : Number.NEGATIVE_INFINITY;
  return isOne ? 1 : 0;
}

/**
 * Halley's step of the variable on its natural scale, towards the point where g = ln(wanted tail) is ln p, given the slope of
 * the logarithm of the density: g''/g' is that slope minus g'. Far from the solution it is Newton's step, which converges
 * from anywhere, g being concave.
 */
export function stepTowards(tail: Tail, p: number, isUpper: boolean, slopeOfLogDensity: number): number {
  const isDirect = tail.isUpper === isUpper;
  const density = valueOfPowerTerm(tail.density);
  const value = isDirect ? density * tail.fraction : Math.max(1 - density * tail.fraction, 1e-17);
  const isTiny = isDirect && value < 1e-306;
  const gap = isTiny ? logOfPowerTerm(tail.density) + log(tail.fraction) - log(p) : logRatio(value, p);
  const inverseSlope = (isDirect ? tail.fraction : value / density) * (isUpper ? -1 : 1);
  const newton = -gap * inverseSlope;
  const correction = 0.5 * newton * (slopeOfLogDensity - 1 / inverseSlope);
  return Math.abs(correction) < 0.5 ? newton / (1 + correction) : Math.max(-50, Math.min(50, newton));
}

function logRatio(value: number, p: number): number {
  const difference = value - p;
  return Math.abs(difference) < 0.5 * p ? log1p(difference / p) : log(value) - log(p);
}
