/** Scripts as a bundler makes them of the built package, for other engines. */
import { resolve } from "node:path";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "../..");

/** The file and all it imports, as one module; throws if something would not be of the built package but of its sources. */
export async function bundled(file: string): Promise<string> {
  const { outputFiles, metafile } = await build({
    entryPoints: [file],
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    metafile: true,
    logLevel: "error",
    // Without the project's own settings, which lead the package's name to its source.
    tsconfigRaw: {},
    // Imported only where no other engine comes: in Node.
    external: ["node:*", "piscina"],
  });
  const sources = Object.keys(metafile.inputs).filter((path) => path.startsWith("src/"));
  if (sources.length > 0) throw new Error(`it would not be of the built package, but of ${sources.join(", ")}`);
  return outputFiles[0].text;
}
