/** One pass over the looks: bounds one after the other, along the paths that go on. */
import { brentRoot } from "../../../numeric/roots/brent-root.js";
import type { Boundaries } from "../boundaries.js";
import { boundForProbability } from "../crossing/bound-for-probability.js";
import { continuation, within } from "../crossing/crossing-probabilities.js";
import { advance, type PathDensity, type PathRange, pathRange, tail, tilted, total } from "../crossing/path-density.js";
import type { Futility } from "../futility/futility.js";
import type { Spending } from "../spending/spending.js";
import type { BoundaryRules, HarmRule } from "./boundary-rules.js";

/** Boundaries with what they use up. */
export interface SolvedBoundaries {
  readonly boundaries: Boundaries;
  /** One-directional probability of efficacy under the null hypothesis, with all the stops. */
  readonly alphaUsed: number;
  /** The probability of efficacy under the drift, in the right direction and in the other. */
  readonly power: number;
  readonly opposite: number;
  /** The paths that come to each look, with the range of drifts they were made for. */
  readonly paths: readonly PathDensity[];
  readonly range: PathRange;
}

/** What futility rules look ahead to, guessed until it comes out. */
export interface Foresight {
  readonly finalEfficacy: number;
  readonly noEfficacy: number;
}

/** The bounds so far, and what they used up. */
interface Progress {
  readonly boundaries: { [Bound in "efficacy" | "futility" | "harm"]: number[] } & Boundaries;
  readonly range: PathRange;
  readonly drift: number;
  /** Paths that come to the look, with masses under the null hypothesis, and under the drift. */
  paths: PathDensity;
  tiltedPaths: PathDensity;
  /** Paths that only efficacy and harm stop. */
  harmPaths: PathDensity;
  alpha: number;
  target: number;
  power: number;
  opposite: number;
  futility: number;
  futilityUnderNull: number;
  harm: number;
  /** The harm bound of the look by its spending alone, before the futility bound limits it. */
  harmStop: number;
}

/** Returns the boundaries for a drift, with efficacy bounds given, or (null) spent for. Paths stop at all of them. */
export function alongPaths(
  rules: BoundaryRules,
  drift: number,
  given: readonly number[] | null,
  foresight: Foresight,
): SolvedBoundaries {
  const { fractions, futility, harm } = rules;
  const progress = start(rules, drift);
  const { boundaries, range } = progress;
  const paths: PathDensity[] = [];
  for (let k = 0; k < fractions.length; k++) {
    paths.push(progress.paths);
    progress.tiltedPaths = tilted(progress.paths, progress.range, drift);
    boundaries.efficacy.push(given ? given[k] : spendingBound(rules, k, progress));
    addEfficacy(rules, k, progress);
    if (futility && rules.testFutility[k]) {
      const final = given ? given[fractions.length - 1] : foresight.finalEfficacy;
      boundaries.futility.push(futilityBound(rules, futility, k, progress, { ...foresight, finalEfficacy: final }));
      addFutility(rules, k, progress);
    } else boundaries.futility.push(rules.sided === 1 ? Number.NEGATIVE_INFINITY : 0);
    progress.harmStop = Number.NEGATIVE_INFINITY;
    boundaries.harm.push(harm && rules.testHarm[k] ? harmBound(rules, harm, k, progress) : Number.NEGATIVE_INFINITY);
    if (k + 1 < fractions.length) goOn(rules, k, progress);
  }
  const { alpha, opposite, power } = progress;
  return { boundaries, alphaUsed: alpha, power, opposite, paths, range };
}

function start({ binding, fractions, sided }: BoundaryRules, drift: number): Progress {
  const range = pathRange(0, Math.min(0, drift), Math.max(0, drift));
  return {
    boundaries: { fractions, sided, binding, efficacy: [], futility: [], harm: [] },
    range,
    drift,
    paths: range.start,
    tiltedPaths: range.start,
    harmPaths: range.start,
    alpha: 0,
    target: 0,
    power: 0,
    opposite: 0,
    futility: 0,
    futilityUnderNull: 0,
    harm: 0,
    harmStop: Number.NEGATIVE_INFINITY,
  };
}

