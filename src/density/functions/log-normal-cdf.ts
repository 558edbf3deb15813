/** The logarithm of the standard normal distribution function, and its derivative, on lanes. */
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction, WrittenFunction } from "./lane-function.js";
import { emitLogarithmOfSum, logarithmOfSum } from "./logarithm-one-plus.js";
import { bell, emitBell, emitScaledTail, scaledTail } from "./normal-tail.js";

const ONE_OVER_ROOT_TWO_PI = 0.3989422804014327;
/** Beyond, the logarithm of the tail's factor does not count beside −x²/2. */
const FAR = 1e30;

/**
 * ln Φ(x): for x < 0 the sum of −x²/2 and ln(e^(x²/2) Φ(x)), which are both negative; else ln(1 − Φ(−x)).
 * Largest error found: 4.2 ulp (next to 0), 1.0 in the far tail, −1e4 to −1e12. Source: shepherd1981.
 */
export const logNormalCdf: LaneFunction = { name: "logNormalCdf", portable, emit };

/** Its code alone. */
export const writtenLogNormalCdf: WrittenFunction = { name: "logNormalCdf", emit };

function portable(x: number): number {
  const a = Math.abs(x);
  const clipped = FAR < a ? FAR : a;
  const factor = scaledTail(clipped) / (1 + clipped);
  if (x < 0) return logarithmOfSum(factor, 0) - 0.5 * a * a;
  return logarithmOfSum(1, -(bell(a) * factor)) - 0;
}

function emit(code: LaneCode, x: Lane): Lane {
  const a = code.absolute(x);
  const clipped = code.smaller(a, code.constant(FAR));
  const factor = code.divide(emitScaledTail(code, clipped), code.add(code.constant(1), clipped));
  const isBelow = code.less(x, code.constant(0));
  const tail = code.negate(code.multiply(emitBell(code, a), factor));
  const logarithm = emitLogarithmOfSum(code, code.select(isBelow, factor, code.constant(1)), code.andNot(tail, isBelow));
  return code.subtract(logarithm, code.and(isBelow, code.multiply(code.multiply(code.constant(0.5), a), a)));
}

/**
 * φ(x)/Φ(x), the derivative of ln Φ(x), also called the inverse Mills ratio: about −x for very negative x.
 * Largest error found: 3.5 ulp. Source: shepherd1981.
 */
export const inverseMillsRatio: LaneFunction = { name: "inverseMillsRatio", portable: millsPortable, emit: emitMills };

/** Its code alone. */
export const writtenInverseMillsRatio: WrittenFunction = { name: "inverseMillsRatio", emit: emitMills };

function millsPortable(x: number): number {
  const a = Math.abs(x);
  const scaled = scaledTail(a);
  if (x < 0) return (ONE_OVER_ROOT_TWO_PI * (1 + a)) / scaled;
  const density = bell(a);
  return (ONE_OVER_ROOT_TWO_PI * density) / (1 - density * (scaled / (1 + a)));
}

function emitMills(code: LaneCode, x: Lane): Lane {
  const a = code.absolute(x);
  const scaled = emitScaledTail(code, a);
  const onePlus = code.add(code.constant(1), a);
  const isBelow = code.less(x, code.constant(0));
  const density = emitBell(code, a);
  const cdf = code.subtract(code.constant(1), code.multiply(density, code.divide(scaled, onePlus)));
  const above = code.multiply(code.constant(ONE_OVER_ROOT_TWO_PI), code.select(isBelow, onePlus, density));
  return code.divide(above, code.select(isBelow, scaled, cdf));
}
