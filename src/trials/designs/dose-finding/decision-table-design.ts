/** A user's own decision table as a design. */

import { binaryToxicity } from "../../../endpoints/binary-toxicity.js";
import { InvalidArgument } from "../../../errors.js";
import { type CohortMemory, cohortDesign } from "../../dose-finding/cohort-design.js";
import { isotonicRecommendation } from "../../dose-finding/cohort-protocol.js";
import { type CohortRules, DE_ESCALATE, ESCALATE, NEVER, STAY, STOP, UNKNOWN } from "../../dose-finding/cohort-rules.js";
import { type DoseFindingDesign, type Doses, doseLabels } from "../../dose-finding/dose-finding-design.js";
import { isotonicSelection } from "../../dose-finding/isotonic-selection.js";
import { checkInteger, checkKnown, checkPositive } from "../../requirements.js";

/** E: escalate. S: stay. D: de-escalate. DU: de-escalate and never return to this dose or any above. STOP: end the trial. */
export type TableDecision = "E" | "S" | "D" | "DU" | "STOP";

export interface DecisionTableOptions {
  /** The toxicity probability aimed at: the recommended dose is the one whose isotonic estimate is nearest to it. */
  readonly target: number;
  /** How many doses, or their amounts or labels in increasing order. */
  readonly doses: Doses;
  /** Upper limit of enrollment; the last cohort is cut to it. */
  readonly maximumPatients: number;
  /**
   * The decisions: `table[n][y]` for y = 0 … n toxicities among n patients at the current dose. A number of patients that can occur
   * but is not in the table is refused.
   */
  readonly table: { readonly [patients: number]: readonly TableDecision[] };
  /** Patients treated between decisions; 3 when not given. */
  readonly cohortSize?: number;
  /** Dose level of the first cohort, counted from 1. */
  readonly startLevel?: number;
  /** Stops the trial when it would stay at a dose that has so many patients; never when not given. */
  readonly enoughAtDose?: number;
  /** What the table is called in reports. */
  readonly name?: string;
  /** Length of the toxicity assessment window, in the scenario's time unit; 1 when not given. */
  readonly window?: number;
}

const OPTIONS: readonly (keyof DecisionTableOptions)[] = [
  "target",
  "doses",
  "maximumPatients",
  "table",
  "cohortSize",
  "startLevel",
  "enoughAtDose",
  "name",
  "window",
];

/** How toxic a decision takes the dose to be; along a row it must not fall. */
const SEVERITY: { readonly [decision in TableDecision]: number } = { E: 0, S: 1, D: 2, DU: 3, STOP: 3 };
const ACTION: { readonly [decision in TableDecision]: number } = { E: ESCALATE, S: STAY, D: DE_ESCALATE, DU: DE_ESCALATE, STOP };
const WORDS: { readonly [decision in TableDecision]: string } = {
  E: "escalate",
  S: "stay",
  D: "de-escalate",
  DU: "de-escalate and close the dose",
  STOP: "stop the trial",
};

/**
 * Returns the design that looks its decisions up in the user's own table.
 *
 * The recommended dose is chosen by isotonic regression among the doses tried and not closed, as BOIN does.
 *
 * @throws InvalidArgument for a table that lacks a row that can occur, whose row n does not have n + 1 entries, or whose boundaries cross
 * (a decision less careful than the one for fewer toxicities).
 */
export function decisionTableDesign(options: DecisionTableOptions): DoseFindingDesign<CohortMemory> {
  checkKnown("decisionTableDesign", options, OPTIONS);
  const {
    target,
    doses,
    maximumPatients,
    cohortSize = 3,
    startLevel = 1,
    enoughAtDose = NEVER,
    window = 1,
    name = "decision table",
  } = options;
  const arms = doseLabels("decisionTableDesign", doses);
  if (typeof target !== "number" || !(target > 0 && target < 1))
    throw new InvalidArgument("decisionTableDesign", "target", "be in (0, 1)", target);
  checkInteger("decisionTableDesign", "maximumPatients", maximumPatients, 1, 500);
  checkInteger("decisionTableDesign", "cohortSize", cohortSize, 1, maximumPatients);
  checkInteger("decisionTableDesign", "startLevel", startLevel, 1, arms.length);
  checkPositive("decisionTableDesign", "window", window, "time");
  if (enoughAtDose !== NEVER) checkInteger("decisionTableDesign", "enoughAtDose", enoughAtDose, 1, NEVER);
  if (typeof name !== "string" || name === "") throw new InvalidArgument("decisionTableDesign", "name", "be a text", name);
  const table = checkTable(options.table, maximumPatients, cohortSize);
  const rulesFor = (patients: number): CohortRules => ({
    doses: arms.length,
    startDose: startLevel - 1,
    cohortSize,
    ...tablesFor(patients === maximumPatients ? table : filledUp(table, patients), patients, target, arms.length),
    enough: enoughAtDose,
    full: NEVER,
    stopWhenBlocked: false,
    titration: false,
  });
  return cohortDesign({
    name,
    arms,
    target,
    endpoint: binaryToxicity({ window }),
    recipe: { make: "decisionTableDesign", options: { ...options, table: Object.fromEntries(table) } },
    rules: rulesFor(maximumPatients),
    rulesFor,
    explain: (n, y) => {
      const decision = table.get(n)?.[y];
      return decision === undefined
        ? `the table has no row for ${n} patients`
        : `the table says ${decision} (${WORDS[decision]})`;
    },
    protocol: {
      rule: [
        "After each cohort the decision is looked up in the table of patients and DLTs at the current dose (E: escalate; S: stay; D: de-escalate; DU: de-escalate, and never return to this dose or any above; STOP: end the trial).",
        ...[...table].map(
          ([n, row]) =>
            `With ${n} patients: ${row.map((decision, y) => `${y} DLT${y === 1 ? "" : "s"} ${decision}`).join(", ")}.`,
        ),
      ],
      recommendation: [isotonicRecommendation(target, 0.05)],
    },
  });
}

