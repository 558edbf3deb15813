/** ln x to about 2^-66 relative, as an unevaluated sum of two doubles: what pow, log2 and log10 need inside. */
import { productError } from "./exact-arithmetic.js";
import { LN2_HIGH, LN2_LOW } from "./exponential.js";
import { doubleView, HIGH, scaleByPowerOfTwo, wordView } from "./floating-point-bits.js";
import { HIGH_WORD_OF_ROOT_HALF } from "./logarithm.js";

/** 2/3 = TWO_THIRDS + TWO_THIRDS_LOW. */
const TWO_THIRDS = 0.6666666666666666;
const TWO_THIRDS_LOW = 3.700743415417188e-17;

/** Splits a positive finite x = 2^k · m with m in [√½, √2): returns k, leaves m in `out[0]`. */
export function splitIntoPowerOfTwo(out: Float64Array, x: number): number {
  if (x < 2.2250738585072014e-308) return splitIntoPowerOfTwo(out, x * 18014398509481984) - 54; // 2^54 makes a subnormal normal
  doubleView[0] = x;
  const k = (wordView[HIGH] - HIGH_WORD_OF_ROOT_HALF) >> 20;
  out[0] = scaleByPowerOfTwo(x, -k);
  return k;
}

/**
 * Writes ln m = out[0] + out[1] for m in [√½, √2).
 *
 * s = (m − 1)/(m + 1) in two doubles; 2 artanh(s) = 2s + s³ (2/3 + s² W(s²)), where W has degree 7 (minimax) and only it and
 * smaller terms are computed in single doubles. Source: muller2016 (coefficients by an own Remez exchange).
 */
export function extendedLogOfFractionInto(out: Float64Array, m: number): void {
  const f = m - 1;
  const d = m + 1;
  const dLow = m - (d - 1);
  const s = f / d;
  const back = s * d;
  const sLow = (f - back - productError(s, d, back) - s * dLow) / d;
  const z = s * s;
  const zLow = productError(s, s, z) + 2 * s * sLow;
  const z2 = z * z;
  const even = 0.3999999999999998 + z2 * (0.22222222217533585 + z2 * (0.15384556846848785 + z2 * 0.11674799566953374));
  const odd = 0.28571428571445123 + z2 * (0.18181818870668096 + z2 * (0.13336318349966766 + z2 * 0.11989171280888958));
  const w = z * (even + z * odd);
  const t = TWO_THIRDS + w;
  const tLow = TWO_THIRDS - t + w + TWO_THIRDS_LOW;
  const y = z * t;
  const yLow = productError(z, t, y) + (z * tLow + zLow * t);
  const g = s * y;
  const gLow = productError(s, y, g) + (s * yLow + sLow * y);
  const sum = 2 * s + g;
  out[0] = sum;
  out[1] = 2 * s - sum + g + (2 * sLow + gLow);
}

/** Writes ln x = out[0] + out[1] for a positive finite x. */
export function extendedLogInto(out: Float64Array, x: number): void {
  const k = splitIntoPowerOfTwo(out, x);
  extendedLogOfFractionInto(out, out[0]);
  const base = k * LN2_HIGH;
  const sum = base + out[0];
  const low = base - sum + out[0] + (out[1] + k * LN2_LOW);
  out[0] = sum + low;
  out[1] = sum - out[0] + low;
}
