import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../../../src/random/index.js";
import {
  conduct,
  doseFindingScenario,
  onsetAtWindowEnd,
  poissonAccrual,
  regularAccrual,
  simulateTrial,
  type TrialEvent,
  titeCrm,
  uniformOnset,
  withMaximumPatients,
} from "../../../../../src/trials/index.js";

const options = { target: 0.25, skeleton: [0.05, 0.12, 0.25, 0.4, 0.55], maximumPatients: 12, window: 6 };
const late = doseFindingScenario({
  toxicity: [0.05, 0.12, 0.25, 0.4, 0.55],
  window: 6,
  accrual: poissonAccrual({ rate: 1 }),
  onset: uniformOnset(),
});

/** Doses (from 1) and times of the patients of one trial. */
function patientsOf(design: ReturnType<typeof titeCrm>, scenario = late, seed = 1) {
  const patients: { level: number; time: number }[] = [];
  const result = simulateTrial(design, scenario, rngFromSeed(seed), (event: TrialEvent<unknown, unknown, unknown>) => {
    if (event.kind === "enrolled") patients.push({ level: event.patient.arm + 1, time: event.time });
  });
  return { patients, result };
}

describe("titeCrm", () => {
  it("treats whoever arrives, at most one level above the patient before", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const { patients, result } = patientsOf(titeCrm(options), late, seed);
      expect(patients).toHaveLength(12);
      patients.forEach(({ level }, i) => {
        if (i > 0) expect(level).toBeLessThanOrEqual(patients[i - 1].level + 1);
      });
      expect(result.enrolled).toBe(12);
    }
  });

  it("decides by what is known when the patient arrives, not when the one before did", () => {
    const trial = conduct(titeCrm(options));
    trial.enroll("a", { time: 0 });
    trial.enroll("b", { time: 5 });
    const before = trial.next(5.5).arms;
    trial.observe("a", { toxic: true, followUp: 0.95 }, { time: 5.7 });
    const after = trial.next(5.8).arms;
    expect(before.map(({ label }) => label)).toEqual(["dose 1"]);
    expect(after.map(({ label }) => label)).toEqual(["dose 1"]);
    expect(trial.decideNow(5.8).reasons[0]).toBe("1 DLT in 1 complete assessment; 0 patients followed in part without a DLT.");
  });

  it("stays at the dose while nobody has been followed", () => {
    const { patients } = patientsOf(
      titeCrm({ ...options, startLevel: 2 }),
      doseFindingScenario({ toxicity: [0.1, 0.2, 0.3, 0.4, 0.5], window: 6 }),
    );
    expect(patients.map(({ level }) => level)).toEqual(new Array(12).fill(2));
  });

  it("waits for the last patient before the initial sequence goes on to another level, until the first DLT", () => {
    const initialSequence = [1, 1, 2, 2, 3, 3];
    const safe = doseFindingScenario({
      toxicity: [1e-9, 1e-9, 1e-9, 1e-9, 1e-9],
      window: 6,
      accrual: regularAccrual({ rate: 1 }),
    });
    const { patients } = patientsOf(titeCrm({ ...options, initialSequence }), safe);
    expect(patients.slice(0, 6).map(({ level }) => level)).toEqual(initialSequence);
    expect(patients[1].time - patients[0].time).toBe(1);
    expect(patients[2].time - patients[1].time).toBeGreaterThanOrEqual(6);
    const short = patientsOf(titeCrm({ ...options, initialSequence, initialWait: 2.5 }), safe).patients;
    expect(short[2].time - short[1].time).toBe(3);
    const toxic = doseFindingScenario({
      toxicity: [0.999999, 0.999999, 0.999999, 0.999999, 0.999999],
      window: 6,
      accrual: regularAccrual({ rate: 0.1 }),
    });
    expect(patientsOf(titeCrm({ ...options, initialSequence: [2, 2, 3, 3, 4, 4] }), toxic).patients[3].level).toBe(1);
  });

  it("follows everybody up at the end, or concludes at once", () => {
    const safe = doseFindingScenario({
      toxicity: [0.1, 0.1, 0.1, 0.1, 0.1],
      window: 6,
      accrual: regularAccrual({ rate: 1 }),
      onset: onsetAtWindowEnd(),
    });
    const all = patientsOf(titeCrm(options), safe);
    const once = patientsOf(titeCrm({ ...options, completeFollowUp: false }), safe);
    expect(all.result.duration).toBe(all.patients[11].time + 6);
    expect(once.result.duration).toBe(once.patients[11].time);
  });

  it("stops for safety at the DLT that makes the lowest dose too toxic", () => {
    const toxic = doseFindingScenario({
      toxicity: [0.9, 0.9, 0.9, 0.9, 0.9],
      window: 6,
      accrual: regularAccrual({ rate: 1 }),
      onset: uniformOnset(),
    });
    const design = titeCrm({ ...options, safetyCutoff: 0.9 });
    const { result } = patientsOf(design, toxic, 3);
    expect(result.conclusion).toEqual({ dose: null });
    expect(result.enrolled).toBeLessThan(12);
  });

  it("is followed up under a smaller maximum, not ended while patients are still assessed", () => {
    const design = withMaximumPatients(titeCrm(options), { patients: 5 });
    const scenario = doseFindingScenario({
      toxicity: [0.1, 0.1, 0.1, 0.1, 0.1],
      window: 6,
      accrual: regularAccrual({ rate: 1 }),
    });
    const { patients, result } = patientsOf(design as ReturnType<typeof titeCrm>, scenario);
    expect(patients).toHaveLength(5);
    expect(result.duration).toBe(patients[4].time + 6);
  });

  it("refuses what is not an option or out of range", () => {
    expect(() => titeCrm({ ...options, weighting: "cubic" as never })).toThrow(
      'titeCrm: weighting must be "linear" or "adaptive"',
    );
    expect(() => titeCrm({ ...options, initialWait: -1 })).toThrow("titeCrm: initialWait must be a positive, finite time");
    expect(() => titeCrm({ ...options, cohortSize: 2 } as never)).toThrow("titeCrm: cohortSize must be one of its options");
  });

  it("says itself for a protocol", () => {
    expect(
      titeCrm({ ...options, weighting: "adaptive", initialSequence: [1, 1, 2] })
        .protocol?.()
        .join("\n"),
    ).toMatchInlineSnapshot(`
      "The probability of a dose-limiting toxicity (DLT) aimed at is 0.25.
      Toxicity is described by the power model p = s^exp(β), where s is the dose's prior guess of toxicity.
      The prior guesses of toxicity are 0.05 at dose 1, 0.12 at dose 2, 0.25 at dose 3, 0.4 at dose 4 and 0.55 at dose 5; β has a normal prior with mean 0 and standard deviation 1.158.
      A dose's toxicity is estimated by the model's toxicity at the posterior mean of β; the recommended level is the dose with the estimate nearest to 0.25, the lower one of two equally near.
      Each patient is assessed for DLTs over a window of 6. One who is still under assessment and has had no DLT contributes 1 − w p to the likelihood, where p is the toxicity of their dose and the weight w grows from 0 to 1 with the time for which they have been followed: with z DLTs so far, by 1/(z + 1) up to the time of the earliest DLT, between one DLT's time and the next, and from the latest to the window's end, in proportion to time in between.
      As long as no patient has a DLT, patients are treated by an initial sequence: 2 at dose 1 and 1 at dose 2; from the first DLT on, and after the sequence, the model decides.
      The initial sequence goes on to another dose when its last patient has been followed for 6 (of a window of 6).
      Enrollment is not suspended: the model is fitted anew whenever a patient arrives, who is treated at the recommended level, but at most one level above the last patient's dose.
      At most 12 patients are enrolled. When all have been assessed, the model is fitted to all data.
      The maximum tolerated dose is the highest dose that was tried and is not above the recommended level; if there is none, no dose is recommended."
    `);
  });
});
