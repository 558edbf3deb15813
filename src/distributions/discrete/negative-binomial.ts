/** The negative binomial distribution by its mean. */
import { type Expression, type Joined, type Operand, unary } from "../../density/expression.js";
import { logBetaTailsAtLogit } from "../../density/operators/tails/beta-tails.js";
import { exp } from "../../numeric/elementary/exponential.js";
import {
  negativeBinomialCdf,
  negativeBinomialLogCdf,
  negativeBinomialLogUpperTail,
  negativeBinomialQuantile,
  negativeBinomialUpperQuantile,
} from "../../numeric/probability/negative-binomial.js";
import { standardGamma } from "../../random/standard/gamma.js";
import { poissonCount } from "../../random/standard/poisson.js";
import type { Distribution } from "../distribution.js";
import { countsFromZero, type Family, ofFamily } from "../family.js";
import type { Numbers, NumericFamily } from "../numeric-family.js";
import { chosenOption } from "../parameters.js";
import { reparametrized } from "../reparametrized.js";

/** The parameters of a negative binomial distribution: the mean or its logarithm, and the dispersion. */
export type NegativeBinomialOptions<Over extends string = string, Dispersion extends string = string> = {
  /** The shape of the gamma distribution of the rates, positive: the variance is mean + mean²/dispersion (`size` in R). */
  readonly dispersion: Operand<Dispersion>;
} & (
  | { readonly mean: Operand<Over>; readonly logMean?: undefined }
  | { readonly logMean: Operand<Over>; readonly mean?: undefined }
);

/** The probability of a success, which ends a run: dispersion/(dispersion + mean). */
const success = (mean: number, dispersion: number): number => 1 / (1 + mean / dispersion);

const numeric: NumericFamily<Numbers<"mean" | "dispersion">> = {
  cdf: (x, { mean, dispersion }) => negativeBinomialCdf(x, dispersion, success(mean, dispersion)),
  logCdf: (x, { mean, dispersion }) => negativeBinomialLogCdf(x, dispersion, success(mean, dispersion)),
  logSurvival: (x, { mean, dispersion }) => negativeBinomialLogUpperTail(x, dispersion, success(mean, dispersion)),
  quantile: (p, { mean, dispersion }) => negativeBinomialQuantile(p, dispersion, success(mean, dispersion)),
  upperQuantile: (p, { mean, dispersion }) => negativeBinomialUpperQuantile(p, dispersion, success(mean, dispersion)),
  draw: (rng, { mean, dispersion }) => poissonCount(rng, standardGamma(rng, dispersion) * (mean / dispersion)),
  mean: ({ mean }) => mean,
  variance: ({ mean, dispersion }) => mean + mean * (mean / dispersion),
};

/** ln p(x), from ln(mean/dispersion) and ln(1 + mean/dispersion). */
function logMass(x: Expression, dispersion: Expression, logRatio: Expression, log1pRatio: Expression): Expression {
  const total = x.plus(dispersion);
  const coefficient = unary("logGamma", total)
    .minus(unary("logGamma", dispersion))
    .minus(unary("logGamma", x.plus(1)));
  return coefficient.plus(x.times(logRatio)).minus(total.times(log1pRatio));
}

const byMean: Family<"mean" | "dispersion"> = {
  name: "negativeBinomial",
  domains: { mean: "positive", dispersion: "positive" },
  support: () => countsFromZero,
  logDensity: (x, { mean, dispersion }) =>
    logMass(x, dispersion, mean.log().minus(dispersion.log()), unary("log1p", mean.dividedBy(dispersion))),
  logTails: (x, { mean, dispersion }, asked) =>
    logBetaTailsAtLogit(dispersion, unary("floor", x).plus(1), dispersion.log().minus(mean.log()), asked),
  numeric,
};

const byLogMean: Family<"logMean" | "dispersion"> = {
  name: "negativeBinomial",
  domains: { logMean: "real", dispersion: "positive" },
  support: () => countsFromZero,
  logDensity(x, { logMean, dispersion }) {
    const logRatio = logMean.minus(dispersion.log());
    return logMass(x, dispersion, logRatio, unary("log1pExp", logRatio));
  },
  logTails: (x, { logMean, dispersion }, asked) =>
    logBetaTailsAtLogit(dispersion, unary("floor", x).plus(1), dispersion.log().minus(logMean), asked),
  numeric: /* @__PURE__ */ reparametrized(numeric, ({ logMean, dispersion }) => ({ mean: exp(logMean), dispersion })),
};

/**
 * The negative binomial distribution, of Poisson counts whose rates have a gamma distribution: with φ = dispersion and d = ln(mean/φ),
 * log p(x) = ln Γ(x + φ) − ln Γ(φ) − ln x! + x d − (x + φ) ln(1 + e^d).
 *
 * Throws `InvalidArgument` unless there is one of mean and logMean, and numbers are what these can be. Source: johnson2005 (5.1).
 */
export function negativeBinomial<Over extends string = "scalar", Dispersion extends string = "scalar">(
  options: NegativeBinomialOptions<Over, Dispersion>,
): Distribution<Joined<Over, Dispersion>> {
  return chosenOption("negativeBinomial", options, "mean", "logMean") === "logMean"
    ? ofFamily(byLogMean, options as { logMean: Operand; dispersion: Operand })
    : ofFamily(byMean, options as { mean: Operand; dispersion: Operand });
}
