// Rules: gauss-rules.json (mpmath). Integrals: integrals.json (R), and closed forms evaluated here.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cos, exp, log, pow, sin } from "../../../src/numeric/elementary.js";
import { gaussHermite, gaussLaguerre, gaussLegendre, integrate } from "../../../src/numeric/quadrature/index.js";

const read = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const fixture: { provenance: string; rules: { family: string; n: number; nodes: number[]; weights: number[] }[] } =
  read("./gauss-rules.json");
const fromR: Record<"betaSuperiority" | "logisticNormal" | "crmMarginal" | "halfCauchyShrinkage", number> & {
  provenance: string;
} = read("./integrals.json");
const families = { legendre: gaussLegendre, hermite: gaussHermite, laguerre: gaussLaguerre };

describe(`Gaussian rules against ${fixture.provenance}`, () => {
  for (const { family, n, nodes, weights } of fixture.rules) {
    it(`agree to one unit in the last place for ${family}, n = ${n}`, () => {
      const rule = families[family as keyof typeof families](n);
      for (let i = 0; i < n; i++) {
        expect(Math.abs(rule.nodes[i] - nodes[i])).toBeLessThanOrEqual(Number.EPSILON * Math.abs(nodes[i]));
        expect(Math.abs(rule.weights[i] - weights[i])).toBeLessThanOrEqual(Number.EPSILON * weights[i]);
      }
    });
  }
});

const normalDensity = (z: number): number => exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
/** P(Binomial(n, p) ≥ a), which is the beta(a, n − a + 1) distribution function at p. */
function binomialTail(n: number, a: number, p: number): number {
  let sum = 0;
  let choose = 1;
  for (let k = 0; k <= n; k++) {
    if (k >= a) sum += choose * pow(p, k) * pow(1 - p, n - k);
    choose = (choose * (n - k)) / (k + 1);
  }
  return sum;
}
const crmLikelihood = (a: number): number =>
  [0.05, 0.1, 0.2, 0.3].reduce((product, skeleton, dose) => {
    const p = pow(skeleton, exp(a));
    return product * pow(p, [0, 0, 1, 2][dose]) * pow(1 - p, [3, 3, 5, 1][dose]);
  }, 1);

describe(`integrate against ${fromR.provenance}`, () => {
  const cases: [string, number, number, number, (x: number) => number, number][] = [
    // 1627920 = 21! / (7! 13!), the constant of the beta(8, 14) density.
    [
      "P(beta(8, 14) > beta(5, 17))",
      fromR.betaSuperiority,
      0,
      1,
      (p) => 1627920 * pow(p, 7) * pow(1 - p, 13) * binomialTail(21, 5, p),
      1e-12,
    ],
    [
      "a logistic-normal mean",
      fromR.logisticNormal,
      -Infinity,
      Infinity,
      (z) => normalDensity(z) / (1 + exp(1 - 1.5 * z)),
      1e-12,
    ],
    [
      "a CRM marginal likelihood",
      fromR.crmMarginal,
      -10,
      10,
      (a) => (crmLikelihood(a) * normalDensity(a / Math.sqrt(1.34))) / Math.sqrt(1.34),
      1e-11,
    ],
    [
      "a half-Cauchy shrinkage marginal",
      fromR.halfCauchyShrinkage,
      0,
      Infinity,
      (s) => ((normalDensity(2 / Math.sqrt(1 + s * s)) / Math.sqrt(1 + s * s)) * 2 * 0.5) / (Math.PI * (0.25 + s * s)),
      1e-12,
    ],
  ];
  for (const [name, expected, lower, upper, f, tolerance] of cases) {
    it(`agrees to ${tolerance} relative on ${name}`, () => {
      const { value, error, converged } = integrate(f, lower, upper);
      expect(converged).toBe(true);
      expect(error).toBeLessThanOrEqual(1e-10 * Math.abs(value));
      expect(Math.abs(value / expected - 1)).toBeLessThanOrEqual(tolerance);
    });
  }
});

describe("integrate on closed forms", () => {
  const cases: [string, (x: number) => number, number, number, number][] = [
    ["e^x on [0, 1]", exp, 0, 1, 1.718281828459045],
    ["the normal kernel on the line", (x) => exp((-x * x) / 2), -Infinity, Infinity, 2.5066282746310002],
    ["1 / (1 + x²) on the line", (x) => 1 / (1 + x * x), -Infinity, Infinity, Math.PI],
    ["e^(−x) on [0, ∞)", (x) => exp(-x), 0, Infinity, 1],
    ["e^x below −2", exp, -Infinity, -2, 0.1353352832366127],
    ["x^(−1/2) on [0, 1]", (x) => 1 / Math.sqrt(x), 0, 1, 2],
    ["log x on [0, 1]", log, 0, 1, -1],
    ["|x − 0.3| on [0, 1]", (x) => Math.abs(x - 0.3), 0, 1, 0.29],
    ["cos 100x on [0, 1]", (x) => cos(100 * x), 0, 1, -0.005063656411097588],
    ["sin x from π down to 0", sin, Math.PI, 0, -2],
    ["x^3 log(1/x), a moment", (x) => -x * x * x * log(x), 0, 1, 1 / 16],
  ];
  for (const [name, f, lower, upper, exact] of cases) {
    it(`meets its tolerance and its error estimate on ${name}`, () => {
      const { value, error, converged, reason } = integrate(f, lower, upper);
      expect(reason).toBeUndefined();
      expect(converged).toBe(true);
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(1e-10 * Math.abs(exact));
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(error);
    });
  }
});
