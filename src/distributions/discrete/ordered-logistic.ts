/** The ordered logistic distribution. */
import {
  binary,
  constant,
  type Expression,
  type Joined,
  type Operand,
  select,
  toExpression,
  unary,
} from "../../density/expression.js";
import { InvalidArgument } from "../../errors.js";
import { exp, expm1 } from "../../numeric/elementary/exponential.js";
import { log1pExp } from "../../numeric/special/log1p-exp.js";
import { categoryNumeric } from "../category-numeric.js";
import { categoryTails, pick } from "../choose.js";
import type { Distribution } from "../distribution.js";
import { type List, listParameter } from "../list-parameter.js";
import { logOneMinusExp } from "../log-one-minus-exp.js";
import { tailsOf } from "../log-tails.js";
import { requireOptions, requireParameter } from "../parameters.js";

/** The parameters of an ordered logistic distribution. */
export interface OrderedLogisticOptions<Location extends string = string, Cut extends string = string> {
  /** Where the latent variable is centered, any number: the linear predictor. */
  readonly location: Operand<Location>;
  /** The points that separate the categories, increasing: one fewer than categories. A list, or an expression over an axis of known length. */
  readonly cutpoints: List<Cut>;
}

/**
 * The ordered logistic distribution of 0, 1, …, the category into which a logistic latent variable falls: p(x) = F(cut_x+1) − F(cut_x), F(c) =
 * 1/(1 + e^(location − c)), computed as log p(x) = −ln(1 + e^(cut_x − location)) − ln(1 + e^(location − cut_x+1)) + ln(1 − e^(cut_x − cut_x+1)).
 *
 * Throws `InvalidArgument` unless numbers are finite and cutpoints increase. Source: agresti2013categorical (8.2).
 */
export function orderedLogistic<Location extends string = "scalar", Cut extends string = "scalar">(
  options: OrderedLogisticOptions<Location, Cut>,
): Distribution<Joined<Location, Cut>> {
  requireOptions("orderedLogistic", options);
  const { location } = options;
  requireParameter("orderedLogistic", "location", "real", location);
  const cutpoints = listParameter("orderedLogistic", "cutpoints", options.cutpoints, "real", "ordered");
  cutpoints.numbers()?.forEach((cut, k, cuts) => {
    if (k > 0 && !(cut > cuts[k - 1])) throw new InvalidArgument("orderedLogistic", "cutpoints", "increase", cuts);
  });
  const cuts = cutpoints.elements();
  return {
    name: "orderedLogistic",
    parameters: { location, ...cutpoints.parameters },
    domains: { location: "real", ...cutpoints.domains },
    support: { kind: "integer", lower: 0, upper: cuts.length },
    logDensity: (x) => logMass(x, toExpression(location), cuts),
    ...tailsOf((x) => {
      const below = cuts.map((cut) => unary("log1pExp", binary("subtract", location, cut)).negated());
      const above = cuts.map((cut) => unary("log1pExp", binary("subtract", cut, location)).negated());
      return categoryTails(x, below, above);
    }),
    numeric: categoryNumeric((given) => probabilitiesOf(given.location as number, cutpoints.valuesIn(given))),
  };
}

function logMass(x: Expression, location: Expression, cuts: readonly Expression[]): Expression {
  const zero = constant(0);
  const last = cuts.length;
  const isFirst = binary("equal", x, 0);
  const isLast = binary("equal", x, last);
  // Of the outer categories one cut is infinite; another stands in for it, so that all derivatives exist.
  const lower = pick(x, [cuts[0], ...cuts]);
  const upper = pick(x, [...cuts, cuts[last - 1]]);
  const fromBelow = select(isFirst, zero, unary("log1pExp", lower.minus(location)).negated());
  const fromAbove = select(isLast, zero, unary("log1pExp", location.minus(upper)).negated());
  if (last < 2) return fromBelow.plus(fromAbove);
  const gaps = cuts.slice(1).map((cut, k) => logOneMinusExp(cut.minus(cuts[k])));
  return fromBelow.plus(fromAbove).plus(pick(x, [zero, ...gaps, zero]));
}

function probabilitiesOf(location: number, cuts: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: cuts.length + 1 }, (_, k) => {
    const below = k === 0 ? 0 : -log1pExp(cuts[k - 1] - location);
    const above = k === cuts.length ? 0 : -log1pExp(location - cuts[k]);
    const gap = k === 0 || k === cuts.length ? 1 : -expm1(cuts[k - 1] - cuts[k]);
    return exp(below + above) * gap;
  });
}
