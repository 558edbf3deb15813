/** Inference after stopping: p-value, median-unbiased estimate and exact interval by the stagewise ordering; the bias-adjusted mean. */
import { InvalidArgument } from "../../../errors.js";
import { brentRoot } from "../../../numeric/roots/brent-root.js";
import { checkBetween, checkKnown, checkPositive } from "../../requirements.js";
import type { Boundaries } from "../boundaries.js";
import { checkBoundaries } from "../boundary-checks.js";
import { pathsBetween } from "../crossing/crossing-probabilities.js";
import { type PathDensity, type PathRange, pathRange, tail, tilted, total } from "../crossing/path-density.js";

/** Where and with what a trial ended. */
export interface FinalResult {
  /** The look at which it ended, counted from 1. */
  readonly look: number;
  readonly z: number;
}

export interface FinalInferenceOptions {
  /** Coverage of the interval; 0.95 when not given. */
  readonly level?: number;
  /** Information at the look with fraction 1, which sets the scale of effects; 1 (effects are drifts) when not given. */
  readonly maximumInformation?: number;
  /** The effect under the null hypothesis, to which Z refers; 0 when not given. */
  readonly nullEffect?: number;
}

/** What can be said of the effect when a trial has ended; effects are on the scale that the maximum information sets. */
export interface FinalInference {
  /** P(a result as high or higher in the stagewise ordering) under the null hypothesis. */
  readonly pValue: number;
  /** 2 min(p, 1 − p). */
  readonly twoSidedPValue: number;
  readonly medianUnbiased: number;
  /** Equal-tailed, exact in the stagewise ordering. */
  readonly interval: readonly [lower: number, upper: number];
  /** Whitehead's bias-adjusted mean: the effect under which the expected maximum likelihood estimate is the one observed. */
  readonly biasAdjusted: number;
  /** The maximum likelihood estimate, which stopping biases. */
  readonly naive: number;
}

/**
 * Returns estimates, interval and p-value for a trial that ended at a look with a Z statistic. Boundaries are those of the looks actually
 * taken (`plan.atInformation(…).boundaries` when information was not as planned).
 *
 * Stagewise ordering: an efficacy stop is higher the earlier it comes, at one look the higher Z is; stops for futility (two-sided: for
 * efficacy in the other direction) are lower the earlier. Non-binding futility and harm bounds are taken as if they had not been there.
 * p(θ) = Σ_{j<k} P_θ(efficacy at j) + P_θ(reach k, Z ≥ z) for a result not below the lower bound.
 *
 * @throws InvalidArgument for a look that is none of the boundaries', a Z that is not finite, or boundaries with an inner wedge (whose
 * futility stops have no place in the ordering) that are binding.
 * Source: fairbanks1982pvalues, tsiatis1984exact, whitehead1986bias, jennison1999group (chapter 8).
 */
export function finalInference(boundaries: Boundaries, result: FinalResult, options: FinalInferenceOptions = {}): FinalInference {
  const { level, maximumInformation, nullEffect } = checked(boundaries, result, options);
  const paths = pathsTo(boundaries, result.look);
  const { look, z } = result;
  const fraction = boundaries.fractions[look - 1];
  const naive = z / Math.sqrt(fraction);
  const pAt = (drift: number) => upperProbability(paths, z, drift);
  const scale = 1 / Math.sqrt(maximumInformation);
  const effect = (drift: number) => nullEffect + drift * scale;
  const quantile = (p: number) => increasingRoot((drift) => pAt(drift) - p, naive);
  const pValue = pAt(0);
  return {
    pValue,
    twoSidedPValue: Math.min(1, 2 * Math.min(pValue, 1 - pValue)),
    medianUnbiased: effect(quantile(0.5)),
    interval: [effect(quantile((1 - level) / 2)), effect(quantile((1 + level) / 2))],
    biasAdjusted: effect(increasingRoot((drift) => expectedEstimate(boundaries, drift) - naive, naive)),
    naive: effect(naive),
  };
}

/**
 * Returns the stagewise-ordering p-value alone: P(a result as high or higher) when Z at the last look has mean `drift` (0: the null hypothesis).
 *
 * @throws InvalidArgument as `finalInference` does.
 * Source: fairbanks1982pvalues.
 */
export function stagewisePValue(boundaries: Boundaries, result: FinalResult, drift = 0): number {
  checked(boundaries, result, {});
  if (!Number.isFinite(drift)) throw new InvalidArgument("finalInference", "drift", "be finite", drift);
  return upperProbability(pathsTo(boundaries, result.look), result.z, drift);
}

/** The bounds that the ordering relies on, up to a look. */
interface OrderedPaths {
  readonly boundaries: Boundaries;
  readonly look: number;
}

function pathsTo(boundaries: Boundaries, look: number): OrderedPaths {
  const { binding, fractions, sided } = boundaries;
  const never = fractions.map(() => (sided === 1 ? Number.NEGATIVE_INFINITY : 0));
  const relied =
    binding && sided === 1 ? boundaries : { ...boundaries, futility: never, harm: fractions.map(() => Number.NEGATIVE_INFINITY) };
  return { boundaries: relied, look };
}

