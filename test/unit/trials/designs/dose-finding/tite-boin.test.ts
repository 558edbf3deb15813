import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../../../src/random/index.js";
import {
  boin,
  conduct,
  decisionTable,
  doseFindingScenario,
  poissonAccrual,
  simulateTrial,
  type TiteBoinOptions,
  titeBoin,
  titeBoinDecisions,
  titeBoinTable,
  uniformOnset,
} from "../../../../../src/trials/index.js";

const base: TiteBoinOptions = { target: 0.3, doses: 3, maximumPatients: 18 };

/** A live trial with patients 1, 2, … at the current dose, entered at time 0, and what is known of them now. */
function seen(options: TiteBoinOptions, observed: readonly (readonly [toxic: boolean, followUp: number])[], time = 1) {
  const trial = conduct(titeBoin(options));
  observed.forEach((_, i) => {
    trial.enroll(`${i}`, { time: 0 });
  });
  observed.forEach(([toxic, followUp], i) => {
    trial.observe(`${i}`, { toxic, followUp }, { time });
  });
  return trial.decideNow(time);
}

describe("titeBoin", () => {
  it("escalates before all are assessed, when no more than half of them are pending", () => {
    const { arms, reasons } = seen(base, [
      [false, 1],
      [false, 1],
      [false, 0.2],
    ]);
    expect(arms).toEqual([{ arm: 1, label: "dose 2", probability: 1 }]);
    expect(reasons[0]).toBe(
      "0 of 3 patients at dose 1 had a DLT, 1 of them still under assessment (0.2 windows of follow-up in all): few DLTs.",
    );
  });

  it("suspends enrollment while more are pending", () => {
    const { arms, enroll, waitingFor, reasons } = seen(base, [
      [false, 1],
      [false, 0.6],
      [false, 0.2],
    ]);
    expect([arms, enroll]).toEqual([[], 0]);
    expect(waitingFor).toContain("1 patient to be evaluated");
    expect(reasons.at(-1)).toBe("Enrollment is suspended until more is known.");
  });

  it("leaves a dose that is too toxic whatever becomes of the pending, also when enrollment would be suspended", () => {
    const { reasons } = seen({ ...base, target: 0.2 }, [
      [true, 0.3],
      [false, 0.3],
      [false, 0.3],
    ]);
    expect(reasons[0]).toContain("too many DLTs whatever becomes of the others");
  });

  it("stays or de-escalates by the follow-up of the pending", () => {
    // 1 of 3 with one pending: de-escalates up to 0.88 windows.
    const reasons = (followUp: number) =>
      seen(base, [
        [true, 0.5],
        [false, 1],
        [false, followUp],
      ]).reasons[0];
    expect(reasons(0.8)).toContain("a follow-up of at most 0.8784 windows");
    expect(reasons(0.9)).toContain("neither few nor many DLTs");
  });

  it("waits for the least follow-up and for complete assessments that escalation needs", () => {
    const known = [
      [false, 1],
      [false, 1],
      [false, 0.2],
    ] as const;
    expect(seen({ ...base, minimumFollowUp: 0.25 }, known).enroll).toBe(0);
    expect(seen({ ...base, minimumFollowUp: 0.2 }, known).arms[0].arm).toBe(1);
    expect(seen({ ...base, minimumComplete: 3 }, known).enroll).toBe(0);
    expect(seen({ ...base, minimumComplete: 2 }, known).arms[0].arm).toBe(1);
    // More than there are patients: nothing to wait for.
    expect(seen({ ...base, minimumComplete: 5 }, known).arms[0].arm).toBe(0);
  });

  it("counts patients under assessment as without DLT where doses are closed", () => {
    const stop = seen(base, [
      [true, 0.1],
      [true, 0.2],
      [true, 0.3],
    ]);
    expect(stop.decision).toMatchObject({ kind: "stop", conclusion: { dose: null } });
    expect(
      seen(base, [
        [true, 0.1],
        [true, 0.2],
        [false, 0.3],
      ]).arms[0].arm,
    ).toBe(0);
  });

  it("takes the effective sample size when asked to", () => {
    // 1 of 3, one followed for 0.2: 1 / 2.2 = 0.455 is above 0.359; after 0.9 it is 0.345.
    const reasons = (followUp: number) =>
      seen({ ...base, method: "effectiveSampleSize" }, [
        [true, 0.5],
        [false, 1],
        [false, followUp],
      ]).reasons[0];
    expect(reasons(0.2)).toContain("a follow-up of at most");
    expect(reasons(0.9)).not.toContain("at most");
  });

  it("has BOIN's decisions when nobody is pending", () => {
    const options = { target: 0.25, doses: 3, maximumPatients: 15 };
    expect(
      decisionTable(titeBoin(options), { patients: 14 }).rows.map(({ decisions }) => decisions.join().replaceAll("DU", "D")),
    ).toEqual(decisionTable(boin(options), { patients: 14 }).rows.map(({ decisions }) => decisions.join().replaceAll("DU", "D")));
  });

  it("is faster than BOIN with the same patients, and waits for all assessments at the end", () => {
    const scenario = doseFindingScenario({
      toxicity: [0.1, 0.3, 0.5],
      accrual: poissonAccrual({ rate: 6 }),
      onset: uniformOnset(),
      whileClosed: "wait",
    });
    let sooner = 0;
    for (let seed = 0; seed < 40; seed++) {
      const late = simulateTrial(titeBoin(base), scenario, rngFromSeed(seed));
      const evaluated = [0, 1, 2].reduce((sum, dose) => sum + late.tally(dose).evaluated, 0);
      if (late.conclusion.dose !== null) expect(evaluated).toBe(late.enrolled);
      const { duration } = late;
      if (duration < simulateTrial(boin(base), scenario, rngFromSeed(seed)).duration) sooner++;
    }
    expect(sooner).toBeGreaterThan(30);
  });

  it("decides anew when enough follow-up has come together, by the clock", () => {
    // 1 DLT in 6 with 3 pending escalates from 1.96 windows on; nobody comes until then.
    const arrivals = [0, 0, 0, 0.1, 0.2, 0.3, 5];
    const doses: number[] = [];
    const times: number[] = [];
    const scenario = {
      ...doseFindingScenario({ toxicity: [0.1, 0.3, 0.5], whileClosed: "wait" }),
      nextArrival: (previous: number) => arrivals.find((time) => time > previous) ?? 9,
    };
    simulateTrial(titeBoin({ ...base, maximumPending: 1 }), scenario, rngFromSeed(3), (event) => {
      if (event.kind !== "decided") return;
      times.push(event.time);
      if (event.decision.kind === "continue") doses.push(Array.from(event.decision.weights ?? []).indexOf(1));
    });
    expect(times.every((time, i) => i === 0 || time >= times[i - 1])).toBe(true);
    expect(Math.max(...doses)).toBeGreaterThan(0);
  });

  it("never hangs where patients are lost", () => {
    const scenario = doseFindingScenario({ toxicity: [0.1, 0.3, 0.5], accrual: poissonAccrual({ rate: 4 }), dropoutRate: 1.5 });
    for (let seed = 0; seed < 60; seed++) {
      const { enrolled, reviews } = simulateTrial(titeBoin(base), scenario, rngFromSeed(seed));
      expect(enrolled).toBeLessThanOrEqual(18);
      expect(reviews).toBeLessThan(200);
    }
  });

  it("says in a protocol what it does", () => {
    const text = titeBoin({ ...base, minimumFollowUp: 0.25, maximumPending: 0.49, window: 28, enoughAtDose: 12 })
      .protocol?.()
      .join(" ");
    for (const part of ["28 time units", "49 %", "0.25 of the window", "0.2365", "0.3585", "12 or more patients", "18 patients"])
      expect(text).toContain(part);
  });

  const refused: readonly (readonly [object, string])[] = [
    [{ target: 0.7 }, "titeBoin: target must be in [0.05, 0.6], got 0.7"],
    [{ method: "magic" }, 'titeBoin: method must be "imputation" or "effectiveSampleSize", got "magic"'],
    [{ maximumPending: 1.2 }, "titeBoin: maximumPending must be in [0, 1], got 1.2"],
    [{ minimumFollowUp: -1 }, "titeBoin: minimumFollowUp must be a part of the window, in [0, 1], got -1"],
    [{ minimumComplete: 0.5 }, "titeBoin: minimumComplete must be an integer from 0 to 500, got 0.5"],
    [{ titration: true }, "titeBoin: titration must be one of its options (target, "],
  ];

  it.each(refused)("refuses %j", (change, message) => {
    expect(() => titeBoin({ ...base, ...change } as TiteBoinOptions)).toThrow(message);
  });
});

