/** Repeated confidence intervals and p-values: valid at every look, whether the trial stops or not. */
import { InvalidArgument } from "../../../errors.js";
import { exp } from "../../../numeric/elementary/exponential.js";
import { log } from "../../../numeric/elementary/logarithm.js";
import { brentRoot } from "../../../numeric/roots/brent-root.js";
import { checkKnown, checkPositive } from "../../requirements.js";
import type { GroupSequentialPlan } from "../group-sequential-plan.js";
import { boundarySolver } from "../solving/solve-boundaries.js";
import type { FinalResult } from "./stagewise-inference.js";

export interface RepeatedInferenceOptions {
  /** Information at the look with fraction 1, which sets the scale of effects; 1 (effects are drifts) when not given. */
  readonly maximumInformation?: number;
  /** The effect under the null hypothesis, to which Z refers; 0 when not given. */
  readonly nullEffect?: number;
}

export interface RepeatedInference {
  /** Z ± bound, on the effect scale; both ends infinite at a look that cannot stop for efficacy. Coverage 1 − α (one-sided plan: 1 − 2 α). */
  readonly interval: readonly [lower: number, upper: number];
  /** The least α with which the trial would have stopped for efficacy at this look; ½ when it is not below (two-sided: 1). */
  readonly pValue: number;
}

/**
 * Returns the repeated confidence interval and p-value at a look: (Z ∓ c) / √I with the efficacy bound c, and the least α at which a plan of
 * the same kind would have Z on its bound. For information that is not as planned, use `plan.atInformation(…)`.
 *
 * @throws InvalidArgument for a look that is none of the plan's and numbers that are not finite.
 * Source: jennison1989interim, jennison1999group (chapter 9).
 */
export function repeatedInference(
  plan: GroupSequentialPlan,
  result: FinalResult,
  options: RepeatedInferenceOptions = {},
): RepeatedInference {
  const { maximumInformation, nullEffect } = checked(plan, result, options);
  const { look, z } = result;
  const { efficacy, fractions } = plan.boundaries;
  const scale = 1 / Math.sqrt(maximumInformation * fractions[look - 1]);
  const bound = efficacy[look - 1];
  return {
    interval: [nullEffect + (z - bound) * scale, nullEffect + (z + bound) * scale],
    pValue: repeatedPValue(plan, look, plan.sided === 2 ? Math.abs(z) : z),
  };
}

const LEAST = 1e-12;

/** The α of one direction at which the efficacy bound of the look is z, times the number of directions. */
function repeatedPValue({ drift, rules, sided }: GroupSequentialPlan, look: number, z: number): number {
  const bound = (alpha: number) => boundarySolver({ ...rules, alpha }).solve(drift).boundaries.efficacy[look - 1];
  const most = 0.5 - 1e-6;
  if (!(bound(most) < z)) return sided * 0.5;
  if (!(bound(LEAST) > z)) return sided * LEAST;
  const f = (logAlpha: number) => {
    const c = bound(exp(logAlpha));
    return Math.max(-1e3, Math.min(1e3, c)) - z;
  };
  return sided * exp(brentRoot(f, log(LEAST), log(most), { tolerance: 1e-12 }).root);
}

function checked(
  plan: GroupSequentialPlan,
  result: FinalResult,
  options: RepeatedInferenceOptions,
): Required<RepeatedInferenceOptions> {
  const caller = "repeatedInference";
  checkKnown(caller, result, ["look", "z"]);
  checkKnown(caller, options, ["maximumInformation", "nullEffect"]);
  const { maximumInformation = 1, nullEffect = 0 } = options;
  const looks = plan.boundaries.fractions.length;
  if (!Number.isInteger(result.look) || result.look < 1 || result.look > looks)
    throw new InvalidArgument(caller, "result.look", `be an integer from 1 to ${looks}`, result.look);
  if (typeof result.z !== "number" || !Number.isFinite(result.z))
    throw new InvalidArgument(caller, "result.z", "be a finite number", result.z);
  checkPositive(caller, "maximumInformation", maximumInformation, "information");
  if (!Number.isFinite(nullEffect)) throw new InvalidArgument(caller, "nullEffect", "be finite", nullEffect);
  return { maximumInformation, nullEffect };
}
