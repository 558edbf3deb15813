/** The Poisson distribution. */
import { type Expression, type Operand, unary } from "../../density/expression.js";
import { logGammaTails } from "../../density/operators/tails/gamma-tails.js";
import type { LogTails } from "../../density/operators/tails/tails-operator.js";
import { exp } from "../../numeric/elementary/exponential.js";
import {
  poissonCdf,
  poissonLogCdf,
  poissonLogUpperTail,
  poissonQuantile,
  poissonUpperQuantile,
} from "../../numeric/probability/poisson.js";
import { poissonCount } from "../../random/standard/poisson.js";
import type { Distribution } from "../distribution.js";
import { countsFromZero, type Family, ofFamily } from "../family.js";
import type { Numbers, NumericFamily } from "../numeric-family.js";
import { chosenOption } from "../parameters.js";
import { reparametrized } from "../reparametrized.js";

/** The parameter of a Poisson distribution: the mean count, or its logarithm. */
export type PoissonOptions<Over extends string = string> =
  | { readonly rate: Operand<Over>; readonly logRate?: undefined }
  | { readonly logRate: Operand<Over>; readonly rate?: undefined };

const numeric: NumericFamily<Numbers<"rate">> = {
  cdf: (x, { rate }) => poissonCdf(x, rate),
  logCdf: (x, { rate }) => poissonLogCdf(x, rate),
  logSurvival: (x, { rate }) => poissonLogUpperTail(x, rate),
  quantile: (p, { rate }) => poissonQuantile(p, rate),
  upperQuantile: (p, { rate }) => poissonUpperQuantile(p, rate),
  draw: (rng, { rate }) => poissonCount(rng, rate),
  mean: ({ rate }) => rate,
  variance: ({ rate }) => rate,
};

/** P(X ≤ x) is the probability that x + 1 waiting times of rate 1 take longer than the rate. */
function logTails(x: Expression, rate: Expression, asked: Operand | undefined): LogTails {
  const { below, above } = logGammaTails(unary("floor", x).plus(1), rate, asked);
  return { below: above, above: below };
}

const byRate: Family<"rate"> = {
  name: "poisson",
  domains: { rate: "positive" },
  support: () => countsFromZero,
  logDensity: (x, { rate }) =>
    x
      .times(rate.log())
      .minus(rate)
      .minus(unary("logGamma", x.plus(1))),
  logTails: (x, { rate }, asked) => logTails(x, rate, asked),
  numeric,
};

const byLogRate: Family<"logRate"> = {
  name: "poisson",
  domains: { logRate: "real" },
  support: () => countsFromZero,
  logDensity: (x, { logRate }) =>
    x
      .times(logRate)
      .minus(logRate.exp())
      .minus(unary("logGamma", x.plus(1))),
  logTails: (x, { logRate }, asked) => logTails(x, logRate.exp(), asked),
  numeric: /* @__PURE__ */ reparametrized(numeric, ({ logRate }) => ({ rate: exp(logRate) })),
};

/**
 * The Poisson distribution: log p(x) = x ln rate − rate − ln x! = x logRate − e^logRate − ln x!.
 *
 * Throws `InvalidArgument` unless there is one of the two, and a number is a positive rate, or its logarithm. Source: johnson2005 (4.1).
 */
export function poisson<Over extends string = "scalar">(options: PoissonOptions<Over>): Distribution<Over> {
  return chosenOption("poisson", options, "rate", "logRate") === "logRate"
    ? ofFamily(byLogRate, options as { logRate: Operand })
    : ofFamily(byRate, options as { rate: Operand });
}
