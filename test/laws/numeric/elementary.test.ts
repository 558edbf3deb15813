import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { atan, atan2, cbrt, cos, exp, expm1, log, log1p, log2, pow, sin, sinh, tanh } from "../../../src/numeric/elementary.js";

const ordinary = fc.double({ min: -700, max: 700, noNaN: true });
const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
const angle = fc.double({ min: -1e6, max: 1e6, noNaN: true });

/** The next double above. */
function next(x: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + (x < 0 ? -1n : 1n));
  return x === 0 ? Number.MIN_VALUE : view.getFloat64(0);
}

describe("elementary functions", () => {
  test.prop([ordinary])("log undoes exp, and exp log, as far as their conditioning allows", (x) => {
    expect(Math.abs(log(exp(x)) - x)).toBeLessThanOrEqual(2.3e-16 * (1 + Math.abs(x)));
    expect(Math.abs(expm1(log1p(Math.abs(x))) - Math.abs(x))).toBeLessThanOrEqual(4e-16 * (1 + 8 * Math.abs(x)));
  });

  test.prop([positive])("exp undoes log", (x) => {
    expect(Math.abs(exp(log(x)) / x - 1)).toBeLessThanOrEqual(2.3e-16 * (1 + Math.abs(Math.log(x))));
  });

  test.prop([ordinary])("exp and expm1 never decrease from one double to the next", (x) => {
    expect(exp(next(x))).toBeGreaterThanOrEqual(exp(x));
    expect(expm1(next(x))).toBeGreaterThanOrEqual(expm1(x));
  });

  test.prop([positive])("log, log1p, log2 and cbrt never decrease from one double to the next", (x) => {
    for (const f of [log, log1p, log2, cbrt]) expect(f(next(x))).toBeGreaterThanOrEqual(f(x));
  });

  test.prop([angle])("odd functions are odd and the cosine even, to the last bit", (x) => {
    for (const f of [sin, atan, tanh, sinh, cbrt]) expect(f(-x)).toBe(-f(x));
    expect(cos(-x)).toBe(cos(x));
  });

  test.prop([angle])("sin² + cos² = 1", (x) => {
    expect(sin(x) ** 2 + cos(x) ** 2).toBeCloseTo(1, 15);
  });

  test.prop([angle, positive])("atan2 finds the angle of a point again", (x, radius) => {
    const turned = Math.atan2(sin(x), cos(x));
    fc.pre(radius < 1e290 && radius > 1e-280);
    expect(Math.abs(atan2(radius * sin(x), radius * cos(x)) - turned)).toBeLessThan(1e-15);
  });

  test.prop([positive, fc.integer({ min: -20, max: 20 })])("pow with a small integer exponent is a product", (x, n) => {
    let product = 1;
    for (let i = 0; i < Math.abs(n); i++) product *= x;
    if (n < 0) product = 1 / product;
    fc.pre(product > 1e-290 && product < 1e290);
    expect(Math.abs(pow(x, n) / product - 1)).toBeLessThan(1.2e-16 * (Math.abs(n) + 4));
  });
});
