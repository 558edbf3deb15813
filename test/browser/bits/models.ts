/** Small models of each kind, fitted with few draws, as bits: to be compared between engines, backends, threads and interruptions. */
import { type Backend, constant, hiddenMarkov, ordinaryDifferentialEquation, squaredExponential } from "equipoise/density";
import {
  bernoulli,
  beta,
  dirichlet,
  exponential,
  halfCauchy,
  halfNormal,
  inverseGamma,
  logNormal,
  mixture,
  multivariateNormal,
  normal,
} from "equipoise/distributions";
import type { Executor } from "equipoise/execution";
import { type Builder, binary, type Fit, index, type ModelWithData, model, real, type TableData } from "equipoise/models";
import { ordered } from "equipoise/transforms";
import { fingerprint } from "./bits.js";

interface Case {
  readonly declare: (builder: Builder) => void;
  readonly data: TableData;
}

/** Numbers that look like data, the same on every engine: no two alike, between −1 and 1. */
const scattered = (length: number, stride: number): number[] =>
  Array.from({ length }, (_, i) => (((i + 1) * stride) % 101) / 50.5 - 1);

const eightSchools: Case = {
  declare({ data, parameter, observe }) {
    const { school, y, sigma } = data({ school: index, y: real, sigma: real });
    const mu = parameter("mu", normal({ mean: 0, sd: 5 }));
    const tau = parameter("tau", halfCauchy({ scale: 5 }));
    const theta = parameter("theta", normal({ mean: mu, sd: tau }), { over: school, centered: false });
    observe(y, normal({ mean: theta.at(school), sd: sigma }));
  },
  data: { school: [..."ABCDEFGH"], y: [28, 8, -3, 7, -1, 1, 18, 12], sigma: [15, 10, 16, 11, 9, 11, 10, 18] },
};

const hierarchical: Case = {
  declare({ data, parameter, observe }) {
    const { county, floor, logRadon } = data({ county: index, floor: real, logRadon: real });
    const mu = parameter("mu", normal({ mean: 0, sd: 10 }));
    const tau = parameter("tau", halfNormal({ sd: 1 }));
    const slope = parameter("slope", normal({ mean: 0, sd: 10 }));
    const sigma = parameter("sigma", halfNormal({ sd: 1 }));
    const alpha = parameter("alpha", normal({ mean: mu, sd: tau }), { over: county, centered: false });
    observe(logRadon, normal({ mean: alpha.at(county).plus(slope.times(floor)), sd: sigma }));
  },
  data: {
    county: scattered(50, 37).map((_, i) => `county ${(i * i) % 7}`),
    floor: scattered(50, 29).map((x) => Number(x > 0.5)),
    logRadon: scattered(50, 17).map((x, i) => 1.3 + x + 0.1 * ((i * i) % 7)),
  },
};

const logistic: Case = {
  declare({ data, parameter, observe }) {
    const { x, z, sick } = data({ x: real, z: real, sick: binary });
    const alpha = parameter("alpha", normal({ mean: 0, sd: 2.5 }));
    const slope = parameter("slope", normal({ mean: 0, sd: 2.5 }));
    const other = parameter("other", normal({ mean: 0, sd: 2.5 }));
    observe(sick, bernoulli({ logit: alpha.plus(slope.times(x)).plus(other.times(z)) }));
  },
  data: {
    x: scattered(41, 13),
    z: scattered(41, 31),
    sick: scattered(41, 13).map((x, i) => Number(x + scattered(41, 43)[i] > 0)),
  },
};

const hiddenStates: Case = {
  declare({ data, parameter, add }) {
    const { y } = data({ y: real });
    const rows = [1, 2].map((state) => parameter(`from ${state}`, dirichlet({ concentration: [2, 2] })));
    const mu = parameter("mu", normal({ mean: 0, sd: 3 }), { length: 2, constrain: ordered });
    const emissions = [0, 1].map((state) => normal({ mean: mu.at(state), sd: 0.5 }).logDensity(y));
    add("states", hiddenMarkov({ initial: [0.5, 0.5], transition: rows.map((row) => [row.at(0), row.at(1)]), emissions }));
  },
  data: { y: scattered(30, 23).map((x, i) => 0.6 * x + (i % 11 < 5 ? -1 : 1)) },
};

