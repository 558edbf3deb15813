/**
 * Each kernel draws exactly, with each metric, at steps as long as they come: one transition from an exact draw ends at an exact draw, and those of reversible
 * kernels go as often from A to B as back. Moments, quantiles and balances of 20,000 transitions lie within z standard errors of what they must be,
 * z for a false-alarm rate of 1e-5 over all comparisons of this file (about 500).
 */
import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../src/density/log-density.js";
import { exp, log1p } from "../../../src/numeric/index.js";
import { type Rng, rngFromSeed, standardNormal } from "../../../src/random/index.js";
import type { Kernel, Tuning } from "../../../src/sampling/index.js";
import { nuts, randomWalkMetropolis, slice, staticHmc } from "../../../src/sampling/index.js";
import { metricFromData } from "../../../src/sampling/metrics/metric-from-data.js";

/** Two-sided normal quantile at 1e-5 / 500. */
const Z = 5.6;
const TRANSITIONS = 20_000;

const METRICS = {
  diagonal: { kind: "diagonal", scale: Float64Array.of(1.2, 0.7) },
  "low-rank": {
    kind: "low-rank",
    scale: Float64Array.of(1, 0.8),
    directions: Float64Array.of(0.6, 0.8),
    stretch: Float64Array.of(1.7),
  },
  dense: { kind: "dense", factor: Float64Array.of(1.1, 0, 0.9, 0.6) },
} as const;

const KERNELS: readonly (readonly [string, Kernel, boolean])[] = [
  ["nuts", nuts(), true],
  ["nuts of two doublings without jitter", nuts({ maxTreeDepth: 2, stepSizeJitter: 0 }), true],
  ["staticHmc", staticHmc(), true],
  ["randomWalkMetropolis", randomWalkMetropolis(), true],
  // Coordinates in a fixed order: it leaves the target invariant, but is not reversible.
  ["slice", slice(), false],
];

/** x = a, y = log b + 0.8 a, with a ~ N(0, 1) and b ~ gamma(3) independent; `power` other than 1 is a mistake. */
const targetOf = (power: number): LogDensity => ({
  dimension: 2,
  evaluateInto(gradient, [x, y]) {
    const e = y - 0.8 * x;
    gradient[1] = power * (3 - exp(e));
    gradient[0] = -power * x - 0.8 * gradient[1];
    return power * (-0.5 * x * x + 3 * e - exp(e));
  },
});

/** The gamma(3) distribution function. */
const gammaProbability = (t: number): number => 1 - exp(-t) * (1 + t + 0.5 * t * t);

/** Quantiles of N(0, 1) with their probabilities. Source: R 4.2.2, qnorm. */
const NORMAL_QUANTILES = [
  [-2.3263478740408408, 0.01],
  [-1.2815515655446004, 0.1],
  [0, 0.5],
  [1.2815515655446004, 0.9],
  [2.3263478740408408, 0.99],
] as const;

/** What is compared: functions of a and b, and their exact means. */
const STATISTICS: readonly (readonly [string, (a: number, b: number) => number, number])[] = [
  ["a", (a) => a, 0],
  ["a²", (a) => a * a, 1],
  ["a³", (a) => a * a * a, 0],
  ["b", (_, b) => b, 3],
  ["b²", (_, b) => b * b, 12],
  ["a b", (a, b) => a * b, 0],
  ["a² b", (a, b) => a * a * b, 3],
  ...NORMAL_QUANTILES.map(([q, p]) => [`a < ${q}`, (a: number) => (a < q ? 1 : 0), p] as const),
  ...[0.01, 0.1, 0.5, 0.9, 0.99].map(
    (p) => [`F(b) < ${p}`, (_: number, b: number) => (gammaProbability(b) < p ? 1 : 0), p] as const,
  ),
  ["a < 0, F(b) < ½", (a, b) => (a < 0 && gammaProbability(b) < 0.5 ? 1 : 0), 0.25],
];

/** Pairs of functions: f before and g after are as often together as g before and f after. */
const BALANCES: readonly (readonly [string, (a: number, b: number) => number, (a: number, b: number) => number])[] = [
  ["a and b", (a) => a, (_, b) => b],
  ["a and a²", (a) => a, (a) => a * a],
  ["the tail and the middle", (a) => (a < -1.3 ? 1 : 0), (a) => (Math.abs(a) < 0.5 ? 1 : 0)],
  ["small and large b", (_, b) => (b < 1 ? 1 : 0), (_, b) => (b > 3 ? 1 : 0)],
];

/** Sums of values and squares: how far their mean is from zero, in standard errors. */
class Deviation {
  private sum = 0;
  private squares = 0;
  add(value: number): void {
    this.sum += value;
    this.squares += value * value;
  }
  get standardErrors(): number {
    return this.squares === 0 ? 0 : Math.abs(this.sum) / Math.sqrt(this.squares);
  }
}

function exactDraw(rng: Rng): readonly [number, number] {
  const a = standardNormal(rng);
  let b = 0;
  for (let k = 0; k < 3; k++) b -= log1p(-rng.uniform());
  return [a, b];
}

/** The deviations of all statistics and balances, by name. */
function deviations(kernel: Kernel, metric: keyof typeof METRICS, target: LogDensity): Map<string, number> {
  const root = rngFromSeed(`exactness ${metric}`);
  const stepper = kernel.prepare(target);
  const tuning: Tuning = { stepSize: 1, metric: metricFromData(METRICS[metric]) };
  const point = { position: new Float64Array(2), gradient: new Float64Array(2), logDensity: 0 };
  const means = STATISTICS.map(() => new Deviation());
  const balances = BALANCES.map(() => new Deviation());
  for (let k = 0; k < TRANSITIONS; k++) {
    const rng = root.child(k);
    const [a, b] = exactDraw(rng);
    point.position.set([a, Math.log(b) + 0.8 * a]);
    point.logDensity = target.evaluateInto(point.gradient, point.position);
    stepper.step(point, tuning, rng);
    const [x, y] = point.position;
    const z = exp(y - 0.8 * x);
    STATISTICS.forEach(([, f, mean], i) => {
      means[i].add(f(x, z) - mean);
    });
    BALANCES.forEach(([, f, g], i) => {
      balances[i].add(f(a, b) * g(x, z) - g(a, b) * f(x, z));
    });
  }
  return new Map([
    ...STATISTICS.map(([name], i) => [name, means[i].standardErrors] as const),
    ...BALANCES.map(([name], i) => [`balance of ${name}`, balances[i].standardErrors] as const),
  ]);
}

const metrics = Object.keys(METRICS) as (keyof typeof METRICS)[];

describe.each(metrics)("with a %s metric", (metric) => {
  it.each(KERNELS)("%s goes from exact draws to exact draws", (_, kernel, reversible) => {
    for (const [name, distance] of deviations(kernel, metric, targetOf(1))) {
      if (reversible || !name.startsWith("balance")) expect(distance, name).toBeLessThan(Z);
    }
  });

  it.each(KERNELS)("%s is found out if its density is half as peaked", (_, kernel) => {
    expect(Math.max(...deviations(kernel, metric, targetOf(0.5)).values())).toBeGreaterThan(Z);
  });
});
