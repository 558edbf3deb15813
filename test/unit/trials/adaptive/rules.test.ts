import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gittinsTable } from "../../../../src/trials/adaptive/gittins/gittins-table.js";
import { fitArmLogistic, predictArmLogistic } from "../../../../src/trials/adaptive/rules/arm-logistic.js";
import { CovariateRows } from "../../../../src/trials/adaptive/rules/covariate-rows.js";
import { huZhangAllocation } from "../../../../src/trials/adaptive/rules/doubly-adaptive-biased-coin.js";
import { forwardLookingAllocation } from "../../../../src/trials/adaptive/rules/gittins-rule.js";
import { playTheWinnerAllocation } from "../../../../src/trials/adaptive/rules/play-the-winner.js";
import { protectWeights } from "../../../../src/trials/adaptive/rules/protected-weights.js";
import { maximumPowerAllocation } from "../../../../src/trials/adaptive/targets/maximum-power-target.js";
import { doublyAdaptiveBiasedCoin, erade, fixedTarget, rsihrTarget } from "../../../../src/trials/index.js";

describe("the randomized play-the-winner urn", () => {
  it("gets a ball of the own arm for a success and of the others for a failure", () => {
    // RPW(1, 1): arm 0 has 2 successes, arm 1 a failure: 1 + 2 + 1 and 1.
    expect(Array.from(playTheWinnerAllocation([2, 0], [0, 1]))).toEqual([0.8, 0.2]);
    // Three arms, β = 2: the failure of arm 0 gives one ball each to the others.
    expect(Array.from(playTheWinnerAllocation([0, 0, 0], [1, 0, 0], { balls: 1, added: 2 }))).toEqual([1 / 5, 2 / 5, 2 / 5]);
    expect(Array.from(playTheWinnerAllocation([0, 0], [0, 0], { balls: 0 }))).toEqual([0.5, 0.5]);
  });
});

describe("forward-looking Gittins allocation", () => {
  const table = gittinsTable({ discount: 0.9, patients: 30 });

  /** The share of each arm in a block, path by path. */
  const byPaths = (s: number[], f: number[], block: number): number[] => {
    const share = s.map(() => 0);
    if (block === 0) return share;
    const index = s.map((_, k) => table.index(s[k], f[k]));
    const best = Math.max(...index);
    const leaders = index.flatMap((value, k) => (value > best - 1e-9 ? [k] : []));
    for (const k of leaders) {
      share[k] += 1 / leaders.length;
      const p = (s[k] + 1) / (s[k] + f[k] + 2);
      const won = s.map((x, j) => (j === k ? x + 1 : x));
      const lost = f.map((x, j) => (j === k ? x + 1 : x));
      byPaths(won, f, block - 1).forEach((later, j) => {
        share[j] += (later * p) / leaders.length;
      });
      byPaths(s, lost, block - 1).forEach((later, j) => {
        share[j] += (later * (1 - p)) / leaders.length;
      });
    }
    return share;
  };

  it.each([
    [[0, 0], [0, 0], 5],
    [[3, 1, 0], [2, 0, 0], 4],
    [[5, 4], [5, 6], 6],
  ])("is the mean over all paths, from %j successes and %j failures, %i patients", (s, f, block) => {
    const exact = byPaths(s, f, block).map((patients) => patients / block);
    forwardLookingAllocation(s, f, { block, table }).forEach((share, k) => {
      expect(Math.abs(share - exact[k])).toBeLessThan(1e-12);
    });
  });

  it("leaves out an arm on request", () => {
    const shares = forwardLookingAllocation([9, 0, 0], [0, 0, 0], { block: 3, table, without: 0 });
    expect(shares[0]).toBe(0);
    expect(shares[1]).toBeCloseTo(0.5, 14);
  });
});

describe("protection of arms", () => {
  const weights = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 });

  test.prop([weights, fc.double({ min: 0, max: 0.99, noNaN: true }), fc.double({ min: 0.01, max: 0.99, noNaN: true })])(
    "keeps the minimum, control's share and the sum",
    (given, part, share) => {
      const minimum = part / given.length;
      const plain = Float64Array.from(given);
      protectWeights(plain, { minimum }, -1);
      expect(Math.min(...plain)).toBeGreaterThanOrEqual(minimum * (1 - 1e-12));
      expect(Math.abs(plain.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-12);
      const controlled = Float64Array.from(given);
      const least = (part * (1 - share)) / (given.length - 1);
      protectWeights(controlled, { minimum: least, controlShare: share }, 0);
      expect(controlled[0]).toBe(share);
      expect(Math.min(...controlled.slice(1))).toBeGreaterThanOrEqual(least * (1 - 1e-12));
      expect(Math.abs(controlled.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-12);
    },
  );

  it("keeps the proportions of those above the minimum", () => {
    const weights = Float64Array.of(0.05, 0.35, 0.6);
    protectWeights(weights, { minimum: 0.2 }, -1);
    expect(weights[0]).toBe(0.2);
    expect(weights[1] / weights[2]).toBeCloseTo(0.35 / 0.6, 14);
  });
});

