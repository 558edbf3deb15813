import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bisectRoot, brentRoot, newtonRoot } from "../../../src/numeric/roots/index.js";

/** Not subnormal: there the spacing of doubles is no longer relative. */
const center = fc.double({ min: -50, max: 50, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-300);
const cubic = fc
  .tuple(center, fc.double({ min: 1e-3, max: 10, noNaN: true }), fc.double({ min: 1e-3, max: 10, noNaN: true }))
  .map(([root, linear, third]) => ({
    // An increasing cubic with its only root at `root`.
    f: (x: number) => (x - root) * (linear + third * (x - root) * (x - root)),
    slope: (x: number) => linear + 3 * third * (x - root) * (x - root),
    root,
  }));
const span = fc.tuple(fc.double({ min: 1e-6, max: 1e4, noNaN: true }), fc.double({ min: 1e-6, max: 1e4, noNaN: true }));

describe("root finders", () => {
  it("agree on monotone cubics to rounding, with few evaluations", () => {
    fc.assert(
      fc.property(cubic, span, ({ f, slope, root }, [left, right]) => {
        const [lower, upper] = [root - left, root + right];
        fc.pre(lower < root && root < upper);
        const margin = 4 * Number.EPSILON * Math.max(Math.abs(root), 2 ** -1022);
        for (const found of [brentRoot(f, lower, upper), newtonRoot(f, slope, [lower, upper]), bisectRoot(f, lower, upper)]) {
          expect(found.converged).toBe(true);
          // Near a root at 0 the product underflows, and every such point is a root of the function as computed.
          if (found.value !== 0) expect(Math.abs(found.root - root)).toBeLessThanOrEqual(margin);
          expect(Math.abs(found.root - root)).toBeLessThanOrEqual(margin + 1e-300);
          expect(found.iterations).toBeLessThanOrEqual(150);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("locate the jump of any step function", () => {
    fc.assert(
      fc.property(center, (jump) => {
        const step = (x: number) => (x < jump ? -1 : 1);
        expect(bisectRoot(step, -1e7, 1e7).root).toBe(jump);
        const { root, converged } = brentRoot(step, -1e7, 1e7);
        expect(converged).toBe(true);
        expect(Math.abs(root - jump)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(jump) + Number.MIN_VALUE);
      }),
    );
  });

  it("never evaluate outside the bracket", () => {
    fc.assert(
      fc.property(cubic, span, ({ f, slope, root }, [left, right]) => {
        const [lower, upper] = [root - left, root + right];
        fc.pre(lower < root && root < upper);
        const watched = (x: number): number => {
          expect(x).toBeGreaterThanOrEqual(lower);
          expect(x).toBeLessThanOrEqual(upper);
          return f(x);
        };
        brentRoot(watched, lower, upper);
        newtonRoot(watched, slope, [lower, upper]);
        bisectRoot(watched, lower, upper);
      }),
    );
  });
});
