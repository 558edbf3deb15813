/** Distributions for the laws: some of each line of the catalogue, and some made of others. */
import { catalogue } from "../../../src/distributions/catalogue.js";
import {
  beta,
  betaBinomial,
  binomial,
  cauchy,
  censored,
  type Distribution,
  gamma,
  half,
  hurdle,
  inverseGamma,
  laplace,
  logistic,
  mixture,
  negativeBinomial,
  normal,
  poisson,
  studentT,
  truncated,
  weibull,
  zeroInflated,
} from "../../../src/distributions/index.js";

export type Options = Readonly<Record<string, unknown>>;

/** Valid options of every constructor that takes options alone. */
export const optionsOf: Readonly<Record<keyof typeof catalogue, readonly Options[]>> = {
  bernoulli: [{ probability: 0.3 }, { logit: 2.5 }],
  beta: [
    { shape1: 2, shape2: 3.5 },
    { shape1: 0.6, shape2: 1.5 },
  ],
  betaBinomial: [
    { trials: 12, shape1: 2, shape2: 3 },
    { trials: 7, probability: 0.4, concentration: 3 },
    { trials: 9, logit: -1, concentration: 8 },
  ],
  binomial: [
    { trials: 15, probability: 0.2 },
    { trials: 6, logit: 1.5 },
  ],
  categorical: [{ probabilities: [0.25, 0.125, 0.625] }, { logits: [1, -2, 0.5, 0] }],
  cauchy: [{ location: -1, scale: 2 }],
  chiSquare: [{ degreesOfFreedom: 3.5 }],
  exponential: [{ rate: 0.7 }],
  gamma: [
    { shape: 2.5, rate: 4 },
    { shape: 0.7, rate: 0.1 },
  ],
  halfCauchy: [{ scale: 2 }],
  halfNormal: [{ sd: 0.4 }],
  halfStudentT: [{ degreesOfFreedom: 5, scale: 3 }],
  inverseGamma: [{ shape: 4, scale: 3 }],
  laplace: [{ location: 2, scale: 0.5 }],
  logNormal: [{ logMean: 0.3, logSd: 0.6 }],
  logistic: [{ location: -2, scale: 1.5 }],
  negativeBinomial: [
    { mean: 4, dispersion: 2.5 },
    { logMean: 0.5, dispersion: 7 },
  ],
  normal: [
    { mean: 0, sd: 1 },
    { mean: -30, sd: 4 },
  ],
  orderedLogistic: [
    { location: 0.7, cutpoints: [-1.5, 0.2, 1, 4] },
    { location: 0.2, cutpoints: [0.5] },
  ],
  pointMass: [{ value: 4 }, { value: -2 }],
  poisson: [{ rate: 3.5 }, { logRate: 2 }],
  studentT: [{ degreesOfFreedom: 4.5, location: 1, scale: 2 }],
  uniform: [{ lower: -3, upper: 2 }],
  weibull: [
    { shape: 2.5, scale: 3 },
    { shape: 0.8, scale: 10 },
  ],
};

/** A distribution whose name tells how it was made. */
export interface Case {
  readonly label: string;
  readonly distribution: Distribution;
  readonly isCount: boolean;
}

type Maker = (options: Options) => Distribution;

const fromCatalogue = Object.entries(catalogue).flatMap(([name, make]) =>
  optionsOf[name as keyof typeof catalogue].map(
    (options) => [`${name} ${JSON.stringify(options)}`, (make as Maker)(options)] as const,
  ),
);

const standard = normal({ mean: 0, sd: 1 });

const composed: readonly (readonly [string, Distribution])[] = [
  ["half laplace", half(laplace({ location: 0, scale: 3 }))],
  ["normal from 1", truncated(standard, { lower: 1 })],
  ["normal from 12 to 13", truncated(standard, { lower: 12, upper: 13 })],
  ["normal up to -45", truncated(standard, { upper: -45 })],
  ["studentT from -1 to 4", truncated(studentT({ degreesOfFreedom: 3, location: 0, scale: 1 }), { lower: -1, upper: 4 })],
  ["gamma from 3", truncated(gamma({ shape: 2, rate: 1 }), { lower: 3 })],
  ["poisson from 1", truncated(poisson({ rate: 1.5 }), { lower: 1 })],
  ["poisson from 2 to 5", truncated(poisson({ rate: 4 }), { lower: 2, upper: 5 })],
  ["two normals", mixture([normal({ mean: -2, sd: 0.5 }), normal({ mean: 3, sd: 2 })], [0.25, 0.75])],
  [
    "three normals",
    mixture(
      [-4, 0, 5].map((mean) => normal({ mean, sd: 1 })),
      [0.5, 0.25, 0.25],
    ),
  ],
  ["two poissons", mixture([poisson({ rate: 1 }), poisson({ rate: 12 })], [0.5, 0.5])],
  ["normal and weibull", mixture([standard, weibull({ shape: 3, scale: 2 })], [0.5, 0.5])],
  ["student t from 1", truncated(studentT({ degreesOfFreedom: 7, location: 0, scale: 1 }), { lower: 1 })],
  ["beta up to 0.4", truncated(beta({ shape1: 2, shape2: 1.5 }), { upper: 0.4 })],
  ["cauchy from -3 to 8", truncated(cauchy({ location: 0, scale: 2 }), { lower: -3, upper: 8 })],
  ["inverse gamma up to 0.2", truncated(inverseGamma({ shape: 4, scale: 3 }), { upper: 0.2 })],
  ["negative binomial from 1", truncated(negativeBinomial({ mean: 2, dispersion: 1.5 }), { lower: 1 })],
  ["binomial from 2 to 9", truncated(binomial({ trials: 12, probability: 0.3 }), { lower: 2, upper: 9 })],
  ["beta-binomial from 1", truncated(betaBinomial({ trials: 9, shape1: 0.7, shape2: 2 }), { lower: 1 })],
  ["half logistic", half(logistic({ location: 0, scale: 2 }))],
  ["half of t", half(studentT({ degreesOfFreedom: 5, location: 0, scale: 2 }))],
  ["zero-inflated poisson", zeroInflated(poisson({ rate: 3 }), { probability: 0.25 })],
  ["zero-inflated negative binomial", zeroInflated(negativeBinomial({ mean: 3, dispersion: 2 }), { logit: -1 })],
  ["zero-inflated binomial", zeroInflated(binomial({ trials: 8, probability: 0.4 }), { probability: 0.1 })],
  ["hurdle poisson", hurdle(poisson({ rate: 1.5 }), { probability: 0.6 })],
  ["hurdle negative binomial", hurdle(negativeBinomial({ mean: 5, dispersion: 0.8 }), { logit: 0.4 })],
  ["hurdle binomial", hurdle(binomial({ trials: 6, probability: 0.3 }), { probability: 0.2 })],
  ["uncensored weibull", censored(weibull({ shape: 2, scale: 3 }), { right: 0 })],
];

export const cases: readonly Case[] = [...fromCatalogue, ...composed].map(([label, distribution]) => ({
  label,
  distribution,
  isCount: distribution.support.kind === "integer",
}));
