#!/usr/bin/env node
/** The command line: reads arguments, calls the library, prints. Everything heavy is loaded by the command that needs it. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { VERSION } from "../version.js";
import { EXIT, reportFailure } from "./failure.js";

const STUDY_FILE = `
A study:
  {
    "equipoise": 1,
    "seed": 1, "replicates": 10000,
    "doses": [1, 2.5, 5],
    "designs": {
      "BOIN": { "design": "boin", "target": 0.3, "maximumPatients": 30 },
      "3+3": { "design": "threePlusThree" }
    },
    "scenarios": {
      "steep": { "toxicity": [0.1, 0.3, 0.6] },
      "a curve": { "toxicity": { "curve": "expit(-3 + 1.5 * log(dose))" } }
    }
  }`;

const TRIAL_FILE = `
A trial:
  {
    "equipoise": 1,
    "title": "EQ-101",
    "design": { "design": "boin", "target": 0.3, "doses": [10, 20, 40], "maximumPatients": 24 },
    "patients": [
      { "patient": "001", "dose": 10, "toxic": false },
      { "patient": "002", "dose": 10, "toxic": true },
      { "patient": "003", "dose": 10 }
    ]
  }
or, instead of patients:
    "cohorts": [{ "dose": 10, "patients": 3, "toxicities": 1 }]`;

const program = new Command("equipoise")
  .description("Designs clinical trials, simulates them, and conducts them: the same digits everywhere.")
  .version(VERSION)
  .showSuggestionAfterError()
  .showHelpAfterError("(equipoise --help tells more)")
  .exitOverride()
  .addHelpText(
    "after",
    `
Files are JSON: equipoise simulate --help and equipoise decide --help show them, docs/study-files.md tells all.
EQUIPOISE_DEBUG=1 in the environment shows where an error comes from.

Examples:
  $ equipoise simulate study.json --out report.html
  $ equipoise table study.json --design BOIN
  $ equipoise paths study.json --toxicity 0.05,0.15,0.3
  $ equipoise decide trial.json --record`,
  );

program
  .command("simulate")
  .summary("simulate every design of a study under every scenario")
  .description(
    "Simulates every design of a study under every scenario and prints the operating characteristics. Ctrl-C keeps what is finished.",
  )
  .argument("<study.json>", "the study")
  .option("--out <file>", "also write a report (.html) or the results (.json, .csv, .md, .txt)")
  .addOption(format("text", "markdown", "csv", "json"))
  .option(
    "--replicates <n>",
    "trials for each design under each scenario, instead of the file's",
    wholeNumber(1, Number.MAX_SAFE_INTEGER),
  )
  .option("--seed <seed>", "an integer or a text, instead of the file's", seed)
  .option("--threads <n>", "threads to run on (default: all processors; it does not change the results)", wholeNumber(1, 1024))
  .option("--checkpoint <folder>", "keep finished blocks in this folder, for good")
  .option("--quiet", "no progress bar and no remarks")
  .addHelpText("after", STUDY_FILE)
  .action(async (file, options) => (await import("./commands/simulate.js")).simulateCommand(file, options));

program
  .command("decide")
  .summary("say what to do next in a live trial, and why")
  .description("Says what to do next in a live trial, and why. The file is a trial (design and patients so far) or an audit log.")
  .argument("<trial.json>", "the trial, or its audit log")
  .option("--record", "write decisions and data to the audit log")
  .option("--log <file>", "the audit log (default: <trial>.log.json beside the trial)")
  .option("--now", "decide on what is known now, though the review is not due")
  .addOption(format("text", "json"))
  .addHelpText("after", TRIAL_FILE)
  .action(async (file, options) => (await import("./commands/decide.js")).decideCommand(file, options));

program
  .command("table")
  .summary("print decision table and boundaries of a design")
  .description("Prints what each design of a file decides at every number of patients and DLTs, or at every look.")
  .argument("<design.json>", "a design, a study or a trial")
  .option("--design <name>", "only this design of the file")
  .option("--patients <n>", "up to so many patients at a dose", wholeNumber(1, 500))
  .addOption(format("text", "markdown", "csv", "html"))
  .action(async (file, options) => (await import("./commands/table.js")).tableCommand(file, options));

program
  .command("protocol")
  .summary("say a design in the words of a protocol, with its tables")
  .description(
    "Prints each design of a file in plain sentences made from its settings, and its tables: boundaries, timing, sample sizes.",
  )
  .argument("<design.json>", "a design, a study or a trial")
  .option("--design <name>", "only this design of the file")
  .addOption(format("text", "markdown", "html"))
  .action(async (file, options) => (await import("./commands/protocol.js")).protocolCommand(file, options));

program
  .command("paths")
  .summary("print what follows every outcome of the next cohorts, and exact operating characteristics")
  .description(
    "Prints the dose-transition pathways of each design, and its exact operating characteristics by enumeration of all paths.",
  )
  .argument("<design.json>", "a design, a study or a trial")
  .option("--design <name>", "only this design of the file")
  .option("--cohorts <k>", "how many cohorts to look ahead", wholeNumber(0, 8))
  .option("--from <counts>", "start from DLTs/patients by dose: 0/3,1/6,0/0")
  .option(
    "--toxicity <p,…>",
    "true probability of a DLT by dose, for the operating characteristics (default: the file's scenarios)",
    probabilities,
  )
  .addOption(format("text", "markdown", "csv", "html"))
  .action(async (file, options) => (await import("./commands/paths.js")).pathsCommand(file, options));

program
  .command("demo")
  .summary("replay a published trial, then compare three designs in 180,000 simulated ones")
  .description(
    "Replays the decisions of a published phase I trial, then simulates three designs under six scenarios and writes a report.",
  )
  .option("--out <file>", "where to write the report", "out/report.html")
  .option("--replicates <n>", "trials for each design under each scenario", wholeNumber(1, 1e9))
  .option("--threads <n>", "threads to run on (default: all processors)", wholeNumber(1, 1024))
  .option("--quiet", "no progress bar and no remarks")
  .action(async (options) => (await import("./commands/demo.js")).demoCommand(options));

function format(...known: readonly string[]): Option {
  return new Option("--format <format>", "how to print").choices(known).default(known[0]);
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be an integer from ${least}${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ""}.`);
  };
}

/** Digits are a number, anything else is a text: as in study files. */
function seed(text: string): number | string {
  if (text === "") throw new InvalidArgumentError("It must not be empty.");
  return /^\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

function probabilities(text: string): readonly number[] {
  return text.split(",").map((part) => {
    const value = part.trim() === "" ? Number.NaN : Number(part);
    if (value >= 0 && value <= 1) return value;
    throw new InvalidArgumentError("It must be probabilities from 0 to 1, with commas between them.");
  });
}

// A reader that stops early (`equipoise … | head`) wants no more, which is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

try {
  await program.parseAsync();
} catch (error) {
  // Commander has printed its own message.
  const shown = error instanceof CommanderError;
  process.exitCode = !shown ? reportFailure(error) : error.exitCode === 0 ? 0 : EXIT.usage;
}
