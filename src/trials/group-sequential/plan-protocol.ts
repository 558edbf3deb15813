/** Sentences for a protocol, made from a plan. */
import type { GroupSequentialPlan } from "./plan.js";

/** Returns the sentences. */
export function describePlan(plan: GroupSequentialPlan): readonly string[] {
  const { efficacy } = plan.rules;
  return [`${efficacy.protocol}`];
}
