/** Whole processes: they end by themselves, and one that is killed at any moment leaves a checkpoint that can be trusted. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkpointFolder, inline, resumableMap } from "equipoise/execution";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { longTexts } from "./checkpointed-run.mjs";

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "process-"));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const here = (file: string) => new URL(file, import.meta.url).pathname;

function start(file: string, ...words: string[]): ChildProcess & { output: () => string } {
  const child = spawn(process.execPath, [here(file), ...words], { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => {
      output += text;
    });
  }
  return Object.assign(child, { output: () => output });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const blocks = (path: string) => readdirSync(path).filter((name) => /^block-.*\.json$/.test(name));

describe("a process that uses threads", () => {
  it.each(["unclosed", "left-early", "aborted", "failed", "dead", "abandoned"])(
    "ends by itself, with nothing closed by hand: %s",
    async (manner) => {
      const child = start("./ends-by-itself.mjs", manner);
      const [code] = await once(child, "close");
      expect(child.output()).toBe(`${manner}: done\n`);
      expect(code).toBe(0);
    },
    30_000,
  );
});

describe("a process started with flags of V8", () => {
  it.each(["--expose-gc", "--max-old-space-size=200"])("uses threads: %s", async (flag) => {
    const child = spawn(process.execPath, [flag, here("./ends-by-itself.mjs"), "unclosed"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    const [code] = await once(child, "close");
    expect(output).toBe("unclosed: done\n");
    expect(code).toBe(0);
  });
});

describe("a process that is killed while it writes", () => {
  it("leaves whole files only, each time, and its successors complete the run with the results of a run that was never killed", async () => {
    const path = join(folder, "run");
    for (let kill = 0; kill < 8; kill++) {
      const before = kill === 0 ? 0 : blocks(path).length;
      const child = start("./checkpointed-run.mjs", path);
      // Killed at different moments after it began to write, most of them within a write.
      while (child.exitCode === null && !(child.output().includes("opened") && blocks(path).length > before)) await pause(1);
      await pause(kill * 3);
      const ended = once(child, "close");
      child.kill("SIGKILL");
      await ended;
      const notices: string[] = [];
      const checkpoint = await checkpointFolder(path, "long texts", { onNotice: (text) => notices.push(text) });
      for (const key of await checkpoint.list()) expect(await checkpoint.read(key)).toEqual(longTexts.run(Number(key)));
      expect(notices).toEqual([]);
      if (child.exitCode === 0) break;
    }
    const kept = blocks(path).length;
    expect(kept).toBeGreaterThanOrEqual(8);

    const computed: number[] = [];
    const checkpoint = await checkpointFolder(path, "long texts");
    const onResult = (origin: string, index: number) => {
      if (origin === "computed") computed.push(index);
    };
    const outputs: unknown[] = [];
    const inputs = Array.from({ length: kept + 5 }, (_, index) => index);
    for await (const output of resumableMap(inline(), longTexts, inputs, { checkpoint, keyOf: String, onResult }))
      outputs.push(output);
    expect(outputs).toEqual(inputs.map((input) => longTexts.run(input)));
    expect(computed.length).toBeGreaterThanOrEqual(5);
    // What was under way at a kill is missing: at most four inputs each time.
    expect(computed.length).toBeLessThanOrEqual(5 + 8 * 4);
  }, 60_000);

  it("shares a folder with another that works on the same study at the same time", async () => {
    const path = join(folder, "shared");
    const pair = [start("./checkpointed-run.mjs", path, "40"), start("./checkpointed-run.mjs", path, "40")];
    const codes = await Promise.all(pair.map(async (child) => (await once(child, "close"))[0]));
    expect(pair.map((child) => child.output()).join("")).not.toMatch("Error");
    expect(codes).toEqual([0, 0]);
    const notices: string[] = [];
    const checkpoint = await checkpointFolder(path, "long texts", { onNotice: (text) => notices.push(text) });
    const keys = await checkpoint.list();
    expect(keys).toHaveLength(40);
    for (const key of keys) expect(await checkpoint.read(key)).toEqual(longTexts.run(Number(key)));
    expect(notices).toEqual([]);
    expect(readdirSync(path).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  }, 30_000);

  it("is told in words when the folder belongs to another study", async () => {
    const path = join(folder, "foreign");
    await checkpointFolder(path, "another study");
    const child = start("./checkpointed-run.mjs", path, "5");
    const [code] = await once(child, "close");
    expect(code).toBe(1);
    expect(child.output()).toMatch('"another study" there, "long texts" here. Choose another folder');
  });

  it("resumes over a file that was cut short behind its back", async () => {
    const path = join(folder, "cut");
    const [first] = await once(start("./checkpointed-run.mjs", path, "10"), "close");
    expect(first).toBe(0);
    const file = join(path, "block-7.json");
    const whole = readFileSync(file, "utf8");
    writeFileSync(file, whole.slice(0, whole.length / 3));
    const [second] = await once(start("./checkpointed-run.mjs", path, "10"), "close");
    expect(second).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(whole);
  });
});
