/** The options that all group-sequential comparisons have, and their checks. */
import { InvalidArgument } from "../../errors.js";
import type { AllocationRule } from "../randomization/allocation-rule.js";
import { completeRandomization } from "../randomization/complete-randomization.js";
import { permutedBlocks } from "../randomization/permuted-blocks.js";
import type { Plain, Recipe } from "../recipe.js";
import type { GroupSequentialPlan } from "./plan.js";
import { wholeRatioOf } from "./sample-size/whole-sizes.js";

export interface ComparisonOptions {
  /** Looks, bounds, α and power: `groupSequentialPlan(…)`. */
  readonly plan: GroupSequentialPlan;
  /** Names of control and treatment; "control" and "treatment" when not given. */
  readonly arms?: readonly [control: string, treatment: string];
  /** How patients are randomized to control and treatment; permuted blocks of two rounds of the ratio when not given. */
  readonly randomization?: AllocationRule;
}

/** @throws InvalidArgument unless it is a plan. */
export function checkPlan(caller: string, plan: unknown): void {
  const given = plan as Partial<GroupSequentialPlan> | null | undefined;
  if (typeof given !== "object" || given === null || given.rules === undefined || typeof given.crossing !== "function") {
    throw new InvalidArgument(caller, "plan", "be a plan, such as groupSequentialPlan({ looks: 3 })", plan);
  }
}

/** The labels of two arms. */
export function comparedArms(caller: string, arms: unknown = ["control", "treatment"]): readonly string[] {
  if (
    !Array.isArray(arms) ||
    arms.length !== 2 ||
    arms.some((arm) => typeof arm !== "string" || arm === "") ||
    arms[0] === arms[1]
  ) {
    throw new InvalidArgument(caller, "arms", "be two different names, of control and treatment", arms);
  }
  return [...arms];
}

/** The rule that was given, or permuted blocks in the ratio; complete randomization for ratios that are not of small whole numbers. */
export function ruleFor(caller: string, rule: AllocationRule | undefined, ratio: number): AllocationRule {
  if (rule === undefined) {
    const whole = wholeRatioOf(ratio);
    if (whole === null) return completeRandomization({ ratio: [1, ratio] });
    const [treatment, control] = whole;
    return permutedBlocks({ blockSize: 2 * (treatment + control), ratio: [control, treatment] });
  }
  if (typeof rule !== "object" || rule === null || typeof rule.weights !== "function" || !Array.isArray(rule.ratio)) {
    throw new InvalidArgument(caller, "randomization", "be a rule, such as permutedBlocks({ blockSize: 4 })", rule);
  }
  const parts = rule.ratio;
  if (parts.length !== 2 || Math.abs(parts[1] / parts[0] - ratio) > 1e-9 * ratio) {
    throw new InvalidArgument(caller, "randomization", `have the ratio of the plan, 1 : ${ratio} (control : treatment)`, parts);
  }
  return rule;
}

/** The recipe of a design made from options of which some have recipes; none when one lacks its own. */
export function recipeFor(make: string, options: object): { readonly recipe?: Recipe } {
  const plain: { [option: string]: Plain } = {};
  for (const [name, value] of Object.entries(options)) {
    if (name === "plan" || name === "randomization") {
      if (value === undefined) continue;
      const { recipe } = value as { readonly recipe?: Recipe };
      if (recipe === undefined) return {};
      plain[name] = recipe;
    } else if (value !== undefined) plain[name] = value as Plain;
  }
  return { recipe: { make, options: plain } };
}

/** The labels of one or two arms. */
export function armsFor(caller: string, arms: unknown): readonly string[] {
  if (Array.isArray(arms) && arms.length === 1 && typeof arms[0] === "string" && arms[0] !== "") return [...arms];
  return comparedArms(caller, arms);
}

/** @throws InvalidArgument for a time of measurement that is negative or not finite. */
export function checkDelay(caller: string, measuredAfter: unknown = 0): void {
  if (typeof measuredAfter !== "number" || !(measuredAfter >= 0 && measuredAfter < Infinity)) {
    throw new InvalidArgument(caller, "measuredAfter", "be a finite time, 0 or later", measuredAfter);
  }
}
