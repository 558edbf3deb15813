/** `equipoise decide trial.json` */
import { readFile } from "node:fs/promises";
import { InvalidArgument } from "../../errors.js";
import { catalogue } from "../../trials/catalogue.js";
import { type AuditLog, type Covariates, conduct, makeAgain, readLog, resumeTrial } from "../../trials/index.js";
import { fileFailure } from "../failure.js";
import type { AnyLiveTrial } from "../live/any-live-trial.js";
import { describeTrial } from "../live/describe-trial.js";

import { recordPatients } from "../live/record-patients.js";
import { print, say } from "../output/print-tables.js";
import { writeWhole } from "../output/write-file.js";
import { type FileDesign, readDocument, type StudyDocument, trialOf } from "../study-file/index.js";

/** The options of the command. */
export interface DecideOptions {
  readonly record?: boolean;
  readonly log?: string;
  readonly now?: boolean;
  readonly format: "text" | "json";
}

/** Says what to do next in the trial of a file; with `record` keeps it in the audit log. */
export async function decideCommand(path: string, options: DecideOptions): Promise<void> {
  const { record = false, now = false, format } = options;
  const document = await readDocument(path);
  const isLog = (document.value as { format?: unknown } | null)?.format === "equipoise audit log";
  const logPath = isLog ? path : (options.log ?? `${path.replace(/\.json$/i, "")}.log.json`);
  const { trial, before, nextPatient } = isLog ? reopened(path, document.value) : await fromFile(document, logPath);
  const step = now ? trial.decideNow(undefined, nextPatient) : trial.next(undefined, nextPatient);
  const added = trial.log.entries.length - before;
  if (record && added > 0) await writeWhole(logPath, `${JSON.stringify(trial.log, null, 1)}\n`);
  if (format === "json") {
    print(
      JSON.stringify(
        {
          title: trial.log.header.title,
          design: trial.design.name,
          next: step,
          ifEndedNow: trial.conclude(),
          seal: trial.log.seal,
        },
        null,
        1,
      ),
    );
  } else print(describeTrial(trial, step));
  if (record)
    say(added === 0 ? `Nothing new for the audit log ${logPath}.` : `${entries(added)} added to the audit log ${logPath}.`);
  else if (added > 0 && (before > 0 || isLog)) say(`${entries(added)} not yet in the audit log: --record writes them.`);
}

interface Opened {
  readonly trial: AnyLiveTrial;
  /** Entries that the log had. */
  readonly before: number;
  /** Covariates of the patient who comes next; a log knows none. */
  readonly nextPatient: Covariates;
}

async function fromFile(document: StudyDocument, logPath: string): Promise<Opened> {
  const file = await trialOf(document);
  const { design, seed, title, nextPatient } = file;
  const text = await readIfThere(logPath);
  if (text === undefined) {
    const trial = conduct(design, { seed, title });
    recordPatients(trial, document, file);
    return { trial, before: 0, nextPatient };
  }
  const log = inLog(logPath, () => readLog(text));
  if (log.header.seed !== seed)
    throw document.error(["seed"], `be ${JSON.stringify(log.header.seed)}, that of the audit log ${logPath}`, seed);
  const trial = inLog(logPath, () => resumeTrial(design, log));
  recordPatients(trial, document, file);
  return { trial, before: log.entries.length, nextPatient };
}

/** A trial from its log alone. */
function reopened(path: string, value: unknown): Opened {
  return inLog(path, () => {
    const log: AuditLog = readLog(value);
    if (log.header.design === null) throw new InvalidArgument(path, "header.design", "tell how to make the design again", null);
    const trial = resumeTrial(makeAgain(log.header.design, catalogue) as FileDesign, log);
    return { trial, before: log.entries.length, nextPatient: {} };
  });
}

/** What is wrong with a log is said with its name. */
function inLog<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof InvalidArgument) || error.caller === path) throw error;
    const named = new InvalidArgument(path, error.argument, "", undefined);
    named.message = `${path}: ${error.message.slice(`${error.caller}: `.length)}`;
    throw named;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw fileFailure("read", path, error);
  }
}

function entries(count: number): string {
  return `${count} ${count === 1 ? "entry" : "entries"}`;
}
