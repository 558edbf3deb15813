/** `equipoise simulate study.json` */
import { extname } from "node:path";
import { InvalidArgument } from "../../errors.js";
import type { Study } from "../../trials/index.js";
import { print, say, tablesAs } from "../output/print-tables.js";
import { checkWritable, writeWhole } from "../output/write-file.js";
import { namedFolder, passingFolder } from "../running/kept-blocks.js";
import { runStudy } from "../running/run-study.js";
import { readDocument, type StudyFile, studyOf } from "../study-file/index.js";

/** The options of the command. */
export interface SimulateOptions {
  readonly out?: string;
  readonly format: "text" | "markdown" | "csv" | "json";
  readonly replicates?: number;
  readonly seed?: number | string;
  readonly threads?: number;
  readonly checkpoint?: string;
  readonly quiet?: boolean;
}

/** Simulates the study of a file, prints its operating characteristics, and writes the report that was asked for. */
export async function simulateCommand(path: string, options: SimulateOptions): Promise<void> {
  const { out, format, quiet = false, checkpoint } = options;
  const file = await studyOf(await readDocument(path));
  const { replicates = file.replicates, seed = file.seed } = options;
  if (out !== undefined) {
    checkEnding(out);
    await checkWritable(out);
  }
  const notice = (text: string) => say(`equipoise: ${text}`);
  const kept = checkpoint === undefined ? passingFolder(besideStudy(path), notice) : namedFolder(checkpoint, notice);
  const study = await runStudy({ ...file, replicates, seed }, { kept, quiet, threads: options.threads });
  if (out !== undefined) {
    await writeWhole(out, await outputFor(out, study, file, commandFor(path, options)));
    if (!quiet) say(`Report written to ${out}.`);
  }
  print(format === "json" ? JSON.stringify(study) : `${heading(format, file, study)}${await tablesOf(format, study)}`);
}

function besideStudy(path: string): string {
  return `${path.replace(/\.json$/i, "")}.equipoise`;
}

async function tablesOf(format: "text" | "markdown" | "csv", study: Study): Promise<string> {
  if (format === "csv") return tablesAs("csv", [study.table()]);
  const { studyTables } = await import("../../report/studies/study-tables.js");
  return tablesAs(format, studyTables(study));
}

function heading(
  format: SimulateOptions["format"],
  { title }: StudyFile,
  { identity: { seed, version, hash }, replicates }: Study,
): string {
  if (format === "csv") return "";
  const identity = `Equipoise ${version}, seed ${seed}, ${replicates} replicates, study ${hash?.slice(0, 12) ?? "without recipe"}`;
  const name = title === "" ? "" : format === "markdown" ? `# ${title.replace(/([\\`*_[\]<>#|])/g, "\\$1")}\n\n` : `${title}\n`;
  return `${name}${identity}\n\n`;
}

const ENDINGS = [".html", ".json", ".csv", ".md", ".txt"];

function checkEnding(out: string): void {
  if (!ENDINGS.includes(extname(out))) throw new InvalidArgument("simulate", "--out", `end in ${ENDINGS.join(", ")}`, out);
}

/** What a file is to hold, by its name. */
async function outputFor(out: string, study: Study, file: StudyFile, command: string): Promise<string> {
  const ending = extname(out);
  if (ending === ".json") return `${JSON.stringify(study, null, 1)}\n`;
  if (ending === ".csv") return tablesOf("csv", study);
  if (ending === ".md") return tablesOf("markdown", study);
  if (ending === ".txt") return tablesOf("text", study);
  const { studyReport } = await import("../output/study-report.js");
  return studyReport(study, file, { command });
}

/** The command that gives the same numbers again. */
function commandFor(path: string, { replicates, seed }: SimulateOptions): string {
  const quoted = (value: string | number) =>
    /^[\w./-]+$/.test(String(value)) ? String(value) : `'${String(value).replaceAll("'", `'\\''`)}'`;
  const changes = [
    ...(replicates === undefined ? [] : ["--replicates", replicates]),
    ...(seed === undefined ? [] : ["--seed", quoted(seed)]),
  ];
  return ["equipoise", "simulate", quoted(path), ...changes].join(" ");
}
