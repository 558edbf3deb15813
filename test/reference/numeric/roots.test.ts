// Constants to 20 digits: OEIS A030178 (omega constant), A003957 (Dottie number), A115365 (tan x = x).
import { describe, expect, it } from "vitest";
import { cos, exp, sin } from "../../../src/numeric/elementary.js";
import { brentRoot, newtonRoot } from "../../../src/numeric/roots/index.js";

const constants = [
  {
    name: "the omega constant",
    f: (x: number) => x * exp(x) - 1,
    slope: (x: number) => (1 + x) * exp(x),
    interval: [0, 1] as const,
    root: 0.56714329040978387299,
  },
  {
    name: "the Dottie number",
    f: (x: number) => cos(x) - x,
    slope: (x: number) => -sin(x) - 1,
    interval: [0, 1] as const,
    root: 0.73908513321516064165,
  },
  {
    name: "the first positive root of tan x = x",
    f: (x: number) => sin(x) - x * cos(x),
    slope: (x: number) => x * sin(x),
    interval: [4, 5] as const,
    root: 4.4934094579090641753,
  },
];

describe("root finders on known constants", () => {
  for (const { name, f, slope, interval, root } of constants) {
    it(`find ${name} to 4 units of rounding in at most 15 iterations`, () => {
      for (const found of [brentRoot(f, ...interval), newtonRoot(f, slope, interval)]) {
        expect(found.converged).toBe(true);
        expect(found.iterations).toBeLessThanOrEqual(15);
        expect(Math.abs(found.root - root)).toBeLessThanOrEqual(4 * Number.EPSILON * root);
      }
    });
  }
});
