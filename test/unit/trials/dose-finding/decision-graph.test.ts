import { describe, expect, it } from "vitest";
import { binaryToxicity } from "../../../../src/endpoints/index.js";
import { rngFromSeed } from "../../../../src/random/index.js";
import { DecisionGraph, OTHER, STOP, TREAT } from "../../../../src/trials/dose-finding/decision-graph.js";
import type { DoseFindingDesign } from "../../../../src/trials/index.js";
import { allOf, boin, crm, doseFindingScenario, enrolled, followedUp, simulateTrial } from "../../../../src/trials/index.js";

const options = { target: 0.3, skeleton: [0.1, 0.3, 0.5], maximumPatients: 6, cohortSize: 3 };

const never = () => {
  throw new Error("not reached");
};

describe("DecisionGraph", () => {
  it("has each state once: courses with the same counts, last dose and memory meet", () => {
    const graph = new DecisionGraph(boin({ target: 0.3, doses: 2, maximumPatients: 6, cohortSize: 1 }));
    // Up after no DLT, down after one; two ways to one DLT at each dose, the last patient at the lower one.
    const first = graph.child(graph.child(graph.child(0, 0), 1), 1);
    expect(graph.kind[0]).toBe(TREAT);
    expect(graph.child(graph.child(graph.child(0, 0), 1), 1)).toBe(first);
    expect(Array.from(graph.patients.subarray(first * 2, first * 2 + 2))).toEqual([2, 1]);
    expect(Array.from(graph.toxicities.subarray(first * 2, first * 2 + 2))).toEqual([1, 1]);
  });

  it("asks for each decision once", () => {
    let asked = 0;
    const design = crm(options);
    const counted: DoseFindingDesign = {
      ...design,
      decide: (memory, data, rng) => {
        asked++;
        return design.decide(memory as never, data, rng);
      },
    };
    const scenario = doseFindingScenario({ toxicity: [0.5, 0.5, 0.5] });
    for (let seed = 0; seed < 1000; seed++) scenario.shortcut?.(counted)?.run(rngFromSeed(seed));
    // The start, 4 outcomes of the first cohort, and 4 of the second after each.
    expect(asked).toBe(1 + 4 + 16);
  });

  it("ends in states that stop, with the design's conclusion", () => {
    const graph = new DecisionGraph(crm(options) as DoseFindingDesign);
    const end = graph.child(graph.child(0, 0), 3);
    expect(graph.kind[end]).toBe(STOP);
    expect(graph.conclusions[end]).toEqual({ dose: 0 });
  });

  it("leaves what counts do not tell to the general loop: chance, single patients, random allocation, reviews before the cohort is assessed", () => {
    const base = crm(options);
    const variants: readonly DoseFindingDesign[] = [
      { ...base, decide: (memory, data, rng) => (rng.uniform() < 2 ? base.decide(memory as never, data, rng) : never()) },
      { ...base, decide: (memory, data, rng) => (data.patients() ? base.decide(memory as never, data, rng) : never()) },
      {
        ...base,
        decide: (memory, data, rng) => {
          const step = base.decide(memory as never, data, rng);
          if (step.decision.kind === "stop") return step;
          const half = [0.5, 0.5, 0];
          return { ...step, decision: { ...step.decision, allocate: () => half, weights: half } };
        },
      },
      {
        ...base,
        decide: (memory, data, rng) => {
          const step = base.decide(memory as never, data, rng);
          if (step.decision.kind === "stop") return step;
          return { ...step, decision: { ...step.decision, review: enrolled(data.enrolled + step.decision.enroll) } };
        },
      },
    ] as readonly DoseFindingDesign[];
    const scenario = doseFindingScenario({ toxicity: [0.1, 0.3, 0.5] });
    for (const design of variants) {
      expect(new DecisionGraph(design).kind[0]).toBe(OTHER);
      const fast = scenario.shortcut?.(design)?.run(rngFromSeed(3));
      const general = simulateTrial(design, scenario, rngFromSeed(3));
      expect([fast?.conclusion, fast?.enrolled, fast?.duration, fast?.reviews]).toEqual([
        general.conclusion,
        general.enrolled,
        general.duration,
        general.reviews,
      ]);
    }
  });

  it("lets errors that are not refusals through", () => {
    const broken = {
      ...crm(options),
      decide: () => {
        throw new RangeError("broken");
      },
    } as unknown as DoseFindingDesign;
    expect(() => new DecisionGraph(broken)).toThrow(RangeError);
  });

  it("is forgotten and begun anew when it is full, with the same trials", () => {
    // Every trial has states of its own: memory counts.
    const doses = 2;
    let serial = 0;
    const design: DoseFindingDesign = {
      name: "counter",
      arms: ["1", "2"],
      endpoint: binaryToxicity(),
      start: { serial: 0 },
      maximumPatients: 1000,
      decidesByCounts: true,
      conclude: () => ({ dose: 0 }),
      decide: (_memory, data) => {
        const weights = [1, 0];
        if (data.enrolled >= 900)
          return {
            decision: { kind: "stop", conclusion: { dose: data.tally(0).toxicities % 2 }, reasons: () => [] },
            memory: null,
          };
        const review = allOf(enrolled(data.enrolled + 1), followedUp);
        return {
          decision: { kind: "continue", allocate: () => weights, weights, enroll: 1, review, reasons: () => [] },
          memory: { serial: serial++ },
        };
      },
    };
    const scenario = doseFindingScenario({ toxicity: new Array(doses).fill(0.5) });
    const runner = scenario.shortcut?.(design);
    const conclusions = Array.from({ length: 600 }, (_, seed) => ({ ...runner?.run(rngFromSeed(seed)) }).conclusion);
    for (let seed = 0; seed < 600; seed += 50) {
      expect(conclusions[seed]).toEqual(simulateTrial(design, scenario, rngFromSeed(seed)).conclusion);
    }
  });
});
