/** The probabilities of crossing each boundary at each look. */
import { InvalidArgument } from "../../../errors.js";
import type { Boundaries, CrossingProbabilities } from "../boundaries.js";
import { checkBoundaries } from "../boundary-checks.js";
import { advance, type Interval, type PathDensity, type PathRange, pathRange, tail, tilted } from "./path-density.js";

/**
 * Returns the probabilities of stopping at each look for each reason, when Z at the last look has mean `drift`.
 *
 * Z_k ~ N(drift √t_k, 1) with Cov(Z_j, Z_k) = √(t_j/t_k), t the information fractions. The recursion over looks runs on
 * Gauss–Legendre nodes; errors are below 1e-11. At the last look what is neither efficacy nor below the futility (or harm) bound is
 * counted nowhere: the trial ends without a finding.
 *
 * @throws InvalidArgument for boundaries that are no boundaries (`checkBoundaries`) and a drift that is not finite.
 * Source: armitage1969repeated, jennison1999group (chapter 19).
 */
export function crossingProbabilities(boundaries: Boundaries, drift: number): CrossingProbabilities {
  checkBoundaries("crossingProbabilities", boundaries);
  if (typeof drift !== "number" || !Number.isFinite(drift))
    throw new InvalidArgument("crossingProbabilities", "drift", "be a finite number", drift);
  const range = pathRange(drift);
  return probabilitiesOn(boundaries, pathsBetween(boundaries, range), range, drift);
}

/** Returns crossing probabilities at any drift from `least` to `greatest`, for the price of one recursion. */
export function crossingCurve(boundaries: Boundaries, least: number, greatest: number): (drift: number) => CrossingProbabilities {
  checkBoundaries("crossingCurve", boundaries);
  const range = pathRange(Math.min(Math.max(0, least), greatest), least, greatest);
  const paths = pathsBetween(boundaries, range);
  return (drift) => {
    if (!(drift >= least && drift <= greatest))
      throw new InvalidArgument("crossingCurve", "drift", `be from ${least} to ${greatest}`, drift);
    return probabilitiesOn(boundaries, paths, range, drift);
  };
}

/** The paths that come to each look, from the start of the range. */
export function pathsBetween(boundaries: Boundaries, range: PathRange): readonly PathDensity[] {
  const { fractions } = boundaries;
  const paths: PathDensity[] = [range.start];
  for (let k = 0; k + 1 < fractions.length; k++) {
    paths.push(advance(paths[k], fractions[k], continuation(boundaries, k), fractions[k + 1], range));
  }
  return paths;
}

/** Where a path goes on at look k, on the score scale. */
export function continuation(boundaries: Boundaries, k: number): readonly Interval[] {
  const { efficacy, fractions, futility, harm, sided } = boundaries;
  const root = Math.sqrt(fractions[k]);
  const upper = efficacy[k] * root;
  if (sided === 1) return [[Math.max(futility[k], harm[k]) * root, upper]];
  const inner = futility[k] * root;
  if (inner <= 0) return [[-upper, upper]];
  return [
    [-upper, -inner],
    [inner, upper],
  ];
}

/** What happens at each look to the paths that come to it. */
export function probabilitiesOn(
  boundaries: Boundaries,
  paths: readonly PathDensity[],
  range: PathRange,
  drift: number,
): CrossingProbabilities {
  const { efficacy, fractions, futility, harm, sided } = boundaries;
  const result = { drift, efficacy: [] as number[], opposite: [] as number[], futility: [] as number[], harm: [] as number[] };
  for (let k = 0; k < fractions.length; k++) {
    const time = fractions[k];
    const root = Math.sqrt(time);
    const from = tilted(paths[k], range, drift);
    const upper = tail(from, time, drift, efficacy[k] * root).probability;
    if (sided === 1) {
      const harmed = tail(from, time, drift, harm[k] * root, true).probability;
      const below = futility[k] > harm[k] ? tail(from, time, drift, futility[k] * root, true).probability : harmed;
      result.efficacy.push(upper);
      result.opposite.push(0);
      result.futility.push(below - harmed);
      result.harm.push(harmed);
    } else {
      const opposite = tail(from, time, drift, -efficacy[k] * root, true).probability;
      result.efficacy.push(upper + opposite);
      result.opposite.push(opposite);
      result.futility.push(futility[k] > 0 ? within(from, time, drift, futility[k] * root) : 0);
      result.harm.push(0);
    }
  }
  return result;
}

/** P(|S(time)| < bound). */
export function within(from: PathDensity, time: number, drift: number, bound: number): number {
  return tail(from, time, drift, bound, true).probability - tail(from, time, drift, -bound, true).probability;
}
