/** The exponential distribution. */
import type { Operand } from "../../density/expression.js";
import {
  exponentialCdf,
  exponentialLogCdf,
  exponentialLogUpperTail,
  exponentialQuantile,
  exponentialUpperQuantile,
} from "../../numeric/probability/exponential.js";
import { standardExponential } from "../../random/standard/exponential.js";
import type { Distribution } from "../distribution.js";
import { type Family, ofFamily, positiveHalf } from "../family.js";
import { logOneMinusExp } from "../log-one-minus-exp.js";

/** The parameter of an exponential distribution. */
export interface ExponentialOptions<Rate extends string = string> {
  /** The rate, positive: the mean is 1/rate. */
  readonly rate: Operand<Rate>;
}

const family: Family<"rate"> = {
  name: "exponential",
  domains: { rate: "positive" },
  support: () => positiveHalf,
  logDensity: (x, { rate }) => rate.log().minus(rate.times(x)),
  logTails: (x, { rate }) => ({
    below: logOneMinusExp(rate.times(x)),
    above: rate.times(x).negated(),
  }),
  numeric: {
    cdf: (x, { rate }) => exponentialCdf(x, rate),
    logCdf: (x, { rate }) => exponentialLogCdf(x, rate),
    logSurvival: (x, { rate }) => exponentialLogUpperTail(x, rate),
    quantile: (p, { rate }) => exponentialQuantile(p, rate),
    upperQuantile: (p, { rate }) => exponentialUpperQuantile(p, rate),
    draw: (rng, { rate }) => standardExponential(rng) / rate,
    mean: ({ rate }) => 1 / rate,
    variance: ({ rate }) => 1 / (rate * rate),
  },
};

/**
 * The exponential distribution: log p(x) = ln rate − rate x for x ≥ 0.
 *
 * Throws `InvalidArgument` for a number that is no rate. Source: johnson1994 (19.1).
 */
export function exponential<Rate extends string = "scalar">(options: ExponentialOptions<Rate>): Distribution<Rate> {
  return ofFamily(family, options);
}
