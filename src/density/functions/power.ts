/** x^y on lanes. */
import { productError } from "../../numeric/elementary/exact-arithmetic.js";
import { LN2_HIGH, LN2_LOW, ROUND_TO_26_BITS } from "../../numeric/elementary/exponential.js";
import { doubleView, HIGH, scaleByPowerOfTwo, wordView } from "../../numeric/elementary/floating-point-bits.js";
import { emitExponentialOfSum, exponentialOfSum } from "./exponential.js";
import type { Lane, LaneCode } from "./lane-code.js";
import type { BinaryLaneFunction, BinaryWrittenFunction } from "./lane-function.js";
import { emitLogarithmRest, emitParts, LARGEST, logarithmRest, ROOT_HALF, SMALLEST_NORMAL, TWO_TO_54 } from "./logarithm.js";

/** Where |y ln x| is larger, the power is 0 or Infinity. */
const LARGE = 800;

/**
 * x^y for x ≥ 0, as e^(y ln x) with ln x and the product in two doubles; x^0 = 1, NaN for x < 0.
 *
 * The error of ln x is about 2^-57 of it, hence that of the power |y ln x|/7 ulp and 0.9 ulp for the rest. Source: muller2016.
 */
export const power: BinaryLaneFunction = { name: "pow", portable: portablePower, emit };

/** Its code alone. */
export const writtenPower: BinaryWrittenFunction = { name: "pow", emit };

/** The value at one number, or at one pair: the same bits as a lane. */
export function portablePower(x: number, y: number): number {
  if (!(x >= 0)) return Number.NaN;
  if (y === 0) return 1;
  if (x === 0 || x === Number.POSITIVE_INFINITY) return exponentialOfSum(y * (x === 0 ? Number.NEGATIVE_INFINITY : x), 0);
  const isSubnormal = x < SMALLEST_NORMAL;
  const normal = isSubnormal ? x * TWO_TO_54 : x;
  doubleView[0] = normal;
  const exponent = (wordView[HIGH] - ROOT_HALF) >> 20;
  return ofParts(isSubnormal ? exponent - 54 : exponent, scaleByPowerOfTwo(normal, -exponent) - 1, y);
}

/** (2^k (1 + f))^y. */
function ofParts(k: number, f: number, y: number): number {
  const top = f + ROUND_TO_26_BITS - ROUND_TO_26_BITS;
  const main = f - 0.5 * top * top; // exact
  const base = k * LN2_HIGH;
  const sum = base + main;
  const rest = logarithmRest(f) - 0.5 * (f + top) * (f - top);
  const low = base - sum + main + (rest + k * LN2_LOW);
  const high = sum + low;
  const product = y * high;
  if (!(Math.abs(product) <= LARGE)) return exponentialOfSum(product, 0);
  return exponentialOfSum(product, productError(y, high, product) + y * (sum - high + low));
}

function emit(code: LaneCode, x: Lane, y: Lane): Lane {
  const { k, f } = emitParts(code, x);
  const isRare = code.or(code.greaterBits(x, code.constant(LARGEST)), code.greaterBits(code.constant(SMALLEST_NORMAL), x));
  return code.unlessAny(isRare, emitOfParts(code, k, f, y), [x, y], "pow beyond", emitBeyond);
}

function emitBeyond(code: LaneCode, x: Lane, y: Lane): Lane {
  const isSubnormal = code.less(x, code.constant(SMALLEST_NORMAL));
  const { k, f } = emitParts(code, code.select(isSubnormal, code.multiply(x, code.constant(TWO_TO_54)), x));
  const value = emitOfParts(code, code.subtract(k, code.and(isSubnormal, code.constant(54))), f, y);
  const isZero = code.equal(x, code.constant(0));
  const isUsual = code.and(code.less(code.constant(0), x), code.lessOrEqual(x, code.constant(LARGEST)));
  const logarithm = code.select(isZero, code.constant(Number.NEGATIVE_INFINITY), x);
  const ofLimit = emitExponentialOfSum(code, code.multiply(y, logarithm), code.constant(0));
  const positive = code.select(code.equal(y, code.constant(0)), code.constant(1), code.select(isUsual, value, ofLimit));
  return code.select(code.lessOrEqual(code.constant(0), x), positive, code.constant(Number.NaN));
}

function emitOfParts(code: LaneCode, k: Lane, f: Lane, y: Lane): Lane {
  const half = code.constant(0.5);
  const top = code.subtract(code.add(f, code.constant(ROUND_TO_26_BITS)), code.constant(ROUND_TO_26_BITS));
  const main = code.subtract(f, code.multiply(code.multiply(half, top), top));
  const base = code.multiply(k, code.constant(LN2_HIGH));
  const sum = code.add(base, main);
  const cut = code.multiply(code.multiply(half, code.add(f, top)), code.subtract(f, top));
  const rest = code.add(code.subtract(emitLogarithmRest(code, f), cut), code.multiply(k, code.constant(LN2_LOW)));
  const low = code.add(code.add(code.subtract(base, sum), main), rest);
  const high = code.add(sum, low);
  const product = code.multiply(y, high);
  const lost = code.add(code.subtract(sum, high), low);
  const error = code.add(emitProductError(code, y, high, product), code.multiply(y, lost));
  const isModerate = code.lessOrEqual(code.absolute(product), code.constant(LARGE));
  return emitExponentialOfSum(code, product, code.and(isModerate, error));
}

/** The error a·b − product, exactly. Source: dekker1971. */
function emitProductError(code: LaneCode, a: Lane, b: Lane, product: Lane): Lane {
  const [aTop, aRest] = emitHalves(code, a);
  const [bTop, bRest] = emitHalves(code, b);
  const tops = code.subtract(product, code.multiply(aTop, bTop));
  const mixed = code.subtract(code.subtract(tops, code.multiply(aRest, bTop)), code.multiply(aTop, bRest));
  return code.subtract(code.multiply(aRest, bRest), mixed);
}

function emitHalves(code: LaneCode, a: Lane): [Lane, Lane] {
  const shifted = code.multiply(a, code.constant(134217729)); // 2^27 + 1
  const top = code.subtract(shifted, code.subtract(shifted, a));
  return [top, code.subtract(a, top)];
}
