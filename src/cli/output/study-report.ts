/** The report of a study that came from a file. */

import { rngFromSeed } from "../../random/index.js";
import { ALLOCATION_LINE } from "../../report/courses/arm-courses.js";
import {
  type ArmCourse,
  type ArmCourses,
  armCourse,
  armCourses,
  exampleTrials,
  htmlReport,
  type ReportOptions,
} from "../../report/index.js";
import { type DecisionTable, type DoseFindingDesign, decisionTable, type Scenario, type Study } from "../../trials/index.js";
import { type FileDesign, findsDose, isAboutDoses, type StudyFile } from "../study-file/index.js";

/** Most patients at a dose that a report's decision table shows. */
const MOST_PATIENTS = 18;
/** Trials of each design under each scenario that are followed over time. */
const FOLLOWED = 200;
/** A mean share of patients that changes by more than this is not the randomization's noise. */
const CHANGE = 0.03;

/** Returns the report as one HTML document: results, designs in words, tables, the course of trials, examples. */
export async function studyReport(
  study: Study,
  file: Pick<StudyFile, "title" | "description" | "designs" | "scenarios" | "notes">,
  options: Pick<ReportOptions, "command" | "replay" | "fits"> & {
    readonly replayNote?: string;
    readonly fitNotes?: { readonly [name: string]: string };
  } = {},
): Promise<string> {
  const { title, description, designs, notes } = file;
  const { replayNote, fitNotes, ...rest } = options;
  const { seed } = study.identity;
  return htmlReport({
    study,
    designs,
    ...doseFindingParts(file, seed),
    ...comparativeParts(file, seed),
    notes: {
      ...notes,
      ...(description === "" ? {} : { introduction: description }),
      ...(replayNote === undefined ? {} : { replay: replayNote }),
      ...(fitNotes === undefined ? {} : { fits: fitNotes }),
    },
    ...(title === "" ? {} : { title }),
    ...rest,
  });
}

/** Decision tables, and the same patients under each design. */
function doseFindingParts({ designs, scenarios }: Pick<StudyFile, "designs" | "scenarios">, seed: number | string) {
  const finding = Object.fromEntries(
    Object.entries(designs).flatMap(([name, design]) => (findsDose(design) ? [[name, design]] : [])),
  );
  const truths = Object.fromEntries(
    Object.entries(scenarios).flatMap(([name, scenario]) => (isAboutDoses(scenario) ? [[name, scenario]] : [])),
  );
  if (Object.keys(finding).length === 0) return {};
  return { decisionTables: decisionTables(finding), examples: exampleTrials({ designs: finding, scenarios: truths, seed }) };
}

/** The course of trials that compare arms: over time under each scenario, and one decision by decision. */
function comparativeParts({ designs, scenarios }: Pick<StudyFile, "designs" | "scenarios">, seed: number | string) {
  const comparing = Object.entries(designs).filter(([, design]) => !findsDose(design));
  const truths = Object.entries(scenarios) as [string, Scenario<never>][];
  const courses = comparing.flatMap(([name, design]) => {
    const ofDesign = truths.map(
      ([scenario, truth]): ArmCourses => ({
        ...armCourses(design, truth, { seed, scenario, trials: FOLLOWED }),
        title: `${name} under “${scenario}”`,
      }),
    );
    return ofDesign.some(develops) ? ofDesign : [];
  });
  const [first] = truths;
  const armExamples = first === undefined ? [] : comparing.map(([name, design]) => exampleOf(name, design, first, seed));
  return { courses, armExamples };
}

/** Whether there is anything to see over time: evidence, or an allocation that changes. */
function develops({ lines, trials }: ArmCourses): boolean {
  const { [ALLOCATION_LINE]: shares, ...evidence } = lines;
  if (Object.keys(evidence).length > 0) return true;
  const usual = shares.filter((moment) => 2 * moment.trials >= trials);
  return (usual[0]?.byArm ?? []).some((_, arm) => {
    const means = usual.map(({ byArm }) => byArm[arm].mean);
    return Math.max(...means) - Math.min(...means) > CHANGE;
  });
}

function exampleOf(
  name: string,
  design: FileDesign,
  [scenario, truth]: [string, Scenario<never>],
  seed: number | string,
): ArmCourse {
  const course = armCourse(design, truth, rngFromSeed(seed).child(scenario).child(0));
  return { ...course, title: name, subtitle: `replicate 1 of scenario “${scenario}”` };
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
