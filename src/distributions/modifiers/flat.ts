/** The improper flat distribution. */
import { binary, constant, type Expression, type Joined, type Operand, select } from "../../density/expression.js";
import { InvalidArgument } from "../../errors.js";
import type { Distribution } from "../distribution.js";
import type { NumericFamily } from "../numeric-family.js";
import { requireOptions, requireParameter } from "../parameters.js";

/** Where a flat distribution ends; by default nowhere. */
export interface FlatOptions<Lower extends string = string, Upper extends string = string> {
  /** The lower bound. */
  readonly lower?: Operand<Lower>;
  /** The upper bound, above the lower one. */
  readonly upper?: Operand<Upper>;
}

const refuse = (caller: string) => (): never => {
  throw new InvalidArgument(caller, "distribution", "have a finite total probability", "flat");
};

const numeric: NumericFamily = {
  cdf: refuse("cdf"),
  logCdf: refuse("logCdf"),
  logSurvival: refuse("logSurvival"),
  quantile: refuse("quantile"),
  upperQuantile: refuse("upperQuantile"),
  draw: refuse("draw"),
  mean: refuse("mean"),
  variance: refuse("variance"),
};

/**
 * The improper flat distribution: log p(x) = 0 everywhere, or between the bounds. It cannot be drawn from: a model with one has no prior
 * prediction, and is proper only if its data make it so.
 *
 * Throws `InvalidArgument` for numbers that are no bounds, or in the wrong order. Source: gelman2013bayesian (2.8).
 */
export function flat<Lower extends string = "scalar", Upper extends string = "scalar">(
  options: FlatOptions<Lower, Upper> = {},
): Distribution<Joined<Lower, Upper>> {
  requireOptions("flat", options);
  const { lower, upper } = options as FlatOptions;
  const parameters: Record<string, Operand> = {};
  for (const [name, bound] of Object.entries({ lower, upper })) {
    if (bound === undefined) continue;
    requireParameter("flat", name, "real", bound);
    parameters[name] = bound as Operand;
  }
  if (typeof lower === "number" && typeof upper === "number" && !(lower < upper))
    throw new InvalidArgument("flat", "upper", `be above lower, ${lower}`, upper);
  return {
    name: "flat",
    parameters,
    domains: { ...(lower !== undefined && { lower: "real" }), ...(upper !== undefined && { upper: "real" }) },
    support: lower === undefined && upper === undefined ? { kind: "real" } : { kind: "interval", ...parameters },
    logDensity: (x) => zeroBetween(x, lower, upper),
    ...((lower === undefined || upper === undefined) && { isImproper: true }),
    numeric,
  };
}

/** 0 for each x between the bounds, −∞ elsewhere. */
function zeroBetween(x: Expression, lower: Operand | undefined, upper: Operand | undefined): Expression {
  if (lower === undefined && upper === undefined) return constant(0);
  const least = lower ?? Number.NEGATIVE_INFINITY;
  const most = upper ?? Number.POSITIVE_INFINITY;
  const isInside = binary("multiply", binary("lessOrEqual", least, x), binary("lessOrEqual", x, most));
  return select(isInside, constant(0), constant(Number.NEGATIVE_INFINITY));
}
