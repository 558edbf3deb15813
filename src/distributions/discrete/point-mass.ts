/** The distribution of one certain value. */
import { binary, constant, type Operand, select } from "../../density/expression.js";
import type { Distribution } from "../distribution.js";
import { type Family, ofFamily } from "../family.js";

/** The parameter of a point mass. */
export interface PointMassOptions<Value extends string = string> {
  /** The value, an integer. */
  readonly value: Operand<Value>;
}

const never = /* @__PURE__ */ constant(Number.NEGATIVE_INFINITY);
const always = /* @__PURE__ */ constant(0);

const family: Family<"value"> = {
  name: "pointMass",
  domains: { value: "integer" },
  support: ({ value }) => ({ kind: "integer", lower: value, upper: value }),
  logDensity: (x, { value }) => select(binary("equal", x, value), always, never),
  logTails: (x, { value }) => ({
    below: select(binary("less", x, value), never, always),
    above: select(binary("less", x, value), always, never),
  }),
  numeric: {
    cdf: (x, { value }) => (x < value ? 0 : 1),
    logCdf: (x, { value }) => (x < value ? Number.NEGATIVE_INFINITY : 0),
    logSurvival: (x, { value }) => (x < value ? 0 : Number.NEGATIVE_INFINITY),
    quantile: (_, { value }) => value,
    upperQuantile: (_, { value }) => value,
    draw: (_, { value }) => value,
    mean: ({ value }) => value,
    variance: () => 0,
  },
};

/**
 * The distribution of a count that is certain: log p(x) = 0 at the value, −∞ elsewhere. In a `mixture` with other counts it is what is there for another reason.
 *
 * Throws `InvalidArgument` for a number that is no integer. Source: johnson2005 (1.2.3).
 */
export function pointMass<Value extends string = "scalar">(options: PointMassOptions<Value>): Distribution<Value> {
  return ofFamily(family, options);
}
