/** What designs that look for a dose have in common. */
import type { TimeToToxicity, ToxicityObserved, ToxicityTally } from "../../endpoints/toxicity.js";
import { InvalidArgument } from "../../errors.js";
import type { Decision, Design } from "../design.js";
import type { TrialData } from "../trial-data.js";
import type { CohortRules } from "./cohort-rules.js";

/** The dose recommended as maximum tolerated: its position in the design's arms; null when no dose is acceptable. */
export interface DoseRecommendation {
  readonly dose: number | null;
}

export type ToxicityData = TrialData<ToxicityObserved, ToxicityTally>;
export type DoseFindingDecision = Decision<ToxicityObserved, ToxicityTally, DoseRecommendation>;

/** A design whose arms are doses in increasing order. */
export interface DoseFindingDesign<Memory = unknown>
  extends Design<Memory, TimeToToxicity, ToxicityObserved, ToxicityTally, DoseRecommendation> {
  /** The toxicity probability aimed at; absent for rules without one, such as 3+3. */
  readonly target?: number;
  /** Upper limit of enrollment. */
  readonly maximumPatients: number;
  /** The design as tables, when it is no more than that: what decision tables print and fast simulation runs on. */
  readonly rules?: CohortRules;
  /** The same design with another upper limit of enrollment: backfilling gives it room for patients on top of its own. */
  readonly limitedTo?: (patients: number) => DoseFindingDesign<Memory>;
  /**
   * True when, with complete assessments, its decisions depend on counts by dose, the last dose and its memory alone, never on time, single
   * patients or chance: such trials are simulated fast, each decision asked once.
   */
  readonly decidesByCounts?: boolean;
}

/** How many doses, or what they are: amounts or labels, in increasing order of toxicity. */
export type Doses = number | readonly (number | string)[];

/** Labels of the doses. @throws InvalidArgument when there is none. */
export function doseLabels(caller: string, doses: Doses): readonly string[] {
  if (typeof doses === "number") {
    if (!Number.isInteger(doses) || doses < 1 || doses > 100) {
      throw new InvalidArgument(caller, "doses", "be the number of doses (an integer from 1 to 100) or a list of them", doses);
    }
    return Array.from({ length: doses }, (_, i) => `dose ${i + 1}`);
  }
  if (!Array.isArray(doses) || doses.length === 0 || doses.length > 100)
    throw new InvalidArgument(caller, "doses", "name 1 to 100 doses", doses);
  const labels = doses.map((dose, i) => {
    const valid = typeof dose === "string" ? dose !== "" : typeof dose === "number" && dose > 0 && dose < Infinity;
    if (!valid) throw new InvalidArgument(caller, `doses[${i}]`, "be a positive amount or a label", dose);
    const previous: unknown = doses[i - 1];
    if (typeof dose === "number" && typeof previous === "number" && dose <= previous) {
      throw new InvalidArgument(caller, `doses[${i}]`, `be larger than the dose before it (${previous})`, dose);
    }
    return String(dose);
  });
  const repeated = labels.findIndex((label, i) => labels.indexOf(label) !== i);
  if (repeated >= 0) throw new InvalidArgument(caller, `doses[${repeated}]`, "differ from the other doses", labels[repeated]);
  return labels;
}
