/** Probabilities of intervals, in logarithms and without cancellation. */
import { exp, expm1 } from "../numeric/elementary/exponential.js";
import { log, log1p } from "../numeric/elementary/logarithm.js";
import type { NumericFamily, Values } from "./numeric-family.js";

/** ln(e^larger − e^smaller). Source: machler2012. */
export function logDifference(larger: number, smaller: number): number {
  const gap = larger - smaller;
  if (!(gap > 0)) return Number.NEGATIVE_INFINITY;
  return larger + (gap < Math.LN2 ? log(-expm1(-gap)) : log1p(-exp(-gap)));
}

/** ln P(above < X ≤ upTo), from the tail on whose side both lie. Source: machler2012. */
export function logProbabilityBetween(numeric: NumericFamily, given: Values, above: number, upTo: number): number {
  if (!(above < upTo)) return Number.NEGATIVE_INFINITY;
  if (above === Number.NEGATIVE_INFINITY) return numeric.logCdf(upTo, given);
  if (upTo === Number.POSITIVE_INFINITY) return numeric.logSurvival(above, given);
  const logBelow = numeric.logCdf(above, given);
  if (logBelow > -Math.LN2) return logDifference(numeric.logSurvival(above, given), numeric.logSurvival(upTo, given));
  const logUpTo = numeric.logCdf(upTo, given);
  if (logUpTo < -Math.LN2) return logDifference(logUpTo, logBelow);
  return log1p(-exp(logBelow) - exp(numeric.logSurvival(upTo, given)));
}
