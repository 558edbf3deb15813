/** Numbers of twice the precision, as an unevaluated sum of two doubles; for setup work, not for hot loops. */
import { productError, sumError } from "../elementary/exact-arithmetic.js";

/** The value high + low, with |low| at most half a unit in the last place of high. Source: dekker1971. */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

/** A double as it is. */
export const exactly = (value: number): DoubleDouble => ({ high: value, low: 0 });

/** a + b. */
export function plus(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.high + b.high;
  return normalized(high, sumError(a.high, b.high, high) + (a.low + b.low));
}

/** a · b. */
export function times(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.high * b.high;
  return normalized(high, productError(a.high, b.high, high) + (a.high * b.low + a.low * b.high));
}

/** a / b. */
export function over(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const quotient = a.high / b.high;
  const rest = plus(a, times(exactly(-quotient), b));
  return normalized(quotient, rest.high / b.high);
}

/** a · 2^k given as `power`, exactly. */
export function scaled(a: DoubleDouble, power: number): DoubleDouble {
  return { high: a.high * power, low: a.low * power };
}

function normalized(high: number, low: number): DoubleDouble {
  const sum = high + low;
  return { high: sum, low: low - (sum - high) };
}
