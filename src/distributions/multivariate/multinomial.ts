/** The multinomial distribution. */
import { type Expression, type Operand, toExpression, unary } from "../../density/expression.js";
import { logSumExpOver } from "../../density/operators/log-sum-exp.js";
import { exp } from "../../numeric/elementary/exponential.js";
import { logSumExp } from "../../numeric/special/log-sum-exp.js";
import { multinomialVariate } from "../../random/variates/multinomial.js";
import type { VectorDistribution } from "../distribution.js";
import { type List, type ListParameter, listParameter, requireVector, sumOfVector, sumWith } from "../list-parameter.js";
import { logSumExpOf } from "../log-sum-exp.js";
import { chosenOption, requireParameter } from "../parameters.js";
import { probabilityList } from "../probability-list.js";

/** The parameters of a multinomial distribution: the trials, and a list, or an expression over an axis. */
export type MultinomialOptions = {
  /** How many trials: the sum of the counts. */
  readonly trials: Operand;
} & (
  | { /** The probability of each category; they add up to 1. */ readonly probabilities: List; readonly logits?: undefined }
  | { /** The logarithm of each probability, up to a constant. */ readonly logits: List; readonly probabilities?: undefined }
);

/**
 * The multinomial distribution of counts in categories: log p(x) = ln trials! − Σ ln x_k! + Σ x_k ln probabilities_k, with
 * probabilities_k = e^logits_k / Σ e^logits.
 *
 * Of a value over rows × K there is one for each row, whose trials and probabilities may be its own. Throws `InvalidArgument` unless there is one of the two, numbers are probabilities that add up to 1, or finite, and trials a count.
 * Source: johnson2005 (1.2.3).
 */
export function multinomial(options: MultinomialOptions): VectorDistribution {
  const isByLogit = chosenOption("multinomial", options, "probabilities", "logits") === "logits";
  const { trials } = options;
  requireParameter("multinomial", "trials", "count", trials);
  const list = isByLogit
    ? listParameter("multinomial", "logits", options.logits, "real", "vector", 2)
    : probabilityList("multinomial", options.probabilities);
  const { length } = list;
  return {
    name: "multinomial",
    parameters: { trials, ...list.parameters },
    domains: { trials: "count", ...list.domains },
    support: { kind: "count-vector", ...(length !== undefined && { dimension: length }) },
    logDensity: (x) => logMass(x, toExpression(trials), list, isByLogit),
    numeric: {
      size: (given) => list.valuesIn(given).length,
      drawInto(out, rng, given) {
        const values = list.valuesIn(given);
        const total = isByLogit ? logSumExp(values) : 0;
        const probabilities = isByLogit ? Float64Array.from(values, (logit) => exp(logit - total)) : values;
        multinomialVariate({ trials: given.trials as number, probabilities }).drawInto(out, rng);
      },
    },
  };
}

function logMass(x: Expression, trials: Expression, list: ListParameter, isByLogit: boolean): Expression {
  requireVector("multinomial", x, list);
  const coefficient = unary("logGamma", trials.plus(1)).minus(sumOfVector(unary("logGamma", x.plus(1))));
  if (!isByLogit) return coefficient.plus(sumWith(x, list, (count, probability) => count.times(probability.log())));
  const logTotal = list.whole === undefined ? logSumExpOf(list.elements()) : logSumExpOver(list.whole);
  return coefficient.plus(sumWith(x, list, (count, logit) => count.times(logit))).minus(trials.times(logTotal));
}
