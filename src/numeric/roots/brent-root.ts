/** Brent's root finder: the safety of bisection at close to the speed of the secant method, without derivatives. */
import { converged, notANumber, requireSignChange, rootLimits, tooManyIterations } from "./bracket.js";
import type { Root, RootOptions } from "./root.js";

/**
 * Finds a root of f in [lower, upper], where f changes sign: inverse quadratic interpolation, secant, or bisection.
 *
 * Infinite function values are allowed: they count by their sign. A NaN ends the search with a reason. Throws
 * `InvalidArgument` if f has the same sign at both ends.
 *
 * Source: brent1973algorithms, chapter 4.
 */
export function brentRoot(f: (x: number) => number, lower: number, upper: number, options: RootOptions = {}): Root {
  const { tolerance, maxIterations } = rootLimits("brentRoot", lower, upper, options);
  let previous = lower;
  let atPrevious = f(lower);
  let best = upper;
  let atBest = f(upper);
  requireSignChange("brentRoot", lower, upper, atPrevious, atBest);
  // The root lies between `best` and `opposite`; `previous` is the former best.
  let opposite = previous;
  let atOpposite = atPrevious;
  let step = best - previous;
  let formerStep = step;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (atBest > 0 === atOpposite > 0) {
      opposite = previous;
      atOpposite = atPrevious;
      step = best - previous;
      formerStep = step;
    }
    if (Math.abs(atOpposite) < Math.abs(atBest)) {
      previous = best;
      best = opposite;
      opposite = previous;
      atPrevious = atBest;
      atBest = atOpposite;
      atOpposite = atPrevious;
    }
    const margin = 2 * Number.EPSILON * Math.abs(best) + tolerance / 2;
    const half = opposite / 2 - best / 2;
    if (atBest === 0 || Math.abs(half) <= margin) return converged(best, atBest, iteration);
    const proposal = interpolatedStep(best, atBest, previous, atPrevious, opposite, atOpposite);
    const limit = Math.min(1.5 * Math.abs(half) - margin / 2, Math.abs(formerStep) / 2);
    const improving = Math.abs(formerStep) >= margin && Math.abs(atPrevious) > Math.abs(atBest);
    // The step must go toward the opposite end and be short enough to shrink the bracket; NaN fails the test.
    if (improving && proposal > 0 === half > 0 && Math.abs(proposal) < limit) {
      formerStep = step;
      step = proposal;
    } else {
      step = half;
      formerStep = half;
    }
    previous = best;
    atPrevious = atBest;
    const least = Math.max(margin, Number.MIN_VALUE);
    best += Math.abs(step) > margin ? step : half > 0 ? least : -least;
    atBest = f(best);
    if (Number.isNaN(atBest)) return notANumber(best, iteration + 1);
  }
  return tooManyIterations(best, atBest, maxIterations);
}

/** The step from b by inverse quadratic interpolation through a, b, c, or by the secant when a = c. */
function interpolatedStep(b: number, atB: number, a: number, atA: number, c: number, atC: number): number {
  const ratio = atB / atA;
  if (a === c) return ((c - b) * ratio) / (ratio - 1);
  const q = atA / atC;
  const r = atB / atC;
  return (ratio * ((c - b) * q * (q - r) - (b - a) * (r - 1))) / -((q - 1) * (r - 1) * (ratio - 1));
}
