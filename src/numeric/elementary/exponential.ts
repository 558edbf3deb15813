/** e^x and e^x − 1 from + − × and bit access only: the same bits on every engine, and in WebAssembly f64x2. */
import { sumError } from "./exact-arithmetic.js";
import { scaleByPowerOfTwo, smallPowerOfTwo } from "./floating-point-bits.js";

const LOG2_E = Math.LOG2E;
/** Adding and subtracting 1.5 · 2^52 rounds to the nearest integer, ties to even. */
export const ROUND_TO_INTEGER = 6755399441055744;
/** Adding and subtracting 1.5 · 2^26 rounds to a multiple of 2^-26. */
export const ROUND_TO_26_BITS = 100663296;
/** ln 2 = LN2_HIGH + LN2_LOW; the high part ends 42 bits after the point, so that k · LN2_HIGH is exact for |k| < 2048. */
export const LN2_HIGH = 0.6931471805598903;
export const LN2_LOW = 5.497923018708371e-14;

/**
 * e^x.
 *
 * x = k ln 2 + r with |r| ≤ 0.3466; e^r = 1 + r + r²/2 + r³ q(r) with q of degree 9 (minimax, error < 2^-63 of e^r); the
 * rounding error of 1 + r is carried on. Maximal error found: 0.56 ulp (0.75 where the result is subnormal). Overflows to Infinity above 709.7827, underflows
 * gradually below −708.4 and to 0 below −745.13.
 * Source: muller2016 (reduction by Cody and Waite; coefficients by an own Remez exchange).
 */
export function exp(x: number): number {
  if (!(Math.abs(x) < 87)) return expBeyond(x);
  const k = x * LOG2_E + ROUND_TO_INTEGER - ROUND_TO_INTEGER;
  const high = x - k * LN2_HIGH;
  return (1 + high + exponentialRest(high, k * LN2_LOW)) * smallPowerOfTwo(k);
}

/** e^x for |x| ≥ 87 and NaN: the result may be subnormal, 0 or Infinity. */
function expBeyond(x: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019412) return 0;
  if (Number.isNaN(x)) return x;
  const k = x * LOG2_E + ROUND_TO_INTEGER - ROUND_TO_INTEGER;
  const high = x - k * LN2_HIGH;
  return scaleByPowerOfTwo(1 + high + exponentialRest(high, k * LN2_LOW), k);
}

/** e^(high − low) − (1 + high rounded): what must still be added to the rounded sum 1 + high, for |high| ≤ 0.35 and tiny low. */
export function exponentialRest(high: number, low: number): number {
  const r = high - low;
  const r2 = r * r;
  const sum = 1 + high;
  return 1 - sum + high - low + (0.5 * r2 + exponentialFromCube(r, r2));
}

/** e^r − (1 + r + r²/2), given r and r². */
function exponentialFromCube(r: number, r2: number): number {
  const near = 0.16666666666666682 + r * 0.0416666666666667 + r2 * (0.008333333333316857 + r * 0.0013888888888865156);
  const middle = 0.00019841269896821498 + r * 2.4801587365134112e-5 + r2 * (2.755723443596392e-6 + r * 2.7557238642741034e-7);
  const far = 2.5112179870317953e-8 + r * 2.0925690976311082e-9;
  const r4 = r2 * r2;
  return r2 * r * (near + r4 * (middle + r4 * far));
}

/**
 * e^x − 1 without cancellation near 0.
 *
 * The same reduction as `exp`, then 2^k (1 + r + r²/2) − 1 with the rounding errors of the sums and of r². Maximal error
 * found: 0.76 ulp (near 0.35). Source: muller2016.
 */
export function expm1(x: number): number {
  if (!(Math.abs(x) < 87)) return x < 0 ? -1 : expBeyond(x);
  if (Math.abs(x) < 1e-17) return x; // also keeps −0
  const k = x * LOG2_E + ROUND_TO_INTEGER - ROUND_TO_INTEGER;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const top = r + ROUND_TO_26_BITS - ROUND_TO_26_BITS;
  const square = 0.5 * top * top; // exact
  const linear = 1 + high;
  const sum = linear + square;
  const rest = 1 - linear + high + (linear - sum + square) - low + (0.5 * (r + top) * (r - top) + exponentialFromCube(r, r * r));
  const scale = smallPowerOfTwo(k);
  const scaled = sum * scale;
  const difference = scaled - 1;
  return difference + (sumError(scaled, -1, difference) + rest * scale);
}