describe("Hu and Zhang's function", () => {
  test.prop([
    fc.array(fc.tuple(fc.nat(50), fc.double({ min: 0.01, max: 1, noNaN: true })), { minLength: 2, maxLength: 5 }),
    fc.double({ min: 0, max: 100, noNaN: true }),
  ])("gives probabilities, and is the target where the target is reached", (arms, gamma) => {
    const target = arms.map(([, share]) => share / arms.reduce((sum, [, other]) => sum + other, 0));
    const g = huZhangAllocation(
      arms.map(([patients]) => patients),
      target,
      gamma,
    );
    expect(g.every((probability) => probability >= 0)).toBe(true);
    if (gamma === 0 || arms.some(([patients]) => patients > 0) || gamma > 0)
      expect(Math.abs(g.reduce((sum, probability) => sum + probability, 0) - 1)).toBeLessThan(1e-12);
    huZhangAllocation(target, target, gamma).forEach((probability, k) => {
      expect(Math.abs(probability - target[k])).toBeLessThan(1e-9);
    });
  });
});

describe("the allocation of greatest power", () => {
  /** Noncentrality of the Wald test of equality. */
  const phi = (p: readonly number[], rho: ArrayLike<number>) => {
    const w = p.map((x, k) => rho[k] / (x * (1 - x)));
    const sum = w.reduce((total, x) => total + x, 0);
    const mean = w.reduce((total, x, k) => total + x * p[k], 0) / sum;
    return w.reduce((total, x, k) => total + x * (p[k] - mean) ** 2, 0);
  };
  const probabilities = fc.array(fc.double({ min: 0.05, max: 0.95, noNaN: true }), { minLength: 2, maxLength: 5 });

  test.prop([
    probabilities,
    fc.double({ min: 0, max: 0.9, noNaN: true }),
    fc.boolean(),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
  ])("is not beaten by any other shares", (p, part, fewFailures, others) => {
    const minimum = part / p.length;
    const best = maximumPowerAllocation(p, { minimum, fewFailures });
    expect(Math.abs(best.reduce((sum, share) => sum + share, 0) - 1)).toBeLessThan(1e-9);
    expect(Math.min(...best)).toBeGreaterThanOrEqual(minimum - 1e-12);
    const sum = p.reduce((total, _, k) => total + others[k], 0);
    if (sum === 0) return;
    const other = p.map((_, k) => minimum + ((1 - p.length * minimum) * others[k]) / sum);
    const failures = (rho: ArrayLike<number>) => (fewFailures ? p.reduce((total, x, k) => total + rho[k] * (1 - x), 0) : 1);
    const value = phi(p, best) / failures(best);
    expect(phi(p, other) / failures(other)).toBeLessThanOrEqual(value * (1 + 1e-6) + 1e-12);
  });
});

describe("logistic regression within an arm", () => {
  const patients = Array.from({ length: 60 }, (_, i) => ({ age: 40 + ((i * 7) % 31), sex: i % 3 === 0 ? "f" : "m" }));
  const design = new CovariateRows(
    [
      { covariate: "age", cuts: undefined, weight: 1 },
      { covariate: "sex", cuts: undefined, weight: 1 },
    ],
    patients,
  );
  const rows = patients.map((patient) => design.row(patient));
  const outcomes = patients.map(({ age, sex }, i) => (age > 55 || (sex === "f" && i % 2 === 0) ? 1 : 0));

  it("is where the penalized score is zero", () => {
    const beta = fitArmLogistic(rows, outcomes, design.width);
    const score = Array.from(beta, (b, j) =>
      rows.reduce(
        (sum, row, i) => sum + (outcomes[i] - 1 / (1 + Math.exp(-row.reduce((eta, x, k) => eta + x * beta[k], 0)))) * row[j],
        -b / (j === 0 ? 100 : 6.25),
      ),
    );
    for (const value of score) expect(Math.abs(value)).toBeLessThan(1e-8);
    expect(beta[1]).toBeGreaterThan(0);
  });

  it("is finite when outcomes are separated, and without any", () => {
    const separated = fitArmLogistic(
      rows,
      rows.map((row) => (row[1] > 0 ? 1 : 0)),
      design.width,
    );
    expect(separated.every(Number.isFinite)).toBe(true);
    expect(predictArmLogistic(fitArmLogistic([], [], design.width), rows[0])).toBe(0.5);
  });
});

describe("the protocol of rules with a target", () => {
  it("speaks of estimates only when the target is estimated", () => {
    const fixed = fixedTarget({ ratio: [1, 2] });
    for (const rule of [doublyAdaptiveBiasedCoin({ target: fixed }), erade({ target: fixed })]) {
      expect(rule.protocol).toMatch(/the target is fixed proportions 0\.3333 : 0\.6667\.$/);
    }
    for (const rule of [doublyAdaptiveBiasedCoin({ target: rsihrTarget() }), erade({ target: rsihrTarget() })]) {
      expect(rule.protocol).toMatch(
        /, from the outcomes known \(proportions are estimated by \(events \+ 1\) \/ \(patients \+ 2\)\)\.$/,
      );
    }
  });
});
