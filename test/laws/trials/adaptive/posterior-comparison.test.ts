/** Comparisons on the common grid against brute force: adaptive integration of exact densities and distribution functions. */
import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect } from "vitest";
import {
  betaCdf,
  betaDensity,
  betaQuantile,
  gammaCdf,
  gammaDensity,
  gammaQuantile,
  integrate,
  normalCdf,
  normalDensity,
  normalQuantile,
  studentTCdf,
  studentTDensity,
  studentTQuantile,
} from "../../../../src/numeric/index.js";
import { type ArmPosterior, comparePosteriors } from "../../../../src/trials/adaptive/compare-posteriors.js";

interface Distribution {
  density(x: number): number;
  cdf(x: number): number;
  quantile(p: number): number;
}

function distribution(posterior: ArmPosterior): Distribution {
  switch (posterior.family) {
    case "beta": {
      const { alpha, beta } = posterior;
      return {
        density: (x) => betaDensity(x, alpha, beta),
        cdf: (x) => betaCdf(x, alpha, beta),
        quantile: (p) => betaQuantile(p, alpha, beta),
      };
    }
    case "gamma": {
      const { shape, rate } = posterior;
      return {
        density: (x) => gammaDensity(x, shape, rate),
        cdf: (x) => gammaCdf(x, shape, rate),
        quantile: (p) => gammaQuantile(p, shape, rate),
      };
    }
    case "normal": {
      const { mean, sd } = posterior;
      return {
        density: (x) => normalDensity(x, mean, sd),
        cdf: (x) => normalCdf(x, mean, sd),
        quantile: (p) => normalQuantile(p, mean, sd),
      };
    }
    case "student-t": {
      const { location, scale, degreesOfFreedom: df } = posterior;
      return {
        density: (x) => studentTDensity((x - location) / scale, df) / scale,
        cdf: (x) => studentTCdf((x - location) / scale, df),
        quantile: (p) => location + scale * studentTQuantile(p, df),
      };
    }
    default:
      return posterior satisfies never;
  }
}

const PROBABILITIES = [
  1e-14,
  1e-11,
  1e-8,
  1e-6,
  1e-4,
  1e-2,
  0.1,
  0.3,
  0.5,
  0.7,
  0.9,
  0.99,
  1 - 1e-4,
  1 - 1e-6,
  1 - 1e-8,
  1 - 1e-11,
];

/** ∫ f over the range of all distributions, piece by piece between their quantiles and the places where f has kinks. */
function bruteForce(f: (x: number) => number, distributions: readonly Distribution[], kinks: readonly number[]): number {
  const quantiles = distributions.flatMap(({ quantile }) => PROBABILITIES.map(quantile));
  const least = Math.min(...quantiles);
  const most = Math.max(...quantiles);
  const inside = kinks.filter((kink) => kink > least && kink < most);
  const points = [...new Set([...quantiles, ...inside])].sort((a, b) => a - b);
  let sum = 0;
  for (let i = 1; i < points.length; i++) sum += integrate(f, points[i - 1], points[i], { absoluteTolerance: 1e-13 }).value;
  return sum;
}

const upTo = (x: number, { cdf }: Distribution) => (x < 1e300 ? cdf(x) : 1);

function bestByBruteForce(distributions: readonly Distribution[], larger: boolean): readonly number[] {
  return distributions.map((own) =>
    bruteForce(
      (x) =>
        distributions.reduce(
          (product, other) => (other === own ? product : product * (larger ? other.cdf(x) : 1 - other.cdf(x))),
          own.density(x),
        ),
      distributions,
      [],
    ),
  );
}

function withinByBruteForce(distributions: readonly Distribution[], difference: number): number {
  const kinks = [...PROBABILITIES.flatMap((p) => distributions.map((d) => d.quantile(p) - difference)), 1 - difference];
  return distributions.reduce(
    (sum, own) =>
      sum +
      bruteForce(
        (x) =>
          distributions.reduce(
            (product, other) => (other === own ? product : product * (upTo(x + difference, other) - other.cdf(x))),
            own.density(x),
          ),
        distributions,
        kinks,
      ),
    0,
  );
}

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Numbers whose logarithm is uniform: few patients and very many. */
const magnitude = (min: number, max: number) => number(Math.log(min), Math.log(max)).map(Math.exp);

