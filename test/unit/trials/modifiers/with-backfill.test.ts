import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../../src/random/index.js";
import { categoryOf, closedToBackfilling, reconcile } from "../../../../src/trials/dose-finding/backfill/backfill-rules.js";
import type { CohortRules } from "../../../../src/trials/dose-finding/cohort-rules.js";
import {
  type BackfillOptions,
  boin,
  conduct,
  crm,
  type DoseFindingDesign,
  doseFindingScenario,
  enumeratePaths,
  keyboard,
  poissonAccrual,
  regularAccrual,
  simulate,
  simulateTrial,
  titeBoin,
  toxicityEfficacyScenario,
  uniformOnset,
  withBackfill,
  withEnoughAtDose,
  withMaximumPatients,
  withSafetyStop,
} from "../../../../src/trials/index.js";

const base = boin({ target: 0.3, doses: 4, maximumPatients: 18 });
const truth = { toxicity: [0.05, 0.1, 0.3, 0.5], onset: uniformOnset() };
const busy = doseFindingScenario({ ...truth, accrual: poissonAccrual({ rate: 6 }) });

/** Doses of a trial's patients in order, and their times of entry. */
function course(design: DoseFindingDesign, seed: number, scenario = busy) {
  const doses: number[] = [];
  const times: number[] = [];
  const result = simulateTrial(design, scenario, rngFromSeed(seed), (event) => {
    if (event.kind !== "enrolled") return;
    doses.push(event.patient.arm);
    times.push(event.time);
  });
  const { conclusion, enrolled, duration } = result;
  return { doses, times, conclusion, enrolled, duration };
}

