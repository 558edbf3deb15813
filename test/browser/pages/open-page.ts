/** A command for tests in a browser: opens a page of a server of its own, which sends a Content-Security-Policy, in a tab of its own. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { build } from "esbuild";
import type { BrowserCommandContext } from "vitest/node";
import type { Outcome } from "./page.js";

const root = resolve(import.meta.dirname, "../../..");

/** Scripts as a bundler makes them of the built package: their text by their address. */
async function scripts(): Promise<Map<string, string>> {
  const { outputFiles, metafile } = await build({
    entryPoints: { page: resolve(root, "test/browser/pages/page.ts"), worker: resolve(root, "dist/worker.js") },
    absWorkingDir: root,
    outdir: "/",
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    metafile: true,
    logLevel: "error",
    // Without the project's own settings, which lead the package's name to its source.
    tsconfigRaw: {},
    // Only Node comes to where these are imported.
    external: ["node:*", "piscina"],
  });
  const sources = Object.keys(metafile.inputs).filter((path) => path.startsWith("src/"));
  if (sources.length > 0) throw new Error(`the page would not be of the built package, but of ${sources.join(", ")}`);
  return new Map(outputFiles.map(({ path, text }) => [`/${path.replaceAll("\\", "/").split("/").pop()}`, text]));
}

const html =
  '<!doctype html><meta charset="utf-8"><title>Eight schools</title><body><script type="module" src="/page.js"></script>';

/** Opens the page under a policy, and returns what it found out. */
export async function openPage({ context }: BrowserCommandContext, policy: string): Promise<Outcome> {
  const files = await scripts();
  const server = createServer(({ url = "/" }, response) => {
    const script = files.get(url);
    const type = script === undefined ? "text/html" : "text/javascript";
    response.writeHead(script === undefined && url !== "/" ? 404 : 200, {
      "Content-Type": `${type}; charset=utf-8`,
      "Content-Security-Policy": policy,
    });
    response.end(script ?? html);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const page = await context.newPage();
  try {
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const text = await page
      .locator("#outcome")
      .textContent({ timeout: 45_000 })
      .catch(() => null);
    if (text === null || !text.startsWith("{")) throw new Error(`the page found nothing out: ${text ?? errors.join("; ")}`);
    return JSON.parse(text);
  } finally {
    await page.close();
    server.close();
    server.closeAllConnections();
  }
}
