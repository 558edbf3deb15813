/** What backfilling must keep, whatever dose-finding design it is put on. */
import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect } from "vitest";
import { rngFromSeed } from "../../../src/random/index.js";
import type { BackfillMemory } from "../../../src/trials/dose-finding/backfill/backfill-memory.js";
import type { DoseFindingDesign } from "../../../src/trials/dose-finding/dose-finding-design.js";
import { withBackfill } from "../../../src/trials/modifiers/with-backfill.js";
import type { DoseFindingScenario } from "../../../src/trials/scenarios/dose-finding-scenario.js";
import { simulateTrial } from "../../../src/trials/simulate-trial.js";
import { arbitraryDesign, arbitraryScenario, designNames, modifierOptions } from "./arbitrary-designs.js";

/** The dose-finding designs of the catalogue: those that end with a recommended dose. */
const names = designNames.filter((name) => {
  const [{ design }] = fc.sample(arbitraryDesign(name), { numRuns: 1, seed: 1 });
  return "maximumPatients" in design && /toxicity/.test(design.endpoint.name);
});

describe.each(names)("backfilled %s", (name) => {
  const given = arbitraryDesign(name).chain((made) =>
    fc.tuple(
      fc.constant(made),
      arbitraryScenario(made),
      modifierOptions.withBackfill as fc.Arbitrary<Parameters<typeof withBackfill>[1]>,
    ),
  );

  test.prop([given, fc.nat()], { numRuns: 40 })(
    "treats others at lower doses only, within their cap, while its own patients stay within its limit",
    ([made, scenario, options], seed) => {
      const own = made.design as unknown as DoseFindingDesign;
      const { maximumAtDose = 12 } = options ?? {};
      const design = withBackfill(own, options);
      let memory: BackfillMemory | undefined;
      let escalationDose = -1;
      const watched: DoseFindingDesign<BackfillMemory> = {
        ...design,
        decide(before, data, rng) {
          const step = design.decide(before, data, rng);
          memory = step.memory;
          const { backfilled } = memory;
          const escalated = data.enrolled - backfilled.length;
          expect(escalated).toBeLessThanOrEqual(own.maximumPatients);
          for (let i = data.enrolled - 1; i >= 0; i--) {
            if (backfilled.includes(i)) continue;
            escalationDose = data.armOf(i);
            break;
          }
          if (step.decision.kind === "continue" && memory.backfilling && step.decision.enroll > 0) {
            const dose = Array.from(step.decision.weights ?? []).indexOf(1);
            expect(dose).toBeGreaterThanOrEqual(0);
            expect(dose).toBeLessThan(escalationDose);
            expect(data.enrolledOn(dose)).toBeLessThan(maximumAtDose);
            expect(data.tally(dose).evaluated).toBeGreaterThan(0);
          }
          return step;
        },
      };
      const result = simulateTrial(watched, scenario as unknown as DoseFindingScenario, rngFromSeed(seed));
      expect(result.reviews).toBeLessThan(100 + 20 * result.enrolled);
      expect(result.enrolled).toBeLessThanOrEqual(design.maximumPatients);
    },
  );
});
