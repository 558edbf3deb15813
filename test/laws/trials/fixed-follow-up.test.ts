/** The fast path of trials with a fixed follow-up: the general loop's trials, bit for bit, whatever the design asks for. */
import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect } from "vitest";
import { binary, continuous, count, type Endpoint } from "../../../src/endpoints/index.js";
import { rngFromSeed } from "../../../src/random/index.js";
import type { Decision, Design } from "../../../src/trials/design.js";
import {
  binaryScenario,
  continuousScenario,
  immediateAccrual,
  type Milestone,
  poissonAccrual,
  regularAccrual,
  type Scenario,
} from "../../../src/trials/index.js";
import type { TrialResult, TrialRunner } from "../../../src/trials/operating-characteristics.js";
import { GeneralRunner } from "../../../src/trials/simulate-trial.js";
import type { TrialData } from "../../../src/trials/trial-data.js";

type Stage = {
  readonly weights: readonly number[];
  readonly promised: boolean;
  readonly enroll: number;
  readonly review: Milestone;
};
type AnyDesign = Design<number, never, unknown, unknown, readonly unknown[]>;

/** All that a design can see. */
function seen(data: TrialData<unknown, unknown>, arms: number): unknown {
  const { time, enrolled, pending, lastArm, exhausted } = data;
  const byArm = Array.from({ length: arms }, (_, arm) => [data.enrolledOn(arm), data.tally(arm)]);
  const pendings = data.pendingPatients();
  const some = enrolled > 0 ? [data.armOf(0), data.covariatesOf(0), data.patient(enrolled - 1)] : [];
  return structuredClone({ time, enrolled, pending, lastArm, exhausted, byArm, pendings, all: data.patients(), some });
}

/** A design that goes through its stages, and concludes with all that it saw. */
function staged(endpoint: Endpoint<never, unknown, unknown>, stages: readonly Stage[], log: unknown[]): AnyDesign {
  const arms = ["a", "b", "c"];
  return {
    name: "staged",
    arms,
    endpoint,
    start: 0,
    conclude: (_, data) => [...log, seen(data, arms.length)],
    decide(stage, data, rng) {
      if (stage === 0) log.length = 0;
      log.push(seen(data, arms.length), rng.uniform());
      const next = stages[stage];
      const reasons = () => [];
      if (next === undefined) return { decision: { kind: "stop", conclusion: [...log], reasons }, memory: stage };
      const { weights, promised, enroll, review } = next;
      const decision: Decision<unknown, unknown, readonly unknown[]> = {
        kind: "continue",
        // Without a promise, weights change with the patients before.
        allocate: (_, now) => (promised ? weights : now.lastArm === 0 ? [0, 0.5, 0.5] : weights),
        ...(promised ? { weights } : {}),
        enroll,
        review,
        reasons,
      };
      return { decision, memory: stage + 1 };
    },
  };
}

const atPatients = fc.oneof(
  fc.record({ kind: fc.constantFrom("enrolled", "evaluated"), count: fc.integer({ min: 0, max: 60 }) }),
  fc.record({ kind: fc.constant("information"), amount: fc.double({ min: 0, max: 60, noNaN: true }) }),
  fc.record({ kind: fc.constant("followed-up") }),
  fc.record({ kind: fc.constant("followed-up"), first: fc.integer({ min: 0, max: 40 }) }),
) as fc.Arbitrary<Milestone>;

const reviews = fc.oneof(
  { weight: 4, arbitrary: atPatients },
  { weight: 4, arbitrary: fc.array(atPatients, { minLength: 1, maxLength: 3 }).map((of): Milestone => ({ kind: "all", of })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Milestone>({ kind: "calendar", time: 4 }, { kind: "any", of: [{ kind: "enrolled", count: 12 }] }),
  },
);

const stages = fc.array(
  fc.record({
    weights: fc.constantFrom([1, 0, 0], [0, 1, 0], [0.5, 0.25, 0.25], [0.1, 0, 0.9], [1 / 3, 1 / 3, 1 / 3], [0.7, 0.2, 0.1]),
    promised: fc.boolean(),
    enroll: fc.integer({ min: 0, max: 30 }),
    review: reviews,
  }),
  { minLength: 1, maxLength: 6 },
);

const accruals = fc.constantFrom(immediateAccrual(), regularAccrual({ rate: 3 }), poissonAccrual({ rate: 8 }));

const snapshot = (result: TrialResult<never, never>) => {
  const { conclusion, enrolled, duration, reviews } = result as TrialResult;
  return structuredClone({ conclusion, enrolled, duration, reviews });
};

function expectSameTrials(
  endpoint: Endpoint<never, unknown, unknown>,
  scenario: Scenario<never>,
  script: readonly Stage[],
  seeds: readonly number[],
): void {
  const design = staged(endpoint, script, []);
  const fast = scenario.shortcut?.(design) as TrialRunner<never, never>;
  expect(fast).toBeDefined();
  const general = new GeneralRunner(staged(endpoint, script, []), scenario);
  for (const seed of seeds)
    expect(snapshot(fast.run(rngFromSeed(seed)))).toEqual(snapshot(general.run(rngFromSeed(seed)) as never));
}

const seeds = fc.array(fc.nat(), { minLength: 1, maxLength: 3 });
const delays = fc.constantFrom(0, 0.3, 5);
const shared = fc.record({ accrual: accruals, whileClosed: fc.constantFrom("wait", "lost") });

describe("trials in which everybody is followed for the same time", () => {
  test.prop([stages, delays, shared, seeds], { numRuns: 300 })(
    "are the general loop's, with a binary endpoint",
    (script, measuredAfter, others, replicates) => {
      const scenario = binaryScenario({ probabilities: [0.2, 0.5, 0.9], ...others });
      expectSameTrials(binary({ measuredAfter }), scenario as unknown as Scenario<never>, script, replicates);
    },
  );

  test.prop([stages, delays, shared, seeds], { numRuns: 150 })(
    "are the general loop's, with a continuous endpoint",
    (script, measuredAfter, others, replicates) => {
      const scenario = continuousScenario({ means: [0, 1, -2], standardDeviations: [1, 2, 0.5], ...others });
      expectSameTrials(continuous({ measuredAfter }), scenario as unknown as Scenario<never>, script, replicates);
    },
  );

  test.prop([fc.constant(undefined)])(
    "have no fast path where patients are lost or differ, or follow-up depends on the outcome",
    () => {
      const probabilities = [0.2, 0.5, 0.9];
      const design = staged(binary(), [], []);
      const without = [
        binaryScenario({ probabilities, dropoutRate: 1 }),
        binaryScenario({ probabilities, covariates: { sex: { levels: ["f", "m"] } } }),
        binaryScenario({ probabilities: [0.5] }),
      ];
      for (const scenario of without) expect(scenario.shortcut?.(design)).toBeUndefined();
      const untilAnalysis = count() as unknown as Endpoint<never, unknown, unknown>;
      expect(binaryScenario({ probabilities }).shortcut?.(staged(untilAnalysis, [], []))).toBeUndefined();
    },
  );
});
