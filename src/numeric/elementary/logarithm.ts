/** ln x and ln(1 + x) from + − × ÷ and bit access only: the same bits on every engine, and in WebAssembly f64x2. */
import { LN2_HIGH, LN2_LOW, ROUND_TO_26_BITS } from "./exponential.js";
import { doubleView, HIGH, powerOfTwo, smallPowerOfTwo, wordView } from "./floating-point-bits.js";

/** High word of √½: fractions are kept in [√½, √2). */
export const HIGH_WORD_OF_ROOT_HALF = 0x3fe6a09e;

/**
 * Natural logarithm: −Infinity at ±0, NaN below 0.
 *
 * x = 2^k (1 + f) with 1 + f in [√½, √2); s = f / (2 + f); ln(1 + f) = f − f²/2 + s (f²/2 + R(s²)), where R is the rest of
 * 2 artanh(s), of degree 7 in s² (minimax, error < 2^-58 of ln(1 + f)). f − f²/2 is split so that its large part is exact.
 * Maximal error found: 0.58 ulp. Source: muller2016 (coefficients by an own Remez exchange).
 */
export function log(x: number): number {
  doubleView[0] = x;
  const k = (wordView[HIGH] - HIGH_WORD_OF_ROOT_HALF) >> 20;
  if (k > 126 || k < -126) return logBeyond(x, k); // NaN and what is not positive too
  return logOfParts(k, x * smallPowerOfTwo(-k) - 1, 0);
}

/** ln x for x beyond [2^-126, 2^126], 2^k being near x if it is a positive normal number. */
function logBeyond(x: number, k: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  if (x < 2.2250738585072014e-308) {
    doubleView[0] = x * 18014398509481984; // 2^54 makes a subnormal normal
    const power = (wordView[HIGH] - HIGH_WORD_OF_ROOT_HALF) >> 20;
    return logOfParts(power - 54, x * 18014398509481984 * powerOfTwo(-power) - 1, 0);
  }
  const half = k >> 1;
  return logOfParts(k, x * powerOfTwo(-half) * powerOfTwo(half - k) - 1, 0);
}

/** k ln 2 + ln(1 + f) + correction, for 1 + f in [√½, √2) and a correction far below 1 ulp of 1. */
function logOfParts(k: number, f: number, correction: number): number {
  const top = f + ROUND_TO_26_BITS - ROUND_TO_26_BITS;
  const main = f - 0.5 * top * top; // exact: all are multiples of 2^-53
  const s = f / (2 + f);
  const z = s * s;
  const z2 = z * z;
  const even = 0.6666666666666734 + z2 * (0.28571428742562305 + z2 * (0.1818356540805192 + z2 * 0.14796261357422777));
  const odd = 0.39999999999413965 + z2 * (0.22222198553769484 + z2 * 0.15314021098964994);
  const rest = s * (0.5 * f * f + z * (even + z * odd)) - 0.5 * (f + top) * (f - top);
  const base = k * LN2_HIGH;
  const sum = base + main;
  return sum + (base - sum + main + (rest + (k * LN2_LOW + correction)));
}

/**
 * ln(1 + x) without cancellation near 0: −Infinity at −1, NaN below.
 *
 * The logarithm of the rounded 1 + x, plus its rounding error divided by it. Maximal error found: 0.66 ulp. Source: muller2016.
 */
export function log1p(x: number): number {
  if (!(x > -1 && x < 9007199254740992)) return x > -1 ? log(x) : x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (Math.abs(x) < 1e-17) return x; // also keeps −0
  const u = 1 + x;
  const lost = x < 1 ? x - (u - 1) : 1 - (u - x);
  doubleView[0] = u;
  const k = (wordView[HIGH] - HIGH_WORD_OF_ROOT_HALF) >> 20;
  return logOfParts(k, u * smallPowerOfTwo(-k) - 1, lost / u);
}
