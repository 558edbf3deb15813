/** Each kernel leaves known targets invariant: started from exact draws, it ends at exact draws. False-alarm rate of this file 1e-5. */
import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../src/density/log-density.js";
import { exp, log1p, normalCdf } from "../../../src/numeric/index.js";
import { rngFromSeed, standardNormal } from "../../../src/random/index.js";
import type { Kernel, Tuning } from "../../../src/sampling/index.js";
import { nuts, randomWalkMetropolis, slice, staticHmc } from "../../../src/sampling/index.js";
import { metricFromData } from "../../../src/sampling/metrics/metric-from-data.js";

const kernels: readonly Kernel[] = [
  nuts(),
  nuts({ maxTreeDepth: 2, stepSizeJitter: 0 }),
  staticHmc(),
  randomWalkMetropolis(),
  slice(),
];

/** Two correlated coordinates, normal and log-gamma(3): x = z, y = log of a gamma draw + 0.8 z. */
const target: LogDensity = {
  dimension: 2,
  evaluateInto(gradient, [x, y]) {
    const e = y - 0.8 * x;
    gradient[1] = 3 - exp(e);
    gradient[0] = -x - 0.8 * gradient[1];
    return -0.5 * x * x + 3 * e - exp(e);
  },
};

/** The probability of a gamma(3) draw below e^v. */
function gammaProbability(v: number): number {
  const t = exp(v);
  return 1 - exp(-t) * (1 + t + 0.5 * t * t);
}

const metrics = {
  diagonal: { kind: "diagonal", scale: Float64Array.of(1.2, 0.7) },
  "low-rank": {
    kind: "low-rank",
    scale: Float64Array.of(1, 0.8),
    directions: Float64Array.of(0.6, 0.8),
    stretch: Float64Array.of(1.7),
  },
  dense: { kind: "dense", factor: Float64Array.of(1.1, 0, 0.9, 0.6) },
} as const;

const CHAINS = 4000;
/** Of 60 tests of uniformity at 1e-5 in all. */
const ALPHA = 1e-5 / 60;

/** The largest distance of sorted probabilities from uniform, and what is exceeded with probability 2 e^(−2 n d²). */
function distance(probabilities: number[]): number {
  const sorted = probabilities.sort((a, b) => a - b);
  return Math.max(...sorted.map((p, i) => Math.max((i + 1) / sorted.length - p, p - i / sorted.length)));
}
const bound = Math.sqrt(Math.log(2 / ALPHA) / (2 * CHAINS));

describe.each(Object.entries(metrics))("with a %s metric", (name, data) => {
  it.each(kernels.map((kernel, k) => [`${kernel.name} (${k})`, kernel] as const))(
    "%s leaves a skewed target invariant",
    (_, kernel) => {
      const root = rngFromSeed(`invariance ${name}`);
      const stepper = kernel.prepare(target);
      const tuning: Tuning = { stepSize: 0.6, metric: metricFromData(data) };
      const point = { position: new Float64Array(2), gradient: new Float64Array(2), logDensity: 0 };
      const first: number[] = [];
      const second: number[] = [];
      for (let c = 0; c < CHAINS; c++) {
        const rng = root.child(c);
        const x = standardNormal(rng);
        let gamma = 0;
        for (let k = 0; k < 3; k++) gamma -= log1p(-rng.uniform());
        point.position.set([x, Math.log(gamma) + 0.8 * x]);
        point.logDensity = target.evaluateInto(point.gradient, point.position);
        for (let step = 0; step < 3; step++) stepper.step(point, tuning, rng);
        first.push(normalCdf(point.position[0], 0, 1));
        second.push(gammaProbability(point.position[1] - 0.8 * point.position[0]));
      }
      expect(distance(first)).toBeLessThan(bound);
      expect(distance(second)).toBeLessThan(bound);
    },
  );
});
