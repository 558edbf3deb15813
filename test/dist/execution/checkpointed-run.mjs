// A program that writes large results to a checkpoint folder as fast as it can: `node checkpointed-run.mjs FOLDER [COUNT]`.
import { pathToFileURL } from "node:url";
import { checkpointFolder, inline, resumableMap } from "equipoise/execution";

/** About 200 kB for each input, so that a kill falls within a write. */
export const longTexts = {
  name: "longTexts",
  run: (input) => ({ input, rows: Array.from({ length: 10_000 }, (_, row) => (row * 0.1 + input) / 3) }),
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , path, count = "5000"] = process.argv;
  const checkpoint = await checkpointFolder(path, "long texts");
  process.stdout.write("opened\n");
  const inputs = Array.from({ length: Number(count) }, (_, index) => index);
  for await (const _output of resumableMap(inline(), longTexts, inputs, { checkpoint, keyOf: String }));
}
