/** Counts of which some are 0 for another reason. */
import type { Joined } from "../../density/expression.js";
import { InvalidArgument } from "../../errors.js";
import { pointMass } from "../discrete/point-mass.js";
import type { Distribution } from "../distribution.js";
import { mixtureOf } from "../mixture-of.js";
import { type ZerosOptions, zerosOf } from "../zeros.js";

/**
 * A zero-inflated distribution of counts, 0 with this probability and otherwise of the distribution, which has zeros too: p(0) = probability + (1 −
 * probability) p₀(0), p(x) = (1 − probability) p₀(x). A `mixture` with a `pointMass`, whose probability is told as such or by its logit.
 *
 * Throws `InvalidArgument` unless the distribution is one of counts from 0 and there is one of probability and logit, which a number can be.
 * Source: lambert1992zero.
 */
export function zeroInflated<Over extends string, Zero extends string = "scalar">(
  distribution: Distribution<Over>,
  options: ZerosOptions<Zero>,
): Distribution<Joined<Over, Zero>> {
  const zeros = zerosOf("zeroInflated", distribution, options);
  const { name, support } = distribution;
  if (support.kind !== "integer") throw new InvalidArgument("zeroInflated", "distribution", "be one of counts", name);
  const weights = {
    logarithms: [zeros.logRest, zeros.logZero],
    parameters: zeros.parameters,
    domains: zeros.domains,
    valueIn: (k: number, given: Parameters<typeof zeros.restIn>[0]) =>
      k === 0 ? zeros.restIn(given) : zeros.probabilityIn(given),
  };
  const components = [distribution, pointMass({ value: 0 })];
  return mixtureOf("zeroInflated", `zeroInflated(${name})`, components, weights, support);
}
