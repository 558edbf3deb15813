/**
 * The 20 public posteriors (posteriordb) in the words of the model builder, each with the way from its data file to the model's data and the names of its
 * parameters in the reference. Formulas: posteriordb's models, as listed in README.md beside the data.
 */
import { binary as combine, constant, type Expression, row, scan, select } from "../../../src/density/index.js";
import {
  cholesky,
  hiddenMarkov,
  lowerMatrixVector,
  ordinaryDifferentialEquation,
  squaredExponential,
} from "../../../src/density/operators/index.js";
import {
  bernoulli,
  beta,
  binomial,
  dirichlet,
  exponential,
  flat,
  gamma,
  halfCauchy,
  halfNormal,
  halfStudentT,
  logNormal,
  mixture,
  multivariateNormal,
  normal,
  poisson,
  studentT,
  truncated,
  uniform,
} from "../../../src/distributions/index.js";
import {
  type Builder,
  binary,
  count,
  index,
  type Model,
  matrix,
  model,
  number,
  type OtherData,
  real,
  type TableData,
} from "../../../src/models/index.js";

import { ordered, positiveOrdered } from "../../../src/transforms/index.js";

// biome-ignore lint/suspicious/noExplicitAny: a data file of posteriordb
type File = any;

export interface Posterior {
  readonly model: Model;
  /** The model's data from those of the file. */
  data(file: File): { readonly data: TableData; readonly others?: OtherData };
  /** The reference's name of one of the model's variables; undefined where the reference has none. */
  referenceName(variable: string): string | undefined;
}

const same = (variable: string): string => variable;

/** `b2` → `beta[2]`. */
const numbered =
  (prefix: string, to: string) =>
  (variable: string): string =>
    variable.replace(new RegExp(`^${prefix}(\\d+)$`), `${to}[$1]`);

/** A regression with flat priors: one coefficient `b1`, `b2`, … for each predictor, the first of which is the constant 1. */
function linear({ parameter }: Builder, predictors: readonly (Expression | 1)[]): Expression {
  const terms = predictors.map((predictor, k) => {
    const coefficient = parameter(`b${k + 1}`, flat());
    return predictor === 1 ? coefficient : coefficient.times(predictor);
  });
  return terms.reduce((total, term) => total.plus(term));
}

const kidscore: Posterior = {
  model: model((builder) => {
    const { kid_score, mom_hs, mom_iq } = builder.data({ kid_score: real, mom_hs: real, mom_iq: real });
    const mean = linear(builder, [1, mom_hs, mom_iq, mom_hs.times(mom_iq)]);
    builder.observe(kid_score, normal({ mean, sd: builder.parameter("sigma", halfCauchy({ scale: 2.5 })) }));
  }),
  data: ({ kid_score, mom_hs, mom_iq }) => ({ data: { kid_score, mom_hs, mom_iq } }),
  referenceName: numbered("b", "beta"),
};

const logearn: Posterior = {
  model: model((builder) => {
    const { earn, height, male } = builder.data({ earn: real, height: real, male: real });
    const mean = linear(builder, [1, height, male, height.times(male)]);
    builder.observe(earn.log(), normal({ mean, sd: builder.parameter("sigma", flat({ lower: 0 })) }));
  }),
  data: ({ earn, height, male }) => ({ data: { earn, height, male } }),
  referenceName: numbered("b", "beta"),
};

const kilpisjarvi: Posterior = {
  model: model(({ data, parameter, observe }) => {
    const { x, y } = data({ x: real, y: real });
    const { pmualpha, psalpha, pmubeta, psbeta } = data({ pmualpha: number, psalpha: number, pmubeta: number, psbeta: number });
    const alpha = parameter("alpha", normal({ mean: pmualpha, sd: psalpha }));
    const slope = parameter("beta", normal({ mean: pmubeta, sd: psbeta }));
    observe(y, normal({ mean: alpha.plus(slope.times(x)), sd: parameter("sigma", flat({ lower: 0 })) }));
  }),
  data: ({ x, y, pmualpha, psalpha, pmubeta, psbeta }) => ({ data: { x, y }, others: { pmualpha, psalpha, pmubeta, psbeta } }),
  referenceName: same,
};

