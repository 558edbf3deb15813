/** Decisions with delayed responses: recruitment stops at a bound, and the decision waits for the patients under way. */
import { InvalidArgument } from "../../errors.js";
import { normalUpperQuantile } from "../../numeric/probability/normal.js";
import { brentRoot } from "../../numeric/roots/brent-root.js";
import type { Boundaries } from "./boundaries.js";
import { checkBoundaries } from "./boundary-checks.js";
import { pathsBetween } from "./crossing/crossing-probabilities.js";
import { advance, type PathDensity, type PathRange, pathRange, tail } from "./crossing/path-density.js";
import type { GroupSequentialPlan } from "./group-sequential-plan.js";
import { smoothRoot } from "./solving/smooth-root.js";

/** What decides at each look; the last look has its efficacy bound. */
export interface DelayedDecisions {
  /** The null hypothesis is rejected when Z, with the responses that were under way, is at least this; NaN where there is no delay. */
  readonly decision: readonly number[];
  /** The probability, under the null hypothesis, that a stop for efficacy is not confirmed; the same as that of a stop for futility turned round. */
  readonly reversal: readonly number[];
}

/**
 * Returns the critical values of decisions after delays: c_k with P₀(stop upward at k, Z̃_k < c_k) = P₀(stop downward at k, Z̃_k ≥ c_k), where
 * Z̃_k has the information fraction t_k + delay_k. Efficacy then is as likely as without delay, so α is kept by the bounds as they are.
 *
 * @throws InvalidArgument for bounds that are two-sided or without futility at a look with a delay, and delays that are negative or reach
 * beyond the end.
 * Source: hampson2013group.
 */
export function delayedDecisions(boundaries: Boundaries, delays: readonly number[]): DelayedDecisions {
  checkDelays(boundaries, delays);
  const range = pathRange(0);
  const paths = pathsBetween(boundaries, range);
  const decision: number[] = [];
  const reversal: number[] = [];
  for (let k = 0; k + 1 < boundaries.fractions.length; k++) {
    const end = boundaries.fractions[k] + delays[k];
    if (delays[k] === 0) {
      decision.push(Number.NaN);
      reversal.push(Number.NaN);
      continue;
    }
    const { down, up } = stoppedPaths(boundaries, paths, k, end, range);
    const root = Math.sqrt(end);
    const turned = (z: number) => tail(up, end, 0, z * root, true).probability;
    const critical = brentRoot((z) => turned(z) - tail(down, end, 0, z * root).probability, -20, 20, { tolerance: 1e-12 }).root;
    decision.push(critical);
    reversal.push(turned(critical));
  }
  decision.push(boundaries.efficacy[boundaries.efficacy.length - 1]);
  return { decision, reversal };
}

/** The probability of rejecting at each look under a drift, with decisions after delays. Source: hampson2013group. */
export function delayedRejections(
  boundaries: Boundaries,
  delays: readonly number[],
  { decision }: DelayedDecisions,
  drift: number,
): number[] {
  checkDelays(boundaries, delays);
  const range = pathRange(drift);
  const paths = pathsBetween(boundaries, range);
  return boundaries.fractions.map((time, k) => {
    if (k + 1 === boundaries.fractions.length || delays[k] === 0)
      return tail(paths[k], time, drift, boundaries.efficacy[k] * Math.sqrt(time)).probability;
    const end = time + delays[k];
    const { down, up } = stoppedPaths(boundaries, paths, k, end, range);
    const bound = decision[k] * Math.sqrt(end);
    return tail(up, end, drift, bound).probability + tail(down, end, drift, bound).probability;
  });
}

/** A plan whose responses come late. */
export interface DelayedResponsePlan extends DelayedDecisions {
  /** The drift at which it has the plan's power, with decisions after delays; maximum information as a multiple of the fixed design's. */
  readonly drift: number;
  readonly inflation: number;
  /** The probability of rejecting at each look under a drift. */
  rejections(drift: number): number[];
  /** Expected information at the decision, delays included, as a part of the maximum. */
  expectedInformation(drift: number): number;
}

/**
 * Returns what becomes of a one-sided plan with futility bounds when the responses of patients under way are awaited after recruitment stops
 * at a look; `delays` is their information, as a part of the maximum, at each interim look (0: none are under way).
 *
 * @throws InvalidArgument as `delayedDecisions` does.
 * Source: hampson2013group.
 */
export function withDelayedResponses(plan: GroupSequentialPlan, delays: readonly number[]): DelayedResponsePlan {
  const { boundaries, rules } = plan;
  const decisions = delayedDecisions(boundaries, delays);
  const rejections = (drift: number) => delayedRejections(boundaries, delays, decisions, drift);
  const wanted = normalUpperQuantile(rules.beta);
  const power = (drift: number) => rejections(drift).reduce((sum, probability) => sum + probability, 0);
  const gap = (drift: number) =>
    drift > 0 ? -normalUpperQuantile(Math.min(1, power(drift))) - wanted : Number.NEGATIVE_INFINITY;
  const drift = smoothRoot(gap, plan.drift);
  const fixed = normalUpperQuantile(rules.alpha) + wanted;
  return {
    ...decisions,
    drift,
    inflation: (drift / fixed) * (drift / fixed),
    rejections,
    expectedInformation: (at) => {
      const { efficacy, futility, harm } = plan.crossing(at);
      let waited = 0;
      delays.forEach((delay, k) => {
        waited += delay * (efficacy[k] + futility[k] + harm[k]);
      });
      return plan.expectedInformation(at) + waited;
    },
  };
}

/** The density of paths that stop at a look, upward and downward, ready for a step to `end`. */
function stoppedPaths(
  { efficacy, fractions, futility, harm }: Boundaries,
  paths: readonly PathDensity[],
  k: number,
  end: number,
  range: PathRange,
): { readonly up: PathDensity; readonly down: PathDensity } {
  const root = Math.sqrt(fractions[k]);
  const lower = Math.max(futility[k], harm[k]) * root;
  return {
    up: advance(paths[k], fractions[k], [[efficacy[k] * root, Number.POSITIVE_INFINITY]], end, range),
    down: advance(paths[k], fractions[k], [[Number.NEGATIVE_INFINITY, lower]], end, range),
  };
}

function checkDelays(boundaries: Boundaries, delays: unknown): void {
  checkBoundaries("delayedDecisions", boundaries);
  const { fractions, futility, harm, sided } = boundaries;
  const interim = fractions.length - 1;
  if (sided !== 1) throw new InvalidArgument("delayedDecisions", "boundaries", "be one-sided", sided);
  if (!Array.isArray(delays) || delays.length !== interim)
    throw new InvalidArgument(
      "delayedDecisions",
      "delays",
      `be a list of ${interim} information fractions, one for each interim look`,
      delays,
    );
  for (let k = 0; k < interim; k++) {
    if (typeof delays[k] !== "number" || !(delays[k] >= 0 && fractions[k] + delays[k] < 1))
      throw new InvalidArgument("delayedDecisions", `delays[${k}]`, `be from 0 to less than ${1 - fractions[k]}`, delays[k]);
    if (delays[k] > 0 && Math.max(futility[k], harm[k]) === Number.NEGATIVE_INFINITY)
      throw new InvalidArgument("delayedDecisions", `boundaries.futility[${k}]`, "be finite where there is a delay", futility[k]);
  }
}