/** The tables of its rules. */
function tablesFor(table: ReadonlyMap<number, readonly TableDecision[]>, patients: number, target: number, doses: number) {
  const stride = patients + 1;
  const action = new Int8Array(stride * stride).fill(UNKNOWN);
  const eliminate = new Int32Array(stride).fill(NEVER);
  for (const [n, row] of table) {
    row.forEach((decision, y) => {
      action[n * stride + y] = ACTION[decision];
    });
    const closing = row.indexOf("DU");
    if (closing >= 0) eliminate[n] = closing;
  }
  const select = isotonicSelection({ target, doses, eliminate, eliminateLowest: eliminate, limit: Infinity });
  return { maximumPatients: patients, action, eliminate, stopLowest: new Int32Array(stride).fill(NEVER), select };
}

/** The table with a row for each number of patients that backfilling can lead to: the nearest row of fewer patients decides, before the first one stays. */
function filledUp(
  table: ReadonlyMap<number, readonly TableDecision[]>,
  patients: number,
): ReadonlyMap<number, readonly TableDecision[]> {
  const rows = new Map<number, readonly TableDecision[]>();
  let known: readonly TableDecision[] = ["S"];
  for (let n = 1; n <= patients; n++) {
    known = table.get(n) ?? known;
    const row = known;
    rows.set(
      n,
      Array.from({ length: n + 1 }, (_, y) => row[Math.min(y, row.length - 1)]),
    );
  }
  return rows;
}

/** The rows by number of patients, checked. */
function checkTable(table: unknown, maximumPatients: number, cohortSize: number): ReadonlyMap<number, readonly TableDecision[]> {
  if (typeof table !== "object" || table === null)
    throw new InvalidArgument("decisionTableDesign", "table", "be an object of rows by number of patients", table);
  const rows = new Map<number, readonly TableDecision[]>();
  for (const [key, row] of Object.entries(table)) {
    const n = Number(key);
    if (!Number.isInteger(n) || n < 1)
      throw new InvalidArgument("decisionTableDesign", `table[${key}]`, "have a number of patients (1, 2, …) as its key", key);
    if (n <= maximumPatients) rows.set(n, checkRow(row, n));
  }
  for (let n = cohortSize; n < maximumPatients; n += cohortSize) {
    if (!rows.has(n))
      throw new InvalidArgument(
        "decisionTableDesign",
        `table[${n}]`,
        `be there: cohorts of ${cohortSize} lead to ${n} patients at a dose`,
        undefined,
      );
  }
  return rows;
}

function checkRow(row: unknown, n: number): readonly TableDecision[] {
  if (!Array.isArray(row) || row.length !== n + 1) {
    throw new InvalidArgument("decisionTableDesign", `table[${n}]`, `have ${n + 1} decisions, for 0 to ${n} toxicities`, row);
  }
  for (let y = 0; y <= n; y++) {
    if (!Object.hasOwn(SEVERITY, row[y]))
      throw new InvalidArgument("decisionTableDesign", `table[${n}][${y}]`, "be E, S, D, DU or STOP", row[y]);
    if (y > 0 && SEVERITY[row[y] as TableDecision] < SEVERITY[row[y - 1] as TableDecision]) {
      throw new InvalidArgument(
        "decisionTableDesign",
        `table[${n}][${y}]`,
        `not be less careful than ${row[y - 1]}, the decision for ${y - 1} toxicities`,
        row[y],
      );
    }
  }
  return row as readonly TableDecision[];
}