const nes: Posterior = {
  model: model((builder) => {
    const columns = {
      partyid7: real,
      real_ideo: real,
      race_adj: real,
      age30_44: real,
      age45_64: real,
      age65up: real,
      educ1: real,
      gender: real,
      income: real,
    } as const;
    const { partyid7, real_ideo, race_adj, age30_44, age45_64, age65up, educ1, gender, income } = builder.data(columns);
    const mean = linear(builder, [1, real_ideo, race_adj, age30_44, age45_64, age65up, educ1, gender, income]);
    builder.observe(partyid7, normal({ mean, sd: builder.parameter("sigma", flat({ lower: 0 })) }));
  }),
  data: ({ partyid7, real_ideo, race_adj, age_discrete, educ1, gender, income }) => ({
    data: {
      partyid7,
      real_ideo,
      race_adj,
      age30_44: age_discrete.map((age: number) => Number(age === 2)),
      age45_64: age_discrete.map((age: number) => Number(age === 3)),
      age65up: age_discrete.map((age: number) => Number(age === 4)),
      educ1,
      gender,
      income,
    },
  }),
  referenceName: numbered("b", "beta"),
};

const sblrc: Posterior = {
  model: model(({ data, parameter, observe }) => {
    const { X, y } = data({ X: matrix, y: real });
    const coefficients = parameter("beta", normal({ mean: 0, sd: 10 }), { over: X.columns });
    observe(y, normal({ mean: X.times(coefficients), sd: parameter("sigma", halfNormal({ sd: 10 })) }));
  }),
  data: ({ X, y }) => ({ data: { X, y } }),
  referenceName: same,
};

const diamonds: Posterior = {
  model: model(({ data, parameter, observe }) => {
    const { X, Y } = data({ X: matrix, Y: real });
    const b = parameter("b", normal({ mean: 0, sd: 1 }), { over: X.columns });
    const intercept = parameter("Intercept", studentT({ degreesOfFreedom: 3, location: 8, scale: 10 }));
    observe(
      Y,
      normal({ mean: intercept.plus(X.times(b)), sd: parameter("sigma", halfStudentT({ degreesOfFreedom: 3, scale: 10 })) }),
    );
  }),
  data: ({ X, Y }) => {
    const columns = X[0].length - 1;
    const means = Array.from(
      { length: columns },
      (_, j) => X.reduce((total: number, line: number[]) => total + (line[j + 1] as number), 0) / X.length,
    );
    return { data: { Y, X: X.map((line: number[]) => means.map((mean, j) => (line[j + 1] as number) - mean)) } };
  },
  referenceName: same,
};

const eightSchools: Posterior = {
  model: model(({ data, parameter, observe }) => {
    const { school, y, sigma } = data({ school: index, y: real, sigma: real });
    const mu = parameter("mu", normal({ mean: 0, sd: 5 }));
    const tau = parameter("tau", halfCauchy({ scale: 5 }));
    const theta = parameter("theta", normal({ mean: mu, sd: tau }), { over: school, centered: false });
    observe(y, normal({ mean: theta.at(school), sd: sigma }));
  }),
  data: ({ y, sigma }) => ({ data: { school: y.map((_: number, j: number) => j + 1), y, sigma } }),
  referenceName: same,
};

const arK: Posterior = {
  model: model(({ data, parameter, observe }) => {
    const { y } = data({ y: real });
    const alpha = parameter("alpha", normal({ mean: 0, sd: 10 }));
    const coefficients = parameter("beta", normal({ mean: 0, sd: 10 }), { length: 5 });
    const lags = [1, 2, 3, 4, 5].map((lag) => coefficients.at(lag - 1).times(y.lag(lag)));
    const mean = lags.reduce<Expression>((total, term) => total.plus(term), alpha);
    observe(y, normal({ mean, sd: parameter("sigma", halfCauchy({ scale: 2.5 })) }), { from: 5 });
  }),
  data: ({ y }) => ({ data: { y } }),
  referenceName: same,
};

