/** TITE-BOIN's decisions as a table: which follow-up of the patients under assessment leads where. */
import { checkInteger, checkKnown } from "../requirements.js";
import type { Row, Table } from "../table.js";
import {
  checkTiteBoinRule,
  type PendingVerdict,
  TITE_BOIN_RULE_OPTIONS,
  type TiteBoinRuleOptions,
  titeBoinRule,
} from "./tite-boin-rule.js";

export interface TiteBoinTableOptions extends TiteBoinRuleOptions {
  /** Largest number of patients at the dose; 15 when not given. */
  readonly patients?: number;
  /** Only multiples of this; 3 when not given. */
  readonly cohortSize?: number;
}

/**
 * E: escalate. S: stay. D: de-escalate. DU: de-escalate, the dose and all above are closed. SUSPEND: nobody is enrolled until more is known.
 * ES: escalate from a follow-up on, else stay. SD: de-escalate up to a follow-up, else stay. EDS: both.
 */
export type PendingDecision = "E" | "S" | "D" | "DU" | "SUSPEND" | "ES" | "SD" | "EDS";

/** The decision with so many patients at the dose, DLTs, and patients under assessment. */
export interface TiteBoinDecision {
  readonly patients: number;
  readonly toxicities: number;
  readonly pending: number;
  readonly decision: PendingDecision;
  /** Escalates when the sum of the pending patients' follow-up, in windows, is at least this. */
  readonly escalateFrom?: number;
  /** De-escalates when it is at most this. */
  readonly deEscalateUpTo?: number;
}

/**
 * Returns TITE-BOIN's decision for every number of patients, DLTs and patients under assessment.
 *
 * @throws InvalidArgument as `titeBoin` does.
 * Source: yuan2018tite, lin2020tite.
 */
export function titeBoinDecisions(options: TiteBoinTableOptions): readonly TiteBoinDecision[] {
  return decisionsFor("titeBoinDecisions", options);
}

function decisionsFor(caller: string, options: TiteBoinTableOptions): readonly TiteBoinDecision[] {
  checkKnown(caller, options, [...TITE_BOIN_RULE_OPTIONS, "patients", "cohortSize"]);
  const { patients = 15, cohortSize = 3 } = options;
  checkInteger(caller, "patients", patients, 1, 100);
  checkInteger(caller, "cohortSize", cohortSize, 1, patients);
  checkTiteBoinRule(caller, { ...options, maximumPatients: patients });
  const rule = titeBoinRule(options, patients);
  const decisions: TiteBoinDecision[] = [];
  for (let n = cohortSize; n <= patients; n += cohortSize) {
    for (let y = 0; y <= n; y++) {
      for (let c = 0; c <= n - y; c++)
        decisions.push({ patients: n, toxicities: y, pending: c, ...decisionOf(rule(n, y, c), c) });
    }
  }
  return decisions;
}

/**
 * The decisions as a table, in which numbers that lead to the same are one row.
 *
 * @throws InvalidArgument as `titeBoin` does.
 */
export function titeBoinTable(options: TiteBoinTableOptions): Table {
  const rows: Row[] = [];
  let open: { row: Record<string, string | number>; from: number; to: number; decision: TiteBoinDecision } | undefined;
  const close = () => {
    if (open !== undefined)
      rows.push({ ...open.row, pending: open.from === open.to ? `${open.from}` : `${open.from}–${open.to}` });
  };
  for (const decision of decisionsFor("titeBoinTable", options)) {
    const { patients, toxicities, pending, decision: letters, escalateFrom, deEscalateUpTo } = decision;
    if (open !== undefined && sameRow(open.decision, decision)) {
      open.to = pending;
      continue;
    }
    close();
    const row = {
      patients,
      toxicities,
      decision: letters,
      ...(escalateFrom === undefined ? {} : { escalateFrom }),
      ...(deEscalateUpTo === undefined ? {} : { deEscalateUpTo }),
    };
    open = { row, from: pending, to: pending, decision };
  }
  close();
  return {
    title: `Decisions of TITE-BOIN for a target of ${options.target}`,
    columns: [
      { name: "patients", label: "patients", unit: "patients" },
      { name: "toxicities", label: "DLTs", unit: "events" },
      { name: "pending", label: "under assessment" },
      { name: "decision", label: "decision" },
      { name: "escalateFrom", label: "escalate if follow-up ≥", unit: "number" },
      { name: "deEscalateUpTo", label: "de-escalate if follow-up ≤", unit: "number" },
    ],
    rows,
    notes: [
      "E: escalate. S: stay. D: de-escalate. DU: de-escalate, and close the dose with all above. SUSPEND: enroll nobody until more is known.",
      "Follow-up: summed over the patients under assessment, as parts of the assessment window.",
    ],
  };
}

function sameRow(a: TiteBoinDecision, b: TiteBoinDecision): boolean {
  return (
    a.patients === b.patients &&
    a.toxicities === b.toxicities &&
    a.decision === b.decision &&
    b.escalateFrom === undefined &&
    b.deEscalateUpTo === undefined
  );
}

function decisionOf(
  verdict: PendingVerdict,
  pending: number,
): Pick<TiteBoinDecision, "decision" | "escalateFrom" | "deEscalateUpTo"> {
  const { closed, tooToxic, suspended, escalateFrom, deEscalateUpTo } = verdict;
  if (closed) return { decision: "DU" };
  if (tooToxic) return { decision: "D" };
  if (suspended) return { decision: "SUSPEND" };
  if (escalateFrom <= 0) return { decision: "E" };
  if (deEscalateUpTo >= pending) return { decision: "D" };
  const mayEscalate = escalateFrom <= pending;
  const mayDeEscalate = deEscalateUpTo >= 0;
  if (mayEscalate && mayDeEscalate) return { decision: "EDS", escalateFrom, deEscalateUpTo };
  if (mayEscalate) return { decision: "ES", escalateFrom };
  return mayDeEscalate ? { decision: "SD", deEscalateUpTo } : { decision: "S" };
}
