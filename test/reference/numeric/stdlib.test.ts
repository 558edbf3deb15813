import stdlibErfcInverse from "@stdlib/math-base-special-erfcinv";
import stdlibBetaCdf from "@stdlib/stats-base-dists-beta-cdf";
import { describe, expect, it } from "vitest";
import { betaCdf, erfcInverse } from "../../../src/numeric/index.js";

/** An independent implementation: @stdlib/stats-base-dists-beta-cdf 0.2.3 and @stdlib/math-base-special-erfcinv 0.2.4 (Apache-2.0). */
describe("against @stdlib", () => {
  it("the beta distribution function agrees to 2e-12 relative on a grid of 2940 points", () => {
    const shapes = [0.05, 0.5, 1, 2.5, 10, 77, 1000];
    const xs = Array.from({ length: 60 }, (_, i) => (i + 0.5) / 60);
    let worst = 0;
    for (const alpha of shapes) {
      for (const beta of shapes) {
        for (const x of xs) {
          const theirs = stdlibBetaCdf(x, alpha, beta);
          if (theirs > 1e-290) worst = Math.max(worst, Math.abs(betaCdf(x, alpha, beta) / theirs - 1));
        }
      }
    }
    expect(worst).toBeLessThan(2e-12);
  });

  it("the inverse of erfc agrees to 1e-13 relative down to 1e-300", () => {
    let worst = 0;
    for (let exponent = -300; exponent < 0.3; exponent += 0.37) {
      const y = 10 ** exponent;
      if (Math.abs(y - 1) > 1e-3) worst = Math.max(worst, Math.abs(erfcInverse(y) / stdlibErfcInverse(y) - 1));
    }
    expect(worst).toBeLessThan(1e-13);
  });
});
