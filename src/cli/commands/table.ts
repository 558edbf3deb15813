/** `equipoise table design.json` */

import { InvalidArgument } from "../../errors.js";
import { escapeMarkup } from "../../report/escape-markup.js";
import {
  boundaryTable,
  type DecisionTable,
  type DoseFindingDesign,
  decisionTable,
  type GroupSequentialPlan,
  type Table,
} from "../../trials/index.js";
import { print, type TableFormat, tablesAs } from "../output/print-tables.js";
import { webPage } from "../output/web-page.js";
import { type FileDesign, findsDose } from "../study-file/index.js";
import { designsOfFile } from "./designs-of-file.js";

/** The options of the command. */
export interface TableCommandOptions {
  readonly design?: string;
  readonly patients?: number;
  readonly format: TableFormat;
}

/** Patients at a dose that a table shows unless asked for more. */
const USUAL = 18;

/** What is printed of a design: its decisions by counts, or the tables that it brings itself. */
interface Printed {
  readonly name: string;
  readonly decisions?: DecisionTable;
  readonly plan?: GroupSequentialPlan;
  readonly tables: readonly Table[];
}

/** Prints the decisions and boundaries of the designs of a file. */
export async function tableCommand(path: string, options: TableCommandOptions): Promise<void> {
  const { designs } = await designsOfFile(path, options.design);
  const printed = Object.entries(designs).map(([name, design]) => tablesOf(path, name, design, options.patients));
  if (options.format === "html") {
    print(await page(printed));
    return;
  }
  const tables = printed.flatMap(({ decisions, tables }) => [...(decisions === undefined ? [] : [gridOf(decisions)]), ...tables]);
  print(tablesAs(options.format, tables));
}

/** @throws InvalidArgument for a design that has no tables. */
function tablesOf(path: string, name: string, design: FileDesign, patients: number | undefined): Printed {
  if (findsDose(design)) {
    const decisions = tableOf(name, design, patients);
    return { name, decisions, tables: [boundaryTable(decisions), ...(design.tables?.() ?? [])] };
  }
  const tables = design.tables?.() ?? [];
  if (tables.length === 0) throw new InvalidArgument(path, `designs.${name}`, "have tables", "a design that decides by formulas");
  const { plan } = design as { readonly plan?: GroupSequentialPlan };
  return { name, tables, ...(plan === undefined || plan.boundaries.fractions.length < 2 ? {} : { plan }) };
}

function tableOf(name: string, design: DoseFindingDesign, patients: number | undefined): DecisionTable {
  const most = Math.min(patients ?? USUAL, design.maximumPatients);
  const table = decisionTable(design, { patients: most });
  // A user's own table has no row for numbers of patients that cannot come about.
  const rows = table.rows.filter(({ decisions }) => decisions.some((decision) => decision !== "STOP"));
  return { ...table, rows, design: name };
}

/** The decisions as a grid: a row for each number of DLTs, a column for each number of patients. */
function gridOf({ design, target, rows }: DecisionTable): Table {
  const most = Math.max(0, ...rows.map(({ patients }) => patients));
  return {
    title: `Decisions of ${design}${target === undefined ? "" : ` (target ${target})`} by DLTs and patients at the dose`,
    columns: [
      { name: "toxicities", label: "DLTs", unit: "events" },
      ...rows.map(({ patients }) => ({ name: `patients[${patients}]`, label: String(patients), unit: "patients" as const })),
    ],
    rows: Array.from({ length: most + 1 }, (_, toxicities) => ({
      toxicities,
      ...Object.fromEntries(rows.map(({ patients, decisions }) => [`patients[${patients}]`, decisions[toxicities]])),
    })),
    notes: ["E escalate, S stay, D de-escalate, DU de-escalate and close the dose and all above it, STOP the trial ends."],
  };
}

async function page(printed: readonly Printed[]): Promise<string> {
  const { boundaryPlot, decisionPlot, planBoundaries } = await import("../../report/index.js");
  const parts = printed.map(async ({ name, decisions, plan, tables }) => {
    const pictures = [
      ...(decisions === undefined ? [] : [await decisionPlot(decisions)]),
      ...(plan === undefined ? [] : [await boundaryPlot(planBoundaries(plan, name))]),
    ];
    return `<h2>${escapeMarkup(name)}</h2>\n${pictures.map((picture) => `${picture}\n`).join("")}${tablesAs("html", tables)}`;
  });
  const title = printed.every(({ decisions }) => decisions === undefined) ? "Tables" : "Decision tables";
  return webPage(title, (await Promise.all(parts)).join("\n"));
}
