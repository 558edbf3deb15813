import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { transform } from "esbuild";
import { defineConfig, type Options } from "tsup";

/** The doors of the package: subpath → source. One that is not written yet is left out; test/dist checks that none is missing. */
const doors: Record<string, string> = {
  index: "src/index.ts",
  numeric: "src/numeric/index.ts",
  "linear-algebra": "src/linear-algebra/index.ts",
  random: "src/random/index.ts",
  execution: "src/execution/index.ts",
  density: "src/density/index.ts",
  distributions: "src/distributions/index.ts",
  transforms: "src/transforms/index.ts",
  draws: "src/draws/index.ts",
  sampling: "src/sampling/index.ts",
  models: "src/models/index.ts",
  survival: "src/survival/index.ts",
  endpoints: "src/endpoints/index.ts",
  trials: "src/trials/index.ts",
  report: "src/report/index.ts",
};

/** Programs: started by file name, never imported, so ES modules only and without types. */
const programs: Record<string, string> = { worker: "src/worker.ts", cli: "src/cli/main.ts" };

/**
 * Modules that import another package, each in a chunk of its own: what a package weighs is then paid by those who use that module,
 * and not by all who use anything else of a door (the single @stdlib packages, for one, cannot be shaken).
 */
const importsPackage = /^(?:import|export) (?!type )[^;]*?from "[^."]/m;
const leaning: Record<string, string> = Object.fromEntries(
  readdirSync("src", { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter(
      (path) => path.endsWith(".ts") && !path.startsWith("cli/") && importsPackage.test(readFileSync(`src/${path}`, "utf8")),
    )
    .map((path) => [`chunk-${path.slice(0, -3).replaceAll("/", "-")}`, `src/${path}`]),
);

const present = (entries: Record<string, string>) =>
  Object.fromEntries(Object.entries(entries).filter(([, source]) => existsSync(source)));

const shared: Options = { outDir: "dist", target: "es2022", platform: "neutral" };

/**
 * Transliterates every ES module of dist/ to CommonJS, file by file, so that both formats hold the same code in the same chunks.
 * (tsup's own CommonJS splitting also rewrites class fields, `??` and `?.` into slower helper calls.)
 */
async function writeCommonJs(): Promise<void> {
  const pending = Object.keys(present(doors));
  for (const name of pending) {
    const code = (await readFile(`dist/${name}.js`, "utf8")).replace(localImport, (_, keyword: string, imported: string) => {
      if (!pending.includes(imported)) pending.push(imported);
      return `${keyword}"./${imported}.cjs"`;
    });
    const locatesItself = code.includes("import.meta.url");
    const commonJs = await transform(code, {
      format: "cjs",
      sourcefile: `${name}.mjs`,
      target: "es2022",
      platform: "node",
      define: locatesItself ? { "import.meta.url": "importMetaUrl" } : {},
      banner: locatesItself ? 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' : "",
    });
    await writeFile(`dist/${name}.cjs`, commonJs.code);
  }
}

/** `from "./chunk-X.js"`, `import "./chunk-X.js"` and `import("./chunk-X.js")`, as esbuild writes them. */
const localImport = /(from |import |import\()"\.\/([^"]+)\.js"/g;

/**
 * Tells bundlers what is an invariant of src/: that nothing works when it is loaded, but for programs. Top-level constants made by a
 * call (tables, scratch arrays) are marked as free of effects, and imports for effect only, which esbuild leaves behind when it
 * splits, are dropped. So who imports one function of a chunk pays for that function.
 */
const nothingWorksAtImport: NonNullable<Options["plugins"]>[number] = {
  name: "nothing-works-at-import",
  renderChunk: (code, { path }) =>
    Object.keys(programs).some((program) => path.endsWith(`/${program}.js`))
      ? undefined
      : {
          code: code
            .replace(/^import "\.\/chunk-[^"]+";\n/gm, "")
            .replace(/^(var [\w$]+ = )(?=(new )?[\w$.]+\()/gm, "$1/* @__PURE__ */ "),
        },
};

export default defineConfig([
  {
    ...shared,
    entry: present({ ...doors, ...programs, ...leaning }),
    format: "esm",
    // Shared code goes into chunks, so a class such as InvalidArgument is one class across all subpaths. Chunks lie flat
    // beside the doors, so that `new URL("./worker.js", import.meta.url)` means the same from any of them.
    splitting: true,
    plugins: [nothingWorksAtImport],
    onSuccess: writeCommonJs,
  },
  {
    ...shared,
    entry: present(doors),
    format: ["esm", "cjs"],
    // tsup sets `baseUrl`, which TypeScript 6 reports as deprecated.
    dts: { only: true, compilerOptions: { ignoreDeprecations: "6.0" } },
  },
]);
