/** The member of the Wang–Tsiatis family that needs the least information on average. */
import { InvalidArgument } from "../../../errors.js";
import { brentMinimum } from "../../../numeric/optimizers/brent-minimum.js";
import { checkKnown } from "../../requirements.js";
import type { GroupSequentialPlan } from "../group-sequential-plan.js";
import { groupSequentialPlan } from "../plan.js";
import type { GroupSequentialPlanOptions } from "../plan-options.js";
import { wangTsiatis } from "./wang-tsiatis.js";

export interface OptimalWangTsiatisOptions {
  /**
   * What is least: the average sample number under the drift of the plan ("alternative"), or the sum of those under it, under half of it and
   * under the null hypothesis ("sum"). "alternative" when not given.
   */
  readonly criterion?: "alternative" | "sum";
}

/** The plan and its Δ, to about 1e-5. */
export interface OptimalWangTsiatis {
  readonly delta: number;
  readonly plan: GroupSequentialPlan;
}

/**
 * Returns the Δ in [0, 1) of the Wang–Tsiatis family with the least average sample number, and the plan with it.
 *
 * @throws InvalidArgument as `groupSequentialPlan` does, and for a criterion that is none.
 * Source: wang1987approximately.
 */
export function optimalWangTsiatis(
  options: Omit<GroupSequentialPlanOptions, "efficacy">,
  { criterion = "alternative", ...others }: OptimalWangTsiatisOptions = {},
): OptimalWangTsiatis {
  checkKnown("optimalWangTsiatis", others, []);
  if (criterion !== "alternative" && criterion !== "sum")
    throw new InvalidArgument("optimalWangTsiatis", "criterion", 'be "alternative" or "sum"', criterion);
  const planOf = (delta: number) => groupSequentialPlan({ ...options, efficacy: wangTsiatis({ delta }) });
  const loss = (delta: number) => {
    const plan = planOf(delta);
    const { averageSampleNumber, drift } = plan;
    if (criterion === "alternative") return averageSampleNumber(drift);
    return averageSampleNumber(drift) + averageSampleNumber(drift / 2) + averageSampleNumber(0);
  };
  const delta = brentMinimum(loss, 0, 0.9, { absoluteTolerance: 1e-6 }).minimizer;
  return { delta, plan: planOf(delta) };
}
