/** Student's t distribution. */
import { binary, constant, type Expression, type Joined, type Operand, unary } from "../../density/expression.js";
import { logBetaTailsAtLogit } from "../../density/operators/tails/beta-tails.js";
import { logStudentTTails } from "../../density/operators/tails/student-t-tails.js";
import {
  studentTCdf,
  studentTLogCdf,
  studentTLogDensity,
  studentTLogUpperTail,
  studentTQuantile,
  studentTUpperQuantile,
} from "../../numeric/probability/student-t.js";
import { incompleteBeta } from "../../numeric/special/incomplete-beta.js";
import { standardGamma } from "../../random/standard/gamma.js";
import { standardNormal } from "../../random/standard/normal.js";
import type { Distribution } from "../distribution.js";
import { type Family, ofFamily, realLine } from "../family.js";
import { constantValue } from "../parameters.js";

/** The parameters of a Student t distribution. */
export interface StudentTOptions<D extends string = string, L extends string = string, S extends string = string> {
  /** The degrees of freedom, any positive number. */
  readonly degreesOfFreedom: Operand<D>;
  /** The center, any number. */
  readonly location: Operand<L>;
  /** The scale, positive: what the standard distribution is multiplied by. */
  readonly scale: Operand<S>;
}

const LOG_PI = 1.1447298858494002;

const family: Family<"degreesOfFreedom" | "location" | "scale"> = {
  name: "studentT",
  domains: { degreesOfFreedom: "positive", location: "real", scale: "positive" },
  support: () => realLine,
  logDensity(x, { degreesOfFreedom, location, scale }) {
    const z = x.minus(location).dividedBy(scale);
    const tail = unary("log1p", z.squared().dividedBy(degreesOfFreedom)).times(degreesOfFreedom.plus(1).times(-0.5));
    return tail.minus(scale.log()).plus(logNormalizer(degreesOfFreedom));
  },
  logTails: (x, { degreesOfFreedom, location, scale }, asked) =>
    logStudentTTails(degreesOfFreedom, x.minus(location).dividedBy(scale), asked),
  logProbabilityWithin(distance, { degreesOfFreedom, scale }, asked) {
    const logit = distance.dividedBy(scale).log().times(2).minus(degreesOfFreedom.log());
    return logBetaTailsAtLogit(0.5, degreesOfFreedom.times(0.5), logit, asked).below;
  },
  center: "location",
  standardized: ({ degreesOfFreedom, location, scale }) => ({
    distribution: studentT({ degreesOfFreedom, location: 0, scale: 1 }),
    from: (z) => location.plus(scale.times(z)),
  }),
  numeric: {
    cdf: (x, { degreesOfFreedom, location, scale }) => studentTCdf((x - location) / scale, degreesOfFreedom),
    logCdf: (x, { degreesOfFreedom, location, scale }) => studentTLogCdf((x - location) / scale, degreesOfFreedom),
    logSurvival: (x, { degreesOfFreedom, location, scale }) => studentTLogUpperTail((x - location) / scale, degreesOfFreedom),
    quantile: (p, { degreesOfFreedom, location, scale }) => location + scale * studentTQuantile(p, degreesOfFreedom),
    upperQuantile: (p, { degreesOfFreedom, location, scale }) => location + scale * studentTUpperQuantile(p, degreesOfFreedom),
    probabilityWithin(distance, { degreesOfFreedom, scale }) {
      const square = (distance / scale) * (distance / scale);
      const share = square < Number.POSITIVE_INFINITY ? square / (degreesOfFreedom + square) : 1;
      return incompleteBeta(share, 0.5, 0.5 * degreesOfFreedom);
    },
    draw(rng, { degreesOfFreedom, location, scale }) {
      const z = standardNormal(rng);
      return location + scale * z * Math.sqrt((0.5 * degreesOfFreedom) / standardGamma(rng, 0.5 * degreesOfFreedom));
    },
    mean: ({ degreesOfFreedom, location }) => (degreesOfFreedom > 1 ? location : Number.NaN),
    variance({ degreesOfFreedom, scale }) {
      if (degreesOfFreedom > 2) return (scale * scale * degreesOfFreedom) / (degreesOfFreedom - 2);
      return degreesOfFreedom > 1 ? Number.POSITIVE_INFINITY : Number.NaN;
    },
  },
};

/** ln Γ((ν + 1)/2) − ln Γ(ν/2) − ln(νπ)/2: for a known ν without the cancellation between large terms. */
function logNormalizer(degreesOfFreedom: Expression): Expression {
  const known = constantValue(degreesOfFreedom);
  if (known !== undefined) return constant(studentTLogDensity(0, known));
  const half = degreesOfFreedom.times(0.5);
  const gammas = binary("subtract", unary("logGamma", half.plus(0.5)), unary("logGamma", half));
  return gammas.minus(degreesOfFreedom.log().plus(LOG_PI).times(0.5));
}

/**
 * Student's t distribution: log p(x) = ln Γ((ν + 1)/2) − ln Γ(ν/2) − ln(νπ)/2 − ln scale − ((ν + 1)/2) ln(1 + z²/ν), with
 * z = (x − location)/scale and ν = degreesOfFreedom.
 *
 * Throws `InvalidArgument` for numbers that these parameters cannot be. Source: johnson1995 (28.2).
 */
export function studentT<D extends string = "scalar", L extends string = "scalar", S extends string = "scalar">(
  options: StudentTOptions<D, L, S>,
): Distribution<Joined<D, Joined<L, S>>> {
  return ofFamily(family, options);
}
