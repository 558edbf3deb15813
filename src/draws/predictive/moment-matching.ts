/** Leave-one-out terms of influential observations, from draws that are moved to where the posterior without them is. */
import { exp } from "../../numeric/elementary/exponential.js";
import { logAddExp } from "../../numeric/special/log-sum-exp.js";
import { type PsisWeights, psis } from "../pareto/psis.js";
import { AffineMap } from "./affine-map.js";
import { matchingMaps, meanPosition, type PositionTable, type WeightedPositions } from "./matching-steps.js";

/** The posterior at draws of it, and how to find its densities elsewhere. */
export interface MovablePosterior {
  readonly positions: PositionTable;
  /** log π at the draws. */
  readonly logDensities: Float64Array;
  /** log π of a position, up to the same constant. */
  logDensity(position: Float64Array): number;
}

/** The observation that is left out. */
export interface LeftOut {
  /** Its log-likelihood at the draws. */
  readonly logLikelihoods: Float64Array;
  /** The same of a position. */
  logLikelihood(position: Float64Array): number;
  readonly relativeEfficiency: number;
  readonly khat: number;
}

/** Weighted draws for the expectation of the left-out likelihood. */
export interface MatchedDraws {
  readonly logLikelihoods: Float64Array;
  /** Logarithms of weights that add up to 1. */
  readonly logWeights: Float64Array;
  /** Of the draws moved as far as matching went, before half of them are moved back. */
  readonly khat: number;
}

/** Maps that are accepted before matching ends, whatever the k-hat. */
const MOST_STEPS = 30;

/** Moved draws with what weighting them gave. */
interface Matching extends WeightedPositions {
  readonly logLikelihoods: Float64Array;
  readonly logDensities: Float64Array;
  readonly khat: number;
}

/**
 * Moves the draws by affine maps that match mean, variances or covariances of the draws to those of the draws weighted by
 * π(T θ)/(p(y_i|T θ) π(θ)), as long as this lowers their k-hat and it is above `khatTarget`; undefined if no map lowers it.
 *
 * In the end half of the draws are moved, the other half left, and both weighted as a sample of the mixture of the two
 * distributions: so that neither numerator nor denominator of the leave-one-out density is estimated from draws that miss it.
 * Source: paananen2021implicitly.
 */
export function matchMoments(posterior: MovablePosterior, leftOut: LeftOut, khatTarget: number): MatchedDraws | undefined {
  const { positions, logDensities } = posterior;
  const { logLikelihoods, relativeEfficiency, khat } = leftOut;
  const start = psis(
    logLikelihoods.map((value) => -value),
    { relativeEfficiency },
  );
  const unmoved: Matching = {
    map: AffineMap.identity(meanPosition(positions)),
    positions,
    weights: start.logWeights.map(exp),
    logLikelihoods,
    logDensities,
    khat,
  };
  let matching = unmoved;
  for (let steps = 0; steps < MOST_STEPS && matching.khat > khatTarget; steps++) {
    const next = improved(matching, posterior, leftOut);
    if (next === undefined) break;
    matching = next;
  }
  return matching === unmoved ? undefined : halfMoved(matching, posterior, leftOut);
}

/** The first map that lowers the k-hat. */
function improved(matching: Matching, posterior: MovablePosterior, leftOut: LeftOut): Matching | undefined {
  for (const map of matchingMaps(matching)) {
    const moved = moveAll(map, posterior, leftOut);
    if (moved !== undefined && moved.khat < matching.khat) return moved;
  }
  return undefined;
}

function moveAll(map: AffineMap, posterior: MovablePosterior, leftOut: LeftOut): Matching | undefined {
  const { count, dimension, values } = posterior.positions;
  const moved = new Float64Array(values.length);
  const logDensities = new Float64Array(count);
  const logLikelihoods = new Float64Array(count);
  const logRatios = new Float64Array(count);
  // One buffer: views of each draw would cost more than the evaluations.
  const position = new Float64Array(dimension);
  for (let s = 0; s < count; s++) {
    const start = s * dimension;
    for (let k = 0; k < dimension; k++) position[k] = values[start + k];
    map.applyInto(position, position);
    for (let k = 0; k < dimension; k++) moved[start + k] = position[k];
    logDensities[s] = posterior.logDensity(position);
    logLikelihoods[s] = leftOut.logLikelihood(position);
    logRatios[s] = logDensities[s] - logLikelihoods[s] - posterior.logDensities[s];
  }
  const weighted = smoothedWeights(logRatios, leftOut.relativeEfficiency);
  if (weighted === undefined) return undefined;
  const { logWeights, khat } = weighted;
  return {
    map,
    positions: { values: moved, count, dimension },
    weights: logWeights.map(exp),
    logLikelihoods,
    logDensities,
    khat,
  };
}

/** Smoothed weights; undefined where there are none. A ratio of two densities that are both 0 is 0. */
function smoothedWeights(logRatios: Float64Array, relativeEfficiency: number): PsisWeights | undefined {
  let isUsable = false;
  for (let s = 0; s < logRatios.length; s++) {
    if (Number.isNaN(logRatios[s])) logRatios[s] = Number.NEGATIVE_INFINITY;
    if (logRatios[s] === Number.POSITIVE_INFINITY) return undefined;
    isUsable ||= logRatios[s] > Number.NEGATIVE_INFINITY;
  }
  return isUsable ? psis(logRatios, { relativeEfficiency }) : undefined;
}

/** The first half of the draws moved, the second not, weighted by π/p(y_i|·) over the mixture's density π(θ) + π(T⁻¹ θ)/|det T|. */
function halfMoved(matching: Matching, posterior: MovablePosterior, leftOut: LeftOut): MatchedDraws | undefined {
  const { map } = matching;
  const { count, dimension, values } = posterior.positions;
  const logDeterminant = map.logDeterminant;
  const logLikelihoods = leftOut.logLikelihoods.slice();
  const logRatios = new Float64Array(count);
  const origin = new Float64Array(dimension);
  const half = count >> 1;
  for (let s = 0; s < count; s++) {
    let here = posterior.logDensities[s];
    let before = here;
    if (s < half) {
      here = matching.logDensities[s];
      logLikelihoods[s] = matching.logLikelihoods[s];
    } else {
      map.invertInto(origin, values.subarray(s * dimension, (s + 1) * dimension));
      before = posterior.logDensity(origin);
    }
    logRatios[s] = here - logLikelihoods[s] - logAddExp(here, before - logDeterminant);
  }
  const weighted = smoothedWeights(logRatios, leftOut.relativeEfficiency);
  return weighted && { logLikelihoods, logWeights: weighted.logWeights, khat: matching.khat };
}
