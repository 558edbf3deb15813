import { describe, expect, it } from "vitest";
import * as random from "../../../src/random/index.js";
import { type CellCase, cellCases, countCells, expectCounts } from "./chi-square.js";

/** Every test: a fixed seed, and a false-alarm rate of 1e-5 had the seed been drawn. */
const DRAWS = 400_000;

type Options = never;
const factories: Record<string, (options: Options) => random.Variate> = {
  uniform: random.uniformVariate,
  normal: random.normalVariate,
  exponential: random.exponentialVariate,
  gamma: random.gammaVariate,
  beta: random.betaVariate,
  weibull: random.weibullVariate,
  logNormal: random.logNormalVariate,
  binomial: random.binomialVariate,
  poisson: random.poissonVariate,
  negativeBinomial: random.negativeBinomialVariate,
};

/** The ways to draw that have no factory. */
const direct: Record<string, (options: CellCase["options"]) => random.Variate> = {
  binomial:
    ({ trials, probability }) =>
    (source) =>
      random.binomialCount(source, trials, probability),
  poisson:
    ({ mean }) =>
    (source) =>
      random.poissonCount(source, mean),
};

describe("variates fall into cells with the probabilities that R gives", () => {
  for (const { name, options, cuts, probabilities } of cellCases) {
    const parameters = JSON.stringify(options);
    it(`for ${name} ${parameters}`, () => {
      const draw = factories[name](options as Options);
      const rng = random.rngFromSeed(`cells of ${name} ${parameters}`);
      expectCounts(
        countCells(() => draw(rng), DRAWS, cuts),
        probabilities,
      );
    });
    if (!(name in direct)) continue;
    it(`for a single draw of ${name} ${parameters}`, () => {
      const draw = direct[name](options);
      const rng = random.rngFromSeed(`single cells of ${name} ${parameters}`);
      expectCounts(
        countCells(() => draw(rng), DRAWS, cuts),
        probabilities,
      );
    });
  }
});

describe("the first draw of each of many streams", () => {
  for (const name of ["normal", "exponential", "gamma", "binomial"]) {
    it(`has the distribution too: ${name}`, () => {
      const { options, cuts, probabilities } = cellCases.filter((c) => c.name === name).at(-1) as CellCase;
      const draw = factories[name](options as Options);
      const parent = random.rngFromSeed(`first ${name}`);
      let label = 0;
      expectCounts(
        countCells(() => draw(parent.child(label++)), DRAWS, cuts),
        probabilities,
      );
    });
  }
});

describe("standardNormal", () => {
  it("has the right tails beyond the ziggurat's last layer", () => {
    // 2 (1 - Phi(x)) at 3.6541528853610088, 4 and 4.5. Source: pnorm of R 4.2.2.
    const cuts = [3.6541528853610088, 4, 4.5];
    const beyond = [2.58032487654e-4, 6.33424836662e-5, 6.79534624946e-6];
    const rng = random.rngFromSeed("tails");
    const counts = countCells(() => Math.abs(random.standardNormal(rng)), 4_000_000, cuts);
    expectCounts(counts, [1 - beyond[0], beyond[0] - beyond[1], beyond[1] - beyond[2], beyond[2]]);
  });
});

describe("logStandardGamma", () => {
  it("has the distribution of the logarithm where the variate itself would underflow", () => {
    // For small shapes -shape * log X is nearly standard exponential: P(X <= x) = x^shape (1 + O(shape)).
    const rng = random.rngFromSeed("log gamma");
    const shape = 1e-6;
    const cuts = [0.01, 0.1, 0.5, 1, 2, 5].map((x) => x);
    const survival = [1, ...cuts.map((x) => Math.exp(-x)), 0];
    const draw = () => -shape * random.logStandardGamma(rng, shape);
    expectCounts(countCells(draw, DRAWS, cuts), (i) => survival[i] - survival[i + 1]);
  });
});

/** Means and (co)variances of many draws of a vector, as z-scores that chance brings beyond 4.42 once in 1e5 times. */
function expectMoments(variate: random.VectorVariate, seed: string, mean: number[], covariance: number[][], fourth = 3): void {
  const n = variate.length;
  const rng = random.rngFromSeed(seed);
  const x = new Float64Array(n);
  const sums = new Float64Array(n);
  const products = new Float64Array(n * n);
  const draws = 200_000;
  for (let d = 0; d < draws; d++) {
    variate.drawInto(x, rng);
    for (let i = 0; i < n; i++) {
      sums[i] += x[i];
      for (let j = 0; j <= i; j++) products[i * n + j] += (x[i] - mean[i]) * (x[j] - mean[j]);
    }
  }
  for (let i = 0; i < n; i++) {
    const z = (sums[i] / draws - mean[i]) / Math.sqrt(covariance[i][i] / draws);
    expect(Math.abs(z), `mean ${i}`).toBeLessThan(4.42);
    for (let j = 0; j <= i; j++) {
      // Var of a product of centered variables: at most (fourth moment factor) * variances.
      const sd = Math.sqrt((fourth * covariance[i][i] * covariance[j][j]) / draws);
      expect(Math.abs(products[i * n + j] / draws - covariance[i][j]) / sd, `covariance ${i}, ${j}`).toBeLessThan(4.42);
    }
  }
}

