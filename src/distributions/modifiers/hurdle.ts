/** Numbers that are 0, or of a distribution without 0. */
import { binary, type Joined, select } from "../../density/expression.js";
import { exp } from "../../numeric/elementary/exponential.js";
import { log, log1p } from "../../numeric/elementary/logarithm.js";
import type { Distribution } from "../distribution.js";
import { logSumExpOf } from "../log-sum-exp.js";
import { pointInside, type TailMethods, tailsEverywhere, tailsOf } from "../log-tails.js";
import type { NumericFamily, Values } from "../numeric-family.js";
import { partOf } from "../parts.js";
import { type Zeros, type ZerosOptions, zerosOf } from "../zeros.js";
import { truncated } from "./truncated.js";

/**
 * A hurdle distribution: 0 with this probability, otherwise of the distribution without its zeros, p(x) = (1 − probability) p₀(x) / (1 − p₀(0)).
 * Of a distribution that is not of counts p is a probability at 0 and a density elsewhere.
 *
 * Throws `InvalidArgument` unless the distribution is one of numbers from 0 and there is one of probability and logit, which a number can be.
 * Source: mullahy1986specification.
 */
export function hurdle<Over extends string, Zero extends string = "scalar">(
  distribution: Distribution<Over>,
  options: ZerosOptions<Zero>,
): Distribution<Joined<Over, Zero>> {
  const zeros = zerosOf("hurdle", distribution, options);
  const isCount = distribution.support.kind === "integer";
  const positive: Distribution = isCount ? truncated(distribution, { lower: 1 }) : distribution;
  const part = partOf(distribution, "distribution.");
  const { kind, upper } = distribution.support;
  return {
    name: `hurdle(${distribution.name})`,
    parameters: { ...part.parameters, ...zeros.parameters },
    domains: { ...part.domains, ...zeros.domains },
    support: { kind, lower: 0, ...(upper !== undefined && { upper }) },
    logDensity(x) {
      const isZero = binary("equal", x, 0);
      const beyond = positive.logDensity(select(isZero, pointInside(positive.support), x));
      return select(isZero, zeros.logZero, zeros.logRest.plus(beyond));
    },
    ...tailsBeyondZero(positive, zeros),
    // A truncated distribution has its values under the same names, and its bound.
    numeric: hurdleNumeric(positive.numeric, isCount ? (given) => ({ ...given, lower: 1 }) : part.valuesIn, zeros),
  };
}

function tailsBeyondZero(positive: Distribution, { logZero, logRest }: Zeros): TailMethods | undefined {
  const tails = tailsEverywhere(positive);
  if (tails === undefined) return undefined;
  return tailsOf((x, asked) => ({
    below: logSumExpOf([logZero, logRest.plus(tails.logCdf(x, asked))]),
    above: logRest.plus(tails.logSurvival(x, asked)),
  }));
}

/** 0 with the probability of a zero, and otherwise of `positive`, which has the values that `valuesIn` tells. */
function hurdleNumeric(positive: NumericFamily, valuesIn: (given: Values) => Values, zeros: Zeros): NumericFamily {
  const survival = (x: number, given: Values) => exp(positive.logSurvival(x, valuesIn(given)));
  const logSurvival = (x: number, given: Values) =>
    x < 0 ? 0 : log(zeros.restIn(given)) + positive.logSurvival(x, valuesIn(given));
  const logCdf = (x: number, given: Values) =>
    x < 0 ? Number.NEGATIVE_INFINITY : log1p(-zeros.restIn(given) * survival(x, given));
  return {
    cdf: (x, given) => exp(logCdf(x, given)),
    logCdf,
    logSurvival,
    quantile(p, given) {
      const beyond = p - zeros.probabilityIn(given);
      return beyond <= 0 ? 0 : positive.quantile(Math.min(1, beyond / zeros.restIn(given)), valuesIn(given));
    },
    upperQuantile(p, given) {
      const share = p / zeros.restIn(given);
      return share >= 1 ? 0 : positive.upperQuantile(share, valuesIn(given));
    },
    draw: (rng, given) => (rng.uniform() < zeros.probabilityIn(given) ? 0 : positive.draw(rng, valuesIn(given))),
    mean: (given) => zeros.restIn(given) * positive.mean(valuesIn(given)),
    variance(given) {
      const values = valuesIn(given);
      const mean = positive.mean(values);
      return zeros.restIn(given) * (positive.variance(values) + zeros.probabilityIn(given) * mean * mean);
    },
  };
}
