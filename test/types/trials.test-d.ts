import type { SurvivalObserved } from "equipoise/endpoints";
import { type Executor, inline, threads, webWorkers } from "equipoise/execution";
import { type Rng, rngFromSeed } from "equipoise/random";
import {
  binaryResponse,
  binaryScenario,
  boin,
  continuousScenario,
  type DoseFindingDesign,
  doseFindingScenario,
  parallelGroup,
  type Scenario,
  type Study,
  simulate,
  threePlusThree,
} from "equipoise/trials";
import { describe, expectTypeOf, it } from "vitest";

const designs = { boin: boin({ target: 0.3, doses: 3, maximumPatients: 30 }), "3+3": threePlusThree({ doses: 3 }) };
const scenarios = { rising: doseFindingScenario({ toxicity: [0.1, 0.2, 0.3] as const }) };

describe("a design", () => {
  it("is a design of dose finding, whichever function made it", () => {
    expectTypeOf(boin).not.toBeAny();
    expectTypeOf(designs.boin).toExtend<DoseFindingDesign<unknown>>();
    expectTypeOf(designs["3+3"]).toExtend<DoseFindingDesign<unknown>>();
  });

  it("wants the inputs that it cannot do without", () => {
    // @ts-expect-error no target
    boin({ doses: 3, maximumPatients: 30 });
    // @ts-expect-error no limit of enrollment
    boin({ target: 0.3, doses: 3 });
  });

  it("refuses an option that it does not have", () => {
    // @ts-expect-error a misspelled option
    boin({ target: 0.3, doses: 3, maximumPatients: 30, cohortsize: 1 });
  });
});

describe("simulate", () => {
  it("takes designs and scenarios by name and promises a study", () => {
    expectTypeOf(simulate({ designs, scenarios, replicates: 10, seed: 1 })).toEqualTypeOf<Promise<Study>>();
    expectTypeOf(simulate({ designs, scenarios, replicates: 10, seed: "text", executor: inline() })).toEqualTypeOf<
      Promise<Study>
    >();
  });

  it("refuses a scenario whose outcomes a design cannot observe", () => {
    const survivalScenario = {} as Scenario<{ readonly time: number; readonly cause: SurvivalObserved }>;
    // @ts-expect-error times of death are no toxicities
    simulate({ designs, scenarios: { survivalScenario }, replicates: 10, seed: 1 });
  });

  it("refuses to compare means where outcomes are yes or no", () => {
    const trial = parallelGroup({ arms: 2, patients: 20, response: binaryResponse({}) });
    simulate({
      designs: { trial },
      scenarios: { rates: binaryScenario({ probabilities: [0.2, 0.4] }) },
      replicates: 10,
      seed: 1,
    });
    const means = continuousScenario({ means: [0, 1], standardDeviations: 1 });
    // @ts-expect-error measurements are no events
    simulate({ designs: { trial }, scenarios: { means }, replicates: 10, seed: 1 });
  });
});

describe("an executor", () => {
  it("is the same thing in this thread, on threads and in web workers", () => {
    expectTypeOf(inline).not.toBeAny();
    expectTypeOf(inline).returns.toEqualTypeOf<Executor>();
    expectTypeOf(threads).returns.toEqualTypeOf<Executor>();
    expectTypeOf(webWorkers).returns.toEqualTypeOf<Executor>();
  });
});

describe("a stream", () => {
  it("has children by text and by number", () => {
    expectTypeOf(rngFromSeed).not.toBeAny();
    expectTypeOf(rngFromSeed(1).child("a").child(2)).toExtend<Rng>();
    // @ts-expect-error an object is no label
    rngFromSeed(1).child({});
  });
});
