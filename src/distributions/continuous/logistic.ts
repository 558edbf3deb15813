/** The logistic distribution. */
import { type Joined, type Operand, unary } from "../../density/expression.js";
import { tanh } from "../../numeric/elementary/hyperbolic.js";
import {
  logisticCdf,
  logisticLogCdf,
  logisticLogUpperTail,
  logisticQuantile,
  logisticUpperQuantile,
} from "../../numeric/probability/logistic.js";
import { logit } from "../../numeric/special/logit.js";
import type { Distribution } from "../distribution.js";
import { type Family, ofFamily, realLine } from "../family.js";
import { logOneMinusExp } from "../log-one-minus-exp.js";

/** The parameters of a logistic distribution. */
export interface LogisticOptions<Location extends string = string, Scale extends string = string> {
  /** The center, any number. */
  readonly location: Operand<Location>;
  /** The scale, positive: the standard deviation divided by π/√3. */
  readonly scale: Operand<Scale>;
}

const VARIANCE = (Math.PI * Math.PI) / 3;

const family: Family<"location" | "scale"> = {
  name: "logistic",
  domains: { location: "real", scale: "positive" },
  support: () => realLine,
  logDensity(x, { location, scale }) {
    // By the side of the center that cannot cancel: −|z| − 2 ln(1 + e^−|z|).
    const size = unary("absolute", x.minus(location).dividedBy(scale)).negated();
    return size.minus(unary("log1pExp", size).times(2)).minus(scale.log());
  },
  logTails: (x, { location, scale }) => ({
    below: unary("log1pExp", location.minus(x).dividedBy(scale)).negated(),
    above: unary("log1pExp", x.minus(location).dividedBy(scale)).negated(),
  }),
  logProbabilityWithin(distance, { scale }) {
    // ln tanh(z/2) = ln(1 − e^−z) − ln(1 + e^−z).
    const z = distance.dividedBy(scale);
    return logOneMinusExp(z).minus(unary("log1pExp", z.negated()));
  },
  center: "location",
  standardized: ({ location, scale }) => ({
    distribution: logistic({ location: 0, scale: 1 }),
    from: (z) => location.plus(scale.times(z)),
  }),
  numeric: {
    cdf: (x, { location, scale }) => logisticCdf(x, location, scale),
    logCdf: (x, { location, scale }) => logisticLogCdf(x, location, scale),
    logSurvival: (x, { location, scale }) => logisticLogUpperTail(x, location, scale),
    quantile: (p, { location, scale }) => logisticQuantile(p, location, scale),
    upperQuantile: (p, { location, scale }) => logisticUpperQuantile(p, location, scale),
    probabilityWithin: (distance, { scale }) => tanh((0.5 * distance) / scale),
    draw: (rng, { location, scale }) => location + scale * logit(rng.uniform()),
    mean: ({ location }) => location,
    variance: ({ scale }) => scale * scale * VARIANCE,
  },
};

/**
 * The logistic distribution: log p(x) = −z − ln scale − 2 ln(1 + e^−z), z = (x − location)/scale.
 *
 * Throws `InvalidArgument` for a number that is no location or no scale. Source: johnson1995 (23.1).
 */
export function logistic<Location extends string = "scalar", Scale extends string = "scalar">(
  options: LogisticOptions<Location, Scale>,
): Distribution<Joined<Location, Scale>> {
  return ofFamily(family, options);
}