const gaussianProcess: Case = {
  declare({ data, parameter, observe }) {
    const { x, y } = data({ x: real, y: real });
    const lengthScale = parameter("lengthScale", inverseGamma({ shape: 5, scale: 2.5 }));
    const amplitude = parameter("amplitude", logNormal({ logMean: 0, logSd: 0.5 }));
    const noise = parameter("noise", logNormal({ logMean: -1, logSd: 0.5 }));
    const covariance = squaredExponential(x, { amplitude, lengthScale, diagonal: noise.squared() });
    observe(y, multivariateNormal({ mean: 0, covariance }));
  },
  data: { x: scattered(11, 19), y: scattered(11, 19).map((x, i) => x * x - 0.5 + 0.2 * scattered(11, 7)[i]) },
};

const differentialEquation: Case = {
  declare({ data, parameter, observe }) {
    const { time, hare, lynx } = data({ time: real, hare: real, lynx: real });
    const rates = [-0.5, -3.5, -0.2, -3.7].map((logMean, k) => parameter(`rate ${k + 1}`, logNormal({ logMean, logSd: 0.1 })));
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
  },
  data: { time: [1, 2, 3, 4, 5, 6], hare: [46, 62, 68, 45, 21, 11], lynx: [7, 11, 23, 43, 46, 35] },
};

const twoComponents: Case = {
  declare({ data, parameter, observe }) {
    const { y } = data({ y: real });
    const mu = parameter("mu", normal({ mean: 0, sd: 3 }), { length: 2, constrain: ordered });
    const sigma = parameter("sigma", halfNormal({ sd: 2 }), { length: 2 });
    const weight = parameter("weight", beta({ shape1: 5, shape2: 5 }));
    const components = [0, 1].map((k) => normal({ mean: mu.at(k), sd: sigma.at(k) }));
    observe(y, mixture(components, [weight, constant(1).minus(weight)]));
  },
  data: { y: scattered(40, 47).map((x, i) => x + (i % 5 < 2 ? -2 : 2)) },
};

const cases = {
  "eight schools": eightSchools,
  hierarchical,
  logistic,
  "hidden Markov": hiddenStates,
  "Gaussian process": gaussianProcess,
  "differential equation": differentialEquation,
  mixture: twoComponents,
} satisfies Readonly<Record<string, Case>>;

export type ModelName = keyof typeof cases;

/** The names of the models. */
export const modelNames = Object.keys(cases) as ModelName[];

/** How all of them are sampled. */
export const sampling = { seed: "bits", chains: 4, warmup: 60, iterations: 20 } as const;

/** One of the models with its data, run by the backend given, or by the default one. */
export function modelNamed(name: ModelName, backend?: Backend): ModelWithData {
  const { declare, data } = cases[name];
  return model(declare, backend === undefined ? {} : { backend }).with(data);
}

/** The fingerprints of all that a fit drew. */
export function bitsOfFit(fit: Fit): Record<string, string> {
  const all = fit.draws.variables.flatMap((variable) => fit.draws.of(variable).flatMap((chain) => [...chain]));
  const traces = fit.traces.flatMap((trace) => [
    trace.logDensity,
    trace.energy,
    trace.acceptance,
    trace.stepSize,
    trace.leapfrogs,
  ]);
  return {
    ending: fit.ending,
    gradients: String(fit.evaluations),
    positions: fingerprint(fit.positions.variables.flatMap((name) => fit.positions.of(name).flatMap((chain) => [...chain]))),
    draws: fingerprint(all),
    traces: fingerprint(traces.flatMap((column) => [...column])),
  };
}

/** The bits of fits of some or all of the models. */
export async function fits(
  options: { readonly backend?: Backend; readonly executor?: Executor; readonly names?: readonly ModelName[] } = {},
): Promise<Record<string, Record<string, string>>> {
  const { backend, executor, names = modelNames } = options;
  const bits: Record<string, Record<string, string>> = {};
  for (const name of names)
    bits[name] = bitsOfFit(await modelNamed(name, backend).sample({ ...sampling, ...(executor && { executor }) }));
  return bits;
}
