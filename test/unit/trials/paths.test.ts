import { describe, expect, it } from "vitest";
import { binaryToxicity } from "../../../src/endpoints/index.js";
import {
  boin,
  boundaryTable,
  type DoseFindingDesign,
  decisionTable,
  doseFindingScenario,
  enrolled,
  enumeratePaths,
  pathwayTable,
  threePlusThree,
  transitionPathways,
  withEnoughAtDose,
  withMaximumPatients,
  withoutSkipping,
  withSafetyStop,
} from "../../../src/trials/index.js";
import { scriptedDesign } from "./toy-design.js";

describe("enumeratePaths", () => {
  it("gives the 3+3 at one dose the probabilities that can be worked out by hand", () => {
    const paths = enumeratePaths(threePlusThree({ doses: 1 }));
    // 0/3; 1/3 then 0/3; 1/3 then 1 or more of 3; 2/3; 3/3.
    expect(paths.pathCount).toBe(7);
    const p = 0.2;
    const q = 0.8;
    const selected = q ** 3 + 3 * p * q ** 2 * q ** 3;
    const [first, none] = paths.operatingCharacteristics(doseFindingScenario({ toxicity: [p] }));
    expect(first.mean).toBeCloseTo(selected, 14);
    expect(none.mean).toBeCloseTo(1 - selected, 14);
    const patients = paths
      .operatingCharacteristics(doseFindingScenario({ toxicity: [p] }))
      .find(({ name }) => name === "patients");
    expect(patients?.mean).toBeCloseTo(3 + 3 * 3 * p * q ** 2, 14);
  });

  it("gives probabilities that sum to 1 under any truth, also 0 and 1", () => {
    const paths = enumeratePaths(boin({ target: 0.3, doses: 3, maximumPatients: 18, titration: true }));
    for (const toxicity of [
      [0.1, 0.3, 0.5],
      [0, 0, 0],
      [1, 1, 1],
      [0.7, 0.2, 0.4],
    ]) {
      expect(paths.probabilities(toxicity).reduce((a, b) => a + b)).toBeCloseTo(1, 13);
    }
    expect(() => paths.probabilities([0.1])).toThrow("give 3 probabilities");
    expect(() => paths.probabilities([0.1, 0.2, 1.2])).toThrow("toxicity[2]");
  });

  it("refuses a design that decides by chance or by single patients, and more states than allowed", () => {
    const base = boin({ target: 0.3, doses: 3, maximumPatients: 9 });
    const byChance: DoseFindingDesign = {
      ...base,
      decide: (memory, data, rng) => base.decide(rng.uniform() < 2 ? (memory as never) : (memory as never), data, rng),
    };
    const byPatient: DoseFindingDesign = {
      ...base,
      decide: (memory, data, rng) => base.decide(data.patients() && (memory as never), data, rng),
    };
    expect(() => enumeratePaths(byChance)).toThrow("decide without random numbers");
    expect(() => enumeratePaths(byPatient)).toThrow("decide by counts at each dose");
    expect(() => enumeratePaths(base, { maximumStates: 3 })).toThrow("maximumStates");
    const early = scriptedDesign(binaryToxicity(), ["1"], [{ enroll: 3, review: enrolled(3) }]) as never as DoseFindingDesign;
    expect(() => enumeratePaths({ ...early, maximumPatients: 3 })).toThrow("review when a cohort is fully assessed, not before");
  });

  it("follows random allocation by its weights", () => {
    const review = { kind: "evaluated" as const, count: 2 };
    const design = scriptedDesign(binaryToxicity(), ["1", "2"], [{ enroll: 2, review, allocate: () => [0.25, 0.75] }]);
    const adapted = {
      ...design,
      maximumPatients: 2,
      decide: (m: never, d: never, r: never) => {
        const step = design.decide(m, d, r);
        return step.decision.kind === "stop" ? { ...step, decision: { ...step.decision, conclusion: { dose: null } } } : step;
      },
    } as never as DoseFindingDesign;
    const paths = enumeratePaths({ ...adapted, start: [] });
    const [, , , first] = paths.operatingCharacteristics(doseFindingScenario({ toxicity: [0.5, 0.5] }));
    expect(first).toMatchObject({ name: "patients[1]", mean: 0.5 });
  });
});

describe("transitionPathways", () => {
  const design = boin({ target: 0.3, doses: 3, maximumPatients: 12 });

  it("lists what follows each number of toxicities", () => {
    const table = pathwayTable(design, transitionPathways(design, { cohorts: 1 }));
    expect(table.rows).toEqual([
      { dose1: "3 at dose 1", toxicities1: 0, next: "dose 2" },
      { dose1: "3 at dose 1", toxicities1: 1, next: "dose 1" },
      { dose1: "3 at dose 1", toxicities1: 2, next: "dose 1" },
      { dose1: "3 at dose 1", toxicities1: 3, next: "stop, no dose" },
    ]);
  });

  it("looks ahead from the data so far", () => {
    const node = transitionPathways(design, { cohorts: 1, from: { patients: [3, 6, 0], toxicities: [0, 1, 0] } });
    expect(node).toMatchObject({ kind: "treat", arm: 2, patients: 3 });
    expect(() => transitionPathways(design, { from: { patients: [3, 0, 0], toxicities: [4, 0, 0] } })).toThrow(
      "from.toxicities[0]",
    );
    expect(() => transitionPathways(design, { from: { patients: [3], toxicities: [0] } })).toThrow("have 3 counts");
    expect(() => transitionPathways(design, { cohorts: 1.5 })).toThrow("cohorts");
  });
});

