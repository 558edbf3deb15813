import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import { ExactSum, exactSumOf } from "../../../src/numeric/exact-sum.js";

const sumOf = (...values: number[]): ExactSum => {
  const sum = new ExactSum();
  for (const value of values) sum.add(value);
  return sum;
};

describe("ExactSum", () => {
  it("keeps what plain addition loses", () => {
    expect(sumOf(1, 1e100, 1, -1e100).round()).toBe(2);
    expect(sumOf(0.1, 0.2, 0.3, -0.6).round()).toBe(2 ** -55);
    expect(exactSumOf(new Float64Array(10).fill(0.1))).toBe(1);
  });

  it("is +0 when empty, and for zeros of either sign", () => {
    expect(Object.is(new ExactSum().round(), 0)).toBe(true);
    expect(Object.is(sumOf(-0, -0).round(), 0)).toBe(true);
    expect(Object.is(sumOf(0.5, -0.5).round(), 0)).toBe(true);
  });

  it("lets intermediate sums pass beyond the range of a double", () => {
    expect(sumOf(1e308, 1e308, -1e308, -1e308, 3.5).round()).toBe(3.5);
    expect(sumOf(Number.MAX_VALUE, Number.MAX_VALUE).round()).toBe(Number.POSITIVE_INFINITY);
    expect(sumOf(-Number.MAX_VALUE, -Number.MAX_VALUE).round()).toBe(Number.NEGATIVE_INFINITY);
  });

  it("rounds to infinity exactly from half a unit above the largest double", () => {
    expect(sumOf(Number.MAX_VALUE, 2 ** 970).round()).toBe(Number.POSITIVE_INFINITY);
    expect(sumOf(Number.MAX_VALUE, 2 ** 970, -(2 ** -1074)).round()).toBe(Number.MAX_VALUE);
  });

  it("rounds ties to even and decides near ties by the smallest bit", () => {
    expect(sumOf(1, 2 ** -53).round()).toBe(1);
    expect(sumOf(1, 2 ** -53, 2 ** -1074).round()).toBe(1 + 2 ** -52);
    expect(sumOf(1 + 2 ** -52, 2 ** -53).round()).toBe(1 + 2 ** -51);
    expect(sumOf(1 + 2 ** -52, 2 ** -53, -(2 ** -1074)).round()).toBe(1 + 2 ** -52);
    expect(sumOf(2 ** 53, 1).round()).toBe(2 ** 53);
    expect(sumOf(2 ** 53, 1, 0.5).round()).toBe(2 ** 53 + 2);
  });

  it("adds subnormals exactly", () => {
    const tiny = Number.MIN_VALUE;
    expect(sumOf(tiny, tiny, tiny).round()).toBe(3 * tiny);
    expect(sumOf(2 ** -1022, -tiny).round()).toBe(2 ** -1022 - tiny);
  });

  it("follows IEEE for infinities and NaN", () => {
    expect(sumOf(1.5, Number.POSITIVE_INFINITY).round()).toBe(Number.POSITIVE_INFINITY);
    expect(sumOf(Number.NEGATIVE_INFINITY, 1).round()).toBe(Number.NEGATIVE_INFINITY);
    expect(sumOf(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY).round()).toBeNaN();
    expect(sumOf(Number.NaN, 1).round()).toBeNaN();
    expect(exactSumOf(Float64Array.of(1, Number.NEGATIVE_INFINITY, 2))).toBe(Number.NEGATIVE_INFINITY);
  });

  it("can be read in the middle and continued", () => {
    const sum = sumOf(0.1);
    expect(sum.round()).toBe(0.1);
    sum.add(0.2);
    expect(sum.round()).toBe(0.1 + 0.2);
    sum.add(7);
    expect(sum.toJSON()).toBe(sumOf(7, 0.2, 0.1).toJSON());
    sum.add(-7);
    expect(sum.round()).toBe(0.1 + 0.2);
  });

  it("stays exact beyond the carry interval", () => {
    const count = 2 ** 20 + 12_345;
    const values = new Float64Array(count).fill(-0.1);
    const sum = new ExactSum();
    sum.addAll(values);
    for (let i = 0; i < 3; i++) sum.merge(sum);
    expect(sum.toJSON()).toBe(`-0x${(0xccccccccccccdn * BigInt(count)).toString(16)}p-52`);
  });

  it("writes canonical text and reads it back", () => {
    expect(sumOf(3, -3.5).toJSON()).toBe("-0x1p-1");
    expect(sumOf(2 ** 60, 0.25).toJSON()).toBe("0x4000000000000001p-2");
    expect(JSON.stringify({ total: sumOf(12) })).toBe('{"total":"0x3p2"}');
    for (const text of ["0", "NaN", "Infinity", "-Infinity", "-0x1p-1", "0x1p-1074", "0x3p1000"]) {
      expect(ExactSum.fromJSON(text).toJSON()).toBe(text);
    }
  });

  it("refuses text it did not write, and ranges outside the array", () => {
    for (const text of ["", "12", "0x0p0", "0x1p-1075", "0x1p9999", "0xzp1"]) {
      expect(() => ExactSum.fromJSON(text)).toThrow(InvalidArgument);
    }
    const values = new Float64Array(3);
    expect(() => new ExactSum().addAll(values, 4)).toThrow("ExactSum.addAll: from must be an integer in [0, 3], got 4");
    expect(() => new ExactSum().addAll(values, 2, 1)).toThrow("ExactSum.addAll: to must be an integer in [2, 3], got 1");
  });
});
