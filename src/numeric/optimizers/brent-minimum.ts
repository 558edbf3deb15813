/** Brent's minimizer of a function of one variable, without derivatives. */
import { InvalidArgument } from "../../errors.js";
import { limitReached, requireNonNegative } from "./limits.js";
import type { MinimizationLimits, Minimum } from "./minimum.js";

/** When a minimization in one variable ends. */
export interface BrentMinimumOptions extends MinimizationLimits {
  /** Wanted accuracy of the minimizer relative to its size; below 1.5e-8, the square root of rounding, nothing is gained. Default 1.5e-8. */
  readonly relativeTolerance?: number;
  /** Wanted absolute accuracy of the minimizer; default 1e-10. */
  readonly absoluteTolerance?: number;
}

const GOLDEN = 0.3819660112501051;

/**
 * Finds a local minimum of f in [lower, upper] by golden sections and parabolas; the global one if f is unimodal.
 *
 * The ends themselves are not evaluated, but are approached. Values of +∞ and NaN count as high. Throws
 * `InvalidArgument` for an interval that is empty or not finite.
 *
 * Source: brent1973algorithms, chapter 5.
 */
export function brentMinimum(
  f: (x: number) => number,
  lower: number,
  upper: number,
  options: BrentMinimumOptions = {},
): Minimum<number> {
  const { relativeTolerance = 1.5e-8, absoluteTolerance = 1e-10, maxIterations = 500 } = options;
  if (!Number.isFinite(lower)) throw new InvalidArgument("brentMinimum", "lower", "be finite", lower);
  if (!(upper > lower && upper < Number.POSITIVE_INFINITY)) {
    throw new InvalidArgument("brentMinimum", "upper", `be finite and greater than lower (${lower})`, upper);
  }
  requireNonNegative("brentMinimum", "relativeTolerance", relativeTolerance);
  requireNonNegative("brentMinimum", "absoluteTolerance", absoluteTolerance);
  const high = (x: number): number => {
    const value = f(x);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  let [a, b] = [lower, upper];
  // Best, second best and former second best point.
  let x = a + GOLDEN * (b - a);
  let [w, v] = [x, x];
  let atX = high(x);
  let [atW, atV] = [atX, atX];
  let step = 0;
  let formerStep = 0;
  for (let iteration = 0; ; iteration++) {
    const outcome = { minimizer: x, minimum: atX, iterations: iteration, evaluations: iteration + 1 };
    const middle = a / 2 + b / 2;
    const margin = Math.max(relativeTolerance * Math.abs(x) + absoluteTolerance, Number.MIN_VALUE);
    if (Math.abs(x - middle) <= 2 * margin - (b - a) / 2) {
      return { ...outcome, converged: true, reason: "the minimizer is located to the tolerance" };
    }
    const limit = limitReached(options, maxIterations, iteration, iteration + 1, atX);
    if (limit !== undefined) return { ...outcome, converged: false, reason: limit };
    const parabola = parabolicStep(x, atX, w, atW, v, atV);
    const inside = x + parabola > a && x + parabola < b && Math.abs(parabola) < Math.abs(formerStep) / 2;
    formerStep = inside ? step : x < middle ? b - x : a - x;
    step = inside ? parabola : GOLDEN * formerStep;
    if (inside && (x + step - a < 2 * margin || b - x - step < 2 * margin)) step = x < middle ? margin : -margin;
    const u = x + (Math.abs(step) >= margin ? step : step > 0 ? margin : -margin);
    const atU = high(u);
    if (atU <= atX) {
      if (u < x) b = x;
      else a = x;
      [v, atV, w, atW, x, atX] = [w, atW, x, atX, u, atU];
      continue;
    }
    if (u < x) a = u;
    else b = u;
    if (atU <= atW || w === x) [v, atV, w, atW] = [w, atW, u, atU];
    else if (atU <= atV || v === x || v === w) [v, atV] = [u, atU];
  }
}

/** The step from x to the vertex of the parabola through three points; NaN or infinite when there is none. */
function parabolicStep(x: number, atX: number, w: number, atW: number, v: number, atV: number): number {
  const r = (x - w) * (atX - atV);
  const q = (x - v) * (atX - atW);
  return ((x - v) * q - (x - w) * r) / (2 * (r - q));
}
