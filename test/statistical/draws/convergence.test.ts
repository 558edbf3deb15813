/**
 * Effective sample sizes, Monte Carlo standard errors, R-hat and ranks where the truth is known. False-alarm rate of this file 1e-5: fewer than 40
 * comparisons, each at 2e-7.
 */
import { describe, expect, it } from "vitest";
import {
  drawsFromColumns,
  essBulk,
  essMean,
  essQuantile,
  mcseMean,
  mcseMedian,
  mcseQuantile,
  mcseSd,
  mean,
  median,
  quantile,
  rhat,
  type Statistic,
  sd,
  summarize,
} from "../../../src/draws/index.js";
import { fUpperQuantile } from "../../../src/numeric/probability/f.js";
import { standardNormalUpperQuantile } from "../../../src/numeric/special/standard-normal-quantile.js";
import { rngFromSeed, standardNormal } from "../../../src/random/index.js";
import { rankCounts } from "../../../src/report/plots/draws/rank-plot.js";
import { criticalChiSquare } from "../random/chi-square.js";
import { autoregression, isBetween } from "./autoregression.js";

const ALPHA = 2e-7;
/** A standard normal is farther out, on either side, with probability 2e-7. */
const MOST = standardNormalUpperQuantile(ALPHA / 2);

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const errorOf = (values: readonly number[]) => {
  const center = average(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1) / values.length);
};

describe("the effective sample size of an autoregression", () => {
  const runs = 200;
  const [count, iterations] = [4, 1000];
  it.each([-0.7, -0.3, 0, 0.3, 0.6, 0.9, 0.95])("is S (1 − ρ)/(1 + ρ) for ρ = %f, within 6 percent on average", (correlation) => {
    const exact = (count * iterations * (1 - correlation)) / (1 + correlation);
    // At most S log10 S.
    const bounded = Math.min(exact, count * iterations * Math.log10(count * iterations));
    const found = { mean: [] as number[], bulk: [] as number[] };
    for (let seed = 0; seed < runs; seed++) {
      const chains = autoregression(rngFromSeed(`ess ${correlation} ${seed}`), count, iterations, correlation);
      found.mean.push(essMean.compute(chains) / bounded);
      found.bulk.push(essBulk.compute(chains) / bounded);
    }
    for (const ratios of Object.values(found)) {
      expect(Math.abs(average(ratios) - 1)).toBeLessThan(0.06 + MOST * errorOf(ratios));
      // Of a single run, where a chain is worth 50 draws or more: within a factor of 2 at worst.
      if (exact > 50 * count) expect(Math.max(...ratios.map((ratio) => Math.max(ratio, 1 / ratio)))).toBeLessThan(2);
    }
  });

  it("of a quantile is that of the share below it", () => {
    // P(x_t < 0, x_{t+k} < 0) = 1/4 + asin(ρ^k)/(2π): the correlation of the signs is (2/π) asin ρ^k.
    const correlation = 0.8;
    let time = 1;
    for (let k = 1; k < 200; k++) time += (4 / Math.PI) * Math.asin(correlation ** k);
    const ratios = Array.from({ length: runs }, (_, seed) => {
      const chains = autoregression(rngFromSeed(`signs ${seed}`), count, iterations, correlation);
      return (essQuantile(0.5).compute(chains) * time) / (count * iterations);
    });
    expect(Math.abs(average(ratios) - 1)).toBeLessThan(0.06 + MOST * errorOf(ratios));
  });
});

describe("intervals of two Monte Carlo standard errors", () => {
  const runs = 600;
  const cases: readonly { estimate: Statistic; error: Statistic; exact: number }[] = [
    { estimate: mean, error: mcseMean, exact: 0 },
    { estimate: sd, error: mcseSd, exact: 1 },
    { estimate: median, error: mcseMedian, exact: 0 },
    { estimate: quantile(0.05), error: mcseQuantile(0.05), exact: -1.6448536269514722 },
    { estimate: quantile(0.9), error: mcseQuantile(0.9), exact: 1.2815515655446004 },
  ];
  const statistics = cases.flatMap(({ estimate, error }) => [estimate, error]);
  it.each([-0.5, 0, 0.6, 0.9])("hold the truth 93 to 97 times of a hundred, for ρ = %f", (correlation) => {
    const misses = cases.map(() => 0);
    for (let seed = 0; seed < runs; seed++) {
      const chains = autoregression(rngFromSeed(`mcse ${correlation} ${seed}`), 4, 1000, correlation);
      const [row] = summarize(drawsFromColumns({ x: chains }), { statistics }).rows;
      cases.forEach(({ estimate, error, exact }, k) => {
        if (Math.abs((row[estimate.name] as number) - exact) > 1.96 * (row[error.name] as number)) misses[k]++;
      });
    }
    cases.forEach(({ estimate: { name } }, k) => {
      expect(isBetween(misses[k], runs, 0.03, 0.07, ALPHA), `${name}: ${misses[k]} misses of ${runs}`).toBe(true);
    });
  });
});

