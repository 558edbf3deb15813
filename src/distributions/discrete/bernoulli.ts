/** The Bernoulli distribution. */
import { type Operand, unary } from "../../density/expression.js";
import { log, log1p } from "../../numeric/elementary/logarithm.js";
import { log1pExp } from "../../numeric/special/log1p-exp.js";
import { expit } from "../../numeric/special/logit.js";
import { categoryTails } from "../choose.js";
import type { Distribution } from "../distribution.js";
import { type Family, ofFamily } from "../family.js";
import type { Numbers, NumericFamily } from "../numeric-family.js";
import { chosenOption } from "../parameters.js";

/** The parameter of a Bernoulli distribution: the probability of 1, or its logit. */
export type BernoulliOptions<Over extends string = string> =
  | { readonly probability: Operand<Over>; readonly logit?: undefined }
  | { readonly logit: Operand<Over>; readonly probability?: undefined };

/** From both probabilities and their logarithms, so that neither is a difference. */
interface Odds {
  readonly zero: number;
  readonly one: number;
  readonly logZero: number;
  readonly logOne: number;
}

const numericOf = <Name extends string>(odds: (given: Numbers<Name>) => Odds): NumericFamily<Numbers<Name>> => ({
  cdf: (x, given) => (x < 0 ? 0 : x < 1 ? odds(given).zero : 1),
  logCdf: (x, given) => (x < 0 ? Number.NEGATIVE_INFINITY : x < 1 ? odds(given).logZero : 0),
  logSurvival: (x, given) => (x < 0 ? 0 : x < 1 ? odds(given).logOne : Number.NEGATIVE_INFINITY),
  quantile: (p, given) => (p <= odds(given).zero ? 0 : 1),
  upperQuantile: (p, given) => (p >= odds(given).one ? 0 : 1),
  draw: (rng, given) => (rng.uniform() < odds(given).one ? 1 : 0),
  mean: (given) => odds(given).one,
  variance: (given) => odds(given).zero * odds(given).one,
});

const byProbability: Family<"probability"> = {
  name: "bernoulli",
  domains: { probability: "probability" },
  support: () => zeroOrOne,
  logDensity: (x, { probability }) =>
    x.times(probability.log()).plus(x.negated().plus(1).times(unary("log1p", probability.negated()))),
  logTails: (x, { probability }) => categoryTails(x, [unary("log1p", probability.negated())], [probability.log()]),
  numeric: /* @__PURE__ */ numericOf(({ probability }) => ({
    zero: 1 - probability,
    one: probability,
    logZero: log1p(-probability),
    logOne: log(probability),
  })),
};

const byLogit: Family<"logit"> = {
  name: "bernoulli",
  domains: { logit: "real" },
  support: () => zeroOrOne,
  logDensity: (x, { logit }) => x.times(logit).minus(unary("log1pExp", logit)),
  logTails: (x, { logit }) =>
    categoryTails(x, [unary("log1pExp", logit).negated()], [unary("log1pExp", logit.negated()).negated()]),
  numeric: /* @__PURE__ */ numericOf(({ logit }) => ({
    zero: expit(-logit),
    one: expit(logit),
    logZero: -log1pExp(logit),
    logOne: -log1pExp(-logit),
  })),
};

const zeroOrOne = { kind: "integer", lower: 0, upper: 1 } as const;

/**
 * The Bernoulli distribution of 0 and 1: log p(x) = x ln probability + (1 − x) ln(1 − probability) = x logit − ln(1 + e^logit).
 *
 * Throws `InvalidArgument` unless there is one of the two, and a number is a probability between 0 and 1, or a logit. Source: johnson2005 (3.1).
 */
export function bernoulli<Over extends string = "scalar">(options: BernoulliOptions<Over>): Distribution<Over> {
  return chosenOption("bernoulli", options, "probability", "logit") === "logit"
    ? ofFamily(byLogit, options as { logit: Operand })
    : ofFamily(byProbability, options as { probability: Operand });
}
