/** Docstrings: every public export has one, and every source they name is in docs/references.bib. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { bibliographyKeys, publicExports, sourcesIn } from "./documentation.js";

const root = resolve(import.meta.dirname, "../..");
const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => `src/${path.replaceAll("\\", "/")}`);
const textOf = (path: string) => readFileSync(join(root, path), "utf8");
const keys = bibliographyKeys(textOf("docs/references.bib"));

const doors = files.filter((path) => /^src\/([^/]+\/)?index\.ts$/.test(path)).map((path) => join(root, path));
const exports = publicExports(doors);

/** Where published algorithms are. */
const algorithms = /^src\/(trials\/designs|numeric|linear-algebra|random)\//;

/** Files there that hold none: bookkeeping, and a design that is its user's own table. */
const withoutFormula = ["src/trials/designs/dose-finding/decision-table-design.ts"];

describe("src/", () => {
  it("says about every public export what it is", () => {
    expect(exports.length).toBeGreaterThan(50);
    expect(exports.filter(({ documented }) => !documented).map(({ name, file, line }) => `${name} (${file}:${line})`)).toEqual(
      [],
    );
  });

  it("names only sources that docs/references.bib has", () => {
    const unknown = files.flatMap((path) =>
      sourcesIn(textOf(path)).flatMap((named) =>
        (named.length === 0 ? ["(no key)"] : named.filter((key) => !keys.includes(key))).map((key) => `${path}: ${key}`),
      ),
    );
    expect(unknown).toEqual([]);
  });

  it("names the source of every public design and algorithm", () => {
    const silent = exports
      .filter(({ file, callable }) => callable && algorithms.test(file) && !withoutFormula.includes(file))
      .filter(({ file }) => sourcesIn(textOf(file)).length === 0);
    expect([...new Set(silent.map(({ file }) => file))]).toEqual([]);
  });
});

describe("docs/references.bib", () => {
  it("has each key once", () => {
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it("is there", () => {
    expect(existsSync(join(root, "docs/references.bib"))).toBe(true);
    expect(keys).toContain("liu2015boin");
  });
});

describe("the check itself", () => {
  /** The undocumented exports of a door with that text. */
  function undocumentedIn(text: string): string[] {
    const directory = mkdtempSync(join(tmpdir(), "equipoise-docs-"));
    try {
      writeFileSync(join(directory, "leaf.ts"), text);
      writeFileSync(join(directory, "index.ts"), 'export * from "./leaf.js";\n');
      return publicExports([join(directory, "index.ts")])
        .filter(({ documented }) => !documented)
        .map(({ name }) => name);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  it.each([
    ["export function bare() {}", ["bare"]],
    ["/** Says. */\nexport function told() {}", []],
    ["export const bare = 1, bare2 = 2;", ["bare", "bare2"]],
    ["/** Says. */\nexport const told = 1;", []],
    ["export interface Bare {\n  x: 1;\n}", ["Bare"]],
    ["export interface Told {\n  /** Says. */\n  x: 1;\n}", []],
    ["export class Bare {}", ["Bare"]],
    ["export type Bare = 1;", ["Bare"]],
    ["/** Says. */\nexport function told(x: 1): 1;\nexport function told(x: number): number { return x; }", []],
    ["function unseen() {}", []],
  ])("sees in %j the undocumented %j", (text, expected) => {
    expect(undocumentedIn(text)).toEqual(expected);
  });

  it.each([
    ["/** Source: liu2015boin. */", [["liu2015boin"]]],
    ["/**\n * x. Source: [knuth1997], section 2,\n * and a-b2001c.\n *\n * As in zhou1999. */", [["knuth1997", "a-b2001c"]]],
    ["/** Source: folklore. */", [[]]],
    ["/** Source: a2001. */ /** Source: b2002. */", [["a2001"], ["b2002"]]],
    ["const dataSource = 1;", []],
  ])("reads from %j the sources %j", (text, expected) => {
    expect(sourcesIn(text)).toEqual(expected);
  });

  it("reads keys of any kind of entry", () => {
    expect(bibliographyKeys("@article{a2001,\n title={x}}\n@misc{ b2002 ,\n}\n")).toEqual(["a2001", "b2002"]);
  });
});
