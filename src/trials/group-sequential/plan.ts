/** Making a group-sequential plan: bounds with the power, the drift and the expected information that go with them. */
import { InvalidArgument } from "../../errors.js";
import { normalUpperQuantile, normalUpperTail } from "../../numeric/probability/normal.js";
import type { Boundaries, CrossingProbabilities } from "./boundaries.js";
import { crossingProbabilities, probabilitiesOn } from "./crossing/crossing-probabilities.js";
import { reaches } from "./crossing/path-density.js";
import type { GroupSequentialPlan } from "./group-sequential-plan.js";
import { atInformation } from "./plan-at-information.js";
import { type GroupSequentialPlanOptions, rulesOf } from "./plan-options.js";
import { describePlan } from "./plan-protocol.js";
import { planRecipe } from "./plan-recipe.js";
import type { SolvedBoundaries } from "./solving/along-paths.js";
import type { BoundaryRules } from "./solving/boundary-rules.js";
import { smoothRoot } from "./solving/smooth-root.js";
import { type BoundarySolver, boundarySolver } from "./solving/solve-boundaries.js";

export type { GroupSequentialPlan } from "./group-sequential-plan.js";

/**
 * Returns a group-sequential plan: looks, bounds on Z, and the drift (so the sample size) at which it has its power.
 *
 * Spending: bound k spends what the spending function adds since the last tested look. Classical families: the constant is solved for.
 * Futility bounds may be binding or not; with β-spending they depend on the drift, which is found together with them so that the last
 * two bounds meet. inflation = drift² / (z_α + z_β)². All to about 1e-10.
 *
 * @throws InvalidArgument for fractions that do not increase to 1, spending twice, bounds that leave no α for the last look, options out
 * of range, and futility rules with which no drift reaches the power.
 * Source: jennison1999group, lan1983discrete, anderson2022gsdesign.
 */
export function groupSequentialPlan(options: GroupSequentialPlanOptions): GroupSequentialPlan {
  const rules = rulesOf("groupSequentialPlan", options);
  return planFor(options, rules, null);
}

/** The plan for rules; the drift is given, or (null) found for the power. */
export function planFor(options: GroupSequentialPlanOptions, rules: BoundaryRules, given: number | null): GroupSequentialPlan {
  const solver = boundarySolver(rules);
  const drift = given ?? driftFor(options, rules, solver);
  const solved = solver.solve(drift);
  const { boundaries } = solved;
  rules.futility?.verify?.(boundaries.efficacy);
  const { sided } = rules;
  const crossing = (at: number) => crossingProbabilities(boundaries, at);
  const powerAt = (at: number) => powerOf(options, rules, crossing(at));
  const planned = crossingAt(solved, drift);
  const power = given === null ? 1 - rules.beta : powerOf(options, rules, planned);
  const fixed = normalUpperQuantile(rules.alpha) + normalUpperQuantile(1 - power);
  const inflation = (drift / fixed) * (drift / fixed);
  const expectedInformation = (at: number) => expectedFraction(boundaries, at === drift ? planned : crossing(at));
  const plan: GroupSequentialPlan = {
    options,
    rules,
    boundaries,
    sided,
    alpha: rules.alpha * sided,
    power,
    drift,
    inflation,
    nominal: boundaries.efficacy.map((z) => (z === Number.POSITIVE_INFINITY ? 0 : normalUpperTail(z))),
    alphaSpent: cumulated(crossingAt(solver.alone ?? solved, 0).efficacy),
    betaSpent: cumulated(planned.futility.map((probability, k) => probability + planned.harm[k])),
    crossing,
    powerAt,
    expectedInformation,
    averageSampleNumber: (at) => inflation * expectedInformation(at),
    atInformation: (information, how = {}) => atInformation(plan, information, how, planFor),
    protocol: () => describePlan(plan),
    ...planRecipe(options),
  };
  return plan;
}

/** Crossing probabilities along the paths of the solution, or along new ones for a drift that they were not made for. */
function crossingAt({ boundaries, paths, range }: SolvedBoundaries, drift: number): CrossingProbabilities {
  const { efficacy, fractions } = boundaries;
  return reaches(range, drift, fractions, efficacy)
    ? probabilitiesOn(boundaries, paths, range, drift)
    : crossingProbabilities(boundaries, drift);
}

function driftFor(options: GroupSequentialPlanOptions, rules: BoundaryRules, solver: BoundarySolver): number {
  const wanted = normalUpperQuantile(rules.beta);
  const start = 1.03 * (normalUpperQuantile(rules.alpha) + wanted);
  const bothCount = countsBoth(options, rules);
  const fixed = rules.futility?.needsDrift ? undefined : solver.solve(0);
  const reached = (drift: number) => {
    if (fixed) return powerOf(options, rules, crossingAt(fixed, drift));
    const { opposite, power } = solver.solve(drift);
    return bothCount ? power + opposite : power;
  };
  const gap = (drift: number) => (drift > 0 ? wantedGap(reached(drift), wanted) : Number.NEGATIVE_INFINITY);
  const root = smoothRoot(gap, start);
  if (!Number.isNaN(root)) return root;
  throw new InvalidArgument(rules.caller, "futility", `allow a power of ${1 - rules.beta} at some drift`, rules.futility?.name);
}

/** How far the power is from what is wanted, on the scale of normal quantiles, where it is almost a line of slope 1 in the drift. */
function wantedGap(power: number, wanted: number): number {
  if (power <= 0) return Number.NEGATIVE_INFINITY;
  return power >= 1 ? Number.POSITIVE_INFINITY : -normalUpperQuantile(power) - wanted;
}

function countsBoth(options: GroupSequentialPlanOptions, { futility, sided }: BoundaryRules): boolean {
  return sided === 2 && (options.twoSidedPower === true || futility !== undefined);
}

/** Power out of crossing probabilities. */
export function powerOf(options: GroupSequentialPlanOptions, rules: BoundaryRules, crossing: CrossingProbabilities): number {
  let power = 0;
  const both = countsBoth(options, rules);
  for (let k = 0; k < crossing.efficacy.length; k++) power += crossing.efficacy[k] - (both ? 0 : crossing.opposite[k]);
  return power;
}

/** Expected fraction of the maximum information at which the trial ends. */
export function expectedFraction({ fractions }: Boundaries, { efficacy, futility, harm }: CrossingProbabilities): number {
  let expected = 0;
  let going = 1;
  for (let k = 0; k < fractions.length; k++) {
    const stopping = k + 1 === fractions.length ? going : efficacy[k] + futility[k] + harm[k];
    expected += fractions[k] * stopping;
    going -= stopping;
  }
  return expected;
}

function cumulated(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}
