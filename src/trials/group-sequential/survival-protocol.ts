/** The protocol section of a group-sequential survival trial. */

import type { LogRankWeight } from "../../survival/log-rank.js";
import type { AllocationRule } from "../randomization/allocation-rule.js";
import type { GroupSequentialPlan } from "./plan.js";
import type { SurvivalTiming } from "./sample-size/survival-course.js";
import type { SurvivalAssumption } from "./sample-size/survival-size.js";

interface Settings {
  readonly plan: GroupSequentialPlan;
  readonly whole: { readonly events: readonly number[]; readonly patients: number; readonly power: number };
  readonly timing: SurvivalTiming;
  readonly randomization: AllocationRule;
  readonly arms: readonly string[];
  readonly maximumFollowUp: number;
}

/** Returns the sentences. */
export function survivalProtocol(
  options: SurvivalAssumption & { readonly weight?: LogRankWeight },
  { arms, maximumFollowUp, plan, randomization, timing, whole }: Settings,
): readonly string[] {
  const { hazardRatio, larger = "better", nullHazardRatio = 1, weight } = options;
  const [control, treatment] = arms;
  const direction = larger === "better" ? "at least" : "at most";
  const hypothesis =
    plan.sided === 2
      ? `The hypothesis that the hazard ratio of ${treatment} to ${control} is ${nullHazardRatio}`
      : `The hypothesis that the hazard ratio of ${treatment} to ${control} is ${direction} ${nullHazardRatio}`;
  const count = whole.events.length;
  const last = whole.events[count - 1];
  const ratio = typeof hazardRatio === "number" ? `a hazard ratio of ${hazardRatio}` : "hazard ratios that change over time";
  return [
    `${hypothesis} is tested by ${testInWords(weight)} at a ${plan.sided === 2 ? "two" : "one"}-sided level of ${plan.alpha}.`,
    `Up to ${whole.patients} patients are enrolled${maximumFollowUp < Infinity ? `, each followed for up to ${maximumFollowUp} time units` : ""}. ${randomization.protocol}`,
    count === 1
      ? `The data are analyzed once, when ${last} events have been observed.`
      : `The data are analyzed when ${listed(whole.events)} events have been observed (expected at ${listed(timing.looks.map((time) => Number(time.toFixed(1))))} time units after the start).`,
    `With ${last} events the power is ${(100 * whole.power).toFixed(1)} % under ${ratio} and the assumed hazards.`,
    ...plan.protocol(),
    "If an analysis takes place at another number of events than planned, its bounds are computed anew from the spending function at the actual information fraction.",
    `If ${last} events can no longer be reached, the final analysis is made with the events observed, at all of the significance level that is left.`,
  ];
}

function testInWords(weight: LogRankWeight | undefined): string {
  if (weight === undefined) return "the log-rank test";
  if (weight.kind === "fleming-harrington") {
    return `the weighted log-rank test with Fleming–Harrington weights (ρ = ${weight.rho}, γ = ${weight.gamma})`;
  }
  return `the modestly weighted log-rank test of Magirr and Burman (delay ${weight.delay})`;
}

/** "1, 2 and 3". */
export function listed(values: readonly (number | string)[]): string {
  if (values.length < 2) return values.join("");
  return `${values.slice(0, -1).join(", ")} and ${values[values.length - 1]}`;
}
