/** The numeric side of mixtures. */
import { log } from "../numeric/elementary/logarithm.js";
import { bisectRoot } from "../numeric/roots/bisect-root.js";
import { logSumExp } from "../numeric/special/log-sum-exp.js";
import type { NumericFamily, Values } from "./numeric-family.js";
import type { Part } from "./parts.js";

/** Of these parts, with the weight of part k among the values. Source: gelman2013bayesian (22.1). */
export function mixtureNumeric(parts: readonly Part[], weight: (k: number, given: Values) => number): NumericFamily {
  const isCount = parts[0].distribution.support.kind === "integer";
  const average = (given: Values, ask: (numeric: NumericFamily, values: Values) => number): number =>
    parts.reduce((sum, part, k) => sum + weight(k, given) * ask(part.distribution.numeric, part.valuesIn(given)), 0);
  const logAverage = (given: Values, ask: (numeric: NumericFamily, values: Values) => number): number =>
    logSumExp(parts.map((part, k) => log(weight(k, given)) + ask(part.distribution.numeric, part.valuesIn(given))));
  const logCdf = (x: number, given: Values) =>
    Math.min(
      0,
      logAverage(given, (numeric, values) => numeric.logCdf(x, values)),
    );
  const logSurvival = (x: number, given: Values) =>
    Math.min(
      0,
      logAverage(given, (numeric, values) => numeric.logSurvival(x, values)),
    );
  const search = (excess: (x: number) => number, ends: readonly number[]): number =>
    leastAbove(excess, Math.min(...ends), Math.max(...ends), isCount);
  const mean = (given: Values) => average(given, (numeric, values) => numeric.mean(values));
  return {
    cdf: (x, given) =>
      Math.min(
        1,
        average(given, (numeric, values) => numeric.cdf(x, values)),
      ),
    logCdf,
    logSurvival,
    quantile: (p, given) =>
      search(
        (x) => logCdf(x, given) - log(p),
        parts.map((part) => part.distribution.numeric.quantile(p, part.valuesIn(given))),
      ),
    upperQuantile: (p, given) =>
      search(
        (x) => log(p) - logSurvival(x, given),
        parts.map((part) => part.distribution.numeric.upperQuantile(p, part.valuesIn(given))),
      ),
    draw(rng, given) {
      const u = rng.uniform();
      let k = 0;
      for (let below = weight(0, given); u >= below && k < parts.length - 1; below += weight(k, given)) k++;
      return parts[k].distribution.numeric.draw(rng, parts[k].valuesIn(given));
    },
    mean,
    variance(given) {
      const center = mean(given);
      return average(given, (numeric, values) => {
        const distance = numeric.mean(values) - center;
        return numeric.variance(values) + distance * distance;
      });
    },
  };
}

/** Where an increasing function reaches 0: the quantiles of the components enclose the mixture's. */
function leastAbove(excess: (x: number) => number, lower: number, upper: number, isCount: boolean): number {
  if (lower === upper || excess(lower) >= 0) return lower;
  if (!isCount) return excess(upper) > 0 ? bisectRoot(excess, lower, upper).root : upper;
  let [below, reached] = [lower, upper];
  while (reached - below > 1) {
    const middle = Math.floor(below + (reached - below) / 2);
    if (excess(middle) >= 0) reached = middle;
    else below = middle;
  }
  return reached;
}
