/** The other commands, and what all of them have in common, as child processes of the built package. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { VERSION } from "equipoise";
import { afterEach, describe, expect, it } from "vitest";
import { folderWith, run } from "./equipoise.js";

const DESIGN = { design: "boin", target: 0.3, doses: [10, 20, 40], maximumPatients: 12 };
const STUDY = {
  equipoise: 1,
  doses: 3,
  designs: { BOIN: { ...DESIGN, doses: 3 }, "3+3": { design: "threePlusThree" } },
  scenarios: { steep: { toxicity: [0.1, 0.3, 0.5] } },
};
const TRIAL = { equipoise: 1, title: "EQ-101", design: DESIGN, cohorts: [{ dose: 10, patients: 3, toxicities: 0 }] };

const COMMANDS = ["simulate", "decide", "table", "paths", "protocol", "demo"];

const folders: string[] = [];
const inFolder = (files: Readonly<Record<string, unknown>>) => {
  const folder = folderWith(files);
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("equipoise", () => {
  it("says what it can do, and its version", async () => {
    const help = await run(".", "--help");
    expect(help).toMatchObject({ code: 0, errors: "" });
    for (const command of COMMANDS) expect(help.output).toContain(`  ${command} `);
    expect(await run(".", "--version")).toEqual({ code: 0, output: `${VERSION}\n`, errors: "" });
    for (const command of COMMANDS) expect((await run(".", command, "--help")).code).toBe(0);
  });

  it.each([
    [[], "Usage: equipoise"],
    [["simulat", "x.json"], "Did you mean simulate?"],
    [["simulate"], "missing required argument 'study.json'"],
    [["simulate", "x.json", "y.json"], "too many arguments"],
    [["simulate", "x.json", "--thread", "2"], "Did you mean --threads?"],
    [["simulate", "x.json", "--threads", "0"], "It must be an integer from 1 to 1024."],
    [["simulate", "x.json", "--replicates", "1e3"], "It must be an integer from 1."],
    [["simulate", "x.json", "--format", "xml"], "Allowed choices are text, markdown, csv, json."],
    [["simulate", "x.json", "--seed", ""], "It must not be empty."],
    [["paths", "x.json", "--toxicity", "0.1,,0.2"], "It must be probabilities from 0 to 1"],
    [["paths", "x.json", "--cohorts", "9"], "It must be an integer from 0 to 8."],
  ])("%j is answered with how to use it", async (args, message) => {
    const { code, output, errors } = await run(".", ...args);
    expect(code).toBe(2);
    expect(output).toBe("");
    expect(errors).toContain(message);
  });

  it("shows where an error comes from only when asked", async () => {
    const { errors } = await run(".", "table", "nothing.json");
    expect(errors).toBe("equipoise: cannot read nothing.json: it is not there\n");
  });
});

describe("equipoise table", () => {
  it("prints decisions and boundaries in every format", async () => {
    const folder = inFolder({ "study.json": STUDY });
    const { code, output } = await run(folder, "table", "study.json", "--design", "BOIN", "--patients", "6");
    expect(code).toBe(0);
    expect(output).toContain("Decisions of BOIN (target 0.3) by DLTs and patients at the dose");
    // The published BOIN boundaries for a target of 0.3: 0, 1 and 3 of three; 1, 3 and 4 of six.
    expect(output).toMatch(/^\s+3\s+0\s+2\s+3$/m);
    expect(output).toMatch(/^\s+6\s+1\s+3\s+4$/m);
    expect((await run(folder, "table", "study.json", "--format", "csv")).output).toMatch(/^toxicities,/);
    expect((await run(folder, "table", "study.json", "--format", "markdown")).output).toContain("| E |");
    expect((await run(folder, "table", "study.json", "--format", "html")).output).toMatch(/<svg[\s\S]*<table>/);
  });

  it("names the designs of the file when there is none of that name", async () => {
    const { code, errors } = await run(inFolder({ "study.json": STUDY }), "table", "study.json", "--design", "Boin");
    expect(code).toBe(1);
    expect(errors).toBe(
      'equipoise: study.json: --design must be one of its designs (BOIN, 3+3), got "Boin"; did you mean BOIN?\n',
    );
  });
});

describe("equipoise paths", () => {
  it("prints pathways, and exact operating characteristics that add up", async () => {
    const folder = inFolder({ "study.json": STUDY });
    const { code, output } = await run(folder, "paths", "study.json", "--format", "csv");
    expect(code).toBe(0);
    const exact = output.split("\r\n\r\n").find((table) => table.startsWith("scenario,")) as string;
    const [heads, ...rows] = exact
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(","));
    const ofDesigns = rows.filter(([, design]) => design !== "truth");
    expect(ofDesigns).toHaveLength(2);
    for (const row of ofDesigns) {
      const selected = heads.flatMap((head, i) => (head.startsWith("selected[") ? [Number(row[i])] : []));
      expect(selected.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    }
  });

  it("starts from data and takes the truth from the command line", async () => {
    const folder = inFolder({ "design.json": DESIGN });
    const { code, output } = await run(
      folder,
      "paths",
      "design.json",
      "--cohorts",
      "1",
      "--from",
      "0/3,1/3,0/0",
      "--toxicity",
      "0.1,0.2,0.3",
    );
    expect(code).toBe(0);
    expect(output).toMatch(/3 at 20\s+0\s+40/);
    expect(output).toContain("no Monte Carlo error");
    expect((await run(folder, "paths", "design.json", "--toxicity", "0.1,0.2")).errors).toContain(
      "give 3 probabilities, one for each dose of BOIN",
    );
    expect((await run(folder, "paths", "design.json", "--from", "x")).errors).toContain("--from must be DLTs/patients by dose");
  });
});

describe("equipoise decide", () => {
  it("says what to do next, and records it", async () => {
    const folder = inFolder({ "trial.json": TRIAL });
    const { code, output } = await run(folder, "decide", "trial.json");
    expect(code).toBe(0);
    expect(output).toContain("EQ-101 (BOIN)");
    expect(output).toContain("Next: treat 3 patients at 20.");
    expect(output).toContain("Why:  0 of 3 patients at 10 had a DLT");
    expect(readdirSync(folder)).toEqual(["trial.json"]);
    const recorded = await run(folder, "decide", "trial.json", "--record");
    expect(recorded.output).toBe(output);
    expect(recorded.errors).toContain("8 entries added to the audit log trial.log.json.");
    expect((await run(folder, "decide", "trial.json", "--record")).errors).toContain("Nothing new for the audit log");
    expect((await run(folder, "decide", "trial.log.json")).output).toBe(output);
  });

  it("goes on from the log when the trial has", async () => {
    const folder = inFolder({ "trial.json": TRIAL });
    await run(folder, "decide", "trial.json", "--record");
    const more = { ...TRIAL, cohorts: [...TRIAL.cohorts, { dose: 20, patients: 3, toxicities: 2 }] };
    writeFileSync(join(folder, "trial.json"), JSON.stringify(more));
    const { output, errors } = await run(folder, "decide", "trial.json");
    expect(output).toContain("Next: treat 3 patients at 10.");
    expect(errors).toContain("7 entries not yet in the audit log");
  });

  it("refuses a log that was changed", async () => {
    const folder = inFolder({ "trial.json": TRIAL });
    await run(folder, "decide", "trial.json", "--record");
    const log = readFileSync(join(folder, "trial.log.json"), "utf8");
    writeFileSync(join(folder, "trial.log.json"), log.replace('"toxic": false', '"toxic": true'));
    for (const file of ["trial.json", "trial.log.json"]) {
      const { code, errors } = await run(folder, "decide", file);
      expect(code).toBe(1);
      expect(errors).toMatch(/^equipoise: trial\.log\.json: entries\[\d\] must be as it was written/);
      expect(errors.trimEnd().split("\n")).toHaveLength(1);
    }
  });

  it("decides early when told to", async () => {
    const patients = [{ patient: "1", dose: 10, toxic: true }];
    const folder = inFolder({ "trial.json": { equipoise: 1, design: DESIGN, patients } });
    expect((await run(folder, "decide", "trial.json")).output).toContain("Next: treat 2 patients at 10.");
    const { output } = await run(folder, "decide", "trial.json", "--now", "--format", "json");
    expect(JSON.parse(output).next.reasons[0]).toContain("1 of 1 patients");
  });

  it("refuses a study", async () => {
    expect((await run(inFolder({ "study.json": STUDY }), "decide", "study.json")).errors).toContain("this is a study");
  });
});

describe("equipoise demo", () => {
  it("replays the published trial, simulates, fits the radon model, and writes the report", async () => {
    const folder = inFolder({});
    const { code, output, errors } = await run(folder, "demo", "--replicates", "200");
    expect({ code, errors }).toMatchObject({ code: 0 });
    expect(output).toContain("After cohort 5: 2 patients at 25 mg, 2 DLTs");
    expect(output).toContain("BOIN de-escalates with 2 patients at 1 or more DLTs");
    expect(errors).toContain("3,600 trials in ");
    const report = readFileSync(join(folder, "out/report.html"), "utf8");
    expect(report).toContain("Neuenschwander");
    expect(report).toContain("Radon in homes of Minnesota</h2>");
    expect(report).toContain("919 rows of data and 85 levels of county; 90 unknowns.");
    expect(output).toContain("level[county] ~ normal(mean = mean, sd = countySd)   (non-centered)");
    expect(output).toMatch(/^floorEffect +−0\.6\d+ +± 0\.0/m);
    expect(output).toContain("Nothing speaks against these draws (4 chains of 1000 draws)");
  });
});

describe("the examples", () => {
  const examples = resolve(import.meta.dirname, "../../../examples");

  it.each(readdirSync(examples).filter((name) => name.endsWith(".json")))("%s does what it is for", async (name) => {
    const content = JSON.parse(readFileSync(join(examples, name), "utf8")) as Record<string, object>;
    const isTrial = "design" in content;
    const looksForDose = !JSON.stringify(content.scenarios ?? {}).includes('"scenario"');
    const folder = inFolder({ [name]: readFileSync(join(examples, name), "utf8") });
    const { code, output, errors } = await (isTrial
      ? run(folder, "decide", name)
      : run(folder, "simulate", name, "--replicates", "100", "--threads", "1"));
    expect({ code, errors }).toMatchObject({ code: 0 });
    expect(output).toContain(isTrial ? "Next: " : looksForDose ? "Selected by dose" : "Found best by arm");
  });

  it.each(readdirSync(examples).filter((name) => name.endsWith(".mjs")))("%s runs as it stands", (name) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(examples, name)], {
      cwd: inFolder({}),
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(name === "live-trial.mjs" ? "3 patients at 20 mg" : "BOIN");
  });
});
