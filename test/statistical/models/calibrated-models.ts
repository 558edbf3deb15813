/** Seven models with proper priors, their predictors, and how data are drawn from them where `observe` does not say it: for simulation-based calibration. */
import { constant } from "../../../src/density/index.js";
import { ordinaryDifferentialEquation, squaredExponential } from "../../../src/density/operators/index.js";
import {
  bernoulli,
  beta,
  exponential,
  gamma,
  halfNormal,
  hiddenMarkovModel,
  inverseGamma,
  logNormal,
  mixture,
  multivariateNormal,
  normal,
  poisson,
} from "../../../src/distributions/index.js";
import { binary, type CalibrationOptions, count, index, type Model, model, real } from "../../../src/models/index.js";
import { type Rng, standardNormal } from "../../../src/random/index.js";
import { ordered } from "../../../src/transforms/index.js";

export interface CalibratedModel {
  readonly model: Model;
  readonly options: Pick<CalibrationOptions, "data" | "simulate">;
}

export const zeros = (length: number): number[] => new Array<number>(length).fill(0);
/** Equally spaced from −1 to 1. */
const grid = (length: number): number[] => zeros(length).map((_, i) => (2 * i) / (length - 1) - 1);

export const eightSchools: CalibratedModel = {
  model: model(({ data, parameter, observe }) => {
    const { school, effect, error } = data({ school: index, effect: real, error: real });
    const mean = parameter("mean", normal({ mean: 0, sd: 5 }));
    const spread = parameter("spread", halfNormal({ sd: 10 }));
    const theta = parameter("theta", normal({ mean, sd: spread }), { over: school, centered: false });
    observe(effect, normal({ mean: theta.at(school), sd: error }));
  }),
  options: { data: { school: [..."ABCDEFGH"], effect: zeros(8), error: [15, 10, 16, 11, 9, 11, 10, 18] } },
};

export const logisticRegression: CalibratedModel = {
  model: model(({ data, parameter, observe }) => {
    const { x, z, sick } = data({ x: real, z: real, sick: binary });
    const [a, b, c] = ["a", "b", "c"].map((name) => parameter(name, normal({ mean: 0, sd: 1.5 })));
    observe(sick, bernoulli({ logit: a.plus(b.times(x)).plus(c.times(z)) }));
  }),
  options: { data: { x: grid(40), z: grid(40).map((x, i) => (i % 2) - 0.3 * x), sick: zeros(40) } },
};

export const poissonRegression: CalibratedModel = {
  model: model(({ data, parameter, observe }) => {
    const { x, y, exposure } = data({ x: real, y: count, exposure: real });
    const a = parameter("a", normal({ mean: 1, sd: 1 }));
    const b = parameter("b", normal({ mean: 0, sd: 1 }));
    observe(y, poisson({ logRate: a.plus(b.times(x)).plus(exposure.log()) }));
  }),
  options: { data: { x: grid(30), y: zeros(30), exposure: grid(30).map((x) => 1 + x * x) } },
};

export const normalMixture: CalibratedModel = {
  model: model(({ data, parameter, observe }) => {
    const { y } = data({ y: real });
    const mu = parameter("mu", normal({ mean: 0, sd: 3 }), { length: 2, constrain: ordered });
    const sigma = parameter("sigma", logNormal({ logMean: 0, logSd: 0.3 }), { length: 2 });
    const weight = parameter("weight", beta({ shape1: 5, shape2: 5 }));
    const components = [0, 1].map((k) => normal({ mean: mu.at(k), sd: sigma.at(k) }));
    observe(y, mixture(components, [weight, constant(1).minus(weight)]));
  }),
  options: { data: { y: zeros(60) } },
};

/** The data of the hidden Markov model, drawn by hand. */
export const drawMarkovChain = (parameters: Readonly<Record<string, number>>, rng: Rng, length: number): number[] => {
  let state = rng.uniform() < 0.5 ? 0 : 1;
  return zeros(length).map((_, t) => {
    const stay = [parameters.stay1, parameters.stay2][state];
    if (t > 0 && rng.uniform() > stay) state = 1 - state;
    const mean = state === 0 ? parameters.low : parameters.low + parameters.gap;
    return mean + parameters.sigma * standardNormal(rng);
  });
};

export const hiddenMarkovRegimes: CalibratedModel = {
  model: model(({ data, parameter, observe }) => {
    const { y } = data({ y: real });
    const stay1 = parameter("stay1", beta({ shape1: 8, shape2: 2 }));
    const stay2 = parameter("stay2", beta({ shape1: 6, shape2: 2 }));
    const low = parameter("low", normal({ mean: 0, sd: 1 }));
    const gap = parameter("gap", gamma({ shape: 6, rate: 2 }));
    const sigma = parameter("sigma", logNormal({ logMean: -0.5, logSd: 0.3 }));
    const emissions = [low, low.plus(gap)].map((mean) => normal({ mean, sd: sigma }));
    const transition = [
      [stay1, constant(1).minus(stay1)],
      [constant(1).minus(stay2), stay2],
    ];
    observe(y, hiddenMarkovModel({ emissions, transition }));
  }),
  options: { data: { y: zeros(60) } },
};

export const gaussianProcess: CalibratedModel = {
  model: model(({ data, parameter, observe }) => {
    const { x, y } = data({ x: real, y: real });
    const lengthScale = parameter("lengthScale", inverseGamma({ shape: 5, scale: 2.5 }));
    const amplitude = parameter("amplitude", logNormal({ logMean: 0, logSd: 0.5 }));
    const noise = parameter("noise", logNormal({ logMean: -1, logSd: 0.5 }));
    const covariance = squaredExponential(x, { amplitude, lengthScale, diagonal: noise.squared() });
    observe(y, multivariateNormal({ mean: 0, covariance }));
  }),
  options: { data: { x: grid(12), y: zeros(12) } },
};

export const lotkaVolterra: CalibratedModel = {
  model: model(({ data, parameter, observe }) => {
    const { time, hare, lynx } = data({ time: real, hare: real, lynx: real });
    const rates = [0.6, 0.03, 0.8, 0.025].map((rate, k) =>
      parameter(`rate${k + 1}`, logNormal({ logMean: Math.log(rate), logSd: 0.1 })),
    );
    const noise = parameter("noise", exponential({ rate: 5 }));
    const [u, v] = ordinaryDifferentialEquation({
      times: time,
      initial: [30, 6],
      parameters: rates,
      rightHandSide: (_, [u, v], [growth, predation, death, conversion]) => [
        growth.minus(predation.times(v)).times(u),
        conversion.times(u).minus(death).times(v),
      ],
    });
    observe(hare, logNormal({ logMean: u.log(), logSd: noise.plus(0.05) }));
    observe(lynx, logNormal({ logMean: v.log(), logSd: noise.plus(0.05) }));
  }),
  options: { data: { time: zeros(8).map((_, i) => i + 1), hare: zeros(8).fill(1), lynx: zeros(8).fill(1) } },
};

export const calibratedModels: Readonly<Record<string, CalibratedModel>> = {
  "eight schools": eightSchools,
  "logistic regression": logisticRegression,
  "Poisson regression": poissonRegression,
  "a mixture of two normal distributions": normalMixture,
  "a hidden Markov model": hiddenMarkovRegimes,
  "a Gaussian process": gaussianProcess,
  "a system of differential equations": lotkaVolterra,
};