describe("withBackfill", () => {
  it("treats those who come while a cohort is assessed at lower doses", () => {
    let more = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { doses } = course(withBackfill(base), seed);
      // The first cohort has no lower dose; the second is waited for, and others are treated at dose 1 meanwhile.
      expect(doses.slice(0, 3)).toEqual([0, 0, 0]);
      if (doses.length > 18) more++;
    }
    expect(more).toBeGreaterThan(10);
  });

  it("does nothing where nobody comes in between", () => {
    const alone = doseFindingScenario({ ...truth, accrual: regularAccrual({ rate: 0.5 }) });
    for (let seed = 0; seed < 20; seed++) {
      const { enrolled, conclusion, doses } = course(withBackfill(base), seed, alone);
      const own = course(base, seed, alone);
      expect({ enrolled, conclusion, doses }).toEqual({ enrolled: own.enrolled, conclusion: own.conclusion, doses: own.doses });
    }
  });

  it("backfills at the highest or at the lowest open dose", () => {
    const atLowest = { highest: 0, lowest: 0 };
    for (const order of ["highest", "lowest"] as const) {
      for (let seed = 0; seed < 40; seed++) {
        const { doses } = course(withBackfill(base, { order }), seed);
        atLowest[order] += doses.filter((dose) => dose === 0).length;
      }
    }
    expect(atLowest.lowest).toBeGreaterThan(atLowest.highest);
  });

  it("backfills nobody at a dose that has its cap", () => {
    // With a cap of one cohort no dose is ever open.
    for (let seed = 0; seed < 20; seed++) {
      const { doses, conclusion } = course(withBackfill(base, { maximumAtDose: 3 }), seed);
      const own = course(base, seed);
      expect({ doses, conclusion }).toEqual({ doses: own.doses, conclusion: own.conclusion });
    }
  });

  it("waits for backfilled patients before a decision when it is not staggered", () => {
    let longer = 0;
    for (let seed = 0; seed < 20; seed++) {
      const staggered = course(withBackfill(base), seed).duration;
      if (course(withBackfill(base, { staggered: false }), seed).duration > staggered) longer++;
    }
    expect(longer).toBeGreaterThan(12);
  });

  it("completes the assessment of all before it recommends a dose, unless told otherwise", () => {
    let shorter = 0;
    for (let seed = 0; seed < 30; seed++) {
      const waited = simulateTrial(withBackfill(base), busy, rngFromSeed(seed));
      const evaluated = [0, 1, 2, 3].reduce((sum, dose) => sum + waited.tally(dose).evaluated, 0);
      if (waited.conclusion.dose !== null) expect(evaluated).toBe(waited.enrolled);
      const { duration } = waited;
      if (course(withBackfill(base, { awaitBackfilled: false }), seed).duration < duration) shorter++;
    }
    expect(shorter).toBeGreaterThan(5);
  });

  it("works for designs that are no tables: CRM, TITE-BOIN, modified ones", () => {
    const skeleton = [0.1, 0.2, 0.3, 0.4];
    const designs: readonly DoseFindingDesign[] = [
      withBackfill(crm({ target: 0.3, skeleton, maximumPatients: 18, cohortSize: 3 })),
      withBackfill(crm({ target: 0.3, skeleton, maximumPatients: 18, initialSequence: [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4] })),
      withBackfill(titeBoin({ target: 0.3, doses: 4, maximumPatients: 18, maximumPending: 0.3 })),
      withBackfill(withSafetyStop(withMaximumPatients(base, { patients: 12 }))),
      withMaximumPatients(withBackfill(base), { patients: 20 }),
      withEnoughAtDose(withBackfill(keyboard({ target: 0.3, doses: 4, maximumPatients: 18 })), { patients: 30 }),
    ];
    for (const design of designs) {
      let backfilled = 0;
      for (let seed = 0; seed < 20; seed++) {
        const { doses } = course(design, seed);
        let highest = -1;
        for (const dose of doses) {
          // No dose is skipped because others were treated at lower ones.
          expect(dose).toBeLessThanOrEqual(highest + 1);
          if (dose < highest) backfilled++;
          highest = Math.max(highest, dose);
        }
      }
      expect(backfilled, design.name).toBeGreaterThan(0);
    }
  });

  it("opens doses only below the first response when activity is required", () => {
    const design = withBackfill(base, { activity: true, responseWindow: 2 });
    const scenario = (response: readonly number[]) =>
      toxicityEfficacyScenario({ ...truth, response, responseWindow: 2, accrual: poissonAccrual({ rate: 6 }) });
    const dosesOf = (response: readonly number[], seed: number) => {
      const doses: number[] = [];
      simulateTrial(design, scenario(response), rngFromSeed(seed), (event) => {
        if (event.kind === "enrolled") doses.push(event.patient.arm);
      });
      return doses;
    };
    let inactive = 0;
    let active = 0;
    for (let seed = 0; seed < 20; seed++) {
      inactive += dosesOf([1e-6, 1e-6, 1e-6, 1e-6], seed).length;
      active += dosesOf([0.9, 0.9, 0.9, 0.9], seed).length;
    }
    expect(inactive).toBeLessThanOrEqual(20 * 18);
    expect(active).toBeGreaterThan(inactive + 20);
  });

  it("can be studied, alone and with responses", async () => {
    const study = await simulate({
      designs: { backfilled: withBackfill(base), alone: base },
      scenarios: { busy },
      replicates: 50,
      seed: 4,
    });
    expect(study.cells.length).toBe(2);
    const responses = toxicityEfficacyScenario({
      ...truth,
      response: [0.2, 0.3, 0.4, 0.5],
      accrual: poissonAccrual({ rate: 6 }),
    });
    const both = await simulate({
      designs: { active: withBackfill(base, { activity: true }) },
      scenarios: { responses },
      replicates: 50,
      seed: 4,
    });
    expect(JSON.stringify(both.cells[0])).toContain("responses[1]");
  });

  it("tells a live trial where the next patient goes, and why", () => {
    const trial = conduct(withBackfill(base));
    const names = ["a", "b", "c", "d", "e", "f"];
    names.slice(0, 3).forEach((name) => {
      trial.enroll(name, { time: 0 });
    });
    expect(trial.next().enroll).toBe(0);
    names.slice(0, 3).forEach((name) => {
      trial.observe(name, { toxic: false }, { time: 1 });
    });
    names.slice(3).forEach((name) => {
      expect(trial.enroll(name, { time: 1.5 })).toBe(1);
    });
    const { arms, enroll, reasons } = trial.next();
    expect([arms, enroll]).toEqual([[{ arm: 0, label: "dose 1", probability: 1 }], 1]);
    expect(reasons).toEqual([
      "The cohort at dose 2 is under assessment.",
      "A patient who arrives meanwhile is treated at dose 1, the highest open dose.",
    ]);
  });

  it("refuses what enumeration cannot follow", () => {
    expect(() => enumeratePaths(withBackfill(base))).toThrow(
      "enumeratePaths: design must enroll a known number and review when a cohort is fully assessed",
    );
  });

  it("says in a protocol what it does", () => {
    const text = withBackfill(base, { activity: true }).protocol?.().join(" ");
    for (const part of ["BOIN", "highest open dose", "fewer than 12", "a response was seen", "taken together", "does not wait"])
      expect(text).toContain(part);
    const plain = withBackfill(titeBoin({ target: 0.3, doses: 4, maximumPatients: 18 }), { order: "lowest", staggered: false });
    for (const part of ["lowest open dose", "no activity is required", "would be recommended", "also waits"])
      expect(plain.protocol?.().join(" ")).toContain(part);
  });

  const refused: readonly (readonly [object, string])[] = [
    [{ maximumAtDose: 0 }, "withBackfill: maximumAtDose must be an integer from 1 to 500, got 0"],
    [{ order: "best" }, 'withBackfill: order must be "highest" or "lowest", got "best"'],
    [{ closing: 1 }, 'withBackfill: closing must be "own" or "pooled", got 1'],
    [{ staggered: 1 }, "withBackfill: staggered must be true or false, got 1"],
    [{ responseWindow: 2 }, "withBackfill: responseWindow must be absent when no activity is asked for, got 2"],
    [{ cap: 2 }, "withBackfill: cap must be one of its options (maximumAtDose, "],
  ];

  it.each(refused)("refuses %j", (options, message) => {
    expect(() => withBackfill(base, options as BackfillOptions & { activity?: false })).toThrow(message);
  });
});

