/** The checks and small steps that all bracketing root finders share. */
import { InvalidArgument } from "../../errors.js";
import type { Root, RootOptions } from "./root.js";

/** The options of a search with their defaults filled in. */
export interface RootLimits {
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** Returns the options with their defaults; throws `InvalidArgument` for a bad bracket or option. */
export function rootLimits(caller: string, lower: number, upper: number, options: RootOptions): RootLimits {
  if (!Number.isFinite(lower)) throw new InvalidArgument(caller, "lower", "be finite", lower);
  if (!Number.isFinite(upper)) throw new InvalidArgument(caller, "upper", "be finite", upper);
  if (!(lower < upper)) throw new InvalidArgument(caller, "upper", `be greater than lower (${lower})`, upper);
  const { tolerance = 0, maxIterations = 2500 } = options;
  if (!(tolerance >= 0)) throw new InvalidArgument(caller, "options.tolerance", "be non-negative", tolerance);
  if (!(maxIterations >= 1)) throw new InvalidArgument(caller, "options.maxIterations", "be at least 1", maxIterations);
  return { tolerance, maxIterations };
}

/** Whether f has opposite signs at the two ends, or a zero at one; NaN counts as neither. */
export function signsDiffer(first: number, second: number): boolean {
  return (first <= 0 && second >= 0) || (first >= 0 && second <= 0);
}

/** Throws `InvalidArgument` unless f changes sign over the bracket. */
export function requireSignChange(caller: string, lower: number, upper: number, atLower: number, atUpper: number): void {
  if (signsDiffer(atLower, atUpper)) return;
  throw new InvalidArgument(caller, "f", `change sign between ${lower} and ${upper}`, [String(atLower), String(atUpper)]);
}

/** A root that was found. */
export function converged(root: number, value: number, iterations: number): Root {
  return { root, value, converged: true, iterations };
}

function failed(root: number, value: number, iterations: number, reason: string): Root {
  return { root, value, converged: false, iterations, reason };
}

/** The outcome when the iterations ran out. */
export function tooManyIterations(root: number, value: number, iterations: number): Root {
  return failed(root, value, iterations, `the root was not located to the tolerance in ${iterations} iterations`);
}

/** The outcome when f returned NaN. */
export function notANumber(root: number, iterations: number): Root {
  return failed(root, Number.NaN, iterations, `f is not a number at ${root}`);
}
