/** Installs the packed package into an empty project and opens every door from an ES module and from a CommonJS file. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const directory = mkdtempSync(join(tmpdir(), "equipoise-tarball-"));
const write = (path, text) => {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
};
const run = (cwd, program, ...words) =>
  execFileSync(program, words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

/** What may be in the tarball. */
const expected = /^(dist\/[^/]+\.(js|cjs|d\.ts|d\.cts)|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/;

try {
  const [packed] = JSON.parse(run(".", "npm", "pack", "--json", "--pack-destination", directory));
  const strange = packed.files.map(({ path }) => path).filter((path) => !expected.test(path));
  if (strange.length > 0) throw new Error(`the tarball holds ${strange.join(", ")}`);

  write("package.json", JSON.stringify({ private: true }));
  run(directory, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", `./${packed.filename}`);

  const doors = Object.entries(manifest.exports).filter(([, target]) => typeof target === "object");
  const names = doors.map(([subpath]) => subpath.replace(".", "equipoise"));
  write("esm/package.json", JSON.stringify({ type: "module" }));
  write("cjs/package.json", JSON.stringify({ type: "commonjs" }));
  const count = "console.log(Object.keys(door).length)";
  names.forEach((name, i) => {
    write(`esm/door-${i}.js`, `import * as door from "${name}"; ${count};\n`);
    write(`cjs/door-${i}.js`, `const door = require("${name}"); ${count};\n`);
    for (const system of ["esm", "cjs"]) {
      const exported = Number(run(join(directory, system), process.execPath, `door-${i}.js`));
      if (!(exported > 0)) throw new Error(`${name} exports nothing (${system})`);
      console.log(`${name} (${system}): ${exported} exports`);
    }
  });

  const version = run(directory, join(directory, "node_modules/.bin/equipoise"), "--version").trim();
  if (version !== manifest.version) throw new Error(`equipoise --version says ${version}`);
  console.log(
    `${packed.filename}: ${packed.files.length} files, ${Math.round(packed.size / 1000)} kB packed, ${Math.round(packed.unpackedSize / 1000)} kB unpacked`,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
