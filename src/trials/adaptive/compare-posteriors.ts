/** Probabilities that compare arms, exact from posterior distributions or counted in posterior draws. */
import { InvalidArgument } from "../../errors.js";
import { checkKnown } from "../requirements.js";
import { BetaGrid } from "./beta-grid.js";
import { GammaGrid } from "./gamma-grid.js";
import type { PosteriorGrid } from "./posterior-grid.js";
import { StudentGrid } from "./student-grid.js";

/** The posterior distribution of an arm's parameter. */
export type ArmPosterior =
  | { readonly family: "beta"; readonly alpha: number; readonly beta: number }
  | { readonly family: "gamma"; readonly shape: number; readonly rate: number }
  | { readonly family: "normal"; readonly mean: number; readonly sd: number }
  | {
      readonly family: "student-t";
      readonly location: number;
      readonly scale: number;
      readonly degreesOfFreedom: number;
    };

export interface ComparisonOptions {
  /** Whether a large parameter is good; "better" when not given. */
  readonly larger?: "better" | "worse";
}

/** Comparisons of arms, which are positions from 0. */
export interface PosteriorComparison {
  /** P(arm is the best of all), by arm. */
  readonly best: readonly number[];
  /** P(largest − smallest parameter < difference). */
  allWithin(difference: number): number;
  /** P(arm is better than `other`, by more than `by`); `by` is 0 or more, and 0 when not given. */
  better(arm: number, other: number, by?: number): number;
  /** P(|arm − other| < difference). */
  within(arm: number, other: number, difference: number): number;
}

/**
 * Compares arms with independent posteriors of one family (normal and Student t are one), without random numbers: on a common grid,
 * P(k best) = ∫ f_k Π_j≠k F_j (for `larger: "better"`) and P(all within δ) = Σ_k ∫ f_k(x) Π_j≠k [F_j(x + δ) − F_j(x)] dx.
 *
 * Probabilities are right to 1e-9 for parameters from 0.1 to 1e6 (the tests integrate by brute force).
 *
 * @throws InvalidArgument for fewer than two arms, families that are mixed, and parameters that are not positive.
 * Source: thall2007practical, trefethen2014trapezoidal, stenger1981numerical.
 */
export function comparePosteriors(posteriors: readonly ArmPosterior[], options: ComparisonOptions = {}): PosteriorComparison {
  const caller = "comparePosteriors";
  const larger = largerOf(caller, options);
  if (!Array.isArray(posteriors) || posteriors.length < 2)
    throw new InvalidArgument(caller, "posteriors", "be a list of two or more posterior distributions", posteriors);
  const arms = posteriors.length;
  const grid = gridOf(caller, posteriors);
  const best = new Float64Array(arms);
  grid.bestInto(best, larger);
  const exceeds = (arm: number, other: number, by: number) =>
    larger ? grid.greater(arm, other, by) : grid.greater(other, arm, by);
  return {
    best: Object.freeze(Array.from(best)),
    allWithin(difference) {
      checkDifference("allWithin", difference);
      return difference === 0 ? 0 : grid.allWithin(difference);
    },
    better(arm, other, by = 0) {
      checkPair("better", arm, other, arms);
      checkDifference("better", by);
      return exceeds(arm, other, by);
    },
    within(arm, other, difference) {
      checkPair("within", arm, other, arms);
      checkDifference("within", difference);
      const within = 1 - grid.greater(arm, other, difference) - grid.greater(other, arm, difference);
      return within > 0 ? within : 0;
    },
  };
}

/**
 * Compares arms by draws from their posteriors, in whatever model they were made: the share of draws in which an arm is best (of equal
 * arms the first), and so on. One list of draws for each arm; draw i of all arms belongs together.
 *
 * @throws InvalidArgument for fewer than two arms, lists of different lengths or none, and draws that are not numbers.
 * Source: granholm2022adaptr.
 */
export function compareDraws(draws: readonly ArrayLike<number>[], options: ComparisonOptions = {}): PosteriorComparison {
  const caller = "compareDraws";
  const sign = largerOf(caller, options) ? 1 : -1;
  checkDraws(caller, draws);
  const arms = draws.length;
  const count = draws[0].length;
  const share = (holds: (draw: number) => boolean) => {
    let sum = 0;
    for (let i = 0; i < count; i++) if (holds(i)) sum++;
    return sum / count;
  };
  const wins = new Float64Array(arms);
  for (let i = 0; i < count; i++) {
    let first = 0;
    for (let arm = 1; arm < arms; arm++) if (sign * draws[arm][i] > sign * draws[first][i]) first = arm;
    wins[first]++;
  }
  const list = draws.map((_, arm) => arm);
  return {
    best: Object.freeze(Array.from(wins, (won) => won / count)),
    allWithin(difference) {
      checkDifference("allWithin", difference);
      return share((i) => {
        const values = list.map((arm) => draws[arm][i]);
        return Math.max(...values) - Math.min(...values) < difference;
      });
    },
    better(arm, other, by = 0) {
      checkPair("better", arm, other, arms);
      checkDifference("better", by);
      return share((i) => sign * (draws[arm][i] - draws[other][i]) > by);
    },
    within(arm, other, difference) {
      checkPair("within", arm, other, arms);
      checkDifference("within", difference);
      return share((i) => Math.abs(draws[arm][i] - draws[other][i]) < difference);
    },
  };
}

