/** Commands for tests in a browser: pages of a server of their own, in tabs of their own. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, resolve } from "node:path";
import type { BrowserCommandContext } from "vitest/node";
import { bundled } from "../../setup/bundled.js";
import type { Outcome } from "./page.js";

const root = resolve(import.meta.dirname, "../../..");
const example = resolve(root, "examples/browser-page");

/** What a server has: texts by their addresses. */
type Site = Readonly<Record<string, string>>;

const types: Readonly<Record<string, string>> = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };

/** Serves the site under a policy, opens it, and returns the text of an element as soon as it is there. */
async function textOn(
  { context }: BrowserCommandContext,
  site: Site,
  selector: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const server = createServer(({ url = "/" }, response) => {
    const path = url === "/" ? "/index.html" : url;
    const known = Object.hasOwn(site, path);
    response.writeHead(known ? 200 : 404, { ...headers, "Content-Type": `${types[extname(path)]}; charset=utf-8` });
    response.end(known ? site[path] : "");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const text = await page.locator(selector).innerText({ timeout: 45_000 });
    return text;
  } catch (error) {
    throw new Error([(error as Error).message, ...errors].join("\n"));
  } finally {
    await page.close();
    server.close();
    server.closeAllConnections();
  }
}

/** Opens page.ts under a policy, which is sent with every file, and returns what it found out. */
export async function openPage(context: BrowserCommandContext, policy: string): Promise<Outcome> {
  const site = {
    "/index.html":
      '<!doctype html><meta charset="utf-8"><title>A page</title><body><script type="module" src="/page.js"></script>',
    "/page.js": await bundled("test/browser/pages/page.ts"),
    "/worker.js": await bundled("dist/worker.js"),
  };
  const text = await textOn(context, site, "#outcome", { "Content-Security-Policy": policy });
  if (!text.startsWith("{")) throw new Error(text);
  return JSON.parse(text);
}

/** Opens examples/browser-page, and returns the table that it shows. */
export async function openExample(context: BrowserCommandContext): Promise<string> {
  const site = {
    "/index.html": await readFile(resolve(example, "index.html"), "utf8"),
    "/style.css": await readFile(resolve(example, "style.css"), "utf8"),
    "/built/page.js": await bundled(resolve(example, "page.mjs")),
  };
  return textOn(context, site, "body:has(tbody tr)", {});
}
