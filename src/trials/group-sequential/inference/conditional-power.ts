/** Conditional and predictive power: what will come of the trial, given what a look has shown. */
import { InvalidArgument } from "../../../errors.js";
import { exp } from "../../../numeric/elementary/exponential.js";
import { checkKnown } from "../../requirements.js";
import type { Boundaries, CrossingProbabilities } from "../boundaries.js";
import { checkBoundaries } from "../boundary-checks.js";
import { pathsBetween, probabilitiesOn } from "../crossing/crossing-probabilities.js";
import { pathRange, pathStart } from "../crossing/path-density.js";

/** What an interim look has shown. */
export interface InterimResult {
  /** The number of looks that have been taken, this one included: 1 to K − 1. */
  readonly looks: number;
  /** The Z statistic now. */
  readonly z: number;
  /**
   * The information fraction now, if it is not the planned one of the look: ACTUAL information over that at the last look. Must be below
   * the next look's.
   */
  readonly fraction?: number;
}

/**
 * Returns the probabilities of stopping at each look to come, given the interim result, when Z at the last look had mean `drift`
 * beforehand. `drift` "trend" takes the effect estimated now: z / √t.
 *
 * One recursion started at the score z √t: with one look to come and a bound c it is Φ((z √t + θ (1 − t) − c)/√(1 − t)).
 *
 * @throws InvalidArgument for a look that is not an interim look, or a fraction not before the next look's.
 * Source: lan1982stochastically, jennison1999group (chapter 10).
 */
export function conditionalCrossing(
  boundaries: Boundaries,
  interim: InterimResult,
  drift: number | "trend",
): CrossingProbabilities {
  return conditionalCurve("conditionalCrossing", boundaries, interim, [0, 0])(drift);
}

/**
 * Returns conditional power: the probability of efficacy at a look to come (two-sided: in the direction of positive Z), given the interim
 * result, as `conditionalCrossing`. Futility bounds to come count as stops.
 *
 * @throws InvalidArgument as `conditionalCrossing` does.
 * Source: lan1982stochastically.
 */
export function conditionalPower(boundaries: Boundaries, interim: InterimResult, drift: number | "trend"): number {
  return upward(conditionalCrossing(boundaries, interim, drift));
}

/** What was believed of the drift (the mean of Z at the last look) before the trial. */
export type DriftPrior = "flat" | { readonly mean: number; readonly sd: number };

/**
 * Returns predictive power: conditional power averaged over the posterior of the drift given the interim result. The prior is flat or
 * normal; the posterior has precision t + 1/sd² and mean (z √t + mean/sd²) / precision.
 *
 * With one look to come and a flat prior it is Φ((z/√t − c) √(t/(1 − t))).
 *
 * @throws InvalidArgument as `conditionalCrossing` does, and for an sd that is not positive.
 * Source: spiegelhalter1986monitoring, jennison1999group (chapter 10).
 */
export function predictivePower(boundaries: Boundaries, interim: InterimResult, prior: DriftPrior = "flat"): number {
  const { fraction, z } = checked("predictivePower", boundaries, interim);
  const { mean, precision } = posterior("predictivePower", z * Math.sqrt(fraction), fraction, prior);
  const sd = 1 / Math.sqrt(precision);
  const curve = conditionalCurve("predictivePower", boundaries, interim, [mean - 12 * sd, mean + 12 * sd]);
  return overNormal(mean, sd, (drift) => upward(curve(drift)));
}

/**
 * Returns the probability of success before the trial, or given that it has passed `looks` looks without stopping: power averaged over a
 * normal prior of the drift.
 *
 * @throws InvalidArgument for boundaries that are none, an sd that is not positive, or a number of looks that leaves none.
 * Source: spiegelhalter1986monitoring, anderson2022gsdesign (gsPOS, gsCPOS).
 */
export function probabilityOfSuccess(boundaries: Boundaries, prior: Exclude<DriftPrior, "flat">, looks = 0): number {
  checkBoundaries("probabilityOfSuccess", boundaries);
  const { mean, precision } = posterior("probabilityOfSuccess", 0, 0, prior);
  if (!Number.isInteger(looks) || looks < 0 || looks >= boundaries.fractions.length)
    throw new InvalidArgument("probabilityOfSuccess", "looks", `be from 0 to ${boundaries.fractions.length - 1}`, looks);
  const sd = 1 / Math.sqrt(precision);
  const range = pathRange(0, Math.min(0, mean - 12 * sd), Math.max(0, mean + 12 * sd));
  const paths = pathsBetween(boundaries, range);
  const at = (drift: number) => probabilitiesOn(boundaries, paths, range, drift);
  const success = overNormal(mean, sd, (drift) => upward(at(drift), looks));
  const going = overNormal(mean, sd, (drift) => 1 - stopped(at(drift), looks));
  return success / going;
}

