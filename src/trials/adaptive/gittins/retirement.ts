/** The retirement problem behind the Gittins index: play a Bernoulli arm, or retire with a fixed reward per play for ever. */
import { log } from "../../../numeric/index.js";

/** Standard deviations beyond which the arm is taken to be never retired: the probability of being wrong is about 1e-15. */
const CERTAIN = 8;

/**
 * Plays from a state after which value and retirement differ by less than this part of a reward: an index is then right to about 1e-9, since the
 * value at the end of the horizon is that of playing for ever or retiring at once, whichever is better.
 */
const HORIZON_TOLERANCE = 1e-6;

/** Number of plays that are looked ahead: γ^N / (1 − γ) is below the tolerance. */
export function horizonOf(discount: number, tolerance = HORIZON_TOLERANCE): number {
  return Math.max(8, Math.ceil(log(tolerance * (1 - discount)) / log(discount)));
}

/**
 * Values of the retirement problem with reward λ, for all states reached from one prior: depth d (plays so far) and i successes among them.
 *
 * V(d, i) = max(λ / (1 − γ), p (1 + γ V(d + 1, i + 1)) + (1 − p) γ V(d + 1, i)), p = (a + i) / (a + b + d).
 * Only states near the boundary are computed: below it both successors retire, far above it none ever does.
 *
 * Source: gittins1979bandit, gittins2011multi.
 */
export class RetirementProblem {
  private readonly successes: number;
  private readonly total: number;
  private readonly discount: number;
  private readonly depth: number;
  private readonly values: Float64Array;
  private readonly slopes: Float64Array;

  constructor(successes: number, failures: number, discount: number, depth: number) {
    this.successes = successes;
    this.total = successes + failures;
    this.discount = discount;
    this.depth = depth;
    this.values = new Float64Array(depth + 3);
    this.slopes = new Float64Array(depth + 3);
  }

  /**
   * Goes through all states from the horizon back to the prior.
   *
   * @param reward λ.
   * @param from Depth from which on (towards 0) `see` is told of states.
   * @param see Told of each depth: the first state computed, the last, and how much better playing is than retiring there, with its derivative
   * by λ, both by number of successes. Below the first state playing is worse by λ − p.
   */
  solve(
    reward: number,
    from: number,
    see: (depth: number, first: number, last: number, gain: Float64Array, slope: Float64Array) => void,
  ): void {
    const { values, slopes, discount, depth, successes, total } = this;
    const retire = reward / (1 - discount);
    const retireSlope = 1 / (1 - discount);
    values.fill(retire);
    slopes.fill(retireSlope);
    let first = Math.min(depth, Math.max(0, Math.ceil(reward * (total + depth) - successes)));
    let last = this.lastNear(reward, depth, depth);
    this.fillCertain(first, last, depth);
    const gain = new Float64Array(from + 1);
    const gainSlope = new Float64Array(from + 1);
    for (let d = depth - 1; d >= 0; d--) {
      const near = this.lastNear(reward, d, d);
      if (near + 1 > last) this.fillCertain(last + 1, near + 1, d + 1);
      last = near;
      const start = first > 0 ? first - 1 : 0;
      first = last + 1;
      for (let i = start; i <= last; i++) {
        const p = (successes + i) / (total + d);
        const play = p * (1 + discount * values[i + 1]) + (1 - p) * discount * values[i];
        const slope = discount * (p * slopes[i + 1] + (1 - p) * slopes[i]);
        if (d <= from) {
          gain[i] = play - retire;
          gainSlope[i] = slope - retireSlope;
        }
        if (play > retire) {
          if (i < first) first = i;
          values[i] = play;
          slopes[i] = slope;
        } else {
          values[i] = retire;
          slopes[i] = retireSlope;
        }
      }
      if (d <= from) see(d, start, last, gain, gainSlope);
    }
  }

  /** The last state of a depth that may still retire some day. */
  private lastNear(reward: number, depth: number, most: number): number {
    const { successes, total } = this;
    const plays = total + depth;
    const spread = CERTAIN * Math.sqrt(0.25 / (plays + 1));
    const last = Math.ceil((reward + spread) * plays - successes);
    return last > most ? most : last < 0 ? 0 : last;
  }

  /** States that are played for ever are worth p / (1 − γ). */
  private fillCertain(from: number, to: number, depth: number): void {
    const { values, slopes, successes, total, discount } = this;
    for (let i = from; i <= to; i++) {
      values[i] = (successes + i) / (total + depth) / (1 - discount);
      slopes[i] = 0;
    }
  }
}
