/**
 * Exact enumeration and simulation agree for every enumerable design.
 *
 * Each metric's simulated mean is compared with the exact one in units of the exact standard error; with m comparisons in this file each has
 * the false-alarm rate 1e-5 / m (normal approximation; metrics whose exact standard deviation is 0 must agree exactly).
 */
import { describe, expect, it } from "vitest";
import { normalUpperTail } from "../../../src/numeric/index.js";
import {
  boin,
  crm,
  type DoseFindingDesign,
  decisionTableDesign,
  doseFindingScenario,
  enumeratePaths,
  poissonAccrual,
  simulate,
  threePlusThree,
  uniformOnset,
  withEnoughAtDose,
  withMaximumPatients,
  withoutSkipping,
  withSafetyStop,
} from "../../../src/trials/index.js";

const target = 0.3;
const row = (n: number) =>
  Array.from({ length: n + 1 }, (_, y) => (y / n < 0.2 ? "E" : y / n < 0.34 ? "S" : y / n < 0.6 ? "D" : "DU")) as ("E" | "S")[];
const table = Object.fromEntries([2, 4, 6, 8, 10].map((n) => [n, row(n)]));
const base = boin({ target, doses: 4, maximumPatients: 18 });
const designs: { readonly [name: string]: DoseFindingDesign } = {
  boin: base,
  "boin, titration": boin({ target, doses: 4, maximumPatients: 17, titration: true }),
  "boin, all options": boin({
    target,
    doses: 4,
    maximumPatients: 18,
    cohortSize: 2,
    startLevel: 2,
    enoughAtDose: 8,
    extraSafety: true,
    limitRecommendation: true,
    stayOnOneOfThree: true,
  }),
  "3+3": threePlusThree({ doses: 4 }),
  "3+3 with de-escalation": threePlusThree({ doses: 4, deEscalate: true }),
  "decision table": decisionTableDesign({ target, doses: 4, maximumPatients: 12, cohortSize: 2, table }),
  "maximum patients": withMaximumPatients(base, { patients: 10 }),
  "safety stop": withSafetyStop(threePlusThree({ doses: 4 }), { target, cutoff: 0.8 }),
  "no skipping": withoutSkipping(base),
  crm: crm({ target, skeleton: [0.1, 0.3, 0.45, 0.6], maximumPatients: 12, cohortSize: 2 }),
  "crm, single patients, initial sequence": crm({
    target,
    skeleton: [0.1, 0.3, 0.45, 0.6],
    maximumPatients: 9,
    initialSequence: [1, 1, 2, 2, 3, 4],
    estimator: "mean",
    safetyCutoff: 0.9,
  }),
  "enough at dose": withEnoughAtDose(base, { patients: 6 }),
};
const scenarios = {
  steep: doseFindingScenario({ toxicity: [0.08, 0.3, 0.5, 0.65], target }),
  // Accrual and onset change nothing but time, for designs that wait for their cohorts.
  "late onset": doseFindingScenario({
    toxicity: [0.35, 0.2, 0.4, 0.6],
    target,
    onset: uniformOnset(),
    accrual: poissonAccrual({ rate: 5 }),
  }),
};
const replicates = 20_000;

describe("exact enumeration and simulation", () => {
  it("agree in every metric of every design under every scenario", async () => {
    const study = await simulate({ designs, scenarios, replicates, seed: 20261122 });
    const comparisons = Object.entries(designs).flatMap(([name, design]) => {
      const paths = enumeratePaths(design);
      return Object.entries(scenarios).flatMap(([scenario, truth]) =>
        paths.operatingCharacteristics(truth).flatMap((exact) => {
          if (exact.name === "duration" && scenario === "late onset") return [];
          const simulated = study.estimate(scenario, name, exact.name);
          const error = exact.standardDeviation / Math.sqrt(replicates);
          return [
            {
              what: `${name}, ${scenario}, ${exact.name}`,
              exact,
              z: Math.abs((simulated?.mean ?? Number.NaN) - exact.mean) / error,
              simulated,
            },
          ];
        }),
      );
    });
    expect(comparisons.length).toBeGreaterThan(300);
    for (const { what, exact, z, simulated } of comparisons) {
      if (exact.standardDeviation < 1e-7) expect(simulated?.mean, what).toBeCloseTo(exact.mean, 12);
      else
        expect(2 * normalUpperTail(z), `${what}: ${simulated?.mean} simulated, ${exact.mean} exact`).toBeGreaterThan(
          1e-5 / comparisons.length,
        );
    }
  });
});
