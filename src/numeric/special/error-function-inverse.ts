/** Inverses of the error function and of its complement. */
import { normalQuantileNearMedian, normalQuantileOfTail } from "./standard-normal-quantile.js";

/** erf⁻¹(y): ±Infinity at ±1, NaN outside [−1, 1]. Relative error below 1e-15. Source: wichura1988. */
export function erfInverse(y: number): number {
  const size = Math.abs(y);
  if (!(size < 1)) return size === 1 ? y * Number.POSITIVE_INFINITY : Number.NaN;
  if (size <= 0.85) return normalQuantileNearMedian(0.5 * y) * Math.SQRT1_2;
  const value = normalQuantileOfTail(0.5 * (1 - size)) * Math.SQRT1_2;
  return y < 0 ? -value : value;
}

/** erfc⁻¹(y), exact also for tiny y: Infinity at 0, −Infinity at 2, NaN outside [0, 2]. Relative error below 1e-15. Source: wichura1988. */
export function erfcInverse(y: number): number {
  if (!(y > 0 && y < 2)) return y === 0 ? Number.POSITIVE_INFINITY : y === 2 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (y < 0.15) return normalQuantileOfTail(0.5 * y) * Math.SQRT1_2;
  if (y > 1.85) return -normalQuantileOfTail(0.5 * (2 - y)) * Math.SQRT1_2;
  return normalQuantileNearMedian(0.5 * (1 - y)) * Math.SQRT1_2;
}
