// Constants, rounded to double: OEIS A030178 (omega constant), A003957 (Dottie number), A115365 (tan x = x).
import { describe, expect, it } from "vitest";
import { cos, exp, sin } from "../../../src/numeric/elementary.js";
import { brentRoot, newtonRoot } from "../../../src/numeric/roots/index.js";

const constants = [
  {
    name: "the omega constant",
    f: (x: number) => x * exp(x) - 1,
    slope: (x: number) => (1 + x) * exp(x),
    interval: [0, 1] as const,
    root: 0.5671432904097838,
  },
  {
    name: "the Dottie number",
    f: (x: number) => cos(x) - x,
    slope: (x: number) => -sin(x) - 1,
    interval: [0, 1] as const,
    root: 0.7390851332151607,
  },
  {
    name: "the first positive root of tan x = x",
    f: (x: number) => sin(x) - x * cos(x),
    slope: (x: number) => x * sin(x),
    interval: [4, 5] as const,
    root: 4.493409457909064,
  },
];

describe("root finders on known constants", () => {
  for (const { name, f, slope, interval, root } of constants) {
    it(`find ${name} to 4 units of rounding in at most 15 iterations`, () => {
      for (const found of [brentRoot(f, interval[0], interval[1]), newtonRoot(f, slope, interval)]) {
        expect(found.converged).toBe(true);
        expect(found.iterations).toBeLessThanOrEqual(15);
        expect(Math.abs(found.root - root)).toBeLessThanOrEqual(4 * Number.EPSILON * root);
      }
    });
  }
});