const arma: Posterior = {
  model: model(({ rows, data, parameter, observe }) => {
    const { y } = data({ y: real });
    const mu = parameter("mu", normal({ mean: 0, sd: 10 }));
    const phi = parameter("phi", normal({ mean: 0, sd: 2 }));
    const theta = parameter("theta", normal({ mean: 0, sd: 2 }));
    const sigma = parameter("sigma", halfCauchy({ scale: 2.5 }));
    const before = select(combine("equal", row(rows), 0), mu, y.lag(1));
    const [error] = scan(rows, [0], ([previous]) => [
      y.minus(mu.plus(phi.times(before)).plus(theta.times(previous as Expression<"rows">))),
    ]);
    observe(error as Expression, normal({ mean: 0, sd: sigma }));
  }),
  data: ({ y }) => ({ data: { y } }),
  referenceName: same,
};

const hmmExample: Posterior = {
  model: model(({ data, parameter, assume, add }) => {
    const { y } = data({ y: real });
    const theta1 = parameter("theta1", dirichlet({ concentration: [1, 1] }));
    const theta2 = parameter("theta2", dirichlet({ concentration: [1, 1] }));
    const mu = parameter("mu", flat(), { length: 2, constrain: positiveOrdered });
    assume(mu.at(0), normal({ mean: 3, sd: 1 }));
    assume(mu.at(1), normal({ mean: 10, sd: 1 }));
    const emissions = [0, 1].map((state) => normal({ mean: mu.at(state), sd: 1 }).logDensity(y));
    add(
      "hidden states",
      hiddenMarkov({ initial: [1, 1], transition: [theta1, theta2].map((line) => [line.at(0), line.at(1)]), emissions }),
    );
  }),
  data: ({ y }) => ({ data: { y } }),
  referenceName: same,
};

const hmmDrive: Posterior = {
  model: model(({ data, parameter, assume, add }) => {
    const { u, v } = data({ u: real, v: real });
    const theta1 = parameter("theta1", dirichlet({ concentration: [4, 2] }));
    const theta2 = parameter("theta2", dirichlet({ concentration: [2, 4] }));
    const phi = parameter("phi", flat(), { length: 2, constrain: positiveOrdered });
    const lambda = parameter("lambda", flat(), { length: 2, constrain: positiveOrdered });
    for (const rate of [phi, lambda]) {
      assume(rate.at(0), normal({ mean: 0, sd: 1 }));
      assume(rate.at(1), normal({ mean: 3, sd: 1 }));
    }
    const emissions = [0, 1].map((state) =>
      exponential({ rate: phi.at(state) })
        .logDensity(u)
        .plus(exponential({ rate: lambda.at(state) }).logDensity(v)),
    );
    add(
      "hidden states",
      hiddenMarkov({ initial: [1, 1], transition: [theta1, theta2].map((line) => [line.at(0), line.at(1)]), emissions }),
    );
  }),
  data: ({ u, v }) => ({ data: { u, v } }),
  referenceName: same,
};

const gaussMix: Posterior = {
  model: model(({ data, parameter, observe }) => {
    const { y } = data({ y: real });
    const mu = parameter("mu", normal({ mean: 0, sd: 2 }), { length: 2, constrain: ordered });
    const sigma = parameter("sigma", halfNormal({ sd: 2 }), { length: 2 });
    const theta = parameter("theta", beta({ shape1: 5, shape2: 5 }));
    const components = [0, 1].map((k) => normal({ mean: mu.at(k), sd: sigma.at(k) }));
    observe(y, mixture(components, [theta, constant(1).minus(theta)]));
  }),
  data: ({ y }) => ({ data: { y } }),
  referenceName: same,
};

