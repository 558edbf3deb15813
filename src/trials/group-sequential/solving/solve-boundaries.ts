/** Boundaries from rules: look by look along the paths that go on. */
import { InvalidArgument } from "../../../errors.js";
import { normalUpperQuantile } from "../../../numeric/probability/normal.js";
import { brentRoot } from "../../../numeric/roots/brent-root.js";
import type { Boundaries } from "../boundaries.js";
import { boundForProbability } from "../crossing/bound-for-probability.js";
import { continuation, within } from "../crossing/crossing-probabilities.js";
import { advance, type PathDensity, pathRange, tail, tilted, total } from "../crossing/path-density.js";
import type { BoundaryFamily } from "../efficacy/boundary-family.js";
import type { Futility } from "../futility/futility.js";
import type { Spending } from "../spending/spending.js";
import { smoothRoot } from "./smooth-root.js";

export interface HarmRule {
  readonly spending: Spending;
  readonly total: number;
}

/** All that decides on boundaries, but for the drift. */
export interface BoundaryRules {
  readonly caller: string;
  readonly fractions: readonly number[];
  /** Spending times of efficacy, and of futility and harm. */
  readonly times: readonly number[];
  readonly futilityTimes: readonly number[];
  readonly sided: 1 | 2;
  /** For one direction. */
  readonly alpha: number;
  readonly beta: number;
  readonly efficacy: Spending | BoundaryFamily;
  readonly futility?: Futility;
  readonly harm?: HarmRule;
  readonly binding: boolean;
  /** Whether a bound may stop the trial at each look. */
  readonly testEfficacy: readonly boolean[];
  readonly testFutility: readonly boolean[];
  readonly testHarm: readonly boolean[];
}

/** Boundaries with what they use up. */
export interface SolvedBoundaries {
  readonly boundaries: Boundaries;
  /** One-directional α used, with the stops that the bounds rely on. */
  readonly alphaUsed: number;
  /** The probability of efficacy under the drift, in the right direction and in the other. */
  readonly power: number;
  readonly opposite: number;
}

/** Returns the boundaries for a drift (which matters to some futility rules only). */
export function solveBoundaries(rules: BoundaryRules, drift: number): SolvedBoundaries {
  const stops = rules.futility !== undefined || rules.harm !== undefined;
  if (stops && rules.binding) return solveWithStops(rules, drift);
  const free = solveEfficacyAlone(rules, drift);
  if (!stops) return free;
  return { ...alongPaths(rules, drift, free.boundaries.efficacy), alphaUsed: free.alphaUsed };
}

/** Efficacy bounds as if the trial never stopped for anything else. */
function solveEfficacyAlone(rules: BoundaryRules, drift: number): SolvedBoundaries {
  const { futility: _, harm: __, ...alone } = rules;
  return solveWithStops(alone, drift);
}

function solveWithStops(rules: BoundaryRules, drift: number): SolvedBoundaries {
  // A family says its last bound together with the first.
  if (!rules.futility?.needsFinalEfficacy || "bounds" in rules.efficacy) return solveAgainst(rules, drift, Number.NaN);
  // The futility bounds look ahead to the last efficacy bound: repeat until it is the one that was assumed.
  let assumed = normalUpperQuantile(rules.alpha);
  for (let iteration = 0; iteration < 100; iteration++) {
    const solved = solveAgainst(rules, drift, assumed);
    const found = solved.boundaries.efficacy[rules.fractions.length - 1];
    if (Math.abs(found - assumed) < 1e-12) return solved;
    assumed = found;
  }
  throw new InvalidArgument(rules.caller, "futility", "allow efficacy bounds that settle", rules.futility.name);
}

function solveAgainst(rules: BoundaryRules, drift: number, finalEfficacy: number): SolvedBoundaries {
  const { efficacy, alpha, caller } = rules;
  if ("spent" in efficacy) return alongPaths(rules, drift, null, finalEfficacy);
  const wanted = normalUpperQuantile(alpha);
  const at = (constant: number) => alongPaths(rules, drift, familyBounds(rules, efficacy, constant), finalEfficacy);
  const constant = smoothRoot((c) => normalUpperQuantile(Math.min(1, at(c).alphaUsed)) - wanted, wanted);
  if (Number.isNaN(constant))
    throw new InvalidArgument(
      caller,
      "efficacy",
      `allow bounds with one-sided α = ${alpha}, leaving some for the last look`,
      efficacy.name,
    );
  return at(constant);
}

function familyBounds({ fractions, testEfficacy }: BoundaryRules, family: BoundaryFamily, constant: number): number[] {
  return family.bounds(constant, fractions).map((z, k) => (testEfficacy[k] ? z : Number.POSITIVE_INFINITY));
}

