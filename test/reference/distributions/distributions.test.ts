/** Log densities, both log tails and quantiles against base R and against mpmath; the scripts stand beside the data, with their versions. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as distributions from "../../../src/distributions/index.js";
import {
  type Distribution,
  logCdf,
  logDensityAt,
  logSurvival,
  mixture,
  normal,
  quantile,
  truncated,
  upperQuantile,
  type VectorDistribution,
} from "../../../src/distributions/index.js";

type Maker = (options: never) => Distribution & VectorDistribution;

interface Family {
  readonly name: string;
  readonly options: Readonly<Record<string, never>>;
  readonly points: readonly (readonly (number | string)[])[];
  readonly quantiles?: readonly (readonly (number | string)[])[];
}

interface Fixture {
  readonly source: string;
  readonly families: readonly Family[];
  readonly vectors?: readonly { name: string; options: never; x: number[]; logDensity: number }[];
}

const read = (name: string): Fixture =>
  JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), "utf8")) as Fixture;

/** Names in the data that are no functions. */
const composed: Readonly<Record<string, (options: Record<string, never>) => Distribution>> = {
  truncatedNormal: (options) => truncated(normal({ mean: 0, sd: 1 }), options),
  mixtureOfNormals({ weights, means, sds }) {
    const components = (means as number[]).map((mean, k) => normal({ mean, sd: (sds as number[])[k] }));
    return mixture(components, weights as number[]);
  },
};

function made({ name, options }: Pick<Family, "name" | "options">): Distribution & VectorDistribution {
  const make = (composed[name] ?? (distributions as unknown as Record<string, unknown>)[name]) as unknown as Maker;
  return make(options as never);
}

/** |got − wanted| / |wanted|: 0 for equal values (also infinite ones); values below the smallest normal double count as 0. */
function relativeError(got: number, wanted: number): number {
  if (Object.is(got, wanted) || got === wanted) return 0;
  if (Math.abs(wanted) < 2.3e-308 && Math.abs(got) < 2.3e-308) return 0;
  return Math.abs(got - wanted) / Math.abs(wanted);
}

/** Relative tolerance of log densities and log tails, where it is not 1e-13. */
const tolerances: Readonly<Record<string, number>> = {
  // ln Γ(trials + 1) is near 6,000 and cancels
  'binomial {"trials":1000,"probability":0.002}': 3e-13,
  // ln Γ(x + dispersion) is near 6,000 and cancels
  'negativeBinomial {"mean":4,"dispersion":1000}': 3e-13,
  // differences of probabilities: the interval below x holds a hundredth of a percent
  'truncatedNormal {"lower":-1,"upper":2}': 3e-13,
  // differences of log probabilities, near -54 and -727
  'truncatedNormal {"lower":10,"upper":1000000000}': 3e-13,
  'truncatedNormal {"lower":-40,"upper":-38}': 3e-13,
};

const label = ({ name, options }: Pick<Family, "name" | "options">) => `${name} ${JSON.stringify(options)}`;

/** What must hold of all points: the largest relative error of each column. */
function expectPoints(family: Family, tolerance: number): void {
  const distribution = made(family);
  for (const row of family.points) {
    const [x, logDensity, below, above] = row.map(Number);
    const where = `${label(family)} at ${x}`;
    expect(relativeError(logDensityAt(distribution, x), logDensity), `log density of ${where}`).toBeLessThan(tolerance);
    expect(relativeError(logCdf(distribution, x), below), `log cdf of ${where}`).toBeLessThan(tolerance);
    expect(relativeError(logSurvival(distribution, x), above), `log survival of ${where}`).toBeLessThan(tolerance);
  }
}

describe.each(["base-r", "high-precision"])("%s", (name) => {
  const { families, vectors = [] } = read(name);

  const cases = families.map((family) => [label(family), tolerances[label(family)] ?? 1e-13, family] as const);
  it.each(cases)("has the log density and log tails of %s to %d", (_, tolerance, family) => {
    expectPoints(family, tolerance);
  });

  const withQuantiles = families.filter(({ quantiles }) => quantiles !== undefined);
  it.each(withQuantiles.map((family) => [label(family), family] as const))(
    "has the quantiles from both ends of %s to 1e-12",
    (_, family) => {
      const distribution = made(family);
      for (const row of family.quantiles ?? []) {
        const [p, lower, upper] = row.map(Number);
        expect(relativeError(quantile(distribution, p), lower), `quantile of ${label(family)} at ${p}`).toBeLessThan(1e-12);
        expect(relativeError(upperQuantile(distribution, p), upper), `upper quantile of ${label(family)} at ${p}`).toBeLessThan(
          1e-12,
        );
      }
    },
  );

  it.each(vectors.map((vector) => [`${vector.name} ${JSON.stringify(vector.options)}`, vector] as const))(
    "has the log density of %s to 1e-13",
    (_, vector) => {
      expect(relativeError(logDensityAt(made(vector), vector.x), vector.logDensity)).toBeLessThan(1e-13);
    },
  );
});