const lotkaVolterra: Posterior = {
  model: model(({ data, parameter, observe }) => {
    const { time, hare, lynx } = data({ time: real, hare: real, lynx: real });
    const initial = data({ hare0: number, lynx0: number });
    const theta1 = parameter("theta1", truncated(normal({ mean: 1, sd: 0.5 }), { lower: 0 }));
    const theta2 = parameter("theta2", truncated(normal({ mean: 0.05, sd: 0.05 }), { lower: 0 }));
    const theta3 = parameter("theta3", truncated(normal({ mean: 1, sd: 0.5 }), { lower: 0 }));
    const theta4 = parameter("theta4", truncated(normal({ mean: 0.05, sd: 0.05 }), { lower: 0 }));
    const sigma = parameter("sigma", logNormal({ logMean: -1, logSd: 1 }), { length: 2 });
    const start = parameter("z_init", logNormal({ logMean: Math.LN10, logSd: 1 }), { length: 2 });
    const [u, v] = ordinaryDifferentialEquation({
      times: time,
      initial: [start.at(0), start.at(1)],
      parameters: [theta1, theta2, theta3, theta4],
      rightHandSide: (_, [u, v], [alpha, beta, gamma, delta]) => [
        alpha.minus(beta.times(v)).times(u),
        delta.times(u).minus(gamma).times(v),
      ],
    });
    observe(initial.hare0, logNormal({ logMean: start.at(0).log(), logSd: sigma.at(0) }));
    observe(initial.lynx0, logNormal({ logMean: start.at(1).log(), logSd: sigma.at(1) }));
    observe(hare, logNormal({ logMean: u.log(), logSd: sigma.at(0) }));
    observe(lynx, logNormal({ logMean: v.log(), logSd: sigma.at(1) }));
  }),
  data: ({ ts, y, y_init }) => ({
    data: { time: ts, hare: y.map((line: number[]) => line[0]), lynx: y.map((line: number[]) => line[1]) },
    others: { hare0: y_init[0], lynx0: y_init[1] },
  }),
  referenceName: numbered("theta", "theta"),
};

const gpRegression: Posterior = {
  model: model(({ data, parameter, observe }) => {
    const { x, y } = data({ x: real, y: real });
    const rho = parameter("rho", gamma({ shape: 25, rate: 4 }));
    const alpha = parameter("alpha", halfNormal({ sd: 2 }));
    const sigma = parameter("sigma", halfNormal({ sd: 1 }));
    const covariance = squaredExponential(x, { amplitude: alpha, lengthScale: rho, diagonal: sigma });
    observe(y, multivariateNormal({ mean: 0, covariance }));
  }),
  data: ({ x, y }) => ({ data: { x, y } }),
  referenceName: same,
};

const gpPoisson: Posterior = {
  model: model(({ rows, data, parameter, observe, record }) => {
    const { x, k } = data({ x: real, k: count });
    const rho = parameter("rho", gamma({ shape: 25, rate: 4 }));
    const alpha = parameter("alpha", halfNormal({ sd: 2 }));
    const z = parameter("z", normal({ mean: 0, sd: 1 }), { over: rows });
    const covariance = squaredExponential(x, { amplitude: alpha, lengthScale: rho, diagonal: 1e-10 });
    const f = record("f", lowerMatrixVector(cholesky(covariance), z));
    observe(k, poisson({ logRate: f }));
  }),
  data: ({ x, k }) => ({ data: { x, k } }),
  referenceName: same,
};

const mesquite: Posterior = {
  model: model((builder) => {
    const columns = {
      weight: real,
      diam1: real,
      diam2: real,
      canopy_height: real,
      total_height: real,
      density: real,
      group: real,
    } as const;
    const { weight, diam1, diam2, canopy_height, total_height, density, group } = builder.data(columns);
    const [d1, d2, h] = [diam1, diam2, canopy_height].map((x) => x.log()) as [Expression, Expression, Expression];
    const predictors = [1, d1.plus(d2).plus(h), d1.plus(d2), d1.minus(d2), total_height.log(), density.log(), group] as const;
    const mean = linear(builder, predictors);
    builder.observe(weight.log(), normal({ mean, sd: builder.parameter("sigma", flat({ lower: 0 })) }));
  }),
  data: ({ weight, diam1, diam2, canopy_height, total_height, density, group }) => ({
    data: { weight, diam1, diam2, canopy_height, total_height, density, group },
  }),
  referenceName: numbered("b", "beta"),
};

const wells: Posterior = {
  model: model(({ data, parameter, observe }) => {
    const { switched, dist } = data({ switched: binary, dist: real });
    const alpha = parameter("alpha", flat());
    const slope = parameter("beta", flat());
    observe(switched, bernoulli({ logit: alpha.plus(slope.times(dist.dividedBy(100))) }));
  }),
  data: ({ switched, dist }) => ({ data: { switched, dist } }),
  referenceName: (variable) => (variable === "beta" ? "beta[1]" : variable),
};

