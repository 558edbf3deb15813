/** What runs in another engine: all that has golden bits, from the built package, compared there and said line by line. */
import { portable, wasm } from "equipoise/density";
import { comparisons, firstUniforms, functions, streams, study } from "../browser/bits/bits.js";
import golden from "../browser/bits/golden.json" with { type: "json" };
import goldenFits from "../browser/bits/golden-fits.json" with { type: "json" };
import { loads } from "../browser/bits/loads.js";
import { fits } from "../browser/bits/models.js";

/** Where a line goes: set by the page, or the print of an engine's shell. */
const say = Reflect.get(globalThis, "say") as (line: string) => void;

const parts: Readonly<Record<string, readonly [compute: () => unknown, expected: unknown]>> = {
  "first uniforms": [firstUniforms, golden.firstUniforms],
  streams: [streams, golden.streams],
  functions: [functions, golden.functions],
  study: [() => study(), golden.study],
  comparisons: [() => comparisons(), golden.comparisons],
  loads: [() => loads(), golden.loads],
  "fits by WebAssembly": [() => fits({ backend: wasm }), goldenFits],
  "fits by closures": [() => fits({ backend: portable }), goldenFits],
};

for (const [name, [compute, expected]] of Object.entries(parts)) {
  try {
    say(`${name}: ${JSON.stringify(await compute()) === JSON.stringify(expected) ? "same" : "different"}`);
  } catch (error) {
    say(`${name}: ${error}`);
  }
}
say("end");
