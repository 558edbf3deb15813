/** What every design of the catalogue must keep, with arbitrary options, plain and modified, under arbitrary scenarios. */
import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect } from "vitest";
import { rngFromSeed } from "../../../src/random/index.js";
import type { Rng } from "../../../src/random/rng.js";
import { type AnyDesign, metricsOf } from "../../../src/trials/block.js";
import { catalogue } from "../../../src/trials/catalogue.js";
import type { Decision, Step } from "../../../src/trials/design.js";
import { boin } from "../../../src/trials/designs/dose-finding/boin.js";
import { makeAgain } from "../../../src/trials/make-again.js";
import type { TrialResult } from "../../../src/trials/operating-characteristics.js";
import type { Recipe } from "../../../src/trials/recipe.js";
import type { Scenario } from "../../../src/trials/scenario.js";
import { doseFindingScenario } from "../../../src/trials/scenarios/dose-finding-scenario.js";
import { GeneralRunner, simulateTrial } from "../../../src/trials/simulate-trial.js";
import { PATIENTS } from "../../../src/trials/streams.js";
import type { Covariates, TrialData } from "../../../src/trials/trial-data.js";
import { NO_COVARIATES } from "../../../src/trials/trial-state.js";
import { arbitraryDesign, arbitraryScenario, designNames, plainScenario } from "./arbitrary-designs.js";

type AnyData = TrialData<unknown, unknown>;
type AnyDecision = Decision<unknown, unknown, unknown>;
type AnyStep = Step<unknown, unknown, unknown, unknown>;
type Decide = (memory: unknown, data: AnyData, rng: Rng) => AnyStep;

const seeds = fc.nat();
const kinds = designNames.flatMap((name) => [
  { name, modified: false },
  { name, modified: true },
]);

/** A patient of the scenario. */
const somebody = (scenario: Scenario<never>): Covariates => scenario.covariates?.(rngFromSeed(7)) ?? NO_COVARIATES;

const ENDINGS = ["superiority", "inferiority", "equivalence", "futility", "harm", "maximum"];

const inPlainScenario = (kind: { name: string; modified: boolean }) =>
  arbitraryDesign(kind.name, kind).chain((given) => fc.tuple(fc.constant(given), plainScenario(given)));

const inScenario = (kind: { name: string; modified: boolean }) =>
  arbitraryDesign(kind.name, kind).chain((given) => fc.tuple(fc.constant(given), arbitraryScenario(given)));

/** All that a decision says, as plain data. */
function spelledOut({ decision, memory }: AnyStep, data: AnyData, patient: Covariates): unknown {
  const reasons = [...decision.reasons()];
  if (decision.kind === "stop") return { conclusion: decision.conclusion, reasons, memory };
  const { enroll, review } = decision;
  return structuredClone({ enroll, review, reasons, memory, weights: Array.from(decision.allocate(patient, data)) });
}

/** The design with another way to decide, which is told the design's own. */
function watched(design: AnyDesign<never>, decide: (own: Decide, ...inputs: Parameters<Decide>) => AnyStep): AnyDesign<never> {
  const own: Decide = (memory, data, rng) => design.decide(memory, data, rng);
  return {
    ...design,
    conclude: (memory, data) => design.conclude(memory, data),
    decide: (memory, data, rng) => decide(own, memory, data, rng),
  };
}

const run = (design: AnyDesign<never>, scenario: Scenario<never>, seed: number) =>
  simulateTrial(design as AnyDesign<unknown>, scenario as unknown as Scenario<unknown>, rngFromSeed(seed));

/** A result as plain data; the live view is overwritten by the next trial. */
function snapshot(result: TrialResult, arms: number) {
  const { conclusion, enrolled, duration, reviews } = result;
  const byArm = Array.from({ length: arms }, (_, arm) => ({
    patients: result.enrolledOn(arm),
    ...(result.tally(arm) as object),
  }));
  return structuredClone({ conclusion, enrolled, duration, reviews, byArm });
}

