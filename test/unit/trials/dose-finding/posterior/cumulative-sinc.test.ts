import { describe, expect, it } from "vitest";
import { integrate } from "../../../../../src/numeric/quadrature/integrate.js";
import { cumulativeSinc } from "../../../../../src/trials/dose-finding/posterior/cumulative-sinc.js";

const sinc = (u: number) => (u === 0 ? 1 : Math.sin(Math.PI * u) / (Math.PI * u));

describe("cumulativeSinc", () => {
  it("has the values of the sine integral: ½ + Si(πt)/π", () => {
    // Si(π) and Si(2π) as tabled (Abramowitz and Stegun, table 5.3).
    expect(Math.abs(cumulativeSinc(1) - (0.5 + 1.851937051982466 / Math.PI))).toBeLessThan(1e-10);
    expect(Math.abs(cumulativeSinc(2) - (0.5 + 1.418151576132628 / Math.PI))).toBeLessThan(1e-10);
    expect(cumulativeSinc(0)).toBe(0.5);
  });

  it("is the integral between any two points, near and far", () => {
    for (const [from, to] of [
      [0, 0.03],
      [0.4, 3.3],
      [-2.7, 5.1],
      [60, 70.3],
      [63.99, 64.01],
      [200.1, 203.77],
      [-90.5, -63],
    ]) {
      const exact = integrate(sinc, from, to).value;
      expect(Math.abs(cumulativeSinc(to) - cumulativeSinc(from) - exact)).toBeLessThan(2e-10);
    }
  });

  it("is symmetric about ½ and has its limits", () => {
    for (const t of [0.1, 1.7, 30.2, 100.5]) expect(cumulativeSinc(t) + cumulativeSinc(-t)).toBe(1);
    expect(Math.abs(cumulativeSinc(1e6 + 0.5) - 1)).toBeLessThan(1e-6);
  });

  it("integrates a function without high frequencies to a limit between its nodes", () => {
    const step = 0.4;
    let sum = 0;
    for (let i = -30; i <= 30; i++) sum += step * Math.exp(-0.5 * (i * step) ** 2) * cumulativeSinc((0.7 - i * step) / step);
    // √(2π) Φ(0.7)
    expect(Math.abs(sum / Math.sqrt(2 * Math.PI) - 0.758036347776927)).toBeLessThan(1e-10);
  });
});
