/** The beta-binomial distribution. */
import { type Expression, type Joined, type Operand, unary } from "../../density/expression.js";
import { logBetaBinomialTails } from "../../density/operators/tails/beta-binomial-tails.js";
import {
  betaBinomialCdf,
  betaBinomialLogCdf,
  betaBinomialLogUpperTail,
  betaBinomialQuantile,
  betaBinomialUpperQuantile,
} from "../../numeric/probability/beta-binomial.js";
import { expit } from "../../numeric/special/logit.js";
import { standardBeta } from "../../random/standard/beta.js";
import { binomialCount } from "../../random/standard/binomial.js";
import type { Distribution, Domain } from "../distribution.js";
import { type Family, ofFamily } from "../family.js";
import { logBetaOf } from "../log-beta.js";
import { logChooseOf } from "../log-choose.js";
import type { Numbers, NumericFamily } from "../numeric-family.js";
import { chosenOption } from "../parameters.js";
import { reparametrized } from "../reparametrized.js";

/**
 * The parameters of a beta-binomial distribution: the trials, and the beta distribution of the probability, by its two shapes, or by its mean (or the
 * mean's logit) and its concentration, the sum of the shapes.
 */
export type BetaBinomialOptions<Trials extends string = string, A extends string = string, B extends string = string> = {
  /** How many trials, a count. */
  readonly trials: Operand<Trials>;
} & (
  | { readonly shape1: Operand<A>; readonly shape2: Operand<B> }
  | { readonly probability: Operand<A>; readonly concentration: Operand<B> }
  | { readonly logit: Operand<A>; readonly concentration: Operand<B> }
);

const numeric: NumericFamily<Numbers<"trials" | "shape1" | "shape2">> = {
  cdf: (x, { trials, shape1, shape2 }) => betaBinomialCdf(x, trials, shape1, shape2),
  logCdf: (x, { trials, shape1, shape2 }) => betaBinomialLogCdf(x, trials, shape1, shape2),
  logSurvival: (x, { trials, shape1, shape2 }) => betaBinomialLogUpperTail(x, trials, shape1, shape2),
  quantile: (p, { trials, shape1, shape2 }) => betaBinomialQuantile(p, trials, shape1, shape2),
  upperQuantile: (p, { trials, shape1, shape2 }) => betaBinomialUpperQuantile(p, trials, shape1, shape2),
  draw: (rng, { trials, shape1, shape2 }) => binomialCount(rng, trials, standardBeta(rng, shape1, shape2)),
  mean: ({ trials, shape1, shape2 }) => (trials * shape1) / (shape1 + shape2),
  variance({ trials, shape1, shape2 }) {
    const total = shape1 + shape2;
    return ((trials * shape1) / total) * (shape2 / total) * ((total + trials) / (total + 1));
  },
};

const logMass = (x: Expression, trials: Expression, a: Expression, b: Expression): Expression =>
  logChooseOf(trials, x)
    .plus(logBetaOf(x.plus(a), trials.minus(x).plus(b)))
    .minus(logBetaOf(a, b));

/** The family that tells the shapes in some way, as expressions and as numbers. */
function told<Name extends string>(
  domains: Readonly<Record<Name, Domain>>,
  shapes: (parameters: Readonly<Record<Name, Expression>>) => readonly [Expression, Expression],
  shapesOf: (given: Numbers<Name>) => readonly [number, number],
): Family<Name | "trials"> {
  return {
    name: "betaBinomial",
    domains: { trials: "count", ...domains } as Readonly<Record<Name | "trials", Domain>>,
    support: ({ trials }) => ({ kind: "integer", lower: 0, upper: trials }),
    logDensity: (x, parameters) => logMass(x, parameters.trials, ...shapes(parameters)),
    logTails: (x, parameters, asked) => logBetaBinomialTails(x, parameters.trials, ...shapes(parameters), asked),
    numeric: reparametrized(numeric, (given: Numbers<Name | "trials">) => {
      const [shape1, shape2] = shapesOf(given);
      return { trials: given.trials, shape1, shape2 };
    }),
  };
}

const byShapes = /* @__PURE__ */ told<"shape1" | "shape2">(
  { shape1: "positive", shape2: "positive" },
  ({ shape1, shape2 }) => [shape1, shape2],
  ({ shape1, shape2 }) => [shape1, shape2],
);

const byProbability = /* @__PURE__ */ told<"probability" | "concentration">(
  { probability: "probability", concentration: "positive" },
  ({ probability, concentration }) => [probability.times(concentration), probability.negated().plus(1).times(concentration)],
  ({ probability, concentration }) => [probability * concentration, (1 - probability) * concentration],
);

const byLogit = /* @__PURE__ */ told<"logit" | "concentration">(
  { logit: "real", concentration: "positive" },
  ({ logit, concentration }) => [
    unary("inverseLogit", logit).times(concentration),
    unary("inverseLogit", logit.negated()).times(concentration),
  ],
  ({ logit, concentration }) => [expit(logit) * concentration, expit(-logit) * concentration],
);

/**
 * The beta-binomial distribution, of binomial counts whose probability has a beta distribution:
 * log p(x) = ln C(trials, x) + ln B(x + shape1, trials − x + shape2) − ln B(shape1, shape2).
 *
 * Throws `InvalidArgument` unless there is one of shape1, probability and logit, and numbers are what these can be. Source: johnson2005 (6.18).
 */
export function betaBinomial<Trials extends string = "scalar", A extends string = "scalar", B extends string = "scalar">(
  options: BetaBinomialOptions<Trials, A, B>,
): Distribution<Joined<Trials, Joined<A, B>>> {
  type Given = Readonly<Record<string, Operand>>;
  const by = chosenOption("betaBinomial", options, "shape1", "probability", "logit");
  if (by === "shape1") return ofFamily(byShapes, options as Given);
  return by === "logit" ? ofFamily(byLogit, options as Given) : ofFamily(byProbability, options as Given);
}
