/** Looks at survival data: the log-rank statistic of the patients known, and what a faster runner must know of the design. */
import type { SurvivalObserved } from "../../endpoints/survival.js";
import { type LogRankWeight, logRankTest } from "../../survival/log-rank.js";
import type { AllocationRule } from "../randomization/allocation-rule.js";
import type { Patient } from "../trial-data.js";
import type { ComparedArms, LookStatistic } from "./look-decision.js";
import type { LookRules } from "./look-rules.js";

/** A design whose looks come at numbers of events and test by the log-rank test: what its trials depend on. */
export interface SurvivalLooks {
  readonly rules: LookRules;
  readonly compared: ComparedArms;
  readonly randomization: AllocationRule;
  readonly maximumPatients: number;
  /** Absent for the plain test. */
  readonly weight?: LogRankWeight;
  /** Longest follow-up of each patient. */
  readonly maximumFollowUp: number;
  /** −1 when longer times are better: Z is then positive when treatment has fewer events than expected. */
  readonly sign: 1 | -1;
  /** What the design decides by, of which all this is true: a modified design has another. */
  readonly decide: unknown;
}

/** A design that says so: the capability that a faster runner asks for. */
export interface HasSurvivalLooks {
  readonly survivalLooks?: SurvivalLooks;
}

/** Z, and the estimate (observed − expected events on treatment, over its variance: about the log hazard ratio). */
export function survivalStatistic(
  patients: readonly Patient<SurvivalObserved>[],
  { sign, weight, compared }: Pick<SurvivalLooks, "sign" | "weight" | "compared">,
): LookStatistic {
  const count = patients.length;
  const time = new Float64Array(count);
  const event = new Uint8Array(count);
  const arm = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const { observed } = patients[i];
    time[i] = observed.time;
    event[i] = observed.event ? 1 : 0;
    arm[i] = patients[i].arm === compared.treatment ? 1 : 0;
  }
  const { difference, variance, z } = logRankTest({ time, event, arm }, weight === undefined ? {} : { weight });
  return { z: sign * z, estimate: variance > 0 ? difference / variance : null };
}