describe("titeBoinTable", () => {
  it("puts what leads to the same into one row", () => {
    const { rows, columns } = titeBoinTable({ target: 0.3, patients: 3 });
    expect(columns.map(({ name }) => name)).toEqual([
      "patients",
      "toxicities",
      "pending",
      "decision",
      "escalateFrom",
      "deEscalateUpTo",
    ]);
    expect(rows.slice(0, 2)).toEqual([
      { patients: 3, toxicities: 0, pending: "0–1", decision: "E" },
      { patients: 3, toxicities: 0, pending: "2–3", decision: "SUSPEND" },
    ]);
    expect(rows.length).toBe(7);
  });

  it("has the effective sample size's decisions, which can both escalate and de-escalate", () => {
    const decisions = titeBoinDecisions({ target: 0.3, patients: 12, method: "effectiveSampleSize", maximumPending: 1 });
    const both = decisions.filter(({ decision }) => decision === "EDS");
    expect(both.length).toBeGreaterThan(0);
    for (const { escalateFrom = 0, deEscalateUpTo = 0 } of both) expect(escalateFrom).toBeGreaterThan(deEscalateUpTo);
  });

  it("refuses what it does not know", () => {
    expect(() => titeBoinTable({ target: 0.3, patients: 0 })).toThrow(
      "titeBoinTable: patients must be an integer from 1 to 100, got 0",
    );
  });
});
