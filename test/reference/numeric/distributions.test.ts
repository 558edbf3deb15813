import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as numeric from "../../../src/numeric/index.js";

/**
 * distributions.json: [function, [arguments], value of R 4.2.2 or null, exact value (mpmath 1.3, 120 digits)], made by
 * make-distributions.R and make-distributions.py beside it. 3967 points, tails down to 1e-300 and shapes up to 1e6 among them.
 */
type Extended = number | "Infinity" | "-Infinity";
type Row = [name: string, args: number[], r: Extended | null, exact: Extended];
const rows = JSON.parse(readFileSync(new URL("./distributions.json", import.meta.url), "utf8")) as Row[];
const functions = { ...numeric } as unknown as Record<string, (...args: number[]) => number>;

/** Relative tolerance against the exact value, where it is not 1e-14. */
const tolerances: Record<string, number> = {
  // the shape 0.001 magnifies an ulp of p a thousandfold in x
  gammaQuantile: 3e-14,
  gammaUpperQuantile: 3e-14,
  // 6000 terms of a series at shape 1e6
  gammaCdf: 2e-14,
  gammaLogUpperTail: 2e-14,
};

/** Relative error; logarithms of densities cross 0, where absolute errors below 1e-15 count as none. */
function errorOf(name: string, value: number, exact: number): number {
  if (value === exact) return 0;
  const difference = Math.abs(value - exact);
  if (/Log(Density|Mass)$/.test(name) && difference < 1e-15) return 0;
  return Math.abs(exact) < 1e-307 ? difference / 1e-307 : difference / Math.abs(exact);
}

const names = [...new Set(rows.map((row) => row[0]))];

describe("special and distribution functions against exact values", () => {
  for (const name of names) {
    const tolerance = tolerances[name] ?? 1e-14;
    const own = rows.filter((row) => row[0] === name);
    it(`${name} has a relative error below ${tolerance} at ${own.length} points`, () => {
      const wrong = own.flatMap(([, args, , exact]) => {
        const value = functions[name](...args);
        const error = errorOf(name, value, Number(exact));
        return error < tolerance ? [] : [{ args, value, exact, error }];
      });
      expect(wrong).toEqual([]);
    });
  }
});

/**
 * Where R 4.2.2 itself is off by more than 1e-9, found with the exact values: quantiles of F (by up to 1.2 %, and everywhere
 * for a denominator of 1e6 degrees of freedom, which R takes for infinite), of t in far tails, and of the hypergeometric
 * distribution in far upper tails.
 */
const inexactInR = ["fQuantile", "fUpperQuantile", "hypergeometricUpperQuantile", "studentTQuantile", "studentTUpperQuantile"];

describe("special and distribution functions against R 4.2.2", () => {
  for (const name of names) {
    const own = rows.filter((row) => row[0] === name && row[2] !== null);
    if (own.length === 0) continue;
    const isExactInR = (row: Row) => errorOf(name, Number(row[2]), Number(row[3])) < 1e-9;
    const usable = inexactInR.includes(name) ? own.filter(isExactInR) : own;
    it(`${name} agrees with R to 1e-9 at ${usable.length} of ${own.length} points`, () => {
      // R gives 0 for a normal tail beyond 37.52 sd, where doubles are subnormal
      const wrong = usable.filter(([, args, r]) => {
        const value = functions[name](...args);
        return !(Math.abs(value - Number(r)) < 1e-307 || errorOf(name, value, Number(r)) < 1e-9);
      });
      expect(wrong).toEqual([]);
      expect(usable.length).toBeGreaterThan(own.length / 2);
    });
  }
});
