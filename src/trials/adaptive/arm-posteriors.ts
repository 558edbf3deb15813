/** Conjugate posteriors of arms from their tallies, on the grid of their family. */
import type { BinaryTally } from "../../endpoints/binary.js";
import type { ContinuousTally } from "../../endpoints/continuous.js";
import type { CountTally } from "../../endpoints/count.js";
import type { SurvivalTally } from "../../endpoints/survival.js";
import { InvalidArgument } from "../../errors.js";
import { checkKnown } from "../requirements.js";
import { BetaGrid } from "./beta-grid.js";
import { GammaGrid } from "./gamma-grid.js";
import type { PosteriorGrid } from "./posterior-grid.js";
import { StudentGrid } from "./student-grid.js";

/** A proportion's prior Beta(alpha, beta): as much as alpha + beta patients, alpha of them with the event. */
export interface ProportionPrior {
  readonly alpha: number;
  readonly beta: number;
}

/** A rate's prior Gamma(shape, rate): as much as `shape` events in an exposure of `rate`; a rate of 0 for a prior without exposure. */
export interface RatePrior {
  readonly shape: number;
  readonly rate: number;
}

/**
 * What is known of means. `reference` (when nothing is given): p(μ, σ²) ∝ 1/σ², Student t posteriors; `conjugate`: μ | σ² normal with mean `mean` and
 * variance σ²/patients, 1/σ² gamma; `known`: a known standard deviation of outcomes, a flat or normal prior; `plugIn`: normal posteriors
 * with the observed standard deviation as if it were known.
 */
export type MeanPrior =
  | { readonly kind: "reference" }
  | {
      readonly kind: "conjugate";
      readonly mean: number;
      readonly patients: number;
      readonly shape: number;
      readonly rate: number;
    }
  | { readonly kind: "known"; readonly standardDeviation: number; readonly mean?: number; readonly sd?: number }
  | { readonly kind: "plugIn" };

/** A prior for the arms' parameters, by what they are: probabilities, rates or means. */
export type AdaptivePrior = ProportionPrior | RatePrior | MeanPrior;

/** Posteriors of arms, one analysis at a time. */
export interface ArmPosteriors {
  readonly grid: PosteriorGrid;
  /** Whether the arm's tally gives a proper posterior; keeps its parameters. */
  read(arm: number, tally: unknown): boolean;
  /** Places the arms that are active in the grid. */
  place(): void;
  /** Mean and variance of the arm's posterior. */
  mean(arm: number): number;
  variance(arm: number): number;
  /** In a protocol's words. */
  readonly prior: string;
}

/** The posteriors for a response's scale. @throws InvalidArgument for a prior that is not for that scale. */
export function armPosteriors(
  caller: string,
  scale: "proportion" | "mean" | "rate",
  prior: unknown,
  arms: number,
): ArmPosteriors {
  switch (scale) {
    case "proportion":
      return proportions(caller, prior ?? { alpha: 1, beta: 1 }, arms);
    case "rate":
      return rates(caller, prior ?? { shape: 0.5, rate: 0 }, arms);
    case "mean":
      return means(caller, prior ?? { kind: "reference" }, arms);
    default:
      return scale satisfies never;
  }
}

/** Alpha + events, beta + others. Source: gelman2013bayesian (2.4). */
function proportions(caller: string, prior: unknown, arms: number): ArmPosteriors {
  checkPrior(caller, prior, ["alpha", "beta"], []);
  const { alpha, beta } = prior as ProportionPrior;
  const grid = new BetaGrid(arms);
  const a = new Float64Array(arms).fill(alpha);
  const b = new Float64Array(arms).fill(beta);
  return {
    grid,
    read(arm, tally) {
      const { evaluated, events } = tally as BinaryTally;
      a[arm] = alpha + events;
      b[arm] = beta + (evaluated - events);
      return true;
    },
    place: () => grid.place(a, b),
    mean: (arm) => a[arm] / (a[arm] + b[arm]),
    variance: (arm) => betaVariance(a[arm], b[arm]),
    prior: `a Beta(${alpha}, ${beta}) prior for the probability of the event on each arm`,
  };
}

/** a b / ((a + b)² (a + b + 1)). Source: johnson1995 (25.3). */
function betaVariance(a: number, b: number): number {
  const sum = a + b;
  return ((a / sum) * (b / sum)) / (sum + 1);
}

/** Shape + events, rate + exposure: events of a Poisson process, or with a constant hazard. Source: gelman2013bayesian (2.6). */
function rates(caller: string, prior: unknown, arms: number): ArmPosteriors {
  checkPrior(caller, prior, ["shape", "rate"], ["rate"]);
  const { shape, rate } = prior as RatePrior;
  const grid = new GammaGrid(arms);
  const a = new Float64Array(arms).fill(shape);
  const b = new Float64Array(arms).fill(rate);
  return {
    grid,
    read(arm, tally) {
      const known = tally as CountTally | SurvivalTally;
      a[arm] = shape + known.events;
      b[arm] = rate + ("time" in known ? known.time : known.exposure);
      return b[arm] > 0;
    },
    place: () => grid.place(a, b),
    mean: (arm) => a[arm] / b[arm],
    variance: (arm) => a[arm] / (b[arm] * b[arm]),
    prior: `a Gamma(shape ${shape}, rate ${rate}) prior for the event rate on each arm, events being those of a Poisson process`,
  };
}

