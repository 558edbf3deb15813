/** Bisection over the representable doubles. */
import { converged, notANumber, requireSignChange, rootLimits, signsDiffer, tooManyIterations } from "./bracket.js";
import type { Root, RootOptions } from "./root.js";

const word = /* @__PURE__ */ new Float64Array(1);
const pattern = /* @__PURE__ */ new BigInt64Array(word.buffer);

/**
 * Finds where f changes sign in [lower, upper] by halving the set of doubles between the ends.
 *
 * With the default tolerance it ends at two adjacent doubles, of which it returns the one with the smaller |f|, after at
 * most 64 evaluations whatever the width of the bracket. It needs neither continuity nor smoothness, so step functions
 * are welcome. Throws `InvalidArgument` if f has the same sign at both ends.
 *
 * Source: brent1973algorithms, chapter 4 (bisection).
 */
export function bisectRoot(f: (x: number) => number, lower: number, upper: number, options: RootOptions = {}): Root {
  const { tolerance, maxIterations } = rootLimits("bisectRoot", lower, upper, options);
  let atLower = f(lower);
  let atUpper = f(upper);
  requireSignChange("bisectRoot", lower, upper, atLower, atUpper);
  let a = lower;
  let b = upper;
  let iteration = 0;
  for (; iteration < maxIterations; iteration++) {
    if (atLower === 0) return converged(a, atLower, iteration);
    if (atUpper === 0) return converged(b, atUpper, iteration);
    const middle = middleDouble(a, b);
    if (b - a <= tolerance || middle === a) break;
    const value = f(middle);
    if (Number.isNaN(value)) return notANumber(middle, iteration + 1);
    if (signsDiffer(atLower, value)) {
      b = middle;
      atUpper = value;
    } else {
      a = middle;
      atLower = value;
    }
  }
  const [root, value] = Math.abs(atLower) < Math.abs(atUpper) ? [a, atLower] : [b, atUpper];
  return iteration < maxIterations ? converged(root, value, iteration) : tooManyIterations(root, value, iteration);
}

/** The double with as many doubles below it down to a as above it up to b. */
function middleDouble(a: number, b: number): number {
  const middle = (ordinal(a) + ordinal(b)) >> 1n;
  pattern[0] = middle >= 0n ? middle : -0x8000000000000000n - middle;
  return word[0];
}

/** The position of a double in the order of all doubles; zero has position 0. */
function ordinal(value: number): bigint {
  word[0] = value;
  return pattern[0] >= 0n ? pattern[0] : -0x8000000000000000n - pattern[0];
}
