/**
 * three-plus-three-given.json: computed exactly from the rules of Korn et al. (1994), 16 digits. three-plus-three.json: made by three-plus-three.R,
 * an independent recursion, 15 digits. Tolerance 1e-12, absolute.
 */
import { describe, expect, it } from "vitest";
import { doseFindingScenario, enumeratePaths, threePlusThree } from "../../../src/trials/index.js";
import { readReference } from "./boin-package.js";

interface ExactCase {
  readonly toxicity: readonly number[];
  readonly deEscalate: boolean;
  readonly startLevel?: number;
  /** Probability of no dose, dose 1, 2, … */
  readonly select: readonly number[];
  readonly patients: readonly number[];
  readonly toxicities: readonly number[];
}

const given = readReference("./three-plus-three-given.json");
const more = readReference("./three-plus-three.json") as { provenance: string; cases: readonly ExactCase[] };

function expectExact({ toxicity, deEscalate, startLevel = 1, ...expected }: ExactCase): void {
  const paths = enumeratePaths(threePlusThree({ doses: toxicity.length, deEscalate, startLevel }));
  const exact = new Map(paths.operatingCharacteristics(doseFindingScenario({ toxicity })).map(({ name, mean }) => [name, mean]));
  const about = JSON.stringify({ toxicity, deEscalate, startLevel });
  const close = (name: string, value: number) => {
    expect(Math.abs((exact.get(name) ?? Number.NaN) - value), `${name}, ${about}`).toBeLessThanOrEqual(1e-12);
  };
  expected.select.forEach((probability, level) => {
    close(level === 0 ? "selected[none]" : `selected[${level}]`, probability);
  });
  toxicity.forEach((_, dose) => {
    close(`patients[${dose + 1}]`, expected.patients[dose]);
    close(`toxicities[${dose + 1}]`, expected.toxicities[dose]);
  });
}

describe("3+3, exactly enumerated", () => {
  it(`has the given operating characteristics (${given.provenance})`, () => {
    expect(given.cases.length).toBe(6);
    for (const { p_true, allow_deescalate, prob_select, expected_n, expected_tox } of given.cases) {
      const select = ["none", ...p_true.map((_: number, dose: number) => String(dose + 1))].map((name) => prob_select[name]);
      expectExact({ toxicity: p_true, deEscalate: allow_deescalate, select, patients: expected_n, toxicities: expected_tox });
    }
  });

  it.each(more.cases)(
    "has those of an independent recursion: toxicity $toxicity, de-escalation $deEscalate, start $startLevel",
    (one) => {
      expectExact(one);
    },
  );
});
