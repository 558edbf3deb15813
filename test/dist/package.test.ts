/** The built package: every door opens from both module systems, is one package inside, and stays within its bounds. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const built = (file: string) => readFileSync(join(root, "dist", file), "utf8");

/** The doors, by the name of their file; "index" is `equipoise` itself. */
const doors = [
  ...["index", "numeric", "linear-algebra", "random", "execution"],
  ...["density", "distributions", "transforms", "draws", "sampling", "models"],
  ...["survival", "endpoints", "trials", "report"],
];
const subpath = (door: string) => (door === "index" ? "equipoise" : `equipoise/${door}`);

type Exports = Readonly<Record<string, unknown>>;
const imported = (door: string) => import(/* @vite-ignore */ subpath(door)) as Promise<Exports>;
const required = (door: string) => require(subpath(door)) as Exports;
const publicNames = (door: Exports) =>
  Object.keys(door)
    .filter((name) => name !== "default" && name !== "module.exports")
    .sort();

describe("package.json", () => {
  it("exports the doors, the worker and itself, and nothing else", () => {
    const expected = doors.map((door) => subpath(door).replace("equipoise", "."));
    expect(Object.keys(manifest.exports)).toEqual([...expected, "./worker", "./package.json"]);
  });

  it("points only at files that were built", () => {
    const targets = JSON.stringify([manifest.exports, manifest.bin, manifest.main, manifest.module, manifest.types]).match(
      /\.\/dist\/[^"]+/g,
    );
    expect(targets?.length).toBeGreaterThan(4 * doors.length);
    expect(targets?.filter((target) => !existsSync(join(root, target)))).toEqual([]);
  });

  it("asks for no install script and nothing native", () => {
    expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([]);
    expect(manifest.gypfile).toBeUndefined();
  });
});

describe.each(doors)("the door %s", (door) => {
  it("exports the same names from both module systems", async () => {
    const names = publicNames(await imported(door));
    expect(names.length).toBeGreaterThan(0);
    expect(publicNames(required(door))).toEqual(names);
  });

  it("has no default export", async () => {
    expect(Object.keys(await imported(door))).not.toContain("default");
  });
});

describe("one package", () => {
  const refusedBy = (call: unknown): unknown => {
    try {
      (call as (seed: unknown) => void)(-1);
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it("throws from equipoise/random the InvalidArgument that equipoise exports (ES modules)", async () => {
    const { InvalidArgument } = (await imported("index")) as { InvalidArgument: new () => Error };
    const { rngFromSeed } = await imported("random");
    expect(refusedBy(rngFromSeed)).toBeInstanceOf(InvalidArgument);
  });

  it("throws from equipoise/random the InvalidArgument that equipoise exports (CommonJS)", () => {
    const { InvalidArgument } = required("index") as { InvalidArgument: new () => Error };
    expect(refusedBy(required("random").rngFromSeed)).toBeInstanceOf(InvalidArgument);
  });

  it.each(["js", "cjs"])("defines each class once (%s)", (format) => {
    const classes = readdirSync(join(root, "dist"))
      .filter((file) => file.endsWith(`.${format}`))
      .flatMap((file) => [...built(file).matchAll(/^(?:var (\w+) = )?class (\w+)/gm)].map((match) => match[1] ?? match[2]));
    expect(classes).toContain("InvalidArgument");
    expect(classes.filter((name, i) => classes.indexOf(name) !== i)).toEqual([]);
  });

  it("says its version", async () => {
    const texts = readdirSync(join(root, "dist"))
      .filter((file) => file.endsWith(".js"))
      .map(built);
    expect(texts.some((text) => text.includes(`VERSION = "${manifest.version}"`))).toBe(true);
  });
});

describe("dist/", () => {
  const files = readdirSync(join(root, "dist"));

  it("is flat, so that every chunk finds worker.js beside it", () => {
    expect(files.filter((file) => statSync(join(root, "dist", file)).isDirectory())).toEqual([]);
    expect(files).toContain("worker.js");
  });

  it("holds no code made from text, and no trace of where it was built", () => {
    const suspicious = files.filter((file) => /\bnew Function\(|[^.\w]eval\(/.test(built(file)) || built(file).includes(root));
    expect(suspicious).toEqual([]);
  });

  /** The files that a door loads by import statements, and the packages that they ask for. */
  function reach(file: string, reached = new Set<string>()): Set<string> {
    if (reached.has(file)) return reached;
    reached.add(file);
    for (const [, specifier] of built(file).matchAll(/^(?:import|export)\b[^"';]*?(?:from )?"([^"]+)";/gm)) {
      if (specifier?.startsWith("./")) reach(specifier.slice(2), reached);
      else if (specifier !== undefined) reached.add(specifier);
    }
    return reached;
  }

  it.each(doors.filter((door) => door !== "report"))(
    "lets a browser load %s: nothing of Node, no package made for it",
    (door) => {
      const outside = [...reach(`${door}.js`)].filter((reached) => !reached.endsWith(".js"));
      expect(outside.filter((name) => !/^(@stdlib\/|ml-matrix$|mathjs)/.test(name))).toEqual([]);
    },
  );
});

describe("the command line", () => {
  const run = (...words: string[]) => execFileSync(process.execPath, [join(root, "dist/cli.js"), ...words], { encoding: "utf8" });

  it("is a program", () => {
    expect(built("cli.js").startsWith("#!/usr/bin/env node\n")).toBe(true);
  });

  it("says its version", () => {
    expect(run("--version").trim()).toBe(manifest.version);
  });

  it("says how it is used", () => {
    expect(run("--help")).toContain("equipoise");
  });
});
