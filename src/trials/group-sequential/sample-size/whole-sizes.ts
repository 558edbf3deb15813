/** From the real number of patients (or events) that a plan needs to whole ones that keep its power. */
import { InvalidArgument } from "../../../errors.js";
import type { GroupSequentialPlan } from "../plan.js";
import type { FixedTest } from "./fixed-test.js";

/** The size of a trial as real numbers: what the formulas say. */
export interface RealSize {
  /** Size of the trial with one analysis. */
  readonly fixed: number;
  /** Size at the last look, and at each. */
  readonly maximum: number;
  readonly looks: readonly number[];
  /** Expected sizes at the end of the trial: under the hypothesis, half of the drift, and the drift. */
  readonly expectedNull: number;
  readonly expectedHalf: number;
  readonly expected: number;
}

/** The plan's size for a test: inflation × that of the trial with one analysis. */
export function sizeForPlan(plan: GroupSequentialPlan, test: FixedTest): RealSize {
  const fixed = test.size(plan.rules.alpha, plan.power);
  return realSize(plan, fixed, plan.inflation * fixed, plan.drift);
}

/** Sizes of a plan with a given maximum, and a drift there. */
export function realSize(plan: GroupSequentialPlan, fixed: number, maximum: number, drift: number): RealSize {
  return {
    fixed,
    maximum,
    looks: plan.rules.fractions.map((fraction) => fraction * maximum),
    expectedNull: maximum * plan.expectedInformation(0),
    expectedHalf: maximum * plan.expectedInformation(drift / 2),
    expected: maximum * plan.expectedInformation(drift),
  };
}

/** Whole sizes at each look, and the plan with its bounds at the fractions that they really are. */
export interface WholeSizes {
  readonly looks: readonly number[];
  readonly plan: GroupSequentialPlan;
}

/**
 * Rounds up to multiples of `unit` at each look; more units follow until the power is that of the plan, where the plan's maximum is free.
 *
 * @throws InvalidArgument when two looks fall on the same whole size.
 */
export function wholeSizes(
  caller: string,
  plan: GroupSequentialPlan,
  maximum: number,
  unit: number,
  test: FixedTest | null,
): WholeSizes {
  for (let extra = 0; ; extra++) {
    const last = unit * (Math.ceil(maximum / unit - 1e-9) + extra);
    const looks = plan.rules.fractions.map((fraction) => unit * Math.ceil((fraction * last) / unit - 1e-9));
    for (let k = 1; k < looks.length; k++) {
      if (looks[k] <= looks[k - 1]) {
        const requirement = `be so far apart that looks ${k} and ${k + 1} do not fall on the same ${looks[k]}`;
        throw new InvalidArgument(caller, "plan.fractions", requirement, plan.rules.fractions);
      }
    }
    const whole = atSizes(plan, looks);
    if (test === null || extra === 1000) return { looks, plan: whole };
    if (whole.powerAt(test.drift(last, plan.rules.alpha)) >= plan.power - 1e-9) return { looks, plan: whole };
  }
}

/** The plan itself where the looks are as planned. */
function atSizes(plan: GroupSequentialPlan, looks: readonly number[]): GroupSequentialPlan {
  const fractions = looks.map((size) => size / looks[looks.length - 1]);
  const asPlanned = fractions.every((fraction, k) => Math.abs(fraction - plan.rules.fractions[k]) < 1e-12);
  if (asPlanned) return plan;
  // Spending times that are not information stay what they are.
  return plan.atInformation(fractions, plan.options.spendingTimes === undefined ? {} : { spendingTimes: plan.rules.times });
}

/** The smallest whole numbers of patients (treatment, control) in the ratio, up to 20 each; null when there are none. */
export function wholeRatioOf(ratio: number): readonly [treatment: number, control: number] | null {
  for (let control = 1; control <= 20; control++) {
    const treatment = Math.round(ratio * control);
    if (treatment >= 1 && treatment <= 20 && Math.abs(treatment / control - ratio) < 1e-9) return [treatment, control];
  }
  return null;
}
