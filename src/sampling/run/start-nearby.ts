/** From where a chain happens to start to where it is worth sampling. */
import type { LogDensity } from "../../density/log-density.js";
import { exp, lbfgsMinimum } from "../../numeric/index.js";
import type { Rng } from "../../random/index.js";
import type { ChainPoint } from "../kernel.js";
import { startAtRandom } from "./starting-point.js";

/** Random positions that are climbed from. */
const CANDIDATES = 10;

/** Iterations between two looks at what was gained. */
const LOOK = 4;
const MOST_EVALUATIONS = 100;

/**
 * Climbs by L-BFGS as long as four iterations gain more than 10 + d, and returns the evaluations that it took.
 *
 * Random starts can lie where the log density is −10⁵⁷ and a sampler's steps are 10⁻³⁰ (an explosive time series). Draws lie about d/2 below the mode, so a climb
 * that gains less has come near enough; it stops short of the mode, where hierarchical densities have their spikes. Where a chain starts changes nothing of
 * what it converges to.
 */
function climb(target: LogDensity, point: ChainPoint): number {
  const { dimension } = target;
  let evaluations = 0;
  const negated = (gradient: Float64Array, position: Float64Array): number => {
    evaluations++;
    const value = target.evaluateInto(gradient, position);
    for (let i = 0; i < dimension; i++) gradient[i] = -gradient[i];
    return -value;
  };
  let before = Number.POSITIVE_INFINITY;
  const shouldStop = (iteration: number, minimum: number): boolean => {
    if (iteration % LOOK !== 0) return false;
    const enough = before - minimum < 10 + dimension;
    before = minimum;
    return enough;
  };
  const { minimizer } = lbfgsMinimum(negated, point.position, { memory: 5, maxEvaluations: MOST_EVALUATIONS, shouldStop });
  const gradient = new Float64Array(dimension);
  const value = target.evaluateInto(gradient, minimizer);
  if (value > point.logDensity && gradient.every(Number.isFinite)) {
    point.position.set(minimizer);
    point.gradient.set(gradient);
    point.logDensity = value;
  } else {
    point.logDensity = target.evaluateInto(point.gradient, point.position);
  }
  return evaluations + 1;
}

/**
 * Moves the point to one of ten random positions, climbed from, chosen with probabilities in proportion to their densities; returns the evaluations.
 *
 * Modes of much the same height are all started from, so that chains which stay in different ones are found out; a mode e⁻⁶⁰ as high, in which a chain would
 * stay for good, is not.
 *
 * @throws InvalidArgument as `startAtRandom`.
 */
export function startNearby(caller: string, target: LogDensity, point: ChainPoint, rng: Rng): number {
  const { dimension } = target;
  const candidate: ChainPoint = { position: new Float64Array(dimension), gradient: new Float64Array(dimension), logDensity: 0 };
  let evaluations = 0;
  // Σ exp(log density of those before − the chosen one's).
  let total = 0;
  for (let k = 0; k < CANDIDATES; k++) {
    startAtRandom(caller, target, candidate, rng.child(k));
    evaluations += 1 + climb(target, candidate);
    const ratio = k === 0 ? 1 : exp(candidate.logDensity - point.logDensity);
    const choose =
      rng.child(k).child("choice").uniform() * (total + ratio) <= ratio || k === 0 || ratio === Number.POSITIVE_INFINITY;
    if (!choose) {
      total += ratio;
      continue;
    }
    total = k === 0 ? 1 : total / ratio + 1;
    point.position.set(candidate.position);
    point.gradient.set(candidate.gradient);
    point.logDensity = candidate.logDensity;
  }
  return evaluations;
}
