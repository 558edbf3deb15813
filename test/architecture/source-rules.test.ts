/** The invariants that a single source file can break: src/ keeps them, and each is seen to fail when broken on purpose. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { contracts, findingsIn, ruleNames } from "./source-rules.js";

const root = resolve(import.meta.dirname, "../..");
const doc = "/** Says what it is. */\n";
const numeric = "src/numeric/sum.ts";

/** [rule, file, text that breaks it, text that does not]. */
const breakages: ReadonlyArray<readonly [rule: string, path: string, broken: string, kept?: string]> = [
  ["exact-math-only", numeric, "const y = Math.exp(1);", "const y = Math.sqrt(Math.abs(Math.floor(2.5))) * Math.PI;"],
  ["exact-math-only", numeric, "const { log } = Math;", "const { log } = elementary;"],
  ["exact-math-only", numeric, 'const y = Math["pow"](2, 0.5);', "const Maths = 1;"],
  ["exact-math-only", "src/execution/inline.ts", "const y = Math.log1p(1);", "const y = Math.max(1, 2);"],
  ["exact-powers-only", numeric, "const y = 3 ** 0.5;", "const y = 2 ** -53 + 2 ** 31;"],
  ["exact-powers-only", numeric, "const y = 2 ** x;"],
  ["exact-powers-only", numeric, "x **= 2;", "x *= 2;"],
  ["random-from-streams-only", "src/trials/conduct.ts", "const u = Math.random();", "const u = rng.uniform();"],
  ["random-from-streams-only", numeric, "const u = crypto.getRandomValues(words);"],
  ["no-clock", "src/trials/conduct.ts", "const t = Date.now();", "const t = trial.now();"],
  ["no-clock", "src/trials/conduct.ts", "const t = new Date();", "const t = new Dates();"],
  ["no-clock", "src/trials/conduct.ts", "const t = performance.now();"],
  ["no-input-or-output", numeric, 'const f = () => console.log("x");', "const f = (console: number) => 1;"],
  ["no-input-or-output", numeric, "const f = process.env.HOME;", "const f = { process: 1 };"],
  ["no-input-or-output", "src/trials/conduct.ts", 'const f = fetch("x");', "const f = queue.fetch();"],
  ["no-locale", "src/trials/conduct.ts", "const s = x.toLocaleString();", "const s = x.toString();"],
  ["no-locale", "src/trials/conduct.ts", "const s = new Intl.NumberFormat();"],
  ["no-code-from-text", "src/report/table.ts", 'const f = new Function("return 1");', "const f = x instanceof Function;"],
  ["no-code-from-text", "src/cli/arguments.ts", 'const f = eval("1");', "const f = evaluate(1);"],
  ["no-code-from-text", numeric, "const f = globalThis.eval;"],
  ["no-default-export", numeric, `${doc}export default function sum() {}`, `${doc}export function sum() {}`],
  ["no-default-export", numeric, "export default 1;"],
  ["no-work-at-import", "src/trials/conduct.ts", "register();", "const f = () => { register(); };"],
  ["imports-name-files", numeric, 'import { a } from "./a";', 'import { a } from "./a.js";'],
  ["imports-name-files", numeric, 'export { a } from "../a";', 'export { a } from "mathjs";'],
  ["files-are-short", numeric, "\n".repeat(301).concat("const x = 1;"), "\n".repeat(299).concat("const x = 1;")],
  ["names-are-kebab-case", "src/numeric/exactSum.ts", ""],
  ["names-are-kebab-case", "src/Numeric/sum.ts", ""],
  ["names-say-something", "src/numeric/utils.ts", ""],
  ["names-say-something", "src/trials/test-helpers.ts", ""],
  ["names-say-something", "src/misc/sum.ts", ""],
  ["contracts-are-short", "src/random/rng.ts", "\n".repeat(60).concat("type A = 1;"), "\n".repeat(59).concat("type A = 1;")],
  ["contracts-are-types", "src/random/rng.ts", `${doc}export const x = 1;`, `${doc}export interface X {}`],
  ["contracts-are-types", "src/random/rng.ts", 'import { x } from "./x.js";', 'import type { x } from "./x.js";'],
];

describe("src/", () => {
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => `src/${path.replaceAll("\\", "/")}`);
  const findings = files.flatMap((path) => findingsIn(path, readFileSync(join(root, path), "utf8")));

  it("is found", () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it.each(ruleNames)("keeps %s", (name) => {
    expect(findings.filter(({ rule }) => rule === name).map(({ at }) => at)).toEqual([]);
  });

  it.each(contracts)("has the contract %s", (path) => {
    expect(existsSync(join(root, path))).toBe(true);
  });
});

describe("a rule of the source", () => {
  const broken = (path: string, text: string) => findingsIn(path, text).map(({ rule }) => rule);

  it.each(breakages.map(([rule, path, text]) => ({ rule, path, text })))(
    "$rule fails in $path on $text",
    ({ rule, path, text }) => {
      expect(broken(path, text)).toContain(rule);
    },
  );

  const keeping = breakages.flatMap(([rule, path, , kept]) => (kept === undefined ? [] : [{ rule, path, kept }]));
  it.each(keeping)("$rule holds in $path on $kept", ({ rule, path, kept }) => {
    expect(broken(path, kept)).not.toContain(rule);
  });

  it("is broken on purpose here, whichever it is", () => {
    expect([...new Set(breakages.map(([rule]) => rule))].sort()).toEqual([...ruleNames].sort());
  });
});
