/**
 * adaptr's functions on its own test inputs.
 * Provenance: R package adaptr 1.4.0, tests/testthat/test-prob_funs.R (expected values printed to 7 digits) and README.md.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allocationShares } from "../../../../src/trials/adaptive/allocation-shares.js";
import { compareDraws } from "../../../../src/trials/adaptive/compare-posteriors.js";

interface Reallocation {
  readonly in: {
    readonly p: readonly number[];
    readonly fixed?: readonly (number | null)[];
    readonly min?: readonly (number | null)[];
    readonly max?: readonly (number | null)[];
    readonly match_arm?: number;
    readonly rescale_fixed?: boolean;
    readonly rescale_limits?: boolean;
    readonly factor?: number;
  };
  readonly out: readonly number[];
}

const { prob_funs: counted, reallocate_probs: reallocations } = JSON.parse(
  readFileSync(new URL("./adaptr.json", import.meta.url), "utf8"),
) as {
  prob_funs: {
    draws_rows: number[][];
    prob_best_lowest: number[];
    prob_best_highest: number[];
    prob_better_than_A_lowest: (number | null)[];
    "prob_equiv_A_.05": (number | null)[];
    prob_all_equi: Record<string, number>;
  };
  reallocate_probs: Reallocation[];
};

describe("reallocate_probs of adaptr", () => {
  it.each(reallocations)("of $in gives $out", ({ in: given, out }) => {
    const shares = allocationShares(given.p, {
      ...(given.fixed && { fixed: given.fixed }),
      ...(given.min && { minimum: given.min }),
      ...(given.max && { maximum: given.max }),
      ...(given.match_arm && { matched: given.match_arm - 1 }),
      ...(given.rescale_fixed && given.factor && { fixedFactor: given.factor }),
      ...(given.rescale_limits && given.factor && { limitFactor: given.factor }),
    });
    // Expected values are printed to seven digits.
    shares.forEach((share, arm) => {
      expect(Math.abs(share - out[arm])).toBeLessThan(5.1e-8);
    });
  });
});

describe("probabilities from draws as adaptr counts them", () => {
  const draws = [0, 1, 2].map((arm) => counted.draws_rows.map((row) => row[arm]));
  const lowest = compareDraws(draws, { larger: "worse" });
  it("prob_best", () => {
    expect(lowest.best).toEqual(counted.prob_best_lowest);
    expect(compareDraws(draws).best).toEqual(counted.prob_best_highest);
  });
  it("prob_better, with equivalence", () => {
    for (const arm of [1, 2]) {
      expect(lowest.better(arm, 0)).toBe(counted.prob_better_than_A_lowest[arm]);
      expect(lowest.within(arm, 0, 0.05)).toBe(counted["prob_equiv_A_.05"][arm]);
    }
  });
  it.each(Object.entries(counted.prob_all_equi))("prob_all_equi within %s is %s", (difference, expected) => {
    expect(lowest.allWithin(Number(difference))).toBe(expected);
  });
});