describe("vectors have the means and covariances of theory", () => {
  it("for the multinomial", () => {
    const p = [0.1, 0, 0.5, 0.15, 0.25];
    const trials = 40;
    const mean = p.map((x) => trials * x);
    const covariance = p.map((x, i) => p.map((y, j) => trials * (i === j ? x * (1 - x) : -x * y)));
    const kept = [0, 2, 3, 4];
    const all = random.multinomialVariate({ trials, probabilities: p.map((x) => 7 * x) });
    const buffer = new Float64Array(5);
    // The category of probability 0 is checked apart, for its variance is 0.
    const without = {
      length: 4,
      drawInto(out: Float64Array, source: random.UniformSource) {
        all.drawInto(buffer, source);
        expect(buffer[1]).toBe(0);
        kept.forEach((from, to) => {
          out[to] = buffer[from];
        });
      },
    };
    const pick = <T>(values: readonly T[]) => kept.map((i) => values[i]);
    expectMoments(without, "multinomial", pick(mean), pick(covariance).map(pick));
  });

  for (const concentrations of [
    [1, 2, 3],
    [0.5, 0.5, 4, 20],
    [0.02, 0.3, 0.1],
  ]) {
    it(`for the Dirichlet with ${concentrations.join(", ")}`, () => {
      const total = concentrations.reduce((a, b) => a + b);
      const mean = concentrations.map((a) => a / total);
      const covariance = mean.map((x, i) => mean.map((y, j) => (i === j ? x * (1 - x) : -x * y) / (total + 1)));
      // Bounded by 1, its fourth central moment is below its variance.
      const fourth = Math.max(3, ...covariance.map((row, i) => 1 / row[i]));
      expectMoments(random.dirichletVariate({ concentrations }), "dirichlet", mean, covariance, fourth);
    });
  }

  it("for the multivariate normal", () => {
    const factor = [
      [2, 0, 0],
      [-1, 0.5, 0],
      [0.3, 1, 1.5],
    ];
    const covariance = factor.map((a) => factor.map((b) => a.reduce((sum, x, k) => sum + x * b[k], 0)));
    const variate = random.multivariateNormalVariate({ mean: [1, -2, 30], cholesky: factor.flat() });
    expectMoments(variate, "multivariate normal", [1, -2, 30], covariance);
  });

  it("for the parts of a Dirichlet, which are beta", () => {
    const { cuts, probabilities } = cellCases.find((c) => c.name === "beta" && c.options.shape1 === 1.5) as CellCase;
    const variate = random.dirichletVariate({ concentrations: [0.5, 1.5, 2] });
    const rng = random.rngFromSeed("dirichlet parts");
    const x = new Float64Array(3);
    const draw = () => {
      variate.drawInto(x, rng);
      return x[1];
    };
    expectCounts(countCells(draw, DRAWS, cuts), probabilities);
  });
});

describe("orders and samples", () => {
  const rankOf = (items: ArrayLike<number>, count: number) => Array.from(items).reduce((code, item) => code * count + item, 0);

  it("gives each order of five items equally often", () => {
    const rng = random.rngFromSeed("orders");
    const order = new Int32Array(5);
    const counts = new Map<number, number>();
    for (let d = 0; d < DRAWS; d++) {
      random.permutationInto(order, rng);
      const rank = rankOf(order, 5);
      counts.set(rank, (counts.get(rank) ?? 0) + 1);
    }
    expect(counts.size).toBe(120);
    expectCounts([...counts.values()], () => 1 / 120);
  });

  for (const [count, size] of [
    [6, 3],
    [70, 2],
  ]) {
    it(`gives each ordered sample of ${size} out of ${count} equally often`, () => {
      const rng = random.rngFromSeed("samples");
      const sample = new Int32Array(size);
      const counts = new Map<number, number>();
      for (let d = 0; d < DRAWS; d++) {
        random.sampleInto(sample, rng, count);
        const rank = rankOf(sample, count);
        counts.set(rank, (counts.get(rank) ?? 0) + 1);
      }
      const orders = Array.from({ length: size }, (_, i) => count - i).reduce((a, b) => a * b);
      expect(counts.size).toBe(orders);
      expectCounts([...counts.values()], () => 1 / orders);
    });
  }

  it("gives categories in proportion to their weights", () => {
    const weights = [0, 3, 1, 0, 7, 0.5, 0];
    const draw = random.categoricalVariate({ probabilities: weights });
    const rng = random.rngFromSeed("categories");
    const counts = new Int32Array(7);
    for (let d = 0; d < DRAWS; d++) counts[draw(rng)]++;
    expect([counts[0], counts[3], counts[6]]).toEqual([0, 0, 0]);
    expectCounts([counts[1], counts[2], counts[4], counts[5]], [3 / 11.5, 1 / 11.5, 7 / 11.5, 0.5 / 11.5]);
  });
});
