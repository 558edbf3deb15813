/** Newton's root finder inside a bracket: quadratic convergence that cannot escape. */
import { converged, notANumber, requireSignChange, rootLimits, tooManyIterations } from "./bracket.js";
import type { Root, RootOptions } from "./root.js";

/** When and where a Newton search begins and ends. */
export interface NewtonRootOptions extends RootOptions {
  /** Where to begin, inside the interval; default its middle. */
  readonly start?: number;
}

/**
 * Finds a root of f in an interval where f changes sign, by Newton's steps with bisection as the safeguard.
 *
 * A step that would leave the bracket, or that does not halve the step before last, is replaced by bisection. Throws
 * `InvalidArgument` if f has the same sign at both ends of the interval. A NaN of f ends the search with a reason; a
 * NaN or zero derivative only costs a bisection.
 *
 * Source: press2007numerical, section 9.4.
 */
export function newtonRoot(
  f: (x: number) => number,
  derivative: (x: number) => number,
  interval: readonly [lower: number, upper: number],
  options: NewtonRootOptions = {},
): Root {
  let [lower, upper] = interval;
  const { tolerance, maxIterations } = rootLimits("newtonRoot", lower, upper, options);
  let atLower = f(lower);
  let atUpper = f(upper);
  requireSignChange("newtonRoot", lower, upper, atLower, atUpper);
  if (atLower === 0) return converged(lower, atLower, 0);
  if (atUpper === 0) return converged(upper, atUpper, 0);
  let x = options.start ?? lower / 2 + upper / 2;
  if (!(x > lower && x < upper)) x = lower / 2 + upper / 2;
  let step = upper - lower;
  let formerStep = step;
  let pushed = false;
  let value = f(x);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    if (Number.isNaN(value)) return notANumber(x, iteration);
    if (value === 0) return converged(x, value, iteration);
    if (value > 0 === atUpper > 0) {
      upper = x;
      atUpper = value;
    } else {
      lower = x;
      atLower = value;
    }
    const margin = 2 * Number.EPSILON * Math.abs(x) + tolerance / 2;
    const middle = lower / 2 + upper / 2;
    if (upper / 2 - lower / 2 <= margin || middle === lower || middle === upper) {
      return Math.abs(atLower) < Math.abs(atUpper) ? converged(lower, atLower, iteration) : converged(upper, atUpper, iteration);
    }
    const newton = -value / derivative(x);
    const contained = x + newton >= lower && x + newton <= upper;
    const shrinking = Math.abs(newton) <= Math.abs(formerStep) / 2;
    const short = Math.abs(newton) < margin;
    formerStep = step;
    if (!contained || !shrinking || (short && pushed)) step = middle - x;
    // A converged end must still bring the other one close: step just across the root, once.
    else step = short ? acrossRoot(x, upper, margin) : newton;
    pushed = short && contained;
    x += step;
    if (!(x > lower && x < upper)) x = middle;
    value = f(x);
  }
  return tooManyIterations(x, value, maxIterations);
}

function acrossRoot(x: number, upper: number, margin: number): number {
  return x === upper ? -margin : margin;
}