function stopped({ efficacy, futility, harm }: CrossingProbabilities, looks: number): number {
  let sum = 0;
  for (let k = 0; k < looks; k++) sum += efficacy[k] + futility[k] + harm[k];
  return sum;
}

/** The probability of efficacy in the direction of positive Z, after the first looks. */
function upward({ efficacy, opposite }: CrossingProbabilities, after = 0): number {
  let sum = 0;
  for (let k = after; k < efficacy.length; k++) sum += efficacy[k] - opposite[k];
  return sum;
}

/** Crossing probabilities given the interim result, at any drift of an interval (and the trend). */
function conditionalCurve(
  caller: string,
  boundaries: Boundaries,
  interim: InterimResult,
  [least, greatest]: readonly [number, number],
): (drift: number | "trend") => CrossingProbabilities {
  const { fraction, looks, z } = checked(caller, boundaries, interim);
  const rest: Boundaries = {
    ...boundaries,
    fractions: boundaries.fractions.slice(looks),
    efficacy: boundaries.efficacy.slice(looks),
    futility: boundaries.futility.slice(looks),
    harm: boundaries.harm.slice(looks),
  };
  const start = pathStart(z * Math.sqrt(fraction), fraction);
  if (least < greatest) {
    const range = pathRange(0.5 * (least + greatest), least, greatest, start);
    const paths = pathsBetween(rest, range);
    return (drift) => probabilitiesOn(rest, paths, range, drift === "trend" ? z / Math.sqrt(fraction) : drift);
  }
  return (drift) => {
    const under = drift === "trend" ? z / Math.sqrt(fraction) : drift;
    if (typeof under !== "number" || !Number.isFinite(under))
      throw new InvalidArgument(caller, "drift", 'be a finite number or "trend"', drift);
    const range = pathRange(under, under, under, start);
    return probabilitiesOn(rest, pathsBetween(rest, range), range, under);
  };
}

function checked(caller: string, boundaries: Boundaries, interim: InterimResult): Required<InterimResult> {
  checkBoundaries(caller, boundaries);
  checkKnown(caller, interim, ["looks", "z", "fraction"]);
  const { fractions } = boundaries;
  const { looks, z } = interim;
  if (!Number.isInteger(looks) || looks < 1 || looks >= fractions.length)
    throw new InvalidArgument(
      caller,
      "interim.looks",
      `be an integer from 1 to ${fractions.length - 1}, with a look to come`,
      looks,
    );
  if (typeof z !== "number" || !Number.isFinite(z)) throw new InvalidArgument(caller, "interim.z", "be a finite number", z);
  const { fraction = fractions[looks - 1] } = interim;
  if (typeof fraction !== "number" || !(fraction > 0 && fraction < fractions[looks]))
    throw new InvalidArgument(
      caller,
      "interim.fraction",
      `be positive and below that of the next look, ${fractions[looks]}`,
      fraction,
    );
  return { looks, z, fraction };
}

function posterior(caller: string, score: number, time: number, prior: DriftPrior): { mean: number; precision: number } {
  if (prior === "flat") return { mean: score / time, precision: time };
  if (typeof prior !== "object" || prior === null || !Number.isFinite(prior.mean))
    throw new InvalidArgument(caller, "prior", 'be "flat" or have a finite mean and an sd', prior);
  if (typeof prior.sd !== "number" || !(prior.sd > 0 && prior.sd < Number.POSITIVE_INFINITY))
    throw new InvalidArgument(caller, "prior.sd", "be positive and finite", prior.sd);
  const weight = 1 / (prior.sd * prior.sd);
  return { mean: (score + prior.mean * weight) / (time + weight), precision: time + weight };
}

const NODES = 200;
const ROOT_TWO_PI = 2.5066282746310002;

/** ∫ f(x) φ((x − mean)/sd)/sd dx by the trapezoidal rule, which converges geometrically on such integrands. */
function overNormal(mean: number, sd: number, f: (x: number) => number): number {
  const reach = 8.5;
  const step = (2 * reach) / NODES;
  let sum = 0;
  for (let i = 0; i <= NODES; i++) {
    const x = -reach + step * i;
    sum += f(mean + sd * x) * exp(-0.5 * x * x);
  }
  return (sum * step) / ROOT_TWO_PI;
}
