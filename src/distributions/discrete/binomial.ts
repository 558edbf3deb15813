/** The binomial distribution. */
import { type Expression, type Joined, type Operand, unary } from "../../density/expression.js";
import { logBetaTailsAtLogit } from "../../density/operators/tails/beta-tails.js";
import type { LogTails } from "../../density/operators/tails/tails-operator.js";
import {
  binomialCdf,
  binomialLogCdf,
  binomialLogUpperTail,
  binomialQuantile,
  binomialUpperQuantile,
} from "../../numeric/probability/binomial.js";
import { expit } from "../../numeric/special/logit.js";
import { binomialCount } from "../../random/standard/binomial.js";
import type { Distribution } from "../distribution.js";
import { type Family, ofFamily } from "../family.js";
import { logChooseOf } from "../log-choose.js";
import type { Numbers, NumericFamily } from "../numeric-family.js";
import { chosenOption } from "../parameters.js";
import { reparametrized } from "../reparametrized.js";

/** The parameters of a binomial distribution: the trials, and the probability of a success or its logit. */
export type BinomialOptions<Trials extends string = string, Over extends string = string> = {
  /** How many trials, a count. */
  readonly trials: Operand<Trials>;
} & (
  | { readonly probability: Operand<Over>; readonly logit?: undefined }
  | { readonly logit: Operand<Over>; readonly probability?: undefined }
);

const numeric: NumericFamily<Numbers<"trials" | "probability">> = {
  cdf: (x, { trials, probability }) => binomialCdf(x, trials, probability),
  logCdf: (x, { trials, probability }) => binomialLogCdf(x, trials, probability),
  logSurvival: (x, { trials, probability }) => binomialLogUpperTail(x, trials, probability),
  quantile: (p, { trials, probability }) => binomialQuantile(p, trials, probability),
  upperQuantile: (p, { trials, probability }) => binomialUpperQuantile(p, trials, probability),
  draw: (rng, { trials, probability }) => binomialCount(rng, trials, probability),
  mean: ({ trials, probability }) => trials * probability,
  variance: ({ trials, probability }) => trials * probability * (1 - probability),
};

/** P(X > x) is the probability that the x + 1st smallest of so many uniform numbers is below that of a success. */
function logTails(x: Expression, trials: Expression, logit: Expression, asked: Operand | undefined): LogTails {
  const successes = unary("floor", x);
  const { below, above } = logBetaTailsAtLogit(successes.plus(1), trials.minus(successes), logit, asked);
  return { below: above, above: below };
}

const byProbability: Family<"trials" | "probability"> = {
  name: "binomial",
  domains: { trials: "count", probability: "probability" },
  support: ({ trials }) => ({ kind: "integer", lower: 0, upper: trials }),
  logDensity(x, { trials, probability }) {
    const failures = trials.minus(x).times(unary("log1p", probability.negated()));
    return logChooseOf(trials, x).plus(x.times(probability.log())).plus(failures);
  },
  logTails: (x, { trials, probability }, asked) =>
    logTails(x, trials, probability.log().minus(unary("log1p", probability.negated())), asked),
  numeric,
};

const byLogit: Family<"trials" | "logit"> = {
  name: "binomial",
  domains: { trials: "count", logit: "real" },
  support: ({ trials }) => ({ kind: "integer", lower: 0, upper: trials }),
  logDensity: (x, { trials, logit }) =>
    logChooseOf(trials, x)
      .plus(x.times(logit))
      .minus(trials.times(unary("log1pExp", logit))),
  logTails: (x, { trials, logit }, asked) => logTails(x, trials, logit, asked),
  numeric: /* @__PURE__ */ reparametrized(numeric, ({ trials, logit }) => ({ trials, probability: expit(logit) })),
};

/**
 * The binomial distribution: log p(x) = ln C(trials, x) + x ln probability + (trials − x) ln(1 − probability)
 * = ln C(trials, x) + x logit − trials ln(1 + e^logit).
 *
 * Throws `InvalidArgument` unless there is one of probability and logit, and numbers are what these can be. Source: johnson2005 (3.1).
 */
export function binomial<Trials extends string = "scalar", Over extends string = "scalar">(
  options: BinomialOptions<Trials, Over>,
): Distribution<Joined<Trials, Over>> {
  return chosenOption("binomial", options, "probability", "logit") === "logit"
    ? ofFamily(byLogit, options as { trials: Operand; logit: Operand })
    : ofFamily(byProbability, options as { trials: Operand; probability: Operand });
}
