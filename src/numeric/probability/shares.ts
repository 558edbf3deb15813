/** The two shares of a sum, each in two doubles: how t and F statistics become arguments of the beta distribution. */
import { productError, sumError } from "../elementary/exact-arithmetic.js";

/** [x, xLow, y, yLow] with x + xLow = n/(n + d) and y + yLow = d/(n + d). */
export type Shares = Float64Array;

export function createShares(): Shares {
  return new Float64Array(4);
}

/** Writes the shares of n + nLow and d in their sum, for n ≥ 0 and d > 0 below 1e290. */
export function sharesInto(out: Shares, n: number, nLow: number, d: number): void {
  const sum = n + d;
  const sumLow = sumError(n, d, sum) + nLow;
  writeQuotient(out, 0, n, nLow, sum, sumLow);
  writeQuotient(out, 2, d, 0, sum, sumLow);
}

function writeQuotient(out: Float64Array, offset: number, a: number, aLow: number, b: number, bLow: number): void {
  const quotient = a / b;
  const product = quotient * b;
  out[offset] = quotient;
  out[offset + 1] = (a - product - productError(quotient, b, product) + aLow - quotient * bLow) / b;
}
