/** 3+3: the classical rule of phase I trials. */
import { binaryToxicity } from "../../../endpoints/binary-toxicity.js";
import { type CohortMemory, cohortDesign } from "../../dose-finding/cohort-design.js";
import type { CohortProtocol } from "../../dose-finding/cohort-protocol.js";
import { type CohortRules, DE_ESCALATE, ESCALATE, NEVER, STAY, STOP } from "../../dose-finding/cohort-rules.js";
import { type DoseFindingDesign, type Doses, doseLabels } from "../../dose-finding/dose-finding-design.js";
import { checkFlags, checkInteger, checkKnown, checkPositive } from "../../requirements.js";

export interface ThreePlusThreeOptions {
  /** How many doses, or their amounts or labels in increasing order. */
  readonly doses: Doses;
  /** Treats three more at the next lower dose, unless it has six, and asks for six patients at the recommended dose; false when not given. */
  readonly deEscalate?: boolean;
  /** Dose level of the first cohort, counted from 1. */
  readonly startLevel?: number;
  /** Length of the toxicity assessment window, in the scenario's time unit; 1 when not given. */
  readonly window?: number;
}

/** Patients at a dose are three, then six. */
const MOST_AT_DOSE = 6;

/**
 * Returns the 3+3 design: three patients at a dose; none with a toxicity: one dose up; one: three more at the same dose; at most one of six:
 * one dose up; two or more: the dose is too toxic.
 *
 * Without de-escalation the trial then stops and recommends the dose below. With it, three more are treated at the dose below unless it has
 * six, and the highest dose with six patients and at most one toxicity is recommended (the top dose already with none of three). Escalation
 * never goes to a dose that is too toxic or has six patients, nor beyond the top dose: the trial stops at the current dose (a trial started
 * above dose 1 first gives the dose below a too toxic one its six patients). Patients lost to follow-up are replaced.
 *
 * @throws InvalidArgument for no doses and numbers out of range.
 * Source: korn1994comparison.
 */
export function threePlusThree(options: ThreePlusThreeOptions): DoseFindingDesign<CohortMemory> {
  checkKnown("threePlusThree", options, ["doses", "deEscalate", "startLevel", "window"]);
  const { doses, deEscalate = false, startLevel = 1, window = 1 } = options;
  const arms = doseLabels("threePlusThree", doses);
  checkInteger("threePlusThree", "startLevel", startLevel, 1, arms.length);
  checkPositive("threePlusThree", "window", window, "time");
  checkFlags("threePlusThree", { deEscalate });
  const maximumPatients = MOST_AT_DOSE * arms.length;
  const rulesFor = (patients: number): CohortRules => ({
    doses: arms.length,
    startDose: startLevel - 1,
    cohortSize: 3,
    ...tablesFor(patients, deEscalate ? DE_ESCALATE : STOP),
    enough: NEVER,
    full: MOST_AT_DOSE,
    stopWhenBlocked: true,
    titration: false,
    replaceLost: true,
    select: deEscalate ? highestWithSix : belowTooToxic,
  });
  return cohortDesign({
    name: deEscalate ? "3+3 with de-escalation" : "3+3",
    arms,
    endpoint: binaryToxicity({ window }),
    recipe: { make: "threePlusThree", options: { ...options } },
    rules: rulesFor(maximumPatients),
    rulesFor,
    explain,
    protocol: protocolOf(deEscalate),
  });
}

/** The rule for up to so many patients at a dose; what two toxicities or more lead to depends on de-escalation. */
function tablesFor(patients: number, tooToxic: number) {
  const stride = patients + 1;
  const action = new Int8Array(stride * stride).fill(tooToxic);
  for (let n = 1; n <= patients; n++) {
    action[n * stride] = ESCALATE;
    action[n * stride + 1] = n < MOST_AT_DOSE ? STAY : ESCALATE;
  }
  const eliminate = new Int32Array(stride).fill(2);
  return { maximumPatients: patients, action, eliminate, stopLowest: new Int32Array(stride).fill(NEVER) };
}

function protocolOf(deEscalate: boolean): CohortProtocol {
  return {
    rule: [
      "Three patients are treated at a dose. When none has a DLT the next dose is tried; when one has, three more are treated at the same dose; when at most one of the six has a DLT the next dose is tried. Two or more DLTs make the dose too toxic.",
      deEscalate
        ? "When a dose is too toxic, three more patients are treated at the dose below, unless it has six already. A dose that is too toxic, or has six patients, is not tried again."
        : "When a dose is too toxic the trial stops.",
      "At the highest dose, or where the next dose cannot be tried, the trial stops instead of escalating.",
    ],
    recommendation: [
      deEscalate
        ? "The highest dose with six patients and at most one DLT is recommended (the highest dose of all already with three patients and none); no dose when there is none."
        : "The highest dose with no DLT in three or at most one in six patients, below every dose that is too toxic, is recommended; no dose when there is none.",
    ],
  };
}

/** The highest dose with six patients and at most one toxicity; the top dose also with three and none, since nothing is above it. */
function highestWithSix(patients: Int32Array, toxicities: Int32Array): number {
  const top = patients.length - 1;
  if (patients[top] >= 3 && toxicities[top] === 0) return top;
  for (let dose = top; dose >= 0; dose--) if (patients[dose] >= MOST_AT_DOSE && toxicities[dose] <= 1) return dose;
  return -1;
}

/** The highest dose with none of three or at most one of six, below the lowest that is too toxic. */
function belowTooToxic(patients: Int32Array, toxicities: Int32Array): number {
  let highest = -1;
  for (let dose = 0; dose < patients.length && toxicities[dose] < 2; dose++) {
    if (patients[dose] >= (toxicities[dose] === 0 ? 3 : MOST_AT_DOSE)) highest = dose;
  }
  return highest;
}

function explain(n: number, y: number): string {
  if (y >= 2) return "3+3 takes two or more DLTs as too toxic";
  if (y === 1 && n < MOST_AT_DOSE) return "3+3 treats three more patients after one DLT in three";
  return n < MOST_AT_DOSE ? "3+3 escalates after no DLT in three" : "3+3 escalates after at most one DLT in six";
}
