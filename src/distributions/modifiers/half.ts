/** The positive half of a distribution that is symmetric around 0. */
import { binary, type Expression, type Joined, type Operand, select, unary } from "../../density/expression.js";
import type { LogTails } from "../../density/operators/tails/tails-operator.js";
import { InvalidArgument, inNameOf } from "../../errors.js";
import { exp } from "../../numeric/elementary/exponential.js";
import { log, log1p } from "../../numeric/elementary/logarithm.js";
import { integrate } from "../../numeric/quadrature/integrate.js";
import { cauchy } from "../continuous/cauchy.js";
import { normal } from "../continuous/normal.js";
import { studentT } from "../continuous/student-t.js";
import type { Distribution } from "../distribution.js";
import { positiveHalf } from "../family.js";
import { logOneMinusExp } from "../log-one-minus-exp.js";
import { tailsOf } from "../log-tails.js";
import type { NumericFamily, Values } from "../numeric-family.js";
import { constantValue, requireDistribution, requireOptions } from "../parameters.js";

/**
 * The positive half of a distribution that is symmetric around 0, the distribution of |x|: log p(x) + ln 2 for x ≥ 0.
 *
 * Throws `InvalidArgument` unless the distribution has its center of symmetry at 0. Source: johnson1994 (13.10.2).
 */
export function half<Over extends string>(distribution: Distribution<Over>): Distribution<Over> {
  requireDistribution("half", "distribution", distribution);
  return halfOf("half", distribution, `half(${distribution.name})`);
}

/**
 * The half-normal distribution, of |x| for a normal x of mean 0: log p(x) = −(x/sd)²/2 − ln sd + ln(2/π)/2 for x ≥ 0.
 *
 * Throws `InvalidArgument` for a number that is no standard deviation. Source: johnson1994 (13.10.2).
 */
export function halfNormal<Sd extends string = "scalar">(options: { readonly sd: Operand<Sd> }): Distribution<Sd> {
  requireOptions("halfNormal", options);
  return inNameOf("halfNormal", () => halfOf("half", normal({ mean: 0, sd: options.sd }), "halfNormal"));
}

/**
 * The half-t distribution, of |x| for a Student t x with location 0. Throws `InvalidArgument` for numbers that these parameters cannot be.
 * Source: gelman2013bayesian (5.7).
 */
export function halfStudentT<D extends string = "scalar", S extends string = "scalar">(options: {
  readonly degreesOfFreedom: Operand<D>;
  readonly scale: Operand<S>;
}): Distribution<Joined<D, S>> {
  requireOptions("halfStudentT", options);
  const { degreesOfFreedom, scale } = options;
  const whole = () => studentT({ degreesOfFreedom, location: 0, scale }) as Distribution<Joined<D, S>>;
  return inNameOf("halfStudentT", () => halfOf("half", whole(), "halfStudentT"));
}

/**
 * The half-Cauchy distribution, of |x| for a Cauchy x with location 0. Throws `InvalidArgument` for a number that is no scale.
 * Source: gelman2013bayesian (5.7).
 */
export function halfCauchy<Scale extends string = "scalar">(options: { readonly scale: Operand<Scale> }): Distribution<Scale> {
  requireOptions("halfCauchy", options);
  return inNameOf("halfCauchy", () => halfOf("half", cauchy({ location: 0, scale: options.scale }), "halfCauchy"));
}

function halfOf<Over extends string>(caller: string, whole: Distribution<Over>, name: string): Distribution<Over> {
  const { center, logSurvival } = whole;
  if (center === undefined || constantValue(center) !== 0)
    throw new InvalidArgument(caller, "distribution", "be symmetric around 0", whole.name);
  return {
    name,
    parameters: whole.parameters,
    domains: whole.domains,
    support: positiveHalf,
    logDensity: (x) => whole.logDensity(x).plus(Math.LN2),
    ...(logSurvival && tailsOf((x, asked) => tailsOfHalf(x, whole, logSurvival(x, asked).plus(Math.LN2), asked))),
    numeric: halved(whole.numeric),
  };
}

/** Near 0 both from the probability within x, further out from that beyond it. */
function tailsOfHalf(x: Expression, whole: Distribution, beyond: Expression, asked: Operand | undefined): LogTails {
  const within = whole.logProbabilityWithin?.(x, asked);
  if (within === undefined) return { below: logOneMinusExp(beyond.negated()), above: beyond };
  const small = binary("minimum", within, -Math.LN2);
  const above = select(binary("less", within, -Math.LN2), unary("log1p", small.exp().negated()), beyond);
  return { below: within, above };
}

function halved(whole: NumericFamily): NumericFamily {
  const within = (x: number, given: Values): number =>
    whole.probabilityWithin?.(x, given) ?? 1 - 2 * exp(whole.logSurvival(x, given));
  return {
    cdf: (x, given) => (x > 0 ? within(x, given) : 0),
    logCdf(x, given) {
      const probability = x > 0 ? within(x, given) : 0;
      return probability < 0.5 ? log(probability) : log1p(-2 * exp(whole.logSurvival(x, given)));
    },
    logSurvival(x, given) {
      const probability = x > 0 ? within(x, given) : 0;
      return probability < 0.5 ? log1p(-probability) : Math.LN2 + whole.logSurvival(x, given);
    },
    quantile: (p, given) => (p < 0.1 ? smallQuantile(p, given, whole, within) : whole.upperQuantile(0.5 * (1 - p), given)),
    upperQuantile: (p, given) => whole.upperQuantile(0.5 * p, given),
    draw: (rng, given) => Math.abs(whole.draw(rng, given)),
    mean: (given) => meanSize(whole, given),
    variance(given) {
      const mean = meanSize(whole, given);
      return mean < Number.POSITIVE_INFINITY ? whole.variance(given) - mean * mean : Number.NaN;
    },
  };
}

/** Near 0 the probability is almost proportional to x: x ← x p / P(x) loses a factor of 50 or more of its error each time. */
function smallQuantile(p: number, given: Values, whole: NumericFamily, within: (x: number, given: Values) => number): number {
  if (p === 0) return 0;
  let x = (whole.upperQuantile(0.45, given) * p) / 0.1;
  for (let i = 0; i < 12; i++) x *= p / within(x, given);
  return x;
}

/** E|X| = ∫ 2 P(X > x) dx, in units of the upper quartile. */
function meanSize(whole: NumericFamily, given: Values): number {
  if (Number.isNaN(whole.mean(given))) return Number.POSITIVE_INFINITY;
  const unit = whole.upperQuantile(0.25, given);
  const tail = (x: number) => exp(whole.logSurvival(unit * x, given));
  return 2 * unit * integrate(tail, 0, Number.POSITIVE_INFINITY, { relativeTolerance: 1e-13 }).value;
}
