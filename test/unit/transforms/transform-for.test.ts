import { describe, expect, it } from "vitest";
import { positionArray } from "../../../src/density/expression.js";
import { correlation, interval, lower, simplex, transformFor } from "../../../src/transforms/index.js";

describe("transformFor", () => {
  it("takes no bound, one bound or two to their transforms, and infinite bounds for none", () => {
    const nameOf = (low?: number, high?: number) =>
      transformFor({
        kind: "interval",
        ...(low === undefined ? {} : { lower: low }),
        ...(high === undefined ? {} : { upper: high }),
      }).name;
    expect(transformFor({ kind: "real" }).name).toBe("identity");
    expect(transformFor({ kind: "vector" }).name).toBe("identity");
    expect(nameOf(0)).toBe("positive");
    expect(nameOf(0, Number.POSITIVE_INFINITY)).toBe("positive");
    expect(nameOf(2)).toBe("lower");
    expect(nameOf(undefined, 2)).toBe("upper");
    expect(nameOf(Number.NEGATIVE_INFINITY, 2)).toBe("upper");
    expect(nameOf(-1, 1)).toBe("interval");
    expect(nameOf(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe("identity");
  });

  it("takes vectors and matrices to transforms of their dimension", () => {
    expect(transformFor({ kind: "simplex", dimension: 3 })).toMatchObject({
      name: "simplex",
      unconstrainedSize: 2,
      constrainedSize: 3,
    });
    expect(transformFor({ kind: "ordered" }, 4)).toMatchObject({ name: "ordered", unconstrainedSize: 4, constrainedSize: 4 });
    expect(transformFor({ kind: "positive-ordered" }, 4).name).toBe("positive-ordered");
    expect(transformFor({ kind: "correlation" }, 4)).toMatchObject({ unconstrainedSize: 6, constrainedSize: 16 });
    expect(transformFor({ kind: "correlation-cholesky" }, 4)).toMatchObject({ unconstrainedSize: 6, constrainedSize: 16 });
    expect(transformFor({ kind: "covariance-cholesky" }, 4)).toMatchObject({ unconstrainedSize: 10, constrainedSize: 16 });
  });

  it("refuses whole numbers, and vectors of no dimension", () => {
    expect(() => transformFor({ kind: "integer", lower: 0 })).toThrow(
      "transformFor: support must be of numbers that vary continuously",
    );
    expect(() => transformFor({ kind: "simplex" })).toThrow(
      "transformFor: dimension must be given for the support simplex, got undefined",
    );
  });
});

describe("transforms", () => {
  it("refuse bounds and dimensions that cannot be", () => {
    expect(() => lower(Number.NaN)).toThrow("lower: bound must be finite, got NaN");
    expect(() => interval({ lower: 2, upper: 2 })).toThrow("interval: lower must be below upper, 2, got 2");
    expect(() => simplex(1)).toThrow("simplex: dimension must be a whole number, at least 2, got 1");
    expect(() => correlation(2.5)).toThrow("correlation: dimension must be a whole number, at least 2, got 2.5");
  });

  it("take bounds that are expressions, but not to transform numbers", () => {
    const bounded = lower(positionArray("smallest", null));
    expect(bounded.constrain(positionArray("y", null), null).value.operation).toBe("add");
    expect(() => bounded.constrainInto(new Float64Array(1), new Float64Array(1))).toThrow(
      'lower: bound must be a number when numbers are transformed, got "an expression"',
    );
  });

  it("keep extreme shares and signs apart", () => {
    const x = new Float64Array(2);
    expect(simplex(2).constrainInto(x, Float64Array.of(40))).toBeLessThan(-50);
    expect(x[0] / x[1]).toBeGreaterThan(1e24);
    const logJacobian = interval({ lower: 0, upper: 1 }).constrainInto(x, Float64Array.of(-800));
    expect(logJacobian).toBe(-800);
  });
});