/** P_θ(a result as high or higher than Z = z at the look). */
function upperProbability({ boundaries, look }: OrderedPaths, z: number, drift: number): number {
  const { efficacy, fractions, futility, harm, sided } = boundaries;
  const range = pathRange(drift);
  const paths = pathsBetween({ ...boundaries, fractions: fractions.slice(0, look) }, range);
  const lower = (k: number) => (sided === 2 ? -efficacy[k] : Math.max(futility[k], harm[k]));
  const k = look - 1;
  // Below the lower bound everything that went on to later looks is higher as well.
  const isLow = look < fractions.length && z <= lower(k);
  let beyond = 0;
  for (let j = 0; j < k; j++) {
    const root = Math.sqrt(fractions[j]);
    beyond += tail(paths[j], fractions[j], drift, (isLow ? lower(j) : efficacy[j]) * root, isLow).probability;
  }
  beyond += tail(paths[k], fractions[k], drift, z * Math.sqrt(fractions[k]), isLow).probability;
  return isLow ? 1 - beyond : beyond;
}

/**
 * Returns the expectation of the maximum likelihood estimate of the drift, Z/√t at the look where the trial stops.
 * Source: whitehead1986bias.
 */
export function expectedEstimate(boundaries: Boundaries, drift: number): number {
  const { efficacy, fractions, futility, harm, sided } = boundaries;
  const range = pathRange(drift);
  const paths = pathsBetween(boundaries, range);
  let expected = 0;
  for (let k = 0; k < fractions.length; k++) {
    const root = Math.sqrt(fractions[k]);
    const from = paths[k];
    const all = momentAbove(from, fractions[k], range, drift, Number.NEGATIVE_INFINITY);
    const above = (z: number) => momentAbove(from, fractions[k], range, drift, z * root);
    if (k === fractions.length - 1) expected += all / fractions[k];
    else if (sided === 1) expected += (above(efficacy[k]) + all - above(Math.max(futility[k], harm[k]))) / fractions[k];
    else expected += (above(efficacy[k]) + all - above(-efficacy[k]) + above(-futility[k]) - above(futility[k])) / fractions[k];
  }
  return expected;
}

/** E[S; S ≥ bound] at a look. */
function momentAbove(paths: PathDensity, time: number, range: PathRange, drift: number, bound: number): number {
  const from = tilted(paths, range, drift);
  const variance = time - from.time;
  const { masses, nodes } = from;
  if (bound === Number.POSITIVE_INFINITY) return 0;
  let sum = 0;
  if (bound === Number.NEGATIVE_INFINITY) {
    for (let i = 0; i < nodes.length; i++) sum += masses[i] * nodes[i];
    return sum + drift * variance * total(masses);
  }
  const single = { time: from.time, nodes: Float64Array.of(0), masses: Float64Array.of(1) };
  for (let i = 0; i < nodes.length; i++) {
    single.nodes[0] = nodes[i];
    const { density, probability } = tail(single, time, drift, bound);
    sum += masses[i] * ((nodes[i] + drift * variance) * probability + variance * density);
  }
  return sum;
}

/** The root of a function that increases with its argument, from −∞ to ∞ in effect. */
function increasingRoot(f: (x: number) => number, start: number): number {
  let lower = start - 1;
  let upper = start + 1;
  for (let width = 1; f(lower) > 0 && lower > -1e3; width *= 2) lower -= width;
  for (let width = 1; f(upper) < 0 && upper < 1e3; width *= 2) upper += width;
  return brentRoot(f, lower, upper, { tolerance: 1e-12 }).root;
}

function checked(boundaries: Boundaries, result: FinalResult, options: FinalInferenceOptions): Required<FinalInferenceOptions> {
  const caller = "finalInference";
  checkBoundaries(caller, boundaries);
  checkKnown(caller, result, ["look", "z"]);
  checkKnown(caller, options, ["level", "maximumInformation", "nullEffect"]);
  const { level = 0.95, maximumInformation = 1, nullEffect = 0 } = options;
  const { look, z } = result;
  const { binding, fractions, futility, sided } = boundaries;
  if (!Number.isInteger(look) || look < 1 || look > fractions.length)
    throw new InvalidArgument(caller, "result.look", `be an integer from 1 to ${fractions.length}`, look);
  if (typeof z !== "number" || !Number.isFinite(z)) throw new InvalidArgument(caller, "result.z", "be a finite number", z);
  if (sided === 2 && binding && futility.slice(0, -1).some((bound) => bound > 0))
    throw new InvalidArgument(
      caller,
      "boundaries.futility",
      "have no binding inner wedge: its stops have no place in the ordering",
      futility,
    );
  checkBetween(caller, "level", level, 0, 1);
  checkPositive(caller, "maximumInformation", maximumInformation, "information");
  if (!Number.isFinite(nullEffect)) throw new InvalidArgument(caller, "nullEffect", "be finite", nullEffect);
  return { level, maximumInformation, nullEffect };
}
