/** Logarithms to base 2 and 10, exact at powers of the base. */
import { productError } from "./exact-arithmetic.js";
import { extendedLogInto, extendedLogOfFractionInto, splitIntoPowerOfTwo } from "./extended-logarithm.js";

const scratch = /* @__PURE__ */ new Float64Array(2);

/** log2 x: −Infinity at ±0, NaN below 0. Maximal error found: 0.51 ulp. Source: muller2016. */
export function log2(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return logOfSpecial(x);
  const k = splitIntoPowerOfTwo(scratch, x);
  extendedLogOfFractionInto(scratch, scratch[0]);
  const product = scratch[0] * Math.LOG2E;
  const low = productError(scratch[0], Math.LOG2E, product) + (scratch[0] * 2.0355273740931033e-17 + scratch[1] * Math.LOG2E);
  const sum = k + product;
  return sum + (k - sum + product + low);
}

/** log10 x: −Infinity at ±0, NaN below 0. Maximal error found: 0.51 ulp. Source: muller2016. */
export function log10(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return logOfSpecial(x);
  extendedLogInto(scratch, x);
  const product = scratch[0] * Math.LOG10E;
  const low = productError(scratch[0], Math.LOG10E, product) + (scratch[0] * 1.098319650216765e-17 + scratch[1] * Math.LOG10E);
  return product + low;
}

function logOfSpecial(x: number): number {
  return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
}