function largerOf(caller: string, options: ComparisonOptions): boolean {
  checkKnown(caller, options, ["larger"]);
  const { larger = "better" } = options;
  if (larger !== "better" && larger !== "worse") throw new InvalidArgument(caller, "larger", 'be "better" or "worse"', larger);
  return larger === "better";
}

function checkDifference(caller: string, difference: unknown): void {
  if (typeof difference !== "number" || !(difference >= 0))
    throw new InvalidArgument(caller, "difference", "be a number, 0 or more", difference);
}

function checkPair(caller: string, arm: number, other: number, arms: number): void {
  for (const [name, value] of Object.entries({ arm, other })) {
    if (!Number.isInteger(value) || value < 0 || value >= arms)
      throw new InvalidArgument(caller, name, `be the position of an arm, from 0 to ${arms - 1}`, value);
  }
  if (arm === other) throw new InvalidArgument(caller, "other", "be another arm", other);
}

function checkDraws(caller: string, draws: readonly ArrayLike<number>[]): void {
  if (!Array.isArray(draws) || draws.length < 2)
    throw new InvalidArgument(caller, "draws", "be two or more lists of draws, one for each arm", draws);
  draws.forEach((own: ArrayLike<number>, arm) => {
    if (own.length === 0 || own.length !== draws[0].length)
      throw new InvalidArgument(caller, `draws[${arm}]`, `have draws, as many as the first arm`, own.length);
    for (let i = 0; i < own.length; i++) {
      if (typeof own[i] !== "number" || Number.isNaN(own[i]))
        throw new InvalidArgument(caller, `draws[${arm}][${i}]`, "be a number", own[i]);
    }
  });
}

/** The grid of the posteriors' family, with all of them placed. */
function gridOf(caller: string, posteriors: readonly ArmPosterior[]): PosteriorGrid {
  const kindOf = (posterior: ArmPosterior | undefined) => (posterior?.family === "normal" ? "student-t" : posterior?.family);
  const kind = kindOf(posteriors[0]);
  posteriors.forEach((posterior, arm) => {
    if (kindOf(posterior) !== kind)
      throw new InvalidArgument(caller, `posteriors[${arm}].family`, `be ${kind}, as the first arm's`, posterior?.family);
    checkParameters(caller, arm, posterior);
  });
  const arms = posteriors.length;
  const column = (read: (posterior: never) => number) => posteriors.map((posterior) => read(posterior as never));
  switch (kind) {
    case "beta": {
      const grid = new BetaGrid(arms);
      grid.place(
        column((p: { alpha: number }) => p.alpha),
        column((p: { beta: number }) => p.beta),
      );
      return grid;
    }
    case "gamma": {
      const grid = new GammaGrid(arms);
      grid.place(
        column((p: { shape: number }) => p.shape),
        column((p: { rate: number }) => p.rate),
      );
      return grid;
    }
    case "student-t": {
      const grid = new StudentGrid(arms);
      grid.place(
        column((p: { mean?: number; location: number }) => p.mean ?? p.location),
        column((p: { sd?: number; scale: number }) => p.sd ?? p.scale),
        column((p: { degreesOfFreedom?: number }) => p.degreesOfFreedom ?? Infinity),
      );
      return grid;
    }
    default:
      throw new InvalidArgument(caller, "posteriors[0].family", 'be "beta", "gamma", "normal" or "student-t"', kind);
  }
}

function checkParameters(caller: string, arm: number, posterior: ArmPosterior): void {
  const { family, ...parameters } = posterior;
  for (const [name, value] of Object.entries(parameters)) {
    const place = name === "mean" || name === "location";
    const valid = typeof value === "number" && Number.isFinite(value) && (place || value > 0);
    if (!valid)
      throw new InvalidArgument(caller, `posteriors[${arm}].${name}`, place ? "be a finite number" : "be positive", value);
  }
  const needed = family === "beta" ? 2 : family === "gamma" || family === "normal" ? 2 : 3;
  if (Object.keys(parameters).length !== needed)
    throw new InvalidArgument(caller, `posteriors[${arm}]`, `have the ${needed} parameters of its family`, posterior);
}