describe("R-hat", () => {
  const [count, iterations, runs] = [4, 100, 2000];
  const half = iterations / 2;
  /** R-hat at which F = B/W of the halves has this upper tail. */
  const at = (tail: number) => Math.sqrt((fUpperQuantile(tail, 2 * count - 1, 2 * count * (half - 1)) + half - 1) / half);

  it.each([0.1, 0.01])("of independent chains is above the value of two F tests at %f as often as those", (level) => {
    // The larger of two nearly independent figures, of location and spread.
    const limit = at(1 - Math.sqrt(1 - level));
    let above = 0;
    for (let seed = 0; seed < runs; seed++) {
      if (rhat.compute(autoregression(rngFromSeed(`rhat ${seed}`), count, iterations, 0)) > limit) above++;
    }
    expect(isBetween(above, runs, 0.75 * level, 1.25 * level, ALPHA), `${above} of ${runs}`).toBe(true);
  });

  it("is not above 1.01 for four independent chains of 1000, and is where one of them is moved by 0.5 or wider by half", () => {
    let [falseAlarms, moved, wider] = [0, 0, 0];
    const some = 100;
    for (let seed = 0; seed < some; seed++) {
      const chains = autoregression(rngFromSeed(`alarm ${seed}`), 4, 1000, 0);
      if (rhat.compute(chains) > 1.01) falseAlarms++;
      if (rhat.compute(chains.map((chain, c) => (c === 1 ? chain.map((x) => x + 0.5) : chain))) > 1.01) moved++;
      if (rhat.compute(chains.map((chain, c) => (c === 1 ? chain.map((x) => 1.5 * x) : chain))) > 1.01) wider++;
    }
    // F would have to be above 11, with probability 1e-13.
    expect(falseAlarms).toBe(0);
    expect(isBetween(moved, some, 0.9, 1, ALPHA), `${moved}`).toBe(true);
    expect(isBetween(wider, some, 0.9, 1, ALPHA), `${wider}`).toBe(true);
  });
});

describe("rank histograms", () => {
  /** χ² of chains × bins against level bars, (M − 1)(B − 1) degrees of freedom. */
  function statistic(chains: readonly Float64Array[], bins: number): number {
    const counts = rankCounts(chains, bins);
    const expected = chains[0].length / bins;
    return counts.flat().reduce((sum, own) => sum + (own - expected) ** 2 / expected, 0);
  }

  it("are level where chains agree, and not where one is elsewhere", () => {
    const [bins, iterations] = [20, 1000];
    let [total, elsewhere] = [0, 0];
    const runs = 50;
    for (let seed = 0; seed < runs; seed++) {
      const chains = autoregression(rngFromSeed(`ranks ${seed}`), 4, iterations, 0);
      total += statistic(chains, bins);
      elsewhere += statistic([...chains.slice(1), chains[0].map((x) => x + 0.5)], bins);
    }
    expect(total).toBeLessThan(criticalChiSquare(3 * (bins - 1) * runs));
    expect(elsewhere).toBeGreaterThan(2 * criticalChiSquare(3 * (bins - 1) * runs));
  });

  it("are level for draws with ties too, apart from the ties' own bins", () => {
    const rng = rngFromSeed("ties");
    const chains = Array.from({ length: 4 }, () =>
      Float64Array.from({ length: 2000 }, () => Math.floor(4 * standardNormal(rng))),
    );
    const counts = rankCounts(chains, 5);
    const columns = counts[0].map((_, bin) => counts.reduce((sum, own) => sum + own[bin], 0));
    const found = counts.reduce(
      (sum, own) => sum + own.reduce((all, count, bin) => all + (count - columns[bin] / 4) ** 2 / (columns[bin] / 4), 0),
      0,
    );
    expect(found).toBeLessThan(criticalChiSquare(3 * 4));
  });
});
