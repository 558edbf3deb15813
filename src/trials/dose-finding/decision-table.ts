/** Decision tables: what a dose-finding design decides at every number of patients and toxicities. */
import { InvalidArgument } from "../../errors.js";
import { CountsData, noRandomness } from "../paths/counts-data.js";
import type { Table } from "../table.js";
import { NO_COVARIATES } from "../trial-state.js";
import { actionAt, type CohortRules, DE_ESCALATE, ESCALATE, STAY, UNKNOWN } from "./cohort-rules.js";
import type { DoseFindingDesign } from "./dose-finding-design.js";

/** E: escalate. S: stay. D: de-escalate. DU: de-escalate, the dose is unacceptably toxic (closed, with all above). STOP: the trial ends. */
export type TabledDecision = "E" | "S" | "D" | "DU" | "STOP";

/** What a design decides at a dose, by patients and toxicities there; numbers of patients that it knows nothing of are left out. */
export interface DecisionTable {
  readonly design: string;
  readonly target?: number;
  readonly rows: readonly {
    /** Evaluated patients at the dose. */
    readonly patients: number;
    /** By number of toxicities, 0 to `patients`. */
    readonly decisions: readonly TabledDecision[];
  }[];
}

/**
 * Returns what the design decides at a dose that has a dose below and (untried) doses above it.
 *
 * A design that is tables is read off; any other is asked, with nobody treated at other doses.
 *
 * @param options.patients Largest number of patients at the dose; the design's maximum when not given.
 * @throws InvalidArgument for a number out of range, and for a design of fewer than 3 doses that must be asked.
 */
export function decisionTable(design: DoseFindingDesign, options: { readonly patients?: number } = {}): DecisionTable {
  const { patients = design.maximumPatients } = options;
  if (!Number.isInteger(patients) || patients < 1 || patients > design.maximumPatients) {
    throw new InvalidArgument("decisionTable", "patients", `be an integer from 1 to ${design.maximumPatients}`, patients);
  }
  const { rules } = design;
  const decide = rules === undefined ? asked(design) : (n: number, y: number) => readOff(rules, n, y);
  const rows = Array.from({ length: patients }, (_, i) => i + 1)
    .filter((n) => rules === undefined || actionAt(rules, n, 0) !== UNKNOWN)
    .map((n) => ({ patients: n, decisions: Array.from({ length: n + 1 }, (_, y) => decide(n, y)) }));
  return { design: design.name, ...(design.target === undefined ? {} : { target: design.target }), rows };
}

/** The boundaries of a decision table: the largest number of toxicities to escalate at, the smallest to de-escalate, to close and to stop at. */
export function boundaryTable({ design, rows }: DecisionTable): Table {
  const lines = rows.map(({ patients, decisions }) => ({
    patients,
    ...found("escalate", decisions.lastIndexOf("E")),
    ...found(
      "deEscalate",
      decisions.findIndex((decision) => decision === "D" || decision === "DU"),
    ),
    ...found("close", decisions.indexOf("DU")),
    ...found("stop", decisions.indexOf("STOP")),
  }));
  const columns = [
    { name: "patients", label: "patients", unit: "patients" },
    { name: "escalate", label: "escalate if DLTs ≤", unit: "events" },
    { name: "deEscalate", label: "de-escalate if DLTs ≥", unit: "events" },
    { name: "close", label: "close the dose if DLTs ≥", unit: "events" },
    { name: "stop", label: "stop the trial if DLTs ≥", unit: "events" },
  ] as const;
  return {
    title: `Decision boundaries of ${design}`,
    columns: columns.filter(({ name }) => lines.some((line) => Object.hasOwn(line, name))),
    rows: lines,
  };
}

/** A boundary, when there is one. */
function found(name: string, toxicities: number): { readonly [boundary: string]: number } {
  return toxicities >= 0 ? { [name]: toxicities } : {};
}

function readOff(rules: CohortRules, n: number, y: number): TabledDecision {
  const action = actionAt(rules, n, y);
  if (action === ESCALATE) return "E";
  if (action === STAY) return "S";
  if (action !== DE_ESCALATE) return "STOP";
  return y >= (rules.unacceptable ?? rules.eliminate)[n] ? "DU" : "D";
}

/** Asks the design at its second dose. */
function asked(design: DoseFindingDesign): (n: number, y: number) => TabledDecision {
  const doses = design.arms.length;
  if (doses < 3) throw new InvalidArgument("decisionTable", "design", "have at least 3 doses", `${doses}`);
  const data = new CountsData("decisionTable");
  const rng = noRandomness("decisionTable");
  const patients = new Int32Array(doses);
  const toxicities = new Int32Array(doses);
  return (n, y) => {
    patients[1] = n;
    toxicities[1] = y;
    const { decision } = design.decide(design.start, data.show({ patients, toxicities, lastArm: 1 }), rng);
    if (decision.kind === "stop") return "STOP";
    const arm = Array.from(decision.allocate(NO_COVARIATES, data)).indexOf(1);
    return arm > 1 ? "E" : arm === 1 ? "S" : "D";
  };
}
