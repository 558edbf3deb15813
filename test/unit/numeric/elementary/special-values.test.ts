import { describe, expect, it } from "vitest";
import * as doors from "../../../../src/numeric/elementary.js";

const elementary = { ...doors };

const infinity = Number.POSITIVE_INFINITY;
const largest = Number.MAX_VALUE;
const smallest = Number.MIN_VALUE;
const smallestNormal = 2 ** -1022;

/** name, argument, exact value. */
const table: [Exclude<keyof typeof elementary, "pow" | "atan2">, number, number][] = [
  ["exp", 0, 1],
  ["exp", -0, 1],
  ["exp", infinity, infinity],
  ["exp", -infinity, 0],
  ["exp", 709.782712893384, 1.7976931348622732e308],
  ["exp", 709.7827128933841, infinity],
  ["exp", -745.1332191019411, smallest],
  ["exp", -745.1332191019412, 0],
  ["exp", smallest, 1],
  ["exp", 1, Math.E],
  ["expm1", 0, 0],
  ["expm1", -0, -0],
  ["expm1", infinity, infinity],
  ["expm1", -infinity, -1],
  ["expm1", smallest, smallest],
  ["expm1", -1000, -1],
  ["expm1", 710, infinity],
  ["log", 0, -infinity],
  ["log", -0, -infinity],
  ["log", 1, 0],
  ["log", infinity, infinity],
  ["log", -smallest, Number.NaN],
  ["log", -infinity, Number.NaN],
  ["log", smallest, -744.4400719213812],
  ["log", smallestNormal, -708.3964185322641],
  ["log", largest, 709.782712893384],
  ["log1p", 0, 0],
  ["log1p", -0, -0],
  ["log1p", -1, -infinity],
  ["log1p", -1.0000000000000002, Number.NaN],
  ["log1p", infinity, infinity],
  ["log1p", smallest, smallest],
  ["log1p", largest, 709.782712893384],
  ["log2", smallest, -1074],
  ["log2", 2 ** 1023, 1023],
  ["log2", 0, -infinity],
  ["log2", -1, Number.NaN],
  ["log2", infinity, infinity],
  ["log10", 1000, 3],
  ["log10", 1e22, 22],
  ["log10", 0.001, -3],
  ["log10", 0, -infinity],
  ["log10", infinity, infinity],
  ["cbrt", 27, 3],
  ["cbrt", -0.125, -0.5],
  ["cbrt", -0, -0],
  ["cbrt", infinity, infinity],
  ["cbrt", -infinity, -infinity],
  ["cbrt", smallest, 1.7031839360032603e-108],
  ["sin", -0, -0],
  ["sin", infinity, Number.NaN],
  ["sin", smallest, smallest],
  ["sin", Math.PI, 1.2246467991473532e-16],
  ["cos", 0, 1],
  ["cos", -infinity, Number.NaN],
  ["cos", Math.PI, -1],
  ["cos", Math.PI / 2, 6.123233995736766e-17],
  ["tan", -0, -0],
  ["tan", infinity, Number.NaN],
  ["tan", Math.PI / 2, 16331239353195370],
  ["sinh", -0, -0],
  ["sinh", -infinity, -infinity],
  ["sinh", 711, infinity],
  ["cosh", 0, 1],
  ["cosh", -infinity, infinity],
  ["cosh", -711, infinity],
  ["tanh", -0, -0],
  ["tanh", infinity, 1],
  ["tanh", -infinity, -1],
  ["tanh", -30, -1],
  ["atan", -0, -0],
  ["atan", infinity, Math.PI / 2],
  ["atan", -infinity, -Math.PI / 2],
  ["atan", 1, Math.PI / 4],
];

describe("elementary functions at special values", () => {
  for (const [name, x, value] of table) {
    it(`${name}(${Object.is(x, -0) ? "-0" : x}) is ${Object.is(value, -0) ? "-0" : value}`, () => {
      expect(elementary[name](x)).toBe(value);
    });
  }

  it("every function of one argument gives NaN for NaN", () => {
    for (const [name] of table) expect(elementary[name](Number.NaN)).toBeNaN();
  });

  it("exp rounds subnormal results instead of flushing them to zero", () => {
    expect(elementary.exp(-720)).toBe(2.0322308024e-313);
  });
});

describe("pow at special values", () => {
  const specials = [
    0,
    -0,
    1,
    -1,
    2,
    -2,
    0.5,
    -0.5,
    3,
    -3,
    1e300,
    -1e300,
    infinity,
    -infinity,
    Number.NaN,
    smallest,
    -smallest,
    largest,
  ];

  it("agrees with ECMAScript's ** wherever either argument is special", () => {
    // the standard fixes the results at special arguments; elsewhere engines may differ in the last place
    for (const x of specials) {
      for (const y of specials) {
        const expected = x ** y;
        const actual = elementary.pow(x, y);
        if (Number.isFinite(expected) && expected !== 0)
          expect(Math.abs(actual / expected - 1), `${x} ** ${y}`).toBeLessThan(1e-15);
        else expect(actual, `${x} ** ${y}`).toBe(expected);
      }
    }
  });

  it("is exact wherever the result is a double", () => {
    for (let n = 0; n <= 22; n++) expect(elementary.pow(10, n)).toBe(Number(10n ** BigInt(n)));
    for (let n = -1074; n <= 1023; n++) expect(elementary.pow(2, n)).toBe(2 * elementary.pow(2, n - 1) || Number.MIN_VALUE);
    for (let n = 0; n <= 33; n++) expect(elementary.pow(-3, n)).toBe(Number((-3n) ** BigInt(n)));
    for (const square of [9, 1e10, 0.0625, 123456789 ** 2]) expect(elementary.pow(square, 0.5)).toBe(Math.sqrt(square));
  });

  it("overflows and underflows at the right powers", () => {
    expect(elementary.pow(10, 308.2547155599167)).toBeLessThan(infinity);
    expect(elementary.pow(10, 308.26)).toBe(infinity);
    expect(elementary.pow(-10, 309)).toBe(-infinity);
    expect(elementary.pow(10, -324)).toBe(0);
    expect(elementary.pow(-10, -325)).toBe(-0);
    expect(elementary.pow(1 + 2 ** -52, 1e19)).toBe(infinity);
    expect(elementary.pow(1 - 2 ** -53, 1e300)).toBe(0);
  });
});

describe("atan2 at special values", () => {
  it("agrees with the table of the ECMAScript standard", () => {
    const specials = [0, -0, 1, -1, infinity, -infinity, Number.NaN, 1e300, -1e300, smallest, -smallest];
    for (const y of specials) {
      for (const x of specials) {
        const expected = Math.atan2(y, x);
        const actual = elementary.atan2(y, x);
        if (Number.isNaN(expected) || expected === 0) expect(actual, `atan2(${y}, ${x})`).toBe(expected);
        else expect(Math.abs(actual - expected), `atan2(${y}, ${x})`).toBeLessThanOrEqual(5e-16 * Math.abs(expected));
      }
    }
  });
});
