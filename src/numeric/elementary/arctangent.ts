/** Arctangent of a number and of a ratio, the same bits on every engine. */
import { productError, sumError } from "./exact-arithmetic.js";

const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
const PI = Math.PI;
const PI_LOW = 1.2246467991473532e-16;

/** The angle whose tangent is x, in [−π/2, π/2]. Maximal error found: 0.54 ulp. Source: muller2016. */
export function atan(x: number): number {
  const size = Math.abs(x);
  if (!(size > 1e-9)) return x; // −0 and NaN too; the next term is x³/3
  const value = size > 1e17 ? HALF_PI : arctangentOfRatio(size, 1);
  return x < 0 ? -value : value;
}

/**
 * arctan(y/x) for positive y and x of moderate size.
 *
 * Turned by a multiple of π/4 so that the tangent t left is at most √2 − 1; t with its rounding error; a minimax
 * polynomial of degree 23 (relative error < 2^-59).
 */
function arctangentOfRatio(y: number, x: number): number {
  const eighths = y < 0.41421356237309503 * x ? 0 : y < 2.414213562373095 * x ? 1 : 2;
  const above = eighths === 0 ? y : eighths === 1 ? y - x : -x;
  const aboveLost = eighths === 1 ? sumError(y, -x, above) : 0;
  const below = eighths === 0 ? x : eighths === 1 ? y + x : y;
  const belowLost = eighths === 1 ? sumError(y, x, below) : 0;
  const t = above / below;
  const product = t * below;
  const tLow = (above - product - productError(t, below, product) + aboveLost - t * belowLost) / below;
  const z = t * t;
  const base = eighths * (0.5 * HALF_PI);
  const rest = t * z * arctangentPolynomial(z) + tLow * (1 - z) + eighths * (0.5 * HALF_PI_LOW);
  const sum = base + t;
  return sum + (base - sum + t + rest);
}

/** (arctan(t)/t − 1)/t² in z = t² ≤ 0.1716. */
function arctangentPolynomial(z: number): number {
  const z2 = z * z;
  const even =
    -0.333333333333332 +
    z2 *
      (-0.14285714280239648 +
        z2 * (-0.09090897822605665 + z2 * (-0.06663117402197305 + z2 * (-0.05039742640788055 + z2 * -0.017919292197228587))));
  const odd =
    0.19999999999954 +
    z2 * (0.11111110785674502 + z2 * (0.0769206138248887 + z2 * (0.058479866330530074 + z2 * 0.038075648606076415)));
  return even + z * odd;
}

/** The angle of the point (x, y), in [−π, π], with the special values of `Math.atan2`. Maximal error found: 0.97 ulp. Source: muller2016. */
export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const left = x < 0 || Object.is(x, -0);
  const angle = angleInFirstQuadrant(Math.abs(y), Math.abs(x));
  const size = left ? PI - (angle - PI_LOW) : angle;
  return y < 0 || Object.is(y, -0) ? -size : size;
}

/** arctan(y/x) for y, x in [0, Infinity], 0 at (0, 0). */
function angleInFirstQuadrant(y: number, x: number): number {
  if (y === 0) return 0;
  if (y === x) return 0.5 * HALF_PI;
  const ratio = y / x;
  if (ratio > 1e17) return HALF_PI;
  if (ratio < 1e-9) return ratio;
  // 2^-400 or 2^400: no product below may over- or underflow
  const scale = y > 1e200 || x > 1e200 ? 3.8725919148493183e-121 : y < 1e-200 || x < 1e-200 ? 2.5822498780869086e120 : 1;
  return arctangentOfRatio(y * scale, x * scale);
}