describe("the rules of backfilling", () => {
  // BOIN with a target of 0.3: 3 patients E S D DU, 6 patients E E S D DU DU DU, 9 patients E E E S D DU …
  const rules = boin({ target: 0.3, doses: 4, maximumPatients: 60 }).rules as CohortRules;
  const counts = (patients: readonly number[], toxicities: readonly number[]) => ({
    patients: Int32Array.from(patients),
    toxicities: Int32Array.from(toxicities),
  });

  it("take doses together", () => {
    const data = counts([6, 6, 3, 0], [0, 3, 0, 0]);
    expect([0, 1, 2, 3].map((dose) => categoryOf(rules, data, dose, dose))).toEqual([1, -1, 1, 1]);
    expect(categoryOf(rules, data, 0, 1)).toBe(0);
    expect(categoryOf(rules, data, 0, 2)).toBe(1);
  });

  it("close the lowest dose that asks for de-escalation, alone or with the dose above", () => {
    const data = counts([6, 6, 3, 0], [0, 3, 0, 0]);
    expect(closedToBackfilling(rules, data, 3, false)).toBe(1);
    // 3 of 9 with the dose above: stay.
    expect(closedToBackfilling(rules, data, 3, true)).toBe(3);
    expect(closedToBackfilling(rules, counts([6, 6, 3, 0], [0, 3, 1, 0]), 3, true)).toBe(1);
    expect(closedToBackfilling(rules, counts([6, 3, 3, 0], [0, 3, 0, 0]), 3, true)).toBe(1);
  });

  it("settle a backfilled dose that says de-escalate while the current one says escalate", () => {
    // 4 of 12 and 0 of 3 at the doses 2 and 3: 4 of 15 stays.
    const data = counts([3, 12, 3, 0], [0, 5, 0, 0]);
    expect(reconcile(rules, data, 2, (dose) => dose === 1, "highest")).toEqual({ conflicting: 1, pooled: 0, next: 2 });
    expect(reconcile(rules, data, 2, () => false, "highest")).toBeUndefined();
  });

  it("go down to the highest dose at which the data together are acceptable, else below the conflicting one", () => {
    // 2 of 6 at dose 1 stays; with 3 of 6 at dose 2, 5 of 12 de-escalates; with dose 3, 7 of 15.
    const data = counts([6, 6, 3, 0], [2, 3, 2, 0]);
    expect(reconcile(rules, data, 2, () => true, "lowest")).toEqual({ conflicting: 1, pooled: -1, next: 0 });
    const far = counts([3, 9, 3, 3], [0, 4, 0, 2]);
    expect(reconcile(rules, far, 3, () => true, "highest")).toEqual({ conflicting: 1, pooled: -1, next: 2 });
  });

  it("see a conflict in staying below an escalation, and none below staying", () => {
    const escalates = counts([9, 3, 0, 0], [3, 0, 0, 0]);
    expect(reconcile(rules, escalates, 1, () => true, "highest")).toEqual({ conflicting: 0, pooled: 0, next: 1 });
    const stays = counts([9, 3, 0, 0], [3, 1, 0, 0]);
    expect(reconcile(rules, stays, 1, () => true, "highest")).toBeUndefined();
  });
});