/** Source: gelman2013bayesian (2.5, 3.2, 3.3). */
function means(caller: string, prior: unknown, arms: number): ArmPosteriors {
  const grid = new StudentGrid(arms);
  const location = new Float64Array(arms);
  const scale = new Float64Array(arms).fill(1);
  const freedom = new Float64Array(arms).fill(Infinity);
  const [posterior, words] = meanModel(caller, prior);
  return {
    grid,
    read(arm, tally) {
      const [mean, width, degrees] = posterior(tally as ContinuousTally);
      location[arm] = mean;
      scale[arm] = width;
      freedom[arm] = degrees;
      return width > 0 && width < Infinity;
    },
    place: () => grid.place(location, scale, freedom),
    mean: (arm) => location[arm],
    variance: (arm) => {
      const factor = freedom[arm] > 2 ? (freedom[arm] === Infinity ? 1 : freedom[arm] / (freedom[arm] - 2)) : Infinity;
      return scale[arm] * scale[arm] * factor;
    },
    prior: words,
  };
}

type LocationScale = readonly [location: number, scale: number, degreesOfFreedom: number];

/** Location, scale and degrees of freedom of the posterior of a mean; the scale is NaN where there is none. */
function meanModel(
  caller: string,
  given: unknown,
): readonly [posterior: (tally: ContinuousTally) => LocationScale, words: string] {
  const prior = (typeof given === "object" && given !== null ? given : { kind: given }) as MeanPrior;
  switch (prior.kind) {
    case "reference":
      checkKnown(caller, prior, ["kind"]);
      return [
        ({ count, mean, squares }) => [mean, count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1) / count), count - 1],
        "the reference prior p(μ, σ²) ∝ 1/σ² for mean and variance on each arm",
      ];
    case "plugIn":
      checkKnown(caller, prior, ["kind"]);
      return [
        ({ count, mean, squares }) => [mean, count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1) / count), Infinity],
        "a flat prior for the mean on each arm, the standard deviation being taken as observed",
      ];
    case "conjugate": {
      checkPrior(caller, prior, ["mean", "patients", "shape", "rate"], []);
      const { mean: center, patients, shape, rate } = prior;
      return [
        ({ count, mean, squares }) => {
          const total = patients + count;
          const spread = rate + squares / 2 + (patients * count * (mean - center) * (mean - center)) / (2 * total);
          const freedom = 2 * shape + count;
          return [(patients * center + count * mean) / total, Math.sqrt((2 * spread) / (freedom * total)), freedom];
        },
        `a normal prior for the mean on each arm with mean ${center} and the weight of ${patients} patients, and a Gamma(shape ${shape}, rate ${rate}) prior for the precision`,
      ];
    }
    case "known": {
      checkPrior(caller, prior, ["standardDeviation"], ["mean", "sd"]);
      const { standardDeviation: known, mean: center = 0, sd } = prior;
      if ((prior.mean === undefined) !== (sd === undefined))
        throw new InvalidArgument(caller, "prior", "give both mean and sd, or neither for a flat prior", prior);
      const before = sd === undefined ? 0 : 1 / (sd * sd);
      const words = sd === undefined ? "a flat prior" : `a normal prior with mean ${center} and standard deviation ${sd}`;
      return [
        ({ count, mean }) => {
          const precision = before + count / (known * known);
          return [(before * center + (count / (known * known)) * mean) / precision, Math.sqrt(1 / precision), Infinity];
        },
        `${words} for the mean on each arm, outcomes having a known standard deviation of ${known}`,
      ];
    }
    default:
      throw new InvalidArgument(
        caller,
        "prior",
        'be { kind: "reference" | "conjugate" | "known" | "plugIn", … } for a mean',
        given,
      );
  }
}

/** @throws InvalidArgument unless the needed numbers are positive (means: finite; `lenient`: 0 or absent too) and nothing else is given. */
function checkPrior(caller: string, prior: unknown, needed: readonly string[], lenient: readonly string[]): void {
  if (typeof prior !== "object" || prior === null) throw new InvalidArgument(caller, "prior", `have ${needed.join(", ")}`, prior);
  const all = [...new Set([...needed, ...lenient])];
  for (const [name, value] of Object.entries(prior)) {
    if (name === "kind" && !needed.includes("alpha")) continue;
    if (!all.includes(name)) throw new InvalidArgument(caller, `prior.${name}`, `be one of ${all.join(", ")}`, value);
  }
  for (const name of all) {
    const value = (prior as Record<string, unknown>)[name];
    if (value === undefined && !needed.includes(name)) continue;
    const least = name === "mean" ? -Infinity : 0;
    const reached = needed.includes(name) && lenient.includes(name);
    if (typeof value !== "number" || !(value > least || (reached && value === least)) || !(value < Infinity))
      throw new InvalidArgument(
        caller,
        `prior.${name}`,
        name === "mean" ? "be a finite number" : reached ? "be a finite number, 0 or more" : "be a positive, finite number",
        value,
      );
  }
}