function spendingBound(
  { alpha, efficacy, fractions, testEfficacy, times }: BoundaryRules,
  k: number,
  progress: Progress,
): number {
  if (!testEfficacy[k]) return Number.POSITIVE_INFINITY;
  const target = (efficacy as Spending).spent(times[k], alpha);
  const increment = target - progress.target;
  progress.target = target;
  return boundForProbability(progress.paths, fractions[k], 0, increment);
}

function addEfficacy({ fractions, sided }: BoundaryRules, k: number, progress: Progress): void {
  const { boundaries, drift, paths, tiltedPaths } = progress;
  const bound = boundaries.efficacy[k] * Math.sqrt(fractions[k]);
  progress.alpha += tail(paths, fractions[k], 0, bound).probability;
  progress.power += tail(tiltedPaths, fractions[k], drift, bound).probability;
  if (sided === 2) progress.opposite += tail(tiltedPaths, fractions[k], drift, -bound, true).probability;
}

function addFutility({ fractions, sided }: BoundaryRules, k: number, progress: Progress): void {
  const { boundaries, drift, paths, tiltedPaths } = progress;
  const bound = boundaries.futility[k] * Math.sqrt(fractions[k]);
  progress.futility += stopped(tiltedPaths, fractions[k], drift, bound, sided);
  progress.futilityUnderNull += stopped(paths, fractions[k], 0, bound, sided);
}

/** The probability of stopping for futility. */
function stopped(paths: PathDensity, time: number, drift: number, bound: number, sided: 1 | 2): number {
  return sided === 1 ? tail(paths, time, drift, bound, true).probability : within(paths, time, drift, bound);
}

function harmBound(rules: BoundaryRules, { spending, total }: HarmRule, k: number, progress: Progress): number {
  const { boundaries, harmPaths } = progress;
  const target = spending.spent(rules.futilityTimes[k], total);
  const bound = boundForProbability(harmPaths, rules.fractions[k], 0, target - progress.harm, true);
  progress.harm = target;
  // What the futility bound takes away is not spent later: harm's own paths stop where harm alone would.
  progress.harmStop = Math.min(bound, boundaries.efficacy[k]);
  return rules.futility && rules.testFutility[k] ? Math.min(progress.harmStop, boundaries.futility[k]) : progress.harmStop;
}

function goOn({ fractions, harm }: BoundaryRules, k: number, progress: Progress): void {
  const { boundaries, range } = progress;
  const time = fractions[k];
  const root = Math.sqrt(time);
  progress.paths = advance(progress.paths, time, continuation(boundaries, k), fractions[k + 1], range);
  if (!harm) return;
  const interval = [progress.harmStop * root, boundaries.efficacy[k] * root] as const;
  progress.harmPaths = advance(progress.harmPaths, time, [interval], fractions[k + 1], range);
}

function futilityBound(rules: BoundaryRules, futility: Futility, k: number, progress: Progress, foresight: Foresight): number {
  const { alpha, beta, fractions, futilityTimes, sided } = rules;
  const { boundaries, drift: planned } = progress;
  const efficacy = boundaries.efficacy[k];
  if (futility.closes && k === fractions.length - 1) return efficacy;
  const time = fractions[k];
  const under = (drift: number) => (drift === 0 ? progress.paths : progress.tiltedPaths);
  const bound = futility.bound({
    look: k,
    fractions,
    times: futilityTimes,
    sided,
    drift: planned,
    alpha,
    beta,
    efficacy,
    ...foresight,
    former: boundaries.futility,
    boundFor(cumulative, drift) {
      const increment = cumulative - (drift === 0 ? progress.futilityUnderNull : progress.futility);
      return sided === 1
        ? boundForProbability(under(drift), time, drift, increment, true)
        : innerBound(under(drift), time, drift, increment);
    },
    below: (z, drift) => tail(under(drift), time, drift, z * Math.sqrt(time), true).probability,
  });
  return Math.max(sided === 1 ? Number.NEGATIVE_INFINITY : 0, Math.min(bound, efficacy));
}

/** The z with P(|Z| < z) = probability on the paths that come to the look. */
function innerBound(from: PathDensity, time: number, drift: number, probability: number): number {
  if (!(probability > 0)) return 0;
  if (probability >= total(from.masses)) return Number.POSITIVE_INFINITY;
  const root = Math.sqrt(time);
  return brentRoot((z) => within(from, time, drift, z * root) - probability, 0, 60, { tolerance: 1e-14 }).root;
}
