/**
 * Exact, order-free summation of doubles.
 *
 * The sum is kept as one fixed-point integer that spans the whole range of a double, so adding is associative and
 * commutative: any order, any grouping and any number of workers give the same bits.
 */
import { InvalidArgument } from "../errors.js";
import { doubleView, HIGH, LOW, powerOfTwo, scaleByPowerOfTwo, wordView } from "./elementary/floating-point-bits.js";

const LIMB_BITS = 32;
const LIMB = 2 ** 32;
/** The lowest bit of limb 0 is worth 2^−1074, the smallest subnormal. */
const LOWEST_EXPONENT = -1074;
/** 2098 bits hold every finite double; the rest is head room for 2^70 additions of the largest one. */
const LIMB_COUNT = 68;
/** An addition changes a limb by less than 2^32, so 2^20 of them leave every limb below 2^53 in size: exact. */
const ADDITIONS_BETWEEN_CARRIES = 2 ** 20;
const EXACT_INTEGERS = 2 ** 53;

const POSITIVE_INFINITY = 1;
const NEGATIVE_INFINITY = 2;
const NOT_A_NUMBER = 4;

/**
 * An accumulator whose `round()` is the exact sum of everything added, rounded once to the nearest double (ties to even).
 *
 * The result does not depend on the order or grouping of the additions. Infinities and NaN follow IEEE arithmetic:
 * +∞ with −∞, or any NaN, makes NaN. An exact zero is +0. Sums outside the range of a double round to ±∞, but
 * intermediate sums never overflow.
 *
 * Source: neal2015exact (small superaccumulator), here with 32-bit digits held in doubles.
 */
export class ExactSum {
  private readonly limbs = new Float64Array(LIMB_COUNT);
  private additions = 0;
  private limbsUsed = false;
  /** Integers add up here while they stay exact; it is a part of the sum beside the limbs. */
  private integers = 0;
  private nonFinite = 0;

  /** Adds one double. */
  add(value: number): void {
    if (value === Math.floor(value)) {
      const integers = this.integers + value;
      if (Math.abs(integers) < EXACT_INTEGERS) {
        this.integers = integers;
        return;
      }
    }
    this.addInexact(value);
  }

  /** Adds `values[from]` … `values[to − 1]`; by default all of them. */
  addAll(values: Float64Array, from = 0, to = values.length): void {
    if (!(Number.isInteger(from) && from >= 0 && from <= values.length)) {
      throw new InvalidArgument("ExactSum.addAll", "from", `be an integer in [0, ${values.length}]`, from);
    }
    if (!(Number.isInteger(to) && to >= from && to <= values.length)) {
      throw new InvalidArgument("ExactSum.addAll", "to", `be an integer in [${from}, ${values.length}]`, to);
    }
    let next = this.addIntegers(values, from, to);
    while (next < to) {
      if (this.additions === ADDITIONS_BETWEEN_CARRIES) this.carry();
      const end = Math.min(to, next + ADDITIONS_BETWEEN_CARRIES - this.additions);
      this.additions += end - next;
      this.limbsUsed = true;
      for (; next < end; next++) this.addToLimbs(values[next]);
    }
  }

  /** Adds the whole content of another accumulator, as if its values had been added here. */
  merge(other: ExactSum): void {
    if (other.limbsUsed) {
      this.carry();
      other.carry();
      for (let i = 0; i < LIMB_COUNT; i++) this.limbs[i] += other.limbs[i];
      this.additions = 1;
      this.limbsUsed = true;
    }
    this.nonFinite |= other.nonFinite;
    this.add(other.integers);
  }

  /** Returns the exact sum rounded to the nearest double, ties to even. */
  round(): number {
    if (this.nonFinite !== 0) return nonFiniteValue(this.nonFinite);
    if (!this.limbsUsed) return this.integers;
    this.flushIntegers();
    const { digits, negative } = this.magnitude();
    const size = roundDigits(digits);
    return negative && size !== 0 ? -size : size;
  }

  /**
   * Returns the exact sum as text, canonical: equal sums give equal text.
   *
   * Finite sums are `[-]0x<odd hexadecimal integer>p<exponent of two>`, or `"0"`; others `"Infinity"`, `"-Infinity"`, `"NaN"`.
   */
  toJSON(): string {
    if (this.nonFinite !== 0) return String(nonFiniteValue(this.nonFinite));
    this.flushIntegers();
    const { digits, negative } = this.magnitude();
    let integer = 0n;
    for (let i = LIMB_COUNT - 1; i >= 0; i--) integer = (integer << 32n) | BigInt(digits[i]);
    if (integer === 0n) return "0";
    const zeros = trailingZeros(digits);
    return `${negative ? "-" : ""}0x${(integer >> BigInt(zeros)).toString(16)}p${zeros + LOWEST_EXPONENT}`;
  }

  /** Restores an accumulator from the text that `toJSON` wrote. */
  static fromJSON(text: string): ExactSum {
    const sum = new ExactSum();
    if (text === "0") return sum;
    if (text === "Infinity" || text === "-Infinity" || text === "NaN") {
      sum.add(Number(text));
      return sum;
    }
    const parts = /^(-?)0x([1-9a-f][0-9a-f]{0,560})p(-?\d{1,5})$/.exec(String(text));
    const shift = parts === null ? -1 : Number(parts[3]) - LOWEST_EXPONENT;
    if (parts === null || shift < 0 || shift + 4 * parts[2].length > LIMB_BITS * LIMB_COUNT) {
      throw new InvalidArgument("ExactSum.fromJSON", "text", "be what ExactSum.toJSON wrote", text);
    }
    let integer = BigInt(`0x${parts[2]}`) << BigInt(shift);
    const sign = parts[1] === "-" ? -1 : 1;
    for (let i = 0; integer !== 0n; i++, integer >>= 32n) sum.limbs[i] = sign * Number(integer & 0xffffffffn);
    sum.additions = 1;
    sum.limbsUsed = true;
    return sum;
  }

