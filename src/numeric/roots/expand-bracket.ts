/** The search for an interval where a function changes sign. */
import { InvalidArgument } from "../../errors.js";
import { signsDiffer } from "./bracket.js";

/** How far an interval may be widened, and how fast. */
export interface ExpandBracketOptions {
  /** The function is never evaluated below this; default −∞. */
  readonly minimum?: number;
  /** The function is never evaluated above this; default +∞. */
  readonly maximum?: number;
  /** By how much the width grows at each expansion; default 1.6. */
  readonly factor?: number;
  /** Default 100. */
  readonly maxExpansions?: number;
}

/** An interval and whether f changes sign over it; `reason` says in words why none was found. */
export interface Bracket {
  readonly lower: number;
  readonly upper: number;
  readonly atLower: number;
  readonly atUpper: number;
  readonly found: boolean;
  readonly expansions: number;
  readonly reason?: string;
}

/**
 * Widens [lower, upper] geometrically, on the side where |f| is smaller, until f changes sign over it.
 *
 * Throws `InvalidArgument` for an empty interval, or one outside [minimum, maximum].
 *
 * Source: press2007numerical, section 9.1.
 */
export function expandBracket(
  f: (x: number) => number,
  lower: number,
  upper: number,
  options: ExpandBracketOptions = {},
): Bracket {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, factor = 1.6, maxExpansions = 100 } = options;
  if (!Number.isFinite(lower) || !(lower >= minimum)) {
    throw new InvalidArgument("expandBracket", "lower", `be finite and at least ${minimum}`, lower);
  }
  if (!Number.isFinite(upper) || !(upper > lower && upper <= maximum)) {
    throw new InvalidArgument("expandBracket", "upper", `be finite, above lower (${lower}) and at most ${maximum}`, upper);
  }
  if (!(factor > 0)) throw new InvalidArgument("expandBracket", "options.factor", "be positive", factor);
  let atLower = f(lower);
  let atUpper = f(upper);
  for (let expansions = 0; ; expansions++) {
    const ends = { lower, upper, atLower, atUpper, expansions };
    if (signsDiffer(atLower, atUpper)) return { ...ends, found: true };
    if (Number.isNaN(atLower) || Number.isNaN(atUpper)) return { ...ends, found: false, reason: "f is not a number at an end" };
    if (expansions >= maxExpansions) return { ...ends, found: false, reason: `no sign change after ${expansions} expansions` };
    const width = factor * (upper - lower);
    const nextLower = Math.max(minimum, lower - width, -Number.MAX_VALUE);
    const nextUpper = Math.min(maximum, upper + width, Number.MAX_VALUE);
    if (nextLower === lower && nextUpper === upper) {
      return { ...ends, found: false, reason: `f does not change sign between ${lower} and ${upper}, the limits` };
    }
    if (nextUpper === upper || (nextLower < lower && Math.abs(atLower) < Math.abs(atUpper))) {
      lower = nextLower;
      atLower = f(lower);
    } else {
      upper = nextUpper;
      atUpper = f(upper);
    }
  }
}
