/** The numeric side of a family under other names of its parameters. */
import type { NumericFamily, Values } from "./numeric-family.js";

/** The same distributions, told by `Given`: each call translates it first. */
export function reparametrized<Given extends Values, Original extends Values>(
  numeric: NumericFamily<Original>,
  translate: (given: Given) => Original,
): NumericFamily<Given> {
  return {
    cdf: (x, given) => numeric.cdf(x, translate(given)),
    logCdf: (x, given) => numeric.logCdf(x, translate(given)),
    logSurvival: (x, given) => numeric.logSurvival(x, translate(given)),
    quantile: (p, given) => numeric.quantile(p, translate(given)),
    upperQuantile: (p, given) => numeric.upperQuantile(p, translate(given)),
    draw: (rng, given) => numeric.draw(rng, translate(given)),
    mean: (given) => numeric.mean(translate(given)),
    variance: (given) => numeric.variance(translate(given)),
  };
}