describe.each(kinds)("$name, modified: $modified", (kind) => {
  test.prop([inScenario(kind), seeds, fc.nat()], { numRuns: 60 })(
    "decides by memory, data and stream alone, keeps none of them, and changes no memory",
    ([{ design }, scenario], seed, otherSeed) => {
      const patient = somebody(scenario);
      const later: (() => void)[] = [];
      let decisions = 0;
      run(
        watched(design, (own, memory, data, rng) => {
          const before = structuredClone(memory);
          const first = own(memory, data, rng.child("again"));
          const said = spelledOut(first, data, patient);
          // Another trial of the same design in between must not be felt.
          if (decisions++ === 2) run(design, scenario, otherSeed);
          const second = own(memory, data, rng.child("again"));
          expect(spelledOut(second, data, patient)).toEqual(said);
          expect(memory).toEqual(before);
          expect(spelledOut(first, data, patient)).toEqual(said);
          // Reasons are asked for when the data have moved on.
          const reasons = [...first.decision.reasons()];
          later.push(() => expect([...first.decision.reasons()]).toEqual(reasons));
          return first;
        }),
        scenario,
        seed,
      );
      for (const check of later) check();
    },
  );

  test.prop([inScenario(kind), seeds])("keeps plain data as memory: a copy decides the same", ([{ design }, scenario], seed) => {
    run(
      watched(design, (own, memory, data, rng) => {
        const copy: unknown = JSON.parse(JSON.stringify(memory));
        expect(copy).toEqual(memory);
        const step = own(memory, data, rng.child("again"));
        const again = own(copy, data, rng.child("again"));
        expect(spelledOut(again, data, somebody(scenario))).toEqual(spelledOut(step, data, somebody(scenario)));
        return step;
      }),
      scenario,
      seed,
    );
  });

  test.prop([inScenario(kind), seeds])(
    "allocates by probabilities over its arms, within its maximum, and concludes with one of them",
    ([{ design }, scenario], seed) => {
      const { arms, maximumPatients = Number.POSITIVE_INFINITY } = design as AnyDesign<never> & { maximumPatients?: number };
      const result = run(
        watched(design, (own, memory, data, rng) => {
          const step = own(memory, data, rng);
          const { decision } = step;
          expect(decision.reasons().every((reason) => typeof reason === "string" && reason !== "")).toBe(true);
          if (decision.kind === "stop") return step;
          expectWeights(decision, arms.length, data, somebody(scenario));
          expect(decision.enroll).toBeGreaterThanOrEqual(0);
          if (decision.enroll !== Number.POSITIVE_INFINITY) {
            expect(Number.isInteger(decision.enroll)).toBe(true);
            expect(data.enrolled + decision.enroll).toBeLessThanOrEqual(maximumPatients);
          }
          return step;
        }),
        scenario,
        seed,
      );
      expect(result.enrolled).toBeLessThanOrEqual(maximumPatients);
      for (const arm of armsNamedBy(result.conclusion)) {
        expect(Number.isInteger(arm) && arm >= 0 && arm < arms.length).toBe(true);
        expect(result.enrolledOn(arm)).toBeGreaterThan(0);
      }
    },
  );

  test.prop([inScenario(kind), seeds])(
    "allocates every patient by the weights that it promised until the review",
    ([{ design }, scenario], seed) => {
      run(
        watched(design, (own, memory, data, rng) => {
          const step = own(memory, data, rng);
          const { decision } = step;
          if (decision.kind === "stop" || decision.weights === undefined) return step;
          const promised = Array.from(decision.weights);
          const allocate: typeof decision.allocate = (patient, now) => {
            const weights = decision.allocate(patient, now);
            expect(Array.from(weights)).toEqual(promised);
            return weights;
          };
          return { ...step, decision: { ...decision, allocate } };
        }),
        scenario,
        seed,
      );
    },
  );

  test.prop([arbitraryDesign(kind.name, kind)])("says itself in sentences for a protocol", ({ design }) => {
    const sentences = design.protocol?.() ?? [];
    expect(sentences.length).toBeGreaterThan(0);
    for (const sentence of sentences) expect(sentence).toMatch(/^\S.*[.:]$/su);
    expect(sentences.join(" ")).not.toMatch(/undefined|NaN|\[object/);
  });

  test.prop([inScenario(kind), seeds])(
    "is the same design when made again from its recipe, as text",
    ([{ design }, scenario], seed) => {
      const recipe = JSON.parse(JSON.stringify(design.recipe)) as Recipe;
      const again = makeAgain(recipe, catalogue) as AnyDesign<never>;
      const arms = design.arms.length;
      expect(again.arms).toEqual(design.arms);
      expect(again.name).toBe(design.name);
      expect(snapshot(run(again, scenario, seed), arms)).toEqual(snapshot(run(design, scenario, seed), arms));
    },
  );

  test.prop([inScenario(kind), seeds])(
    "is measured by metrics of different names, each of which writes one number",
    ([{ design }, scenario], seed) => {
      const [{ descriptions, measureInto }] = metricsOf({ design }, scenario);
      const names = descriptions.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      const out = new Float64Array(names.length + 2).fill(-7.25);
      measureInto(out, 1, run(design, scenario, seed) as TrialResult<never, never>);
      expect([out[0], out[names.length + 1]]).toEqual([-7.25, -7.25]);
      expect(names.filter((_, i) => out[i + 1] === -7.25)).toEqual([]);
      // A proportion is of trials; NaN leaves a trial out.
      const proportions = descriptions.flatMap(({ unit }, i) => (unit === "proportion" ? [out[i + 1]] : []));
      expect(proportions.every((value) => value === 0 || value === 1 || Number.isNaN(value))).toBe(true);
    },
  );

  test.prop([inPlainScenario(kind), fc.array(seeds, { minLength: 1, maxLength: 6 })], { numRuns: 200 })(
    "has the same trials by the scenario's shortcut as by the general loop, bit for bit",
    ([{ design, name, modifiers }, scenario], replicates) => {
      const fast = scenario.shortcut?.(design);
      // Tables are simulated fast; a modifier drops them.
      if (modifiers.length === 0 && "rules" in design) expect(fast, name).toBeDefined();
      if ("decidesByCounts" in design && design.decidesByCounts === true) expect(fast, name).toBeDefined();
      if (fast === undefined) return;
      const general = new GeneralRunner(design as AnyDesign<unknown>, scenario as unknown as Scenario<unknown>);
      for (const seed of replicates) {
        const arms = design.arms.length;
        expect(snapshot(fast.run(rngFromSeed(seed)), arms)).toEqual(snapshot(general.run(rngFromSeed(seed)), arms));
      }
    },
  );
});

describe("the shortcut of cohort designs", () => {
  const replicate = fc.nat();
  const patients = fc.array(fc.tuple(fc.nat({ max: 11 }), fc.integer({ min: -1, max: 1 })), { minLength: 3, maxLength: 3 });
  test.prop([replicate, patients], { numRuns: 200 })(
    "agrees where a patient's number is the probability itself, or next to it",
    (seed, chosen) => {
      const ofPatient = (patient: number) => rngFromSeed(seed).child(PATIENTS).child(patient).uniform();
      const toxicity = chosen.map(([patient, steps]) =>
        Math.min(1 - 2 ** -53, Math.max(2 ** -53, ofPatient(patient) + steps * 2 ** -53)),
      );
      const design = boin({ target: 0.3, doses: 3, maximumPatients: 12 });
      const scenario = doseFindingScenario({ toxicity });
      const fast = scenario.shortcut?.(design)?.run(rngFromSeed(seed)) as TrialResult;
      expect(snapshot(fast, 3)).toEqual(snapshot(simulateTrial(design, scenario, rngFromSeed(seed)), 3));
    },
  );
});

/** The arms that a conclusion names; a comparison also says how it ended. */
function armsNamedBy(conclusion: unknown): readonly number[] {
  const { dose, ending, selected, preferred } = conclusion as Record<string, unknown>;
  if (dose === undefined) expect(ENDINGS).toContain(ending);
  const named = dose === undefined ? [selected, preferred] : [dose];
  for (const arm of named) expect(arm === null || typeof arm === "number").toBe(true);
  return named.filter((arm): arm is number => arm !== null);
}

function expectWeights(decision: AnyDecision & { kind: "continue" }, arms: number, data: AnyData, patient: Covariates): void {
  if (decision.enroll === 0) return;
  const weights = Array.from(decision.allocate(patient, data));
  expect(weights.length).toBe(arms);
  expect(weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
  expect(Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-9);
}
