/**
 * The built package gives the same bits in the engines of Safari (JavaScriptCore, as the shell `jsc`) and Firefox (SpiderMonkey) as in Node, which wrote
 * the golden bits; Chromium is a project of its own. Both programs must be installed: Debian has them as libjavascriptcoregtk-4.0-bin and firefox-esr.
 */
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundled } from "../setup/bundled.js";

const allSame = [
  "first uniforms: same",
  "streams: same",
  "functions: same",
  "study: same",
  "comparisons: same",
  "loads: same",
  "fits by WebAssembly: same",
  "fits by closures: same",
  "end",
];

let folder: string;
let script: string;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

const page = `<!doctype html><meta charset="utf-8"><script>
  let sent = Promise.resolve();
  globalThis.say = (line) => { sent = sent.then(() => fetch("/said", { method: "POST", body: line })); };
</script><script type="module" src="/compare-bits.js"></script>`;

/** What the page says until its end, opened in Firefox. */
async function linesOfFirefox(): Promise<string[]> {
  const lines: string[] = [];
  let ended = (): void => {};
  const end = new Promise<void>((resolved) => (ended = resolved));
  const server = createServer(async (request, response) => {
    if (request.method === "POST") {
      lines.push(await bodyOf(request));
      response.end();
      if (lines.at(-1) === "end") ended();
    } else {
      const isScript = request.url === "/compare-bits.js";
      response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html").end(isScript ? script : page);
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const profile = await mkdtemp(join(folder, "firefox-"));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const env = { ...process.env, HOME: profile };
  const firefox = spawn("firefox-esr", ["--headless", "--profile", profile, address], { stdio: "ignore", env });
  const closed = new Promise((exited) => firefox.once("exit", exited));
  const failed = new Promise<never>((_, reject) => firefox.once("error", reject));
  try {
    await Promise.race([end, closed, failed]);
  } finally {
    server.close();
    if (firefox.kill()) await closed;
  }
  return lines;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engines-"));
  script = await bundled(join(import.meta.dirname, "compare-bits.ts"));
});

afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

describe("the bits of Node", () => {
  it("are those of JavaScriptCore", async () => {
    const shell = await readFile(join(import.meta.dirname, "bare-shell.js"), "utf8");
    const file = join(folder, "compare-bits.mjs");
    await writeFile(file, shell + script);
    const { stdout } = await promisify(execFile)("jsc", ["-m", file]);
    expect(stdout.trim().split("\n")).toEqual(allSame);
  });

  it("are those of SpiderMonkey", async () => {
    expect(await linesOfFirefox()).toEqual(allSame);
  });
});
