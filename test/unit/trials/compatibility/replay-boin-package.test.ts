import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import { type BoinPackageOptions, replayBoinPackage } from "../../../../src/trials/index.js";

const base: BoinPackageOptions = { target: 0.3, toxicity: [0.1, 0.3, 0.5], cohorts: 4, cohortSize: 3, replicates: 20 };

describe("replayBoinPackage", () => {
  it("simulates 1000 trials from the seed 6 when not told otherwise", () => {
    const { replicates: _, ...plain } = base;
    expect(replayBoinPackage(plain)).toEqual(replayBoinPackage({ ...plain, replicates: 1000, seed: 6 }));
    expect(replayBoinPackage(plain)).not.toEqual(replayBoinPackage({ ...plain, seed: 7 }));
  });

  it("has overdosing only when a dose is at the target exactly, as the package does", () => {
    expect(replayBoinPackage(base).overdosing60Percent).toBeGreaterThanOrEqual(0);
    expect(replayBoinPackage({ ...base, target: 0.29 })).not.toHaveProperty("overdosing60Percent");
  });

  it("takes probabilities of 0 and 1", () => {
    const { selectionPercent, totalToxicities } = replayBoinPackage({ ...base, toxicity: [0, 0, 1] });
    expect(selectionPercent).toEqual([0, 100, 0]);
    expect(totalToxicities).toBe(3);
  });
});

describe("replayBoinPackage refuses", () => {
  const refused: readonly (readonly [object, string])[] = [
    [{ target: 0.7 }, "boin: target must be in [0.05, 0.6], got 0.7"],
    [{ toxicity: [] }, "replayBoinPackage: toxicity must give a probability for at least one dose, got []"],
    [{ toxicity: [0.1, 1.1] }, "replayBoinPackage: toxicity[1] must be in [0, 1], got 1.1"],
    [{ cohortSize: 0 }, "replayBoinPackage: cohortSize must be an integer from 1 to 500, got 0"],
    [{ cohorts: 0 }, "replayBoinPackage: cohorts must be an integer from 1 to 166, got 0"],
    [{ cohorts: 1, cohortSize: 1 }, "replayBoinPackage: cohorts must be an integer from 2 to 500, got 1"],
    [{ startLevel: 4 }, "replayBoinPackage: startLevel must be an integer from 1 to 3, got 4"],
    [{ enoughAtDose: 0 }, "replayBoinPackage: enoughAtDose must be an integer from 1 to 2147483647, got 0"],
    [{ replicates: 0 }, "replayBoinPackage: replicates must be an integer from 1 to 9007199254740991, got 0"],
    [{ seed: 0.5 }, "replayBoinPackage: seed must be an integer from -2147483647 to 2147483647, got 0.5"],
    [{ titration: "no" }, 'replayBoinPackage: titration must be true or false, got "no"'],
    [{ extraSafety: 1 }, "replayBoinPackage: extraSafety must be true or false, got 1"],
    [{ limitRecommendation: 0 }, "replayBoinPackage: limitRecommendation must be true or false, got 0"],
    [{ ntrial: 5 }, "replayBoinPackage: ntrial must be one of its options (target, toxicity, "],
  ];
  it.each(refused)("%j", (change, message) => {
    expect(() => replayBoinPackage({ ...base, ...change } as BoinPackageOptions)).toThrow(message);
  });

  it("junk by InvalidArgument only", () => {
    const junk = fc.anything({ maxDepth: 2 });
    const keys = [
      ...Object.keys(base),
      "seed",
      "startLevel",
      "eliminationCutoff",
      "extraSafetyOffset",
      "subtherapeutic",
      "overlyToxic",
    ];
    fc.assert(
      fc.property(fc.constantFrom(...keys.filter((key) => key !== "replicates")), junk, (key, value) => {
        try {
          replayBoinPackage({ ...base, [key]: value } as BoinPackageOptions);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidArgument);
        }
      }),
    );
  });
});
