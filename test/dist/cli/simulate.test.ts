/** `equipoise simulate`, as a child process of the built package. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { folderWith, run, start } from "./equipoise.js";

const STUDY = {
  equipoise: 1,
  title: "Small",
  seed: 3,
  replicates: 400,
  doses: 3,
  designs: { BOIN: { design: "boin", target: 0.3, maximumPatients: 12 }, "3+3": { design: "threePlusThree" } },
  scenarios: { steep: { toxicity: [0.1, 0.3, 0.5] }, curve: { toxicity: { curve: "expit(-3 + level)" } } },
};
/** Long enough to be interrupted: other arrivals than immediate ones are simulated event by event. */
const LONG = {
  ...STUDY,
  replicates: 300_000,
  scenarios: {
    slow: { ...STUDY.scenarios.steep, accrual: { make: "poissonAccrual", rate: 2 }, onset: { make: "uniformOnset" } },
  },
};

let uninterruptedOutput: string | undefined;
/** What the long study prints when nothing stops it. */
async function uninterrupted(): Promise<string> {
  uninterruptedOutput ??= (await run(inFolder({ "study.json": LONG }), "simulate", "study.json", "--format", "csv")).output;
  return uninterruptedOutput;
}

const folders: string[] = [];
const inFolder = (files: Readonly<Record<string, unknown>>) => {
  const folder = folderWith(files);
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("equipoise simulate", () => {
  it("prints tables, writes a report, and leaves nothing else behind", async () => {
    const folder = inFolder({ "study.json": STUDY });
    const { code, output, errors } = await run(folder, "simulate", "study.json", "--out", "deep/report.html", "--threads", "2");
    expect({ code, errors }).toMatchObject({ code: 0 });
    expect(output).toContain("Small\nEquipoise ");
    expect(output).toContain("seed 3, 400 replicates");
    expect(output).toMatch(/BOIN .*±/);
    expect(errors).toContain("1,600 trials in ");
    const report = readFileSync(join(folder, "deep/report.html"), "utf8");
    expect(report).toMatch(/^<!doctype html>/i);
    expect(report).toContain("equipoise simulate study.json");
    expect(readdirSync(folder).sort()).toEqual(["deep", "study.json"]);
    expect(readdirSync(join(folder, "deep"))).toEqual(["report.html"]);
  });

  it("writes a report whose study file is the same study", async () => {
    const folder = inFolder({ "study.json": STUDY });
    const args = ["--threads", "1", "--quiet", "--format", "json"];
    const { output } = await run(folder, "simulate", "study.json", "--out", "report.html", ...args);
    const report = readFileSync(join(folder, "report.html"), "utf8");
    const [, file] = /<pre[^>]*>(\{[\s\S]*?\})\s*<\/pre>/.exec(report.replace(/<\/?code>/g, "")) as RegExpExecArray;
    const entities: Readonly<Record<string, string>> = { "&quot;": '"', "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#39;": "'" };
    writeFileSync(
      join(folder, "again.json"),
      file.replace(/&[#\w]+;/g, (entity) => entities[entity]),
    );
    expect(JSON.parse((await run(folder, "simulate", "again.json", ...args)).output)).toEqual(JSON.parse(output));
  });

  it("gives the same figures on any number of threads, in every format", async () => {
    const folder = inFolder({ "study.json": STUDY });
    for (const format of ["csv", "json", "markdown", "text"]) {
      const one = await run(folder, "simulate", "study.json", "--format", format, "--threads", "1", "--quiet");
      const two = await run(folder, "simulate", "study.json", "--format", format, "--threads", "2", "--quiet");
      expect(one.code).toBe(0);
      expect(one.errors).toBe("");
      expect(two).toEqual(one);
    }
    const { output } = await run(folder, "simulate", "study.json", "--format", "json", "--quiet");
    expect(JSON.parse(output).cells).toHaveLength(4);
  });

  it("takes replicates and seed from the command line", async () => {
    const folder = inFolder({ "study.json": STUDY });
    const args = ["simulate", "study.json", "--format", "json", "--quiet", "--threads", "1"];
    const other = JSON.parse((await run(folder, ...args, "--replicates", "50", "--seed", "two words")).output);
    expect(other.replicates).toBe(50);
    expect(other.identity.seed).toBe("two words");
    expect(JSON.parse((await run(folder, ...args, "--seed", "3")).output)).toEqual(
      JSON.parse((await run(folder, ...args)).output),
    );
  });

  it("writes results by the ending of the file", async () => {
    const folder = inFolder({ "study.json": STUDY });
    for (const ending of ["json", "csv", "md", "txt"]) {
      const { code } = await run(folder, "simulate", "study.json", "--out", `r.${ending}`, "--threads", "1");
      expect(code).toBe(0);
    }
    expect(JSON.parse(readFileSync(join(folder, "r.json"), "utf8")).replicates).toBe(400);
    expect(readFileSync(join(folder, "r.csv"), "utf8")).toMatch(/^scenario,design,/);
    expect(readFileSync(join(folder, "r.md"), "utf8")).toContain("| --- |");
    expect(readFileSync(join(folder, "r.txt"), "utf8")).toContain("───");
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "stopped by %s keeps what is finished, says how to go on, and then ends with the same bits",
    async (signal) => {
      const folder = inFolder({ "study.json": LONG });
      const args = ["simulate", "study.json", "--format", "csv", "--threads", "2", "--checkpoint", "mine"];
      const running = start(folder, ...args);
      await appearance(() => existsSync(join(folder, "mine")) && blockNames(join(folder, "mine")).length > 0, running.finished);
      running.process.kill(signal);
      const stopped = await running.finished;
      expect(stopped.code).toBe(signal === "SIGINT" ? 130 : 143);
      expect(stopped.output).toBe("");
      expect(stopped.errors).toBe(
        "equipoise: interrupted; what is finished is kept in mine: run the same command again to go on from there\n",
      );
      const before = blockNames(join(folder, "mine"));
      const resumed = await run(folder, ...args);
      expect(resumed.code).toBe(0);
      expect(blockNames(join(folder, "mine"))).toEqual(expect.arrayContaining([...before]));
      expect(resumed.output).toBe(await uninterrupted());
    },
  );

  it("keeps finished blocks beside the study when no folder is named", async () => {
    const folder = inFolder({ "study.json": LONG });
    const kept = join(folder, "study.equipoise");
    const running = start(folder, "simulate", "study.json", "--threads", "1", "--replicates", "50000000");
    await appearance(() => existsSync(kept) && blocksIn(kept) > 0, running.finished);
    running.process.kill("SIGINT");
    const stopped = await running.finished;
    expect(stopped.code).toBe(130);
    expect(stopped.errors).toContain(
      `what is finished is kept in ${join("study.equipoise", readdirSync(kept)[0])}: run the same`,
    );
    expect(blocksIn(kept)).toBeGreaterThan(0);
  });

  it("killed in the middle goes on from what was finished", async () => {
    const folder = inFolder({ "study.json": LONG });
    const args = ["simulate", "study.json", "--format", "csv", "--threads", "2", "--checkpoint", "mine"];
    const running = start(folder, ...args);
    await appearance(() => existsSync(join(folder, "mine")) && blockNames(join(folder, "mine")).length > 3, running.finished);
    running.process.kill("SIGKILL");
    await running.finished;
    const before = blockNames(join(folder, "mine"));
    const resumed = await run(folder, ...args);
    expect(resumed.code).toBe(0);
    expect(blockNames(join(folder, "mine"))).toEqual(expect.arrayContaining([...before]));
    expect(resumed.output).toBe(await uninterrupted());
  });

  it.each<[Record<string, unknown>, readonly string[], string]>([
    [{}, ["nothing.json"], "cannot read nothing.json: it is not there"],
    [{}, ["."], "cannot read .: it is a folder"],
    [{ "s.json": "{" }, ["s.json"], "s.json:1:2: the JSON text must go on with a key"],
    [{ "s.json": "" }, ["s.json"], "s.json:1:1: the JSON text must go on with a value"],
    [{ "s.json": { ...STUDY, sead: 3 } }, ["s.json"], "; did you mean seed?"],
    [
      { "s.json": { ...STUDY, scenarios: { steep: { toxicity: [0.1, 0.3, 1.2] } } } },
      ["s.json"],
      "scenarios.steep.toxicity[2] must be in (0, 1), got 1.2",
    ],
    [{ "s.json": STUDY }, ["s.json", "--out", "r.pdf"], "--out must end in .html"],
    [{ "s.json": STUDY }, ["s.json", "--out", "s.json/r.html"], "cannot write s.json/r.html: a part of its path is a file"],
    [{ "s.json": STUDY }, ["s.json", "--checkpoint", "s.json"], "a file of this name is in the way"],
  ])("with %j %j fails in one line", async (files, args, message) => {
    const { code, output, errors } = await run(inFolder(files), "simulate", ...args);
    expect(code).toBe(1);
    expect(output).toBe("");
    expect(errors).toContain(message);
    expect(errors.trimEnd().split("\n")).toHaveLength(1);
    expect(errors).toMatch(/^equipoise: /);
  });

  it("refuses the checkpoint of another study", async () => {
    const folder = inFolder({ "a.json": STUDY, "b.json": { ...STUDY, seed: 4 } });
    expect((await run(folder, "simulate", "a.json", "--checkpoint", "kept")).code).toBe(0);
    const { code, errors } = await run(folder, "simulate", "b.json", "--checkpoint", "kept");
    expect(code).toBe(1);
    expect(errors).toContain("it belongs to another study");
  });

  it("refuses to write a report over a folder before it simulates", async () => {
    const folder = inFolder({ "s.json": LONG });
    mkdirSync(join(folder, "r.html"));
    const { code, errors } = await run(folder, "simulate", "s.json", "--out", "r.html");
    expect(code).toBe(1);
    expect(errors).toContain("cannot write r.html: it is a folder");
  });
});

function blockNames(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => /^block-.*\.json$/.test(name));
}

/** Blocks in the folder of the one study that is kept. */
function blocksIn(kept: string): number {
  return readdirSync(kept).reduce((sum, name) => sum + blockNames(join(kept, name)).length, 0);
}

/** Waits until something is there; fails when the program ends before. */
async function appearance(isThere: () => boolean, finished: Promise<unknown>): Promise<void> {
  let ended = false;
  void finished.then(() => {
    ended = true;
  });
  while (!isThere()) {
    if (ended) throw new Error("the run ended before it could be interrupted");
    await sleep(20);
  }
}