  /** Adds the leading integers of a batch by plain addition and returns the index of the first value left over. */
  private addIntegers(values: Float64Array, from: number, to: number): number {
    let integers = this.integers;
    let i = from;
    for (; i < to; i++) {
      const value = values[i];
      const next = integers + value;
      // Two integers whose rounded sum lies inside ±2^53 were added without rounding.
      if (value !== Math.floor(value) || !(Math.abs(next) < EXACT_INTEGERS)) break;
      integers = next;
    }
    this.integers = integers;
    return i;
  }

  private addToLimbs(value: number): void {
    doubleView[0] = value;
    const high = wordView[HIGH];
    const low = wordView[LOW];
    const exponent = (high >>> 20) & 0x7ff;
    if (exponent === 0x7ff) {
      this.nonFinite |= Number.isNaN(value) ? NOT_A_NUMBER : value > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY;
      return;
    }
    const normal = exponent === 0 ? 0 : 1;
    const fraction = (high & 0xfffff) | (normal << 20);
    const position = exponent - normal;
    const limb = position >>> 5;
    const shift = position & 31;
    const sign = 1 - ((high >>> 31) << 1);
    const limbs = this.limbs;
    // A shift by 32 is a shift by 0 in this language, hence the two steps.
    limbs[limb] += sign * ((low << shift) >>> 0);
    limbs[limb + 1] += sign * (((fraction << shift) | ((low >>> 1) >>> (31 - shift))) >>> 0);
    limbs[limb + 2] += sign * ((fraction >>> 1) >>> (31 - shift));
  }

  private flushIntegers(): void {
    const integers = this.integers;
    if (integers === 0) return;
    this.integers = 0;
    this.addInexact(integers);
  }

  private addInexact(value: number): void {
    if (this.additions === ADDITIONS_BETWEEN_CARRIES) this.carry();
    this.additions++;
    this.limbsUsed = true;
    this.addToLimbs(value);
  }

  /** Brings every limb but the last into [0, 2^32); the last keeps the sign. */
  private carry(): void {
    if (this.additions === 0) return;
    const limbs = this.limbs;
    let carried = 0;
    for (let i = 0; i < LIMB_COUNT - 1; i++) {
      const limb = limbs[i] + carried;
      carried = Math.floor(limb / LIMB);
      limbs[i] = limb - carried * LIMB;
    }
    limbs[LIMB_COUNT - 1] += carried;
    this.additions = 0;
  }

  /** The size of the limbs' sum as digits in [0, 2^32), and its sign. */
  private magnitude(): { digits: Float64Array; negative: boolean } {
    this.carry();
    const digits = this.limbs.slice();
    const negative = digits[LIMB_COUNT - 1] < 0;
    if (negative) {
      let borrowed = 0;
      for (let i = 0; i < LIMB_COUNT; i++) {
        const digit = -digits[i] - borrowed;
        borrowed = digit < 0 ? 1 : 0;
        digits[i] = digit + borrowed * LIMB;
      }
    }
    return { digits, negative };
  }
}

/** Returns the sum of the values, exact and rounded once: the same bits for every order of the values. */
export function exactSumOf(values: Float64Array): number {
  const sum = new ExactSum();
  sum.addAll(values);
  return sum.round();
}

function nonFiniteValue(flags: number): number {
  if (flags === POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (flags === NEGATIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  return Number.NaN;
}

function trailingZeros(digits: Float64Array): number {
  let i = 0;
  while (digits[i] === 0) i++;
  return LIMB_BITS * i + (31 - Math.clz32(digits[i] & -digits[i]));
}

/** Rounds a non-negative integer of 32-bit digits times 2^−1074 to the nearest double, ties to even. */
function roundDigits(digits: Float64Array): number {
  let top = LIMB_COUNT - 1;
  while (top >= 0 && digits[top] === 0) top--;
  if (top < 0) return 0;
  let mantissa = digits[top];
  let missing = 53 - (LIMB_BITS - Math.clz32(mantissa));
  let i = top - 1;
  if (missing >= LIMB_BITS) {
    mantissa = mantissa * LIMB + (i >= 0 ? digits[i] : 0);
    missing -= LIMB_BITS;
    i--;
  }
  // The next digit splits into `missing` bits for the mantissa and a remainder that decides the rounding.
  const unit = powerOfTwo(LIMB_BITS - missing);
  const next = i >= 0 ? digits[i] : 0;
  const taken = Math.floor(next / unit);
  const remainder = next - taken * unit;
  mantissa = mantissa * powerOfTwo(missing) + taken;
  if (remainder > unit / 2) mantissa++;
  else if (remainder === unit / 2 && (mantissa % 2 === 1 || anyBelow(digits, i))) mantissa++;
  return scaleByPowerOfTwo(mantissa, LIMB_BITS * (i + 1) - missing + LOWEST_EXPONENT);
}

function anyBelow(digits: Float64Array, end: number): boolean {
  for (let i = 0; i < end; i++) if (digits[i] !== 0) return true;
  return false;
}
