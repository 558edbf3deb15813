/** A design in plain words. */
import type { CohortRules } from "../../trials/dose-finding/cohort-rules.js";
import type { DoseFindingDesign } from "../../trials/dose-finding/dose-finding-design.js";
import type { GroupSequentialPlan } from "../../trials/group-sequential/plan.js";
import { formatCount, formatNumber, formatPercent } from "../format-figure.js";
import { doseInWords, listed } from "./listed.js";

/** What a design may tell of itself; all of it is optional, since a report takes any object. */
export type TellingDesign = Partial<
  Pick<DoseFindingDesign, "name" | "arms" | "target" | "maximumPatients" | "rules" | "protocol" | "tables">
> & { readonly endpoint?: { readonly name: string; readonly outcomes?: string }; readonly plan?: GroupSequentialPlan };

/** Sentences about a design: its protocol or, when it has none, what can be read off its settings. */
export function designInWords(design: TellingDesign): readonly string[] {
  if (design.protocol !== undefined) return design.protocol();
  const { arms, target, maximumPatients, rules, endpoint } = design;
  return [
    ...(arms === undefined ? [] : [`Doses: ${listed(arms)}.`]),
    ...(target === undefined ? [] : [`The toxicity probability aimed at is ${formatPercent(target)}.`]),
    ...(maximumPatients === undefined ? [] : [`At most ${formatCount(maximumPatients)} patients are enrolled.`]),
    ...(endpoint === undefined ? [] : [`The endpoint is ${endpoint.name}.`]),
    ...(rules === undefined || arms === undefined ? [] : rulesInWords(rules, arms)),
  ];
}

function rulesInWords(rules: CohortRules, arms: readonly string[]): readonly string[] {
  const { cohortSize, startDose, titration, enough, full, stopWhenBlocked, maximumPatients } = rules;
  const cohorts = cohortSize === 1 ? "Patients are treated one by one" : `Patients are treated in cohorts of ${cohortSize}`;
  return [
    `${cohorts}, the first at ${doseInWords(arms[startDose])}; each is followed up before the next decision.`,
    ...(titration ? ["It begins with single patients, one dose higher after each, until the first DLT."] : []),
    ...closingInWords(rules),
    ...(enough <= maximumPatients ? [`It stops when it would stay at a dose that has ${enough} patients.`] : []),
    ...(full <= maximumPatients ? [`No dose gets more than ${full} patients.`] : []),
    ...(stopWhenBlocked ? ["It stops when it would escalate but cannot."] : []),
  ];
}

/** At how many toxicities a dose is closed, for the numbers of patients that whole cohorts lead to. */
function closingInWords({ eliminate, cohortSize, maximumPatients, full }: CohortRules): readonly string[] {
  const boundaries: string[] = [];
  for (let n = cohortSize; n <= Math.min(maximumPatients, full, 6 * cohortSize); n += cohortSize) {
    if (eliminate[n] <= n) boundaries.push(`${formatNumber(eliminate[n])} of ${n}`);
  }
  if (boundaries.length === 0) return [];
  return [`A dose is closed, and all doses above it, when so many of its patients or more had a DLT: ${listed(boundaries)}.`];
}
