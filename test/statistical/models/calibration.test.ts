/**
 * Simulation-based calibration of seven models, and of models that are wrong and must be found out. False-alarm rate of this file 1e-5: the p-values are
 * valid at any level (exact distributions of sums of ranks, Massart's bound on distribution functions; Bonferroni over variables), and each of the
 * seven right models may use a seventh of it.
 */
import { describe, expect, it } from "vitest";
import { gamma, halfNormal, normal } from "../../../src/distributions/index.js";
import { type CalibrationOptions, model, real, simulationBasedCalibration } from "../../../src/models/index.js";
import { exp } from "../../../src/numeric/index.js";
import { poissonCount, standardNormal } from "../../../src/random/index.js";
import { randomWalkMetropolis } from "../../../src/sampling/index.js";
import {
  type CalibratedModel,
  calibratedModels,
  drawMarkovChain,
  hiddenMarkovRegimes,
  logisticRegression,
  poissonRegression,
  zeros,
} from "./calibrated-models.js";

const ALPHA = 1e-5 / 7;

/** Every fifth of 195 draws of one chain; posteriors of that many draws are nearly independent. */
const budget = { draws: 39, sampling: { warmup: 150, iterations: 195 } } as const;

const calibrate = ({ model, options }: CalibratedModel, replicates: number, others: Partial<CalibrationOptions> = {}) =>
  simulationBasedCalibration(model, { seed: 2026, replicates, ...budget, ...options, ...others });

describe("simulation-based calibration", () => {
  it.each(Object.entries(calibratedModels))("finds nothing wrong with %s", async (name, calibrated) => {
    const replicates = name.includes("differential") ? 100 : 200;
    const { variables, pValue, troubled } = await calibrate(calibrated, replicates);
    expect(pValue, variables.map(({ variable, pValue }) => `${variable} ${pValue}`).join(", ")).toBeGreaterThan(ALPHA);
    expect(troubled.length).toBeLessThan(0.1 * replicates);
  });
});

/** Models whose densities are not those of their data: each has one mistake. */
const wrong: Readonly<Record<string, { readonly calibrated: CalibratedModel; readonly others?: Partial<CalibrationOptions> }>> = {
  "takes known standard errors for variances": {
    calibrated: {
      model: model(({ data, parameter, observe }) => {
        const { effect, error } = data({ effect: real, error: real });
        const mean = parameter("mean", normal({ mean: 0, sd: 5 }));
        const spread = parameter("spread", halfNormal({ sd: 5 }));
        observe(effect, normal({ mean, sd: spread.plus(error.squareRoot()) }));
      }),
      options: {
        data: { effect: zeros(8), error: zeros(8).fill(10) },
        simulate: ({ mean, spread }, rng) => ({ effect: zeros(8).map(() => mean + (spread + 10) * standardNormal(rng)) }),
      },
    },
  },
  "has lost the log Jacobian of its scales": {
    calibrated: {
      model: model(({ data, parameter, add, record }) => {
        const { y } = data({ y: real });
        const scale = parameter("scale", gamma({ shape: 2, rate: 1 }), { length: 10 });
        record("total", scale.log().sum());
        add("lost", scale.log().sum().negated().plus(y.sum().times(0)));
      }),
      options: { data: { y: [0] }, simulate: () => ({ y: [0] }) },
    },
  },
  "has its transitions the wrong way round": {
    calibrated: {
      model: hiddenMarkovRegimes.model,
      options: {
        data: hiddenMarkovRegimes.options.data,
        simulate: (parameters, rng) => {
          const { stay1, stay2 } = parameters;
          return { y: drawMarkovChain({ ...parameters, stay1: stay2, stay2: stay1 }, rng, 60) };
        },
      },
    },
  },
  "forgets the exposure": {
    calibrated: {
      model: poissonRegression.model,
      options: {
        data: poissonRegression.options.data,
        simulate: ({ a, b }, rng) => ({
          y: (poissonRegression.options.data.x as number[]).map((x) => poissonCount(rng, exp(a + b * x))),
        }),
      },
    },
  },
  "is sampled by a random walk too short": {
    calibrated: logisticRegression,
    others: { replicates: 400, draws: 19, sampling: { kernel: randomWalkMetropolis(), warmup: 100, iterations: 19 } },
  },
};

describe("simulation-based calibration finds out a model that", () => {
  it.each(Object.entries(wrong))("%s", async (_, { calibrated, others }) => {
    expect((await calibrate(calibrated, 150, others)).pValue).toBeLessThan(ALPHA);
  });
});