const beta = fc
  .oneof(
    fc.tuple(magnitude(1, 10_000), number(0.01, 0.99)).map(([n, p]) => ({ alpha: 1 + n * p, beta: 1 + n * (1 - p) })),
    fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 400 })).map(([a, b]) => ({ alpha: 1 + a, beta: 1 + b })),
    fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 4 })).map(([a, b]) => ({ alpha: 1 + a, beta: 1 + b })),
  )
  .map((parameters): ArmPosterior => ({ family: "beta", ...parameters }));

const gamma = fc
  .tuple(
    fc.oneof(
      fc.nat({ max: 5 }).map((events) => 1 + events),
      magnitude(1, 5000),
    ),
    magnitude(0.1, 1000),
  )
  .map(([shape, rate]): ArmPosterior => ({ family: "gamma", shape, rate }));

const normal = fc.tuple(number(-5, 5), magnitude(0.05, 5)).map(([mean, sd]): ArmPosterior => ({ family: "normal", mean, sd }));
const student = fc
  .tuple(number(-5, 5), magnitude(0.05, 5), magnitude(1, 500))
  .map(([location, scale, degreesOfFreedom]): ArmPosterior => ({ family: "student-t", location, scale, degreesOfFreedom }));

const armsOf = (posterior: fc.Arbitrary<ArmPosterior>) => fc.array(posterior, { minLength: 2, maxLength: 5 });
const families = [
  { family: "beta", arms: armsOf(beta), differences: number(0.001, 0.999) },
  { family: "gamma", arms: armsOf(gamma), differences: magnitude(0.001, 10) },
  { family: "normal", arms: armsOf(normal), differences: magnitude(0.01, 10) },
  { family: "student-t", arms: armsOf(fc.oneof(normal, student, student)), differences: magnitude(0.01, 10) },
];

describe.each(families)(
  "the comparison of $family posteriors agrees with brute-force integration to 1e-9",
  ({ arms, differences }) => {
    test.prop([arms, fc.constantFrom("better" as const, "worse" as const)], { numRuns: 40 })("P(best)", (posteriors, larger) => {
      const { best } = comparePosteriors(posteriors, { larger });
      const exact = bestByBruteForce(posteriors.map(distribution), larger === "better");
      best.forEach((p, arm) => {
        expect(Math.abs(p - exact[arm])).toBeLessThan(1e-9);
      });
      expect(best.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    });

    test.prop([arms, differences], { numRuns: 40 })("P(all within a difference)", (posteriors, difference) => {
      const exact = withinByBruteForce(posteriors.map(distribution), difference);
      expect(Math.abs(comparePosteriors(posteriors).allWithin(difference) - exact)).toBeLessThan(1e-9);
    });

    test.prop([arms, differences], { numRuns: 40 })(
      "P(better by a difference) and P(two within it)",
      (posteriors, difference) => {
        const comparison = comparePosteriors(posteriors);
        const [first, second] = posteriors.map(distribution);
        const kinks = PROBABILITIES.map((p) => first.quantile(p) - difference);
        const above = bruteForce(
          (x) => second.density(x) * (1 - upTo(x + difference, first)),
          [first, second],
          [...kinks, 1 - difference],
        );
        expect(Math.abs(comparison.better(0, 1, difference) - above)).toBeLessThan(1e-9);
        const within = withinByBruteForce([first, second], difference);
        expect(Math.abs(comparison.within(0, 1, difference) - within)).toBeLessThan(1e-9);
      },
    );

    test.prop([arms], { numRuns: 20 })("equal arms are best equally often", ([posterior, other]) => {
      const { best } = comparePosteriors([posterior, other, posterior, posterior]);
      expect(Math.abs(best[0] - best[2])).toBeLessThan(1e-12);
      const same = comparePosteriors(new Array<ArmPosterior>(10).fill(posterior)).best;
      for (const p of same) expect(Math.abs(p - 0.1)).toBeLessThan(1e-10);
    });
  },
);
