/** Leave-one-out cross-validation where the draws at hand say too little: with draws that are moved. */
import { exp } from "../../numeric/elementary/exponential.js";
import { log1p } from "../../numeric/elementary/logarithm.js";
import { logSumExp } from "../../numeric/special/log-sum-exp.js";
import type { Draws } from "../draws.js";
import { requireThat } from "../requirements.js";
import { labelOf, observationDraws } from "./likelihood-draws.js";
import type { LogLikelihood } from "./log-likelihood.js";
import { type LooEstimate, looEstimate, type MatchedObservation, setTerm } from "./loo-estimate.js";
import { type LooTerm, likelihoodEfficiency } from "./loo-term.js";
import { type MatchedDraws, type MovablePosterior, matchMoments } from "./moment-matching.js";

/** A posterior distribution on coordinates without constraints. */
export interface UnconstrainedPosterior {
  /** The draws that the log-likelihood is of; a variable for each coordinate. */
  readonly positions: Draws;
  /** log π of a position, Jacobians included, up to a constant. */
  logDensity(position: Float64Array): number;
  /** log p(observation | position), a part of that density. */
  logLikelihood(observation: number, position: Float64Array): number;
}

/** How far moments are matched. */
export interface MomentMatchingOptions {
  /** Matching goes on until k-hat is at most this, or no further map lowers it; 0.3 when not given. */
  readonly khatTarget?: number;
}

/**
 * `estimate` with better terms for the observations of `highKhat`: their draws are moved by affine maps towards the posterior without the
 * observation, and weighted anew.
 *
 * Each of them costs ten to twenty evaluations of density and likelihood for each draw. Observations whose k-hat does not fall keep their term.
 * @throws InvalidArgument for positions that are not as many as the draws of the log-likelihood, and a target that is not a number.
 * Source: paananen2021implicitly.
 */
export function momentMatchedLoo(
  estimate: LooEstimate,
  logLikelihood: LogLikelihood,
  posterior: UnconstrainedPosterior,
  options: MomentMatchingOptions = {},
): LooEstimate {
  const { khatTarget = 0.3 } = options;
  requireThat(Number.isFinite(khatTarget), "momentMatchedLoo", "khatTarget", "be a number", khatTarget);
  const { highKhat } = estimate;
  if (highKhat.length === 0) return estimate;
  const movable = movablePosterior(estimate.drawCount, posterior);
  const { elpd, effectiveParameters, monteCarloErrors, khat, effectiveSampleSizes, relativeEfficiencies } = estimate.pointwise;
  const pointwise = {
    elpd: [...elpd],
    effectiveParameters: [...effectiveParameters],
    monteCarloErrors: [...monteCarloErrors],
    khat: [...khat],
    effectiveSampleSizes: [...effectiveSampleSizes],
    relativeEfficiencies: [...relativeEfficiencies],
  };
  const matched: MatchedObservation[] = [];
  for (const i of highKhat.map(({ observation }) => observation).sort((a, b) => a - b)) {
    const leftOut = {
      logLikelihoods: observationDraws("momentMatchedLoo", logLikelihood, i).values,
      logLikelihood: (position: Float64Array) => posterior.logLikelihood(i, position),
      relativeEfficiency: relativeEfficiencies[i],
      khat: khat[i],
    };
    const draws = matchMoments(movable, leftOut, khatTarget);
    if (draws === undefined) continue;
    const { term, efficiency } = matchedTerm(draws, elpd[i] + effectiveParameters[i]);
    setTerm(pointwise, i, term, efficiency);
    matched.push({ observation: i, label: labelOf(logLikelihood, i), value: term.khat, before: khat[i] });
  }
  return looEstimate(pointwise, estimate, logLikelihood, [...estimate.matched, ...matched]);
}

/** The draws one after the other, with their densities. */
function movablePosterior(drawCount: number, posterior: UnconstrainedPosterior): MovablePosterior {
  const { positions } = posterior;
  const { variables, chainCount, iterationCount } = positions;
  const count = chainCount * iterationCount;
  requireThat(count === drawCount, "momentMatchedLoo", "posterior.positions", `hold ${drawCount} draws`, count);
  const dimension = variables.length;
  const values = new Float64Array(count * dimension);
  variables.forEach((variable, k) => {
    positions.of(variable).forEach((chain, c) => {
      for (let i = 0; i < iterationCount; i++) values[(c * iterationCount + i) * dimension + k] = chain[i];
    });
  });
  const logDensities = new Float64Array(count);
  for (let s = 0; s < count; s++) logDensities[s] = posterior.logDensity(values.subarray(s * dimension, (s + 1) * dimension));
  return { positions: { values, count, dimension }, logDensities, logDensity: (position) => posterior.logDensity(position) };
}

/** The term from weighted draws, `whole` being the log density of the observation under the posterior with it. Source: vehtari2024pareto. */
function matchedTerm({ logLikelihoods, logWeights, khat }: MatchedDraws, whole: number): { term: LooTerm; efficiency: number } {
  const elpd = logSumExp(logLikelihoods.map((value, s) => value + logWeights[s]));
  const efficiency = efficiencyOfHalves(logLikelihoods);
  let variance = 0;
  let squares = 0;
  for (let s = 0; s < logWeights.length; s++) {
    const weight = exp(logWeights[s]);
    const difference = exp(logLikelihoods[s] - elpd) - 1;
    squares += weight * weight;
    variance += weight * weight * difference * difference;
  }
  return {
    term: {
      elpd,
      effectiveParameters: whole - elpd,
      monteCarloError: Math.sqrt(log1p(variance / efficiency)),
      khat,
      effectiveSampleSize: efficiency / squares,
    },
    efficiency,
  };
}

/** The smaller one of the moved half and the other, for they are draws of two distributions. */
function efficiencyOfHalves(logLikelihoods: Float64Array): number {
  const half = logLikelihoods.length >> 1;
  const [moved, others] = [logLikelihoods.subarray(0, half), logLikelihoods.subarray(half)].map((values) =>
    likelihoodEfficiency({
      values,
      chainCount: 1,
      iterationCount: values.length,
      largest: values.reduce((a, b) => Math.max(a, b)),
    }),
  );
  return Math.min(moved, others);
}