describe("decisionTable", () => {
  it("prints the published BOIN boundaries at target 0.3", () => {
    // Liu and Yuan (2015), Table 1, target 0.3: escalate at most, de-escalate at least, eliminate at least, for 3, 6, 9, 12 patients.
    const { rows } = boundaryTable(decisionTable(boin({ target: 0.3, doses: 5, maximumPatients: 12 })));
    const at = (n: number) => rows.find(({ patients }) => patients === n);
    expect(at(3)).toMatchObject({ escalate: 0, deEscalate: 2, close: 3 });
    expect(at(6)).toMatchObject({ escalate: 1, deEscalate: 3, close: 4 });
    expect(at(9)).toMatchObject({ escalate: 2, deEscalate: 4, close: 5 });
    expect(at(12)).toMatchObject({ escalate: 2, deEscalate: 5, close: 7 });
  });

  it("gives the same decisions when the design is asked instead of read off", () => {
    const design = boin({ target: 0.25, doses: 4, maximumPatients: 15 });
    const { rules: _, ...asked } = design;
    const read = decisionTable(design, { patients: 14 }).rows;
    const answers = decisionTable(asked, { patients: 14 }).rows;
    const plain = (rows: typeof read) =>
      rows.map(({ decisions }) => decisions.map((decision) => (decision === "DU" ? "D" : decision)));
    expect(plain(answers)).toEqual(plain(read));
  });

  it("refuses numbers of patients beyond the design", () => {
    expect(() => decisionTable(threePlusThree({ doses: 3 }), { patients: 19 })).toThrow("be an integer from 1 to 18");
  });
});

describe("modifiers", () => {
  const base = boin({ target: 0.3, doses: 3, maximumPatients: 30 });
  const mean = (design: DoseFindingDesign, metric: string, toxicity: readonly number[]) =>
    enumeratePaths(design)
      .operatingCharacteristics(doseFindingScenario({ toxicity }))
      .find(({ name }) => name === metric)?.mean;

  it("withMaximumPatients cuts enrollment and concludes, like the option of the design", () => {
    const cut = withMaximumPatients(base, { patients: 10 });
    const own = boin({ target: 0.3, doses: 3, maximumPatients: 10 });
    expect(cut.maximumPatients).toBe(10);
    for (const metric of ["selected[1]", "selected[2]", "selected[3]", "patients", "toxicities", "duration"]) {
      expect(mean(cut, metric, [0.1, 0.3, 0.5])).toBeCloseTo(mean(own, metric, [0.1, 0.3, 0.5]) as number, 12);
    }
  });

  it("withEnoughAtDose stops at a dose with so many patients", () => {
    const stopped = withEnoughAtDose(base, { patients: 9 });
    expect(enumeratePaths(stopped).endings.every(({ patients }) => Math.max(...patients) <= 11)).toBe(true);
    expect(mean(stopped, "patients", [0.1, 0.3, 0.5])).toBeLessThan(mean(base, "patients", [0.1, 0.3, 0.5]) as number);
  });

  it("withSafetyStop stops when the lowest dose is too toxic, with the probability in its reasons", () => {
    const careful = withSafetyStop(threePlusThree({ doses: 3 }), { target: 0.2, cutoff: 0.8 });
    // Pr(p > 0.2 | 1 of 3) under a uniform prior is 0.8192: the trial stops where 3+3 would treat three more.
    expect(transitionPathways(careful, { from: { patients: [3, 0, 0], toxicities: [1, 0, 0] } })).toEqual({
      kind: "stop",
      recommended: null,
      reasons: [expect.stringContaining("the probability that it is more toxic than 0.2 is 0.819, above 0.8")],
    });
    expect(() => withSafetyStop(threePlusThree({ doses: 3 }))).toThrow(
      "withSafetyStop: target must be given, since the design has none",
    );
  });

  it("withoutSkipping moves a dose two above the highest tried down by one", () => {
    const jumper: DoseFindingDesign = {
      ...base,
      decide: (_memory, data) => ({
        decision:
          data.enrolled >= 4
            ? { kind: "stop", conclusion: { dose: null }, reasons: () => [] }
            : {
                kind: "continue",
                allocate: () => (data.enrolled === 0 ? [1, 0, 0] : [0, 0, 1]),
                enroll: 1,
                review: { kind: "evaluated", count: data.enrolled + 1 },
                reasons: () => [],
              },
        memory: null,
      }),
    };
    const [ending] = enumeratePaths(withoutSkipping(jumper)).endings;
    expect(Array.from(ending.patients)).toEqual([1, 1, 2]);
    expect(Array.from(enumeratePaths(jumper).endings[0].patients)).toEqual([1, 0, 3]);
  });

  it("keep the recipe of what they modify, and add themselves to the name", () => {
    const design = withEnoughAtDose(withoutSkipping(base), { patients: 9 });
    expect(design.name).toBe("BOIN, no skipping, stops at 9 patients at a dose");
    expect(design.recipe).toMatchObject({
      make: "withEnoughAtDose",
      options: { patients: 9 },
      of: { make: "withoutSkipping", of: { make: "boin" } },
    });
  });
});