const radon: Posterior = {
  model: model(({ data, parameter, observe }) => {
    const { county, floor, uranium, logRadon } = data({ county: index, floor: real, uranium: real, logRadon: real });
    const mu = parameter("mu_alpha", normal({ mean: 0, sd: 10 }));
    const tau = parameter("sigma_alpha", halfNormal({ sd: 1 }));
    const slopes = parameter("beta", normal({ mean: 0, sd: 10 }), { length: 2 });
    const sigma = parameter("sigma_y", halfNormal({ sd: 1 }));
    const alpha = parameter("alpha", normal({ mean: mu, sd: tau }), { over: county, centered: false });
    const mean = alpha.at(county).plus(slopes.at(0).times(uranium)).plus(slopes.at(1).times(floor));
    observe(logRadon, normal({ mean, sd: sigma }));
  }),
  data: ({ county_idx, floor_measure, log_uppm, log_radon }) => ({
    data: { county: county_idx, floor: floor_measure, uranium: log_uppm, logRadon: log_radon },
  }),
  referenceName: same,
};

const seeds: Posterior = {
  model: model(({ rows, data, parameter, observe, record }) => {
    const { n, N, x1, x2 } = data({ n: count, N: count, x1: real, x2: real });
    const wide = normal({ mean: 0, sd: 1000 });
    const [alpha0, alpha1, alpha12, alpha2] = ["alpha0", "alpha1", "alpha12", "alpha2"].map((name) => parameter(name, wide)) as [
      Expression<"scalar">,
      Expression<"scalar">,
      Expression<"scalar">,
      Expression<"scalar">,
    ];
    const tau = parameter("tau", gamma({ shape: 0.001, rate: 0.001 }));
    const sigma = record("sigma", constant(1).dividedBy(tau.squareRoot()));
    const b = parameter("b", normal({ mean: 0, sd: sigma }), { over: rows });
    const logit = alpha0
      .plus(alpha1.times(x1))
      .plus(alpha2.times(x2))
      .plus(alpha12.times(x1.times(x2)))
      .plus(b as Expression<"rows">);
    observe(n, binomial({ trials: N, logit }));
  }),
  data: ({ n, N, x1, x2 }) => ({ data: { n, N, x1, x2 } }),
  referenceName: same,
};

/** The model of GLMM_Poisson, centered as it was published, or not: the judge of the one is the other. */
export const glmmPoisson = (centered: boolean): Posterior => ({
  model: model(({ rows, data, parameter, observe }) => {
    const { year, C } = data({ year: real, C: count });
    const alpha = parameter("alpha", uniform({ lower: -20, upper: 20 }));
    const slopes = [1, 2, 3].map((power) => parameter(`beta_${power}`, uniform({ lower: -10, upper: 10 })));
    const sigma = parameter("sigma", uniform({ lower: 0, upper: 5 }));
    const eps = parameter("eps", normal({ mean: 0, sd: sigma }), { over: rows, centered }) as Expression<"rows">;
    const powers = [year, year.times(year), year.times(year).times(year)];
    const trend = slopes.reduce<Expression>((total, slope, k) => total.plus(slope.times(powers[k] as Expression)), alpha);
    observe(C, poisson({ logRate: trend.plus(eps) }));
  }),
  data: ({ year, C }) => ({ data: { year, C } }),
  referenceName: () => undefined,
});

/** All 20 by the names of posteriordb. */
export const posteriors: Readonly<Record<string, Posterior>> = {
  "kidiq-kidscore_interaction": kidscore,
  "earnings-logearn_interaction": logearn,
  "kilpisjarvi_mod-kilpisjarvi": kilpisjarvi,
  "nes2000-nes": nes,
  "sblrc-blr": sblrc,
  "diamonds-diamonds": diamonds,
  "eight_schools-eight_schools_noncentered": eightSchools,
  "arK-arK": arK,
  "arma-arma11": arma,
  "gp_pois_regr-gp_regr": gpRegression,
  "gp_pois_regr-gp_pois_regr": gpPoisson,
  "hmm_example-hmm_example": hmmExample,
  "bball_drive_event_0-hmm_drive_0": hmmDrive,
  "low_dim_gauss_mix-low_dim_gauss_mix": gaussMix,
  "hudson_lynx_hare-lotka_volterra": lotkaVolterra,
  "mesquite-logmesquite_logvas": mesquite,
  "wells_data-wells_dist100_model": wells,
  "radon_mn-radon_hierarchical_intercept_noncentered": radon,
  "seeds_data-seeds_model": seeds,
  "GLMM_Poisson_data-GLMM_Poisson_model": glmmPoisson(true),
};
