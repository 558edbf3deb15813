import { describe, expect, it } from "vitest";
import { lateOnsetToxicity } from "../../../src/endpoints/index.js";
import { rngFromSeed } from "../../../src/random/index.js";
import { LiveData } from "../../../src/trials/conduct/live-data.js";
import type { DoseFindingDesign } from "../../../src/trials/dose-finding/dose-finding-design.js";
import {
  doseFindingScenario,
  poissonAccrual,
  simulateTrial,
  type TrialData,
  titeCrm,
  uniformOnset,
  withBackfill,
} from "../../../src/trials/index.js";

/** Compares what is told of one patient with the list of all. Returns how many were still followed. */
function expectTheSame(data: TrialData<unknown, unknown>): number {
  const all = data.patients();
  for (const { index, observed, ended } of all) {
    expect(data.observedOf(index)).toEqual(observed);
    expect(data.hasEnded(index)).toBe(ended);
  }
  return all.filter(({ ended }) => !ended).length;
}

const options = { target: 0.25, skeleton: [0.05, 0.12, 0.25, 0.4, 0.55], maximumPatients: 20, window: 6 };
const scenario = doseFindingScenario({
  toxicity: [0.05, 0.12, 0.25, 0.4, 0.55],
  window: 6,
  accrual: poissonAccrual({ rate: 1 }),
  onset: uniformOnset(),
  dropoutRate: 0.03,
});

describe("TrialData", () => {
  it.each([
    ["a simulated trial", (design: DoseFindingDesign<null>) => design],
    ["an escalation with backfilling", (design: DoseFindingDesign<null>) => withBackfill(design)],
  ])("tells one patient's observation, and whether the follow-up has ended, as the list of all does: %s", (_, modify) => {
    let followed = 0;
    // Modifiers ask for the design with another limit of enrollment.
    const checked = (inner: DoseFindingDesign<null>): DoseFindingDesign<null> => ({
      ...inner,
      limitedTo: (patients) => checked(inner.limitedTo?.(patients) as DoseFindingDesign<null>),
      decide(memory, data, rng) {
        followed += expectTheSame(data);
        return inner.decide(memory, data, rng);
      },
    });
    const design = modify(checked(titeCrm(options)));
    for (let seed = 1; seed <= 10; seed++) simulateTrial(design as DoseFindingDesign<never>, scenario, rngFromSeed(seed));
    expect(followed).toBeGreaterThan(100);
  });

  it("tells what was recorded of a live trial's patients, not how long ago they entered", () => {
    const data = new LiveData(lateOnsetToxicity({ window: 6 }), 2);
    for (const name of ["a", "b", "c", "d"]) data.enroll(name, 0, {});
    data.time = 5;
    data.observe("a", { toxic: false, followUp: 0.5 });
    data.observe("b", { toxic: true, followUp: 0.25 });
    data.lose("c");
    expect([0, 1, 2, 3].map((index) => data.observedOf(index))).toEqual([
      { toxic: false, followUp: 0.5 },
      { toxic: true, followUp: 0.25 },
      { toxic: false, followUp: 0 },
      { toxic: false, followUp: 0 },
    ]);
    expect([0, 1, 2, 3].map((index) => data.hasEnded(index))).toEqual([false, true, true, false]);
    expect(expectTheSame(data)).toBe(2);
  });
});
