// Values: see the provenance line of data/pareto.json, made by pareto.R.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type UniformityMethod, uniformityTest } from "../../../src/draws/index.js";

interface Expected {
  readonly pValue: number;
  readonly pointwise: number[];
}
type Set = { readonly pit: number[] } & { readonly [test in "POT" | "PRIT" | "PIET"]: Expected };
const fixture: { provenance: string; uniformity: Record<string, Set> } = JSON.parse(
  readFileSync(new URL("./data/pareto.json", import.meta.url), "utf8"),
);

/** What posterior leaves undefined or lets run to 1e16: p-values of 1, of a value of exactly 1/2. */
const halfValues = ["ranks PIET"];

describe(`uniformity tests against ${fixture.provenance}, to 1e-10 relative`, () => {
  for (const [name, set] of Object.entries(fixture.uniformity)) {
    for (const test of ["POT", "PRIT", "PIET"] as const) {
      if (halfValues.includes(`${name} ${test}`)) continue;
      it(`finds the p-value of ${test} for values of the kind ${name}`, () => {
        const { pValue } = uniformityTest(set.pit, { method: test.toLowerCase() as UniformityMethod });
        expect(Math.abs(pValue / set[test].pValue - 1)).toBeLessThanOrEqual(1e-10);
      });
    }
    for (const test of ["POT", "PIET"] as const) {
      if (halfValues.includes(`${name} ${test}`)) continue;
      it(`finds the pointwise contributions of ${test} for values of the kind ${name}`, () => {
        const { contributions } = uniformityTest(set.pit, { method: test.toLowerCase() as UniformityMethod });
        // posterior lists them by increasing value.
        const order = set.pit.map((_, i) => i).sort((a, b) => set.pit[a] - set.pit[b] || a - b);
        const size = Math.max(...set[test].pointwise.map(Math.abs));
        order.forEach((position, i) => {
          expect(Math.abs(contributions[position] - set[test].pointwise[i])).toBeLessThanOrEqual(1e-10 * size);
        });
      });
    }
  }
});