/** One pass over the looks. Efficacy bounds are given, or (null) spent for; the paths stop at all bounds. */
function alongPaths(
  rules: BoundaryRules,
  drift: number,
  given: readonly number[] | null,
  finalEfficacy = Number.NaN,
): SolvedBoundaries {
  const { fractions, futility, harm, sided, testEfficacy } = rules;
  const looks = fractions.length;
  const never = sided === 1 ? Number.NEGATIVE_INFINITY : 0;
  const bounds = {
    fractions,
    sided,
    binding: rules.binding,
    efficacy: [] as number[],
    futility: [] as number[],
    harm: [] as number[],
  };
  const range = pathRange(0, Math.min(0, drift), Math.max(0, drift));
  const spent = { alpha: 0, target: 0, power: 0, opposite: 0, futility: 0, futilityUnderNull: 0, harm: 0 };
  let paths = range.start;
  let harmPaths = range.start;
  for (let k = 0; k < looks; k++) {
    const time = fractions[k];
    const root = Math.sqrt(time);
    const efficacy = given ? given[k] : testEfficacy[k] ? spendingBound(rules, k, paths, spent) : Number.POSITIVE_INFINITY;
    bounds.efficacy.push(efficacy);
    const tiltedPaths = tilted(paths, range, drift);
    spent.alpha += tail(paths, time, 0, efficacy * root).probability;
    spent.power += tail(tiltedPaths, time, drift, efficacy * root).probability;
    if (sided === 2) spent.opposite += tail(tiltedPaths, time, drift, -efficacy * root, true).probability;
    bounds.futility.push(never);
    if (futility && rules.testFutility[k]) {
      const last = given ? given[looks - 1] : k === looks - 1 ? efficacy : finalEfficacy;
      const bound = futilityBound(rules, futility, k, {
        paths,
        tiltedPaths,
        drift,
        spent,
        efficacy,
        finalEfficacy: last,
        former: bounds.futility,
      });
      bounds.futility[k] = Math.max(never, Math.min(bound, efficacy));
      spent.futility += stopped(tiltedPaths, time, drift, bounds.futility[k] * root, sided);
      spent.futilityUnderNull += stopped(paths, time, 0, bounds.futility[k] * root, sided);
    }
    bounds.harm.push(Number.NEGATIVE_INFINITY);
    if (harm && rules.testHarm[k]) {
      const target = harm.spending.spent(rules.futilityTimes[k], harm.total);
      const bound = boundForProbability(harmPaths, time, 0, target - spent.harm, true);
      spent.harm = target;
      bounds.harm[k] = Math.min(bound, efficacy, futility && rules.testFutility[k] ? bounds.futility[k] : efficacy);
    }
    if (k + 1 === looks) break;
    const intervals = continuation(bounds, k);
    paths = advance(paths, time, intervals, fractions[k + 1], range);
    if (harm) harmPaths = advance(harmPaths, time, [[bounds.harm[k] * root, efficacy * root]], fractions[k + 1], range);
  }
  return { boundaries: bounds, alphaUsed: spent.alpha, power: spent.power, opposite: spent.opposite };
}

function spendingBound(rules: BoundaryRules, k: number, paths: PathDensity, spent: { target: number }): number {
  const { alpha, efficacy, fractions, times } = rules;
  const target = (efficacy as Spending).spent(times[k], alpha);
  const increment = target - spent.target;
  spent.target = target;
  return boundForProbability(paths, fractions[k], 0, increment);
}

interface LookState {
  readonly paths: PathDensity;
  readonly tiltedPaths: PathDensity;
  readonly drift: number;
  readonly spent: { readonly futility: number; readonly futilityUnderNull: number };
  readonly efficacy: number;
  readonly finalEfficacy: number;
  /** Includes the current look. */
  readonly former: readonly number[];
}

function futilityBound(rules: BoundaryRules, futility: Futility, k: number, state: LookState): number {
  const { fractions, sided } = rules;
  if (futility.closes && k === fractions.length - 1) return state.efficacy;
  const time = fractions[k];
  const root = Math.sqrt(time);
  const under = (drift: number) => (drift === 0 ? state.paths : state.tiltedPaths);
  return futility.bound({
    look: k,
    fractions,
    times: rules.futilityTimes,
    sided,
    drift: state.drift,
    alpha: rules.alpha,
    beta: rules.beta,
    efficacy: state.efficacy,
    finalEfficacy: state.finalEfficacy,
    former: state.former.slice(0, k),
    boundFor(cumulative, drift) {
      const increment = cumulative - (drift === 0 ? state.spent.futilityUnderNull : state.spent.futility);
      if (sided === 1) return boundForProbability(under(drift), time, drift, increment, true);
      return innerBound(under(drift), time, drift, increment);
    },
    below: (z, drift) => tail(under(drift), time, drift, z * root, true).probability,
  });
}

/** The z with P(|Z| < z) = probability on the paths that come to the look. */
function innerBound(from: PathDensity, time: number, drift: number, probability: number): number {
  if (!(probability > 0)) return 0;
  if (probability >= total(from.masses)) return Number.POSITIVE_INFINITY;
  const root = Math.sqrt(time);
  return brentRoot((z) => within(from, time, drift, z * root) - probability, 0, 60, { tolerance: 1e-14 }).root;
}

/** The probability of stopping for futility. */
function stopped(paths: PathDensity, time: number, drift: number, bound: number, sided: 1 | 2): number {
  return sided === 1 ? tail(paths, time, drift, bound, true).probability : within(paths, time, drift, bound);
}
