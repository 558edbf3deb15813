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

/** What a climb came to. */
interface Climb {
  /** The log density reached. */
  readonly height: number;
  readonly evaluations: number;
}

/**
 * Climbs by L-BFGS as long as four iterations gain more than 10 + d, and moves the point there if that much was gained in all.
 *
 * Random starts can lie where the log density is −10⁵⁷ and a sampler's steps are 10⁻³⁰ (an explosive time series). Draws lie about d/2 below the mode, so a climb
 * that gains less has come near enough; it stops short of the mode, where hierarchical densities have their spikes and others end at a boundary. A point that
 * was near already stays, so that chains begin apart. Where a chain starts changes nothing of what it converges to.
 */
function climb(target: LogDensity, point: ChainPoint): Climb {
  const { dimension } = target;
  const enough = 10 + dimension;
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
    const isNear = before - minimum < enough;
    before = minimum;
    return isNear;
  };
  const { minimizer, minimum } = lbfgsMinimum(negated, point.position, {
    memory: 5,
    maxEvaluations: MOST_EVALUATIONS,
    shouldStop,
  });
  if (!(-minimum - point.logDensity >= enough))
    return { height: -minimum > point.logDensity ? -minimum : point.logDensity, evaluations };
  const gradient = new Float64Array(dimension);
  const height = target.evaluateInto(gradient, minimizer);
  if (Number.isFinite(height) && gradient.every(Number.isFinite)) {
    point.position.set(minimizer);
    point.gradient.set(gradient);
    point.logDensity = height;
  }
  return { height: point.logDensity, evaluations: evaluations + 1 };
}

/**
 * Moves the point to one of ten random positions, climbed from, chosen with probabilities in proportion to the densities reached; returns the evaluations.
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
  // The chosen one's height, and Σ exp(height of those before − it).
  let chosen = 0;
  let total = 0;
  for (let k = 0; k < CANDIDATES; k++) {
    startAtRandom(caller, target, candidate, rng.child(k));
    const { height, evaluations: steps } = climb(target, candidate);
    evaluations += 1 + steps;
    const ratio = k === 0 ? 1 : exp(height - chosen);
    const choose =
      rng.child(k).child("choice").uniform() * (total + ratio) <= ratio || k === 0 || ratio === Number.POSITIVE_INFINITY;
    if (!choose) {
      total += ratio;
      continue;
    }
    total = k === 0 ? 1 : total / ratio + 1;
    chosen = height;
    point.position.set(candidate.position);
    point.gradient.set(candidate.gradient);
    point.logDensity = candidate.logDensity;
  }
  return evaluations;
}
