/**
 * Simulation-based calibration of a truncated and of an interval-censored model, whose gradients are those of incomplete gamma functions with
 * respect to their shapes, of zero-inflated counts, and of a model that forgets that its data are truncated. False-alarm rate of this file 1e-5, a third of it for each right model.
 */
import { describe, expect, it } from "vitest";
import { beta, censored, gamma, logNormal, negativeBinomial, truncated, zeroInflated } from "../../../src/distributions/index.js";
import {
  binary,
  type CalibrationOptions,
  count,
  type Model,
  model,
  real,
  simulationBasedCalibration,
} from "../../../src/models/index.js";
import { standardGamma } from "../../../src/random/index.js";

const ALPHA = 1e-5 / 3;
const ROWS = 30;
const budget = { draws: 39, sampling: { warmup: 150, iterations: 195 } } as const;

const calibrate = (model: Model, options: Pick<CalibrationOptions, "data" | "simulate">, replicates = 100) =>
  simulationBasedCalibration(model, { seed: 2026, replicates, ...budget, ...options });

const filled = (value: (row: number) => number): number[] => Array.from({ length: ROWS }, (_, row) => value(row));

/** Costs that were only recorded above each center's own threshold. */
const costs = (isTruncated: boolean): Model =>
  model(({ data, parameter, observe }) => {
    const { threshold, cost } = data({ threshold: real, cost: real });
    const shape = parameter("shape", logNormal({ logMean: 0.5, logSd: 0.5 }));
    const rate = parameter("rate", logNormal({ logMean: 0, logSd: 0.5 }));
    const whole = gamma({ shape, rate });
    observe(cost, isTruncated ? truncated(whole, { lower: threshold }) : whole);
  });

const threshold = filled((row) => 0.2 + (row % 5));

/** Times to an event that is looked for at visits, up to the last one. */
const visits: Model = model(({ data, parameter, observe }) => {
  const { before, after, isBetween, isLate } = data({ before: real, after: real, isBetween: binary, isLate: binary });
  const shape = parameter("shape", logNormal({ logMean: 0.5, logSd: 0.5 }));
  const rate = parameter("rate", logNormal({ logMean: -0.5, logSd: 0.5 }));
  observe(before, censored(gamma({ shape, rate }), { interval: isBetween, upTo: after, right: isLate }));
});
const LAST = 6;

/** Counts of which some are 0 for another reason. */
const inflated: Model = model(({ data, parameter, observe }) => {
  const { seizures } = data({ seizures: count });
  const mean = parameter("mean", logNormal({ logMean: 1, logSd: 0.5 }));
  const dispersion = parameter("dispersion", logNormal({ logMean: 1, logSd: 0.5 }));
  const probability = parameter("probability", beta({ shape1: 2, shape2: 4 }));
  observe(seizures, zeroInflated(negativeBinomial({ mean, dispersion }), { probability }));
});

const pValues = ({ variables }: { readonly variables: readonly { variable: string; pValue: number }[] }) =>
  variables.map(({ variable, pValue }) => `${variable} ${pValue}`).join(", ");

describe("simulation-based calibration", () => {
  it("finds nothing wrong with a gamma model whose data are truncated, each at its own threshold", async () => {
    const result = await calibrate(costs(true), { data: { threshold, cost: threshold.map((least) => least + 1) } });
    expect(result.pValue, pValues(result)).toBeGreaterThan(ALPHA);
    expect(result.troubled.length).toBeLessThan(10);
  });

  it("finds out a model that forgets the truncation", async () => {
    const result = await calibrate(costs(false), {
      data: { threshold, cost: threshold.map((least) => least + 1) },
      simulate: ({ shape, rate }, rng) => {
        const cost = threshold.map((least) => {
          let value = standardGamma(rng, shape) / rate;
          for (let tries = 0; value < least && tries < 1e5; tries++) value = standardGamma(rng, shape) / rate;
          return Math.max(value, least);
        });
        return { cost };
      },
    });
    expect(result.pValue).toBeLessThan(ALPHA);
  });

  it("finds nothing wrong with a gamma model of times that are only known to lie between two visits, or beyond the last", async () => {
    const none = filled(() => 1);
    const result = await calibrate(visits, {
      data: { before: none, after: none.map((value) => value + 1), isBetween: none, isLate: none.map(() => 0) },
      simulate: ({ shape, rate }, rng) => {
        const before = filled(() => Math.min(Math.floor(standardGamma(rng, shape) / rate), LAST));
        // Next to 0 the interval of the first visit begins.
        return {
          before: before.map((start) => Math.max(start, 1e-12)),
          after: before.map((start) => start + 1),
          isBetween: before.map((start) => (start < LAST ? 1 : 0)),
          isLate: before.map((start) => (start < LAST ? 0 : 1)),
        };
      },
    });
    expect(result.pValue, pValues(result)).toBeGreaterThan(ALPHA);
    expect(result.troubled.length).toBeLessThan(10);
  });

  it("finds nothing wrong with zero-inflated counts", async () => {
    const result = await calibrate(inflated, { data: { seizures: filled(() => 0) } });
    expect(result.pValue, pValues(result)).toBeGreaterThan(ALPHA);
    expect(result.troubled.length).toBeLessThan(20);
  });
});
