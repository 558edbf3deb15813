/** The protocol section of a group-sequential trial whose looks count patients. */
import type { AllocationRule } from "../randomization/allocation-rule.js";
import type { GroupSequentialPlan } from "./plan.js";
import { listed } from "./survival-protocol.js";

export interface ProtocolSettings {
  /** "difference of means", "rate ratio" … */
  readonly quantity: string;
  readonly arms: readonly string[];
  readonly larger: "better" | "worse";
  readonly nullValue: number;
  /** The assumption under which the power is told. */
  readonly alternative: string;
  readonly test: string;
  readonly randomization: AllocationRule | null;
  /** When looks come, where it is not when so many patients have been evaluated. */
  readonly schedule?: string;
}

/** Returns the sentences. */
export function comparisonProtocol(
  plan: GroupSequentialPlan,
  whole: { readonly looks: readonly number[]; readonly patients: number; readonly power: number },
  { alternative, arms, larger, nullValue, quantity, randomization, schedule, test }: ProtocolSettings,
): readonly string[] {
  const direction = plan.sided === 2 ? "is" : larger === "better" ? "is at most" : "is at least";
  const pair = arms.length === 2 ? ` (${arms[1]} against ${arms[0]})` : ` on ${arms[0]}`;
  const looks = whole.looks.length;
  const times = schedule ?? `when ${listed(whole.looks)} patients have been evaluated`;
  return [
    `The hypothesis that the ${quantity}${pair} ${direction} ${nullValue} is tested by ${test} at a ${plan.sided === 2 ? "two" : "one"}-sided level of ${plan.alpha}.`,
    `Up to ${whole.patients} patients are enrolled.${randomization === null ? "" : ` ${randomization.protocol}`}`,
    looks === 1 ? `The data are analyzed once, ${times}.` : `The data are analyzed ${looks} times, ${times}.`,
    `With ${whole.patients} patients the power is ${(100 * whole.power).toFixed(1)} % for a true value of ${alternative}.`,
    ...plan.protocol(),
    "If an analysis takes place at another information fraction than planned, its bounds are computed anew for the actual fraction.",
    "If no more patients can be evaluated, the final analysis is made with those there are, at all of the significance level that is left.",
  ];
}
