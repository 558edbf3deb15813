/** BOIN: the Bayesian optimal interval design. */

import { binaryToxicity } from "../../../endpoints/binary-toxicity.js";
import {
  type BoinBoundaries,
  type BoinBoundaryOptions,
  boinBoundaries,
  boundariesFor,
} from "../../dose-finding/boin-boundaries.js";
import { type CohortMemory, cohortDesign } from "../../dose-finding/cohort-design.js";
import { type CohortProtocol, closing, isotonicRecommendation, printed } from "../../dose-finding/cohort-protocol.js";
import { type CohortRules, DE_ESCALATE, ESCALATE, NEVER, STAY } from "../../dose-finding/cohort-rules.js";
import { type DoseFindingDesign, type Doses, doseLabels } from "../../dose-finding/dose-finding-design.js";
import { isotonicSelection } from "../../dose-finding/isotonic-selection.js";
import { checkFlags, checkInteger, checkKnown, checkPositive } from "../../requirements.js";

export interface BoinOptions extends BoinBoundaryOptions {
  /** How many doses, or their amounts or labels in increasing order. */
  readonly doses: Doses;
  /** The upper limit of enrollment; the last cohort is cut to it. */
  readonly maximumPatients: number;
  /** Patients treated between decisions; 3 when not given. */
  readonly cohortSize?: number;
  /** Dose level of the first cohort, counted from 1. */
  readonly startLevel?: number;
  /** Stops the trial when it would stay at a dose that has so many patients; never when not given. */
  readonly enoughAtDose?: number;
  /** Starts with single patients, one dose up after each, until the first toxicity. */
  readonly titration?: boolean;
  /** Recommends only a dose with an estimate of at most λd. */
  readonly limitRecommendation?: boolean;
  /** Length of the toxicity assessment window, in the scenario's time unit; 1 when not given. */
  readonly window?: number;
}

const OPTIONS: readonly (keyof BoinOptions)[] = [
  "target",
  "doses",
  "maximumPatients",
  "cohortSize",
  "startLevel",
  "subtherapeutic",
  "overlyToxic",
  "eliminationCutoff",
  "extraSafety",
  "extraSafetyOffset",
  "enoughAtDose",
  "titration",
  "limitRecommendation",
  "stayOnOneOfThree",
  "window",
];

/**
 * Returns the Bayesian optimal interval (BOIN) design: escalate when the observed toxicity rate at the current dose is at most λe,
 * de-escalate when it is above λd, stay in between.
 *
 * λe = log((1−φ1)/(1−φ)) / log(φ(1−φ1)/(φ1(1−φ))), λd = log((1−φ)/(1−φ2)) / log(φ2(1−φ)/(φ(1−φ2))).
 * The recommended dose is the one whose isotonic estimate is nearest to φ, among doses tried and not closed. All rules, the equality at
 * λd (stay) and the order of checks are those of the R package BOIN 2.7.2.
 *
 * @throws InvalidArgument for a target outside [0.05, 0.6], φ1 or φ2 within 0.1 φ of φ, and numbers out of range.
 * Source: liu2015boin.
 */
export function boin(options: BoinOptions): DoseFindingDesign<CohortMemory> {
  checkKnown("boin", options, OPTIONS);
  const { doses, maximumPatients, cohortSize = 3, startLevel = 1, window = 1 } = options;
  const { enoughAtDose = NEVER, titration = false, limitRecommendation = false, target } = options;
  const arms = doseLabels("boin", doses);
  checkInteger("boin", "maximumPatients", maximumPatients, 1, 500);
  checkInteger("boin", "cohortSize", cohortSize, 1, maximumPatients);
  checkInteger("boin", "startLevel", startLevel, 1, arms.length);
  checkPositive("boin", "window", window, "time");
  if (enoughAtDose !== NEVER) checkInteger("boin", "enoughAtDose", enoughAtDose, 1, NEVER);
  checkFlags("boin", { titration, limitRecommendation });
  const boundaries = boinBoundaries(options);
  const rulesFor = (patients: number): CohortRules => ({
    doses: arms.length,
    startDose: startLevel - 1,
    cohortSize,
    enough: enoughAtDose,
    full: NEVER,
    stopWhenBlocked: false,
    titration: titration && cohortSize > 1,
    ...tablesFor(options, arms.length, patients),
  });
  return cohortDesign({
    name: "BOIN",
    arms,
    target,
    endpoint: binaryToxicity({ window }),
    recipe: { make: "boin", options: { ...options } },
    rules: rulesFor(maximumPatients),
    rulesFor,
    explain: (n, y) => explain(n <= maximumPatients ? boundaries : boundariesFor(options, n), n, y),
    protocol: protocolOf(options, boundaries),
  });
}

/** The tables of its rules, for up to so many patients at a dose. */
function tablesFor(options: BoinOptions, doses: number, patients: number) {
  const { target, limitRecommendation = false } = options;
  const { escalate, deEscalate, eliminate, stopLowest, deEscalation } = boundariesFor(options, patients);
  const stride = patients + 1;
  const action = new Int8Array(stride * stride);
  for (let n = 1; n <= patients; n++) {
    for (let y = 0; y <= n; y++) {
      // De-escalation first: a cutoff far below its default closes doses at rates to escalate at.
      action[n * stride + y] = y >= deEscalate[n] ? DE_ESCALATE : y <= escalate[n] ? ESCALATE : STAY;
    }
  }
  const limit = limitRecommendation ? deEscalation : Infinity;
  const select = isotonicSelection({ target, doses, eliminate, eliminateLowest: stopLowest, limit });
  return { maximumPatients: patients, action, eliminate, stopLowest, select };
}

function protocolOf(options: BoinOptions, { escalation, deEscalation }: BoinBoundaries): CohortProtocol {
  const { target, eliminationCutoff = 0.95, extraSafety = false, extraSafetyOffset = 0.05 } = options;
  return {
    rule: [
      `After each cohort the observed DLT rate at the current dose (DLTs among its evaluated patients) decides: the dose is escalated when the rate is at most ${printed(escalation)}, de-escalated when it is above ${printed(deEscalation)}, and kept in between.`,
      ...(options.stayOnOneOfThree ? ["With 1 DLT in 3 patients the dose is kept, unless that closes it."] : []),
      closing(target, eliminationCutoff, 3),
      ...(extraSafety
        ? [
            `At the lowest dose, with 3 or more evaluated patients, a probability above ${printed(eliminationCutoff - extraSafetyOffset)} already stops the trial.`,
          ]
        : []),
    ],
    recommendation: [
      isotonicRecommendation(target, 0.05),
      ...(options.limitRecommendation ? [`A dose with an estimate above ${printed(deEscalation)} is not recommended.`] : []),
    ],
  };
}

function explain({ escalate, deEscalate, eliminate }: BoinBoundaries, n: number, y: number): string {
  const patients = `with ${n} patient${n === 1 ? "" : "s"}`;
  if (y >= eliminate[n]) return `BOIN closes the dose ${patients} at ${eliminate[n]} or more DLTs`;
  if (y <= escalate[n]) return `BOIN escalates ${patients} at ${escalate[n]} or fewer DLTs`;
  if (y >= deEscalate[n]) return `BOIN de-escalates ${patients} at ${deEscalate[n]} or more DLTs`;
  return `BOIN stays ${patients} between ${escalate[n] + 1} and ${deEscalate[n] - 1} DLTs`;
}
