/** The commands on trials that compare arms, as child processes of the built package. */
import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { folderWith, run } from "./equipoise.js";

const RESPONSE = { make: "binaryResponse" };
const ADAPTIVE = { design: "bayesianAdaptive", arms: ["control", "new"], response: RESPONSE, looks: [4, 8] };
const EQUAL = { design: "parallelGroup", arms: ["control", "new"], patients: 40, response: RESPONSE };
const SURVIVAL = {
  design: "groupSequentialSurvival",
  plan: {
    make: "groupSequentialPlan",
    fractions: [0.5, 1],
    futility: { make: "betaSpending", spending: { make: "hwangShihDeCani", gamma: -2 } },
  },
  controlHazard: 0.1,
  hazardRatio: 0.5,
  accrual: [{ from: 0, rate: 10 }],
  accrualDuration: 12,
};
const RATES = {
  design: "groupSequentialRates",
  plan: { make: "groupSequentialPlan", looks: 2, efficacy: { make: "pocock" } },
  controlRate: 0.2,
  treatmentRate: 0.8,
};

const folders: string[] = [];
const inFolder = (files: Readonly<Record<string, unknown>>) => {
  const folder = folderWith(files);
  folders.push(folder);
  return folder;
};
const study = (designs: object, scenarios: object) => inFolder({ "study.json": { equipoise: 1, designs, scenarios } });
const example = (name: string) =>
  inFolder({ [name]: readFileSync(resolve(import.meta.dirname, "../../../examples", name), "utf8") });
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("equipoise protocol", () => {
  it("says the designs of a file in sentences, as text, Markdown and a web page", async () => {
    const folder = example("adaptive.json");
    const text = await run(folder, "protocol", "adaptive.json");
    expect(text).toMatchObject({ code: 0, errors: "" });
    for (const name of ["equal", "Thompson", "DBCD"]) expect(text.output).toMatch(new RegExp(`^${name}\\n\\n- `, "m"));
    expect(text.output).toContain("permuted blocks whose sizes are chosen at random from 4, 8");
    const markdown = await run(folder, "protocol", "adaptive.json", "--format", "markdown", "--design", "DBCD");
    expect(markdown.output).toMatch(/^## DBCD\n\n- 400 patients are randomized to 4 arms/);
    expect(markdown.output).not.toContain("Thompson");
    const page = await run(folder, "protocol", "adaptive.json", "--format", "html");
    expect(page.output).toMatch(/^<!doctype html>[\s\S]*<h2>DBCD<\/h2>\n<ul><li>/);
  });

  it("brings the tables of a group-sequential design", async () => {
    const folder = example("group-sequential.json");
    const { code, output } = await run(folder, "protocol", "group-sequential.json", "--design", "log-rank, futility");
    expect(code).toBe(0);
    expect(output).toContain("one-sided level of 0.025");
    // The Lan-DeMets bounds of O'Brien-Fleming type at half the information: 2.963.
    expect(output).toMatch(/Looks at the log-rank test[\s\S]*\n1 +179 +0\.5 +[\d.]+ +2\.963/);
    const page = await run(folder, "protocol", "group-sequential.json", "--format", "html");
    expect(page.output).toContain("<caption>Looks at the log-rank test</caption>");
  });
});

describe("equipoise table of a design that compares arms", () => {
  it("prints its tables, and draws its boundaries", async () => {
    const folder = inFolder({ "design.json": SURVIVAL });
    const { code, output } = await run(folder, "table", "design.json");
    expect(code).toBe(0);
    expect(output).toContain("Looks at the log-rank test");
    expect((await run(folder, "table", "design.json", "--format", "csv")).output).toMatch(/^look,/i);
    const page = await run(folder, "table", "design.json", "--format", "html");
    expect(page.output).toMatch(/<svg[\s\S]*part of the maximum information[\s\S]*<table>/);
  });

  it("refuses one without tables", async () => {
    const { code, output, errors } = await run(inFolder({ "design.json": EQUAL }), "table", "design.json");
    expect({ code, output }).toEqual({ code: 1, output: "" });
    expect(errors).toMatch(
      /^equipoise: design\.json: designs\.[^ ]+.* must have tables, got "a design that decides by formulas"\n$/,
    );
  });
});

describe("equipoise paths of a design that compares arms", () => {
  it("is refused", async () => {
    const { code, errors } = await run(inFolder({ "design.json": EQUAL }), "paths", "design.json");
    expect(code).toBe(1);
    expect(errors).toContain("must look for a dose, to have paths by toxicities");
    expect(errors.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("equipoise simulate of designs that compare arms", () => {
  it("reports a group-sequential study with its boundaries", async () => {
    const folder = example("group-sequential.json");
    const options = ["--replicates", "100", "--threads", "1", "--out", "report.html"];
    const { code, output } = await run(folder, "simulate", "group-sequential.json", ...options);
    expect(code).toBe(0);
    expect(output).toMatch(/truth +12 +17\.14\*/);
    expect(output).not.toContain("equivalence");
    const report = readFileSync(join(folder, "report.html"), "utf8");
    expect(report).toContain("The bounds of “log-rank, futility” at each look");
    expect(report).not.toContain("The bounds of “log-rank, one look”");
    // Its allocation is fixed: pictures of it would show nothing.
    expect(report).not.toContain("Allocation and evidence over time");
  });

  it("reports how allocation and evidence develop under adaptive designs", async () => {
    const folder = example("adaptive.json");
    const options = ["--replicates", "50", "--threads", "1", "--out", "report.html"];
    expect((await run(folder, "simulate", "adaptive.json", ...options)).code).toBe(0);
    const report = readFileSync(join(folder, "report.html"), "utf8");
    expect(report).toContain("Allocation and evidence over time");
    expect(report).toContain("Thompson under “B is better”: the first 200 trials.");
    expect(report).not.toContain("equal under “B is better”");
  });

  it("refuses a scenario of another kind, with its place", async () => {
    const scenarios = { wrong: { scenario: "continuousScenario", means: [0, 1], standardDeviations: 1 } };
    const { code, errors } = await run(study({ equal: EQUAL }, scenarios), "simulate", "study.json");
    expect(code).toBe(1);
    expect(errors).toMatch(
      /^equipoise: study\.json:\d+:\d+: scenarios\.wrong must make outcomes of the kind that designs\.equal observes \(event or none\)/,
    );
  });
});

describe("equipoise decide in a trial that compares arms", () => {
  const patients = (arms: readonly string[], observed: (arm: string) => object) =>
    arms.map((arm, i) => ({ patient: `${i + 1}`, arm, observed: observed(arm) }));
  const four = ["control", "new", "control", "new"];

  it("tells the probabilities of an adaptive design, and what they rest on", async () => {
    const trial = { equipoise: 1, design: ADAPTIVE, patients: patients(four, (arm) => ({ event: arm === "new" })) };
    const folder = inFolder({ "trial.json": trial });
    const { code, output } = await run(folder, "decide", "trial.json", "--record");
    expect(code).toBe(0);
    expect(output).toContain("Next: treat 4 patients: control with probability 0.05, new with probability 0.95.");
    // Beta(3, 1) is above Beta(1, 3) with probability 19/20.
    expect(output).toMatch(/What the decision rests on[\s\S]*\ncontrol +0\.05 +0\.05\nnew +0\.95 +0\.95/);
    expect((await run(folder, "decide", "trial.log.json")).output).toBe(output);
  });

  it("gives the next patient the chances that their covariates lead to", async () => {
    const randomization = { make: "minimization", factors: ["sex"], probability: 0.8 };
    const trial = {
      equipoise: 1,
      design: { ...EQUAL, randomization },
      patients: [{ patient: "1", arm: "control", covariates: { sex: "female" }, observed: { event: false } }],
      nextPatient: { sex: "female" },
    };
    const next = async (content: object) => (await run(inFolder({ "trial.json": content }), "decide", "trial.json")).output;
    expect(await next(trial)).toContain("Next: treat the next patient: control with probability 0.2, new with probability 0.8.");
    expect(await next({ ...trial, nextPatient: { sex: "male" } })).toContain(
      "Next: treat the next patient: control with probability 0.5, new with probability 0.5.",
    );
  });

  it("looks at a group-sequential trial when it is time, and stops at a bound", async () => {
    const plain = inFolder({ "design.json": RATES });
    const table = (await run(plain, "table", "design.json", "--format", "csv")).output.split("\r\n");
    const first = Number(table[1].split(",")[table[0].split(",").indexOf("size")]);
    expect(first).toBeGreaterThan(3);
    const arms = Array.from({ length: first }, (_, i) => (i % 2 === 0 ? "control" : "treatment"));
    const trial = (events: (arm: string) => boolean, count: number) => ({
      equipoise: 1,
      design: RATES,
      patients: patients(arms.slice(0, count), (arm) => ({ event: events(arm) })),
    });
    const decide = async (content: object) => (await run(inFolder({ "trial.json": content }), "decide", "trial.json")).output;
    expect(await decide(trial((arm) => arm === "treatment", first - 1))).toMatch(/Next: treat /);
    expect(await decide(trial((arm) => arm === "treatment", first))).toContain("Next: the trial stops.");
    expect(await decide(trial(() => false, first))).toMatch(/Next: treat /);
  });

  it("refuses an arm that is not one, and an observation of another kind, with their place", async () => {
    const decide = async (patient: object) =>
      (await run(inFolder({ "trial.json": { equipoise: 1, design: ADAPTIVE, patients: [patient] } }), "decide", "trial.json"))
        .errors;
    expect(await decide({ patient: "1", arm: "old" })).toContain(
      'patients[0].arm must be one of the arms (control, new), got "old"',
    );
    expect(await decide({ patient: "1", arm: "new", observed: { toxic: true } })).toMatch(
      /^equipoise: trial\.json:\d+:\d+: patients\[0\]\.observed\.toxic must be absent/,
    );
  });
});
