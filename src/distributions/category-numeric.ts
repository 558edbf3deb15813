/** The numeric side of distributions over few categories. */
import { log, log1p } from "../numeric/elementary/logarithm.js";
import type { NumericFamily, Values } from "./numeric-family.js";

/** Of the categories 0, 1, … with these probabilities. */
export function categoryNumeric(probabilitiesOf: (given: Values) => ArrayLike<number>): NumericFamily {
  /** Σ of the probabilities of the categories from `from` up to (not with) `to`. */
  const total = (probabilities: ArrayLike<number>, from: number, to: number): number => {
    let sum = 0;
    for (let k = Math.max(0, from); k < Math.min(to, probabilities.length); k++) sum += probabilities[k];
    return Math.min(1, sum);
  };
  const below = (x: number, given: Values) => total(probabilitiesOf(given), 0, Math.floor(x) + 1);
  const beyond = (x: number, given: Values) => total(probabilitiesOf(given), Math.floor(x) + 1, Number.POSITIVE_INFINITY);
  const logOf = (part: number, rest: number) => (part < rest ? log(part) : log1p(-rest));
  const isReached = (p: number, k: number, given: Values) => below(k, given) >= p;
  const first = (given: Values, isFar: (k: number) => boolean): number => {
    const last = probabilitiesOf(given).length - 1;
    let k = 0;
    while (k < last && !isFar(k)) k++;
    return k;
  };
  const mean = (given: Values) => moment(probabilitiesOf(given), 0);
  return {
    cdf: below,
    logCdf: (x, given) => logOf(below(x, given), beyond(x, given)),
    logSurvival: (x, given) => logOf(beyond(x, given), below(x, given)),
    quantile: (p, given) => first(given, (k) => isReached(p, k, given)),
    upperQuantile: (p, given) => first(given, (k) => beyond(k, given) <= p),
    draw(rng, given) {
      const u = rng.uniform();
      return first(given, (k) => u < below(k, given));
    },
    mean,
    variance(given) {
      const center = mean(given);
      const probabilities = Array.from(probabilitiesOf(given));
      return probabilities.reduce((sum, probability, k) => sum + probability * (k - center) * (k - center), 0);
    },
  };
}

/** Σ probability_k (k − center). */
function moment(probabilities: ArrayLike<number>, center: number): number {
  let sum = 0;
  for (let k = 0; k < probabilities.length; k++) sum += probabilities[k] * (k - center);
  return sum;
}
