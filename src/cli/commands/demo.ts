/** `equipoise demo`: what the package is for, in one minute. */
import { essBulk, mcseMean, mean, quantile, rhat, type Statistic, sd } from "../../draws/index.js";
import type { Fit } from "../../models/index.js";
import { courseOfLog } from "../../report/courses/course-of-log.js";
import { formulasOfFit } from "../../report/fits/fit-in-words.js";
import { summaryTable } from "../../report/fits/summary-table.js";
import { studyTables } from "../../report/studies/study-tables.js";
import { DEMO_STUDY, PUBLISHED_COHORTS, PUBLISHED_IN } from "../demo/published-trial.js";
import { fitRadon } from "../demo/radon.js";
import { RADON_FROM } from "../demo/radon-data.js";
import { type Cohort, type Replay, replay } from "../demo/replay.js";
import { print, say, tablesAs } from "../output/print-tables.js";
import { studyReport } from "../output/study-report.js";
import { checkWritable, writeWhole } from "../output/write-file.js";
import { runStudy } from "../running/run-study.js";
import { type FileDesign, StudyDocument, studyOf } from "../study-file/index.js";

/** The options of the command. */
export interface DemoOptions {
  readonly out: string;
  readonly replicates?: number;
  readonly threads?: number;
  readonly quiet?: boolean;
}

const FIT_NAME = "Radon in homes of Minnesota";
const FIT_NOTE =
  "How much radon is in a home, by where it was measured (basement or first floor), its county's soil, and the county? Counties with few homes borrow from the others.";

/** Replays a published trial, simulates three designs under six scenarios, fits a model to real data, prints what came out and writes a report. */
export async function demoCommand({ out, replicates, threads, quiet = false }: DemoOptions): Promise<void> {
  await checkWritable(out);
  const given = await studyOf(new StudyDocument("the demo's study", JSON.stringify(DEMO_STUDY)));
  const file = { ...given, replicates: replicates ?? given.replicates };
  print(`A published trial, decided again\n\n${PUBLISHED_IN}.\n`);
  const replays = Object.entries(file.designs).map(([name, design]): [string, Replay] => [name, replayOf(name, design)]);
  print(PUBLISHED_COHORTS.map((cohort, i) => afterCohort(cohort, i, replays)).join("\n"));
  const study = await runStudy(file, { threads, quiet });
  print(`\n${file.title}\n${file.description}\n\n${tablesAs("text", studyTables(study))}`);
  const fit = await fitRadon();
  print(`\n${afterFit(fit)}`);
  const courses = replays.map(([name, { trial }]) => ({ ...courseOfLog(trial.log), title: `${name} on the published data` }));
  await writeWhole(
    out,
    await studyReport(study, file, {
      replay: courses,
      replayNote: `Data: ${PUBLISHED_IN}.`,
      fits: { [FIT_NAME]: fit },
      fitNotes: { [FIT_NAME]: `${FIT_NOTE}\nData: ${RADON_FROM}.` },
      command: "equipoise demo",
    }),
  );
  if (!quiet) say(`Report written to ${out}.`);
}

function replayOf(name: string, design: FileDesign): Replay {
  return replay(design, PUBLISHED_COHORTS, `${name} on the data of Neuenschwander, Branson and Gsponer (2008)`);
}

/** What was fitted, and what came out. */
function afterFit(fit: Fit): string {
  const numbers = fit.draws.variables.filter((variable) => !variable.includes("["));
  const statistics: Statistic[] = [mean, mcseMean, sd, quantile(0.05), quantile(0.95), rhat, essBulk];
  const table = summaryTable(fit.summarize({ statistics, variables: numbers }), { title: "Summary of the draws" });
  return [
    `${FIT_NAME}\n${FIT_NOTE}\n${RADON_FROM}.`,
    formulasOfFit(fit),
    tablesAs("text", [table]),
    fit.diagnose().statement,
  ].join("\n\n");
}

function afterCohort(
  { dose, patients, toxicities }: Cohort,
  index: number,
  replays: readonly (readonly [string, Replay])[],
): string {
  const following = PUBLISHED_COHORTS[index + 1];
  const done = following === undefined ? "the data end here." : `treated ${following.patients} patients at ${following.dose}.`;
  const width = Math.max(...replays.map(([name]) => name.length), "the trial".length);
  const line = (who: string, what: string) => `  ${who.padEnd(width)}  ${what}`;
  const dlts = toxicities === 0 ? "no DLT" : toxicities === 1 ? "1 DLT" : `${toxicities} DLTs`;
  const lines = replays.flatMap(([name, { verdicts }], d) => {
    const verdict = verdicts[index];
    if (verdict === undefined) return [line(name, "had stopped the trial before.")];
    const same = replays.slice(0, d).find(([, other]) => JSON.stringify(other.verdicts[index]) === JSON.stringify(verdict));
    if (same !== undefined) return [line(name, `the same as ${same[0]}.`)];
    return [line(name, verdict.next), ...verdict.reasons.map((reason) => line("", reason))];
  });
  return [`After cohort ${index + 1}: ${patients} patients at ${dose} mg, ${dlts}`, line("the trial", done), ...lines, ""].join(
    "\n",
  );
}
