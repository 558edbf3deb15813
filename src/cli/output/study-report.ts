/** The report of a study that came from a file. */
import { exampleTrials, htmlReport, type ReportOptions } from "../../report/index.js";
import { type DecisionTable, type DoseFindingDesign, decisionTable, type Study } from "../../trials/index.js";
import type { StudyFile } from "../study-file/index.js";

/** Most patients at a dose that a report's decision table shows. */
const MOST_PATIENTS = 18;

/** Returns the report as one HTML document: results, designs in words, decision tables, example trials. */
export async function studyReport(
  study: Study,
  file: Pick<StudyFile, "title" | "description" | "designs" | "scenarios" | "notes">,
  options: Pick<ReportOptions, "command" | "replay"> & { readonly replayNote?: string } = {},
): Promise<string> {
  const { title, description, designs, scenarios, notes } = file;
  const { replayNote, ...rest } = options;
  return htmlReport({
    study,
    designs,
    decisionTables: decisionTables(designs),
    examples: exampleTrials({ designs, scenarios, seed: study.identity.seed }),
    notes: {
      ...notes,
      ...(description === "" ? {} : { introduction: description }),
      ...(replayNote === undefined ? {} : { replay: replayNote }),
    },
    ...(title === "" ? {} : { title }),
    ...rest,
  });
}

/** The tables of the designs that have one. */
function decisionTables(designs: Readonly<Record<string, DoseFindingDesign>>): Readonly<Record<string, DecisionTable>> {
  const tables = Object.entries(designs).flatMap(([name, design]): [string, DecisionTable][] => {
    try {
      return [[name, decisionTable(design, { patients: Math.min(design.maximumPatients, MOST_PATIENTS) })]];
    } catch {
      // A design that looks at more than the counts at one dose has no table.
      return [];
    }
  });
  return Object.fromEntries(tables);
}
