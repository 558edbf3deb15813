import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { laneFunctions, power } from "../../../../src/density/functions/index.js";

/**
 * lane-functions.json: inputs, the nearest double to the value and what it lacks, by lane-functions.py beside it (mpmath 1.3.0, 60
 * digits), 150 inputs a function. The bounds are in ulp of the value; what was found at 30,000 inputs a function stands in
 * docs/accuracy-of-functions.md.
 */
type Row = readonly number[];
const tables = JSON.parse(readFileSync(new URL("./lane-functions.json", import.meta.url), "utf8")) as Record<string, Row[]>;

const bounds: Record<string, number> = {
  exp: 0.9,
  "exp, subnormal": 1.1,
  log: 0.8,
  log1p: 0.85,
  expm1: 1,
  tanh: 1.5,
  logGamma: 2.5,
  "logGamma, by 1 and 2": 4.5,
  digamma: 3.7,
  "digamma, by its zero": 3,
  trigamma: 2.2,
  normalCdf: 4,
  logNormalCdf: 4.5,
  inverseMillsRatio: 4,
  log1pExp: 1.6,
  inverseLogit: 2.2,
  sin: 0.8,
  cos: 0.8,
};

/** The distance from a positive double to the next. */
function ulp(x: number): number {
  const view = new Float64Array([Math.abs(x)]);
  new BigInt64Array(view.buffer)[0] += 1n;
  return view[0] - Math.abs(x);
}

const error = (value: number, nearest: number, rest: number) =>
  value === nearest && rest === 0 ? 0 : Math.abs(value - nearest - rest) / ulp(nearest);

describe("lane functions against mpmath", () => {
  it.each(Object.entries(bounds))("%s is within %d ulp", (name, bound) => {
    const { portable } = laneFunctions[name.split(",")[0] as keyof typeof laneFunctions];
    const wrong = tables[name].filter(([x, nearest, rest]) => !(error(portable(x), nearest, rest) <= bound));
    expect(tables[name].length).toBeGreaterThanOrEqual(150);
    expect(wrong).toEqual([]);
  });

  it("pow is within |y ln x|/7 + 0.9 ulp", () => {
    const wrong = tables.pow.filter(([x, y, nearest, rest]) => {
      const bound = 0.9 + Math.abs(y * Math.log(x)) / 7;
      return !(error(power.portable(x, y), nearest, rest) <= bound);
    });
    expect(wrong).toEqual([]);
  });
});

describe("lane functions at their limits", () => {
  const { exp, log, log1p, expm1, tanh, logGamma, digamma, trigamma, normalCdf, logNormalCdf } = laneFunctions;
  const { inverseMillsRatio, log1pExp, inverseLogit, sin, cos } = laneFunctions;
  const infinity = Number.POSITIVE_INFINITY;

  it.each([
    [exp, -infinity, 0],
    [exp, infinity, infinity],
    [exp, 0, 1],
    [exp, 709.782712893385, infinity],
    [exp, -745.2, 0],
    [log, 0, -infinity],
    [log, -0, -infinity],
    [log, 1, 0],
    [log, -1, Number.NaN],
    [log, infinity, infinity],
    [log, Number.MIN_VALUE, -744.4400719213812],
    [log1p, -1, -infinity],
    [log1p, -0, -0],
    [log1p, -1.5, Number.NaN],
    [log1p, infinity, infinity],
    [expm1, -0, -0],
    [expm1, -infinity, -1],
    [expm1, infinity, infinity],
    [tanh, -0, -0],
    [tanh, infinity, 1],
    [tanh, -infinity, -1],
    [logGamma, 0, infinity],
    [logGamma, 1, 0],
    [logGamma, 2, 0],
    [logGamma, -0.5, Number.NaN],
    [logGamma, infinity, infinity],
    [digamma, 0, -infinity],
    [digamma, -1, Number.NaN],
    [digamma, infinity, infinity],
    [trigamma, 0, infinity],
    [trigamma, infinity, 0],
    [trigamma, -1, Number.NaN],
    [normalCdf, 0, 0.5],
    [normalCdf, -infinity, 0],
    [normalCdf, infinity, 1],
    [logNormalCdf, -infinity, -infinity],
    [logNormalCdf, infinity, 0],
    [logNormalCdf, -1e10, -5e19],
    [inverseMillsRatio, -infinity, infinity],
    [inverseMillsRatio, infinity, 0],
    [log1pExp, -infinity, 0],
    [log1pExp, infinity, infinity],
    [inverseLogit, -infinity, 0],
    [inverseLogit, infinity, 1],
    [inverseLogit, 0, 0.5],
    [sin, -0, -0],
    [sin, infinity, Number.NaN],
    [cos, 0, 1],
    [cos, 1e7, Number.NaN],
  ])("%o at %d is %d", ({ portable }, x, expected) => {
    expect(portable(x) + 0).toBe(expected + 0);
    expect(Object.is(portable(x), -0)).toBe(Object.is(expected, -0));
  });

  it.each([
    [0, 0, 1],
    [0, 2, 0],
    [0, -2, infinity],
    [infinity, 0.5, infinity],
    [infinity, -0.5, 0],
    [2, 10, 1024],
    [4, 0.5, 2],
    [1, 1e300, 1],
    [2, 1e300, infinity],
    [2, -infinity, 0],
    [-1, 2, Number.NaN],
    [Number.MIN_VALUE, 1, Number.MIN_VALUE],
  ])("%d to the power of %d is %d", (x, y, expected) => {
    expect(power.portable(x, y)).toBe(expected);
  });
});
