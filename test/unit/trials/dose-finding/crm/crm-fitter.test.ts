import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../../../src/random/index.js";
import { CrmFitter } from "../../../../../src/trials/dose-finding/crm/crm-fitter.js";
import { crmModel } from "../../../../../src/trials/dose-finding/crm/crm-models.js";
import { laplace } from "../../../../../src/trials/dose-finding/posterior/laplace.js";
import { quadrature } from "../../../../../src/trials/dose-finding/posterior/quadrature.js";

const skeleton = [0.1, 0.2, 0.35, 0.5];

/** Data of trials in which each patient is followed a little longer from look to look, and sometimes has a DLT. */
function* looks(trials: number) {
  const rng = rngFromSeed(17);
  for (let trial = 0; trial < trials; trial++) {
    const patients = [0, 0, 0, 0];
    const toxicities = [0, 0, 0, 0];
    let pending: { dose: number; weight: number }[] = [];
    for (let look = 0; look < 20; look++) {
      if (look % 2 === 0) pending.push({ dose: Math.floor(2 * rng.uniform()), weight: 0 });
      for (const patient of pending) {
        patient.weight += 0.4 * rng.uniform();
        const toxic = rng.uniform() < 0.12;
        if (!toxic && patient.weight < 1) continue;
        patients[patient.dose]++;
        if (toxic) toxicities[patient.dose]++;
        patient.weight = 1;
      }
      pending = pending.filter(({ weight }) => weight < 1);
      const partialDose = pending.map(({ dose }) => dose);
      const partialWeight = pending.map(({ weight }) => weight);
      yield { patients: [...patients], toxicities: [...toxicities], partial: pending.length, partialDose, partialWeight };
    }
  }
}

describe("CrmFitter", () => {
  it.each([
    ["power", "plug-in", quadrature()],
    ["logistic", "mean", quadrature()],
    ["power", "plug-in", laplace()],
  ] as const)("answers about the dose and the excess as a fit by another one does (%s, %s)", (name, estimator, posterior) => {
    const model = crmModel({ model: name, skeleton, intercept: 3, priorDeviation: 1.2 });
    const settings = { model, posterior, estimator, target: 0.25, safetyCutoff: 0.6 };
    const fitter = new CrmFitter(settings);
    let excessive = 0;
    let count = 0;
    for (const counts of looks(100)) {
      const { dose, excess } = new CrmFitter(settings).fit(counts);
      // In any order, and again: nothing that was asked before may be felt.
      if (count % 3 === 0) expect(fitter.doseOf(counts)).toBe(dose);
      expect(fitter.isExcessive(counts)).toBe(excess > 0.6);
      expect(fitter.doseOf(counts)).toBe(dose);
      expect(fitter.fit(counts).excess).toBe(excess);
      if (excess > 0.6) excessive++;
      count++;
    }
    expect(count).toBe(2000);
    expect(excessive).toBeGreaterThan(100);
    expect(excessive).toBeLessThan(1500);
  });
});
