import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../../src/random/index.js";
import {
  boin,
  type DoseFindingScenarioOptions,
  doseFindingScenario,
  poissonAccrual,
  simulateTrial,
  threePlusThree,
  uniformOnset,
  weibullOnset,
} from "../../../../src/trials/index.js";

const never = Number.POSITIVE_INFINITY;
const base: DoseFindingScenarioOptions = { toxicity: [0.1, 0.3, 0.5] };

describe("doseFindingScenario", () => {
  it("gives a patient a toxicity at a dose when their own number is below its probability", () => {
    const scenario = doseFindingScenario({ ...base, window: 4 });
    for (let seed = 0; seed < 200; seed++) {
      const u = rngFromSeed(seed).uniform();
      base.toxicity.forEach((probability, arm) => {
        expect(scenario.outcome(arm, {}, rngFromSeed(seed))).toBe(u < probability ? 4 : never);
      });
    }
  });

  it("lets toxicities happen by its onset", () => {
    const scenario = doseFindingScenario({ ...base, window: 4, onset: uniformOnset() });
    const u = rngFromSeed(2).uniform();
    const probability = Math.min(0.99, u + 0.2);
    const own = doseFindingScenario({ toxicity: [probability], window: 4, onset: uniformOnset() });
    expect(own.outcome(0, {}, rngFromSeed(2))).toBe((4 * u) / probability);
    expect(scenario.shortcut).toBeUndefined();
  });

  it("lets patients arrive by its accrual, and leave at its dropout rate", () => {
    const scenario = doseFindingScenario({ ...base, accrual: poissonAccrual({ rate: 2 }), dropoutRate: 0.5 });
    expect(scenario.nextArrival(3, rngFromSeed(1))).toBe(poissonAccrual({ rate: 2 }).next(3, rngFromSeed(1)));
    const left = scenario.dropout?.(0, {}, rngFromSeed(1)) as number;
    expect(Math.exp(-0.5 * left)).toBeCloseTo(rngFromSeed(1).uniform(), 12);
    expect(doseFindingScenario(base).dropout).toBeUndefined();
  });

  it("loses those who come while enrollment is closed, or lets them wait", () => {
    const design = threePlusThree({ doses: 3 });
    const duration = (whileClosed: "wait" | "lost") =>
      simulateTrial(design, doseFindingScenario({ ...base, accrual: poissonAccrual({ rate: 1 }), whileClosed }), rngFromSeed(4))
        .duration;
    expect(doseFindingScenario(base).whileClosed).toBe("lost");
    expect(duration("wait")).toBeLessThan(duration("lost"));
  });

  it("takes the target from itself, else from the study", () => {
    const names = (options: DoseFindingScenarioOptions, target?: number) =>
      doseFindingScenario(options)
        .metrics({ arms: ["a", "b", "c"], ...(target === undefined ? {} : { target }) })
        .descriptions.map(({ name }) => name);
    expect(names(base)).not.toContain("correct");
    expect(names(base, 0.3)).toContain("correct");
    expect(names({ ...base, target: 0.25 })).toContain("correct");
  });

  it("has a recipe that says all, none when a part of it is the user's own", () => {
    const options = { ...base, target: 0.3, trueLevel: 2, window: 2, whileClosed: "wait" as const, dropoutRate: 0.1 };
    const scenario = doseFindingScenario({ ...options, accrual: poissonAccrual({ rate: 2 }), onset: weibullOnset() });
    expect(scenario.recipe).toEqual({
      make: "doseFindingScenario",
      options: { ...options, accrual: poissonAccrual({ rate: 2 }).recipe, onset: weibullOnset().recipe },
    });
    expect(doseFindingScenario({ ...base, accrual: { next: (previous) => previous + 1 } }).recipe).toBeUndefined();
    expect(doseFindingScenario({ ...base, onset: { time: () => 1 } }).recipe).toBeUndefined();
  });

  it("keeps its probabilities from later changes of the user's list", () => {
    const toxicity = [0.1, 0.2];
    const scenario = doseFindingScenario({ toxicity });
    toxicity[0] = 0.9;
    expect(scenario.toxicity).toEqual([0.1, 0.2]);
  });

  it("is the same patient under every design", () => {
    const scenario = doseFindingScenario({ ...base, onset: uniformOnset() });
    const outcomes = (design: Parameters<typeof simulateTrial>[0]) => {
      const byPatient = new Map<string, boolean>();
      simulateTrial(design as never, scenario as never, rngFromSeed(9), (event) => {
        if (event.kind === "ended")
          byPatient.set(`${event.patient.index} at ${event.patient.arm}`, (event.patient.observed as { toxic: boolean }).toxic);
      });
      return byPatient;
    };
    const first = outcomes(boin({ target: 0.3, doses: 3, maximumPatients: 18 }) as never);
    const second = outcomes(threePlusThree({ doses: 3 }) as never);
    const shared = [...first.keys()].filter((patient) => second.has(patient));
    expect(shared.length).toBeGreaterThan(2);
    for (const patient of shared) expect(first.get(patient)).toBe(second.get(patient));
  });
});

describe("doseFindingScenario refuses", () => {
  const refused: readonly (readonly [object, string])[] = [
    [{ toxicity: [] }, "doseFindingScenario: toxicity must give a probability for at least one dose, got []"],
    [{ toxicity: 0.3 }, "doseFindingScenario: toxicity must give a probability for at least one dose, got 0.3"],
    [{ toxicity: [0.1, 1.2] }, "doseFindingScenario: toxicity[1] must be in (0, 1), got 1.2"],
    [{ toxicity: [0.1, "0.2"] }, 'doseFindingScenario: toxicity[1] must be in (0, 1), got "0.2"'],
    [{ target: 0 }, "doseFindingScenario: target must be in (0, 1), got 0"],
    [{ trueLevel: 0 }, "doseFindingScenario: trueLevel must be a dose level from 1 to 3, or null, got 0"],
    [{ trueLevel: 4 }, "doseFindingScenario: trueLevel must be a dose level from 1 to 3, or null, got 4"],
    [{ window: -2 }, "doseFindingScenario: window must be a positive, finite time, got -2"],
    [{ whileClosed: "stay" }, 'doseFindingScenario: whileClosed must be "wait" or "lost", got "stay"'],
    [{ dropoutRate: -0.1 }, "doseFindingScenario: dropoutRate must be a finite rate, 0 or more, got -0.1"],
    [{ accrual: 3 }, "doseFindingScenario: accrual must be an arrival process, such as poissonAccrual({ rate: 2 }), got 3"],
    [{ onset: {} }, "doseFindingScenario: onset must be the onset of toxicities, such as uniformOnset(), got {}"],
    [{ toxcity: [0.1] }, "doseFindingScenario: toxcity must be one of its options (toxicity, target, "],
  ];
  it.each(refused)("%j", (change, message) => {
    expect(() => doseFindingScenario({ ...base, ...change } as DoseFindingScenarioOptions)).toThrow(message);
  });
});
