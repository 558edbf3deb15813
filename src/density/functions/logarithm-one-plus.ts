/** ln(1 + x) on lanes. */
import { LN2_HIGH, LN2_LOW } from "../../numeric/elementary/exponential.js";
import { doubleView, HIGH, smallPowerOfTwo, wordView } from "../../numeric/elementary/floating-point-bits.js";
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction, WrittenFunction } from "./lane-function.js";
import {
  emitLogarithmOfParts,
  emitParts,
  logarithmOfParts,
  portableLogarithm,
  ROOT_HALF,
  writtenLogarithm,
} from "./logarithm.js";

/** From here on 1 + x rounds to x or to what has the same logarithm. */
const LARGE = 9007199254740992;

/**
 * ln(1 + x) without cancellation near 0: −Infinity at −1, NaN below.
 *
 * 1 + x = u + c = 2^k (1 + f + c'), u being the rounded sum; c' is divided by 1 + f to the first terms, and 0 if k = 0, where f = x.
 * Largest error found: 0.78 ulp. Source: muller2016.
 */
export const logarithmOnePlus: LaneFunction = { name: "log1p", portable, emit };

/** Its code alone. */
export const writtenLogarithmOnePlus: WrittenFunction = { name: "log1p", emit };

function portable(x: number): number {
  if (!(x > -1 && x < LARGE)) return x === -1 ? Number.NEGATIVE_INFINITY : portableLogarithm(x);
  if (x === 0) return x;
  return logarithmOfSum(1, x);
}

function emit(code: LaneCode, x: Lane): Lane {
  const value = code.copySign(emitLogarithmOfSum(code, code.constant(1), x), x);
  const isRare = code.or(code.lessOrEqual(x, code.constant(-1)), code.lessOrEqual(code.constant(LARGE), x));
  return code.unlessAny(isRare, value, [x, value], "log1p beyond", emitBeyond);
}

function emitBeyond(code: LaneCode, x: Lane, usual: Lane): Lane {
  const isUsual = code.and(code.less(code.constant(-1), x), code.less(x, code.constant(LARGE)));
  const isMinusOne = code.equal(x, code.constant(-1));
  const special = code.select(isMinusOne, code.constant(Number.NEGATIVE_INFINITY), writtenLogarithm.emit(code, x));
  return code.select(isUsual, usual, special);
}

/**
 * ln(base + x), base being 1, or any other number from 2^-126 to 2^126 with x = 0: relative accuracy next to ln 1 = 0 too.
 * 0 may lose its sign.
 */
export function logarithmOfSum(base: number, x: number): number {
  const u = base + x;
  const used = u - base;
  const lost = base - (u - used) + (x - used);
  doubleView[0] = u;
  const k = (wordView[HIGH] - ROOT_HALF) >> 20;
  const power = smallPowerOfTwo(-k);
  const isNear = k === 0 && base === 1;
  const f = isNear ? x : u * power - 1;
  const correction = isNear ? 0 : lost * power;
  return logarithmOfParts(k * LN2_HIGH, f, k * LN2_LOW + correction * (1 - f + f * f));
}

/** The same on lanes. */
export function emitLogarithmOfSum(code: LaneCode, base: Lane, x: Lane): Lane {
  const u = code.add(base, x);
  const used = code.subtract(u, base);
  const lost = code.add(code.subtract(base, code.subtract(u, used)), code.subtract(x, used));
  const { k, f: fraction, exponent } = emitParts(code, u);
  const isNear = code.and(code.equal(k, code.constant(0)), code.equal(base, code.constant(1)));
  const f = code.select(isNear, x, fraction);
  const power = code.subtractBits(code.constant(1), exponent);
  const correction = code.andNot(code.multiply(lost, power), isNear);
  const inverse = code.add(code.subtract(code.constant(1), f), code.multiply(f, f));
  const low = code.add(code.multiply(k, code.constant(LN2_LOW)), code.multiply(correction, inverse));
  return emitLogarithmOfParts(code, code.multiply(k, code.constant(LN2_HIGH)), f, low);
}
