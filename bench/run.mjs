/**
 * Runs benchmarks: `npm run bench` all of them, `npm run bench trials random` some. Each is bundled and run alone; it prints its table and ends
 * with one line of JSON. Build first: threads and memory are measured on the built package.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL(".", import.meta.url));
const all = readdirSync(folder).filter((name) => /^[a-z-]+\.ts$/.test(name) && !name.endsWith(".d.ts")).map((name) => name.slice(0, -3));
const asked = process.argv.slice(2);
for (const name of asked) if (!all.includes(name)) throw new Error(`no benchmark ${name}: there are ${all.join(", ")}`);

// Inside bench/, so that the package and its dependencies are found by their own names.
const bundles = mkdtempSync(join(folder, ".bundles-"));
try {
  for (const name of asked.length > 0 ? asked : all) {
    const outfile = join(bundles, `${name}.mjs`);
    await build({ entryPoints: [join(folder, `${name}.ts`)], outfile, bundle: true, platform: "node", format: "esm", packages: "external", external: ["equipoise", "equipoise/*"], logLevel: "error" });
    console.log(`\n# ${name}\n`);
    const { status } = spawnSync(process.execPath, ["--expose-gc", outfile], { stdio: "inherit" });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(bundles, { recursive: true });
}
