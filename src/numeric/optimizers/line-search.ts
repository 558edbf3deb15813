/** The line search behind gradient methods: a step that satisfies the strong Wolfe conditions. */
import { dot } from "./limits.js";
import type { DifferentiableObjective } from "./minimum.js";

/** Required share of the decrease that the slope promises. */
const DECREASE = 1e-4;
/** The slope must fall to this share of the first one. */
const CURVATURE = 0.9;
const MAX_TRIALS = 40;

/** One end of the search interval: a step, the objective and the slope there. */
interface Trial {
  step: number;
  value: number;
  slope: number;
}

/**
 * Searches along directions for steps with enough decrease and a flat enough slope; its arrays are reused by every search.
 *
 * Conditions, with d the slope at 0: f(α) ≤ f(0) + 10⁻⁴ α d + 10 ε |f(0)| and |f′(α)| ≤ 0.9 |d|. The last term keeps the
 * search alive near an optimum, where the decrease drowns in rounding.
 *
 * Source: nocedal2006numerical, algorithms 3.5 and 3.6.
 */
export class LineSearch {
  /** The point of the last accepted step, its value and its gradient. */
  readonly position: Float64Array;
  readonly gradient: Float64Array;
  value = Number.NaN;
  evaluations = 0;
  private from: Float64Array;
  private direction: Float64Array;
  private firstValue = 0;
  private firstSlope = 0;

  constructor(
    private readonly objective: DifferentiableObjective,
    dimension: number,
  ) {
    this.position = new Float64Array(dimension);
    this.gradient = new Float64Array(dimension);
    this.from = this.position;
    this.direction = this.position;
  }

  /** Searches from a point with the given value and slope; returns the step, or 0 if there is none. */
  search(from: Float64Array, direction: Float64Array, value: number, slope: number, firstStep: number): number {
    this.from = from;
    this.direction = direction;
    this.firstValue = value;
    this.firstSlope = slope;
    let former: Trial = { step: 0, value, slope };
    let step = firstStep;
    for (let trials = 1; trials <= MAX_TRIALS; trials++) {
      const trial = this.evaluate(step);
      if (trial.value === Number.NEGATIVE_INFINITY) return step;
      if (this.isTooHigh(trial) || (trials > 1 && trial.value >= former.value)) return this.narrow(former, trial, trials);
      if (Math.abs(trial.slope) <= -CURVATURE * slope) return step;
      if (trial.slope >= 0) return this.narrow(trial, former, trials);
      const next = cubicMinimizer(former, trial);
      // Between 2 and 10 times the last stride further.
      const stride = step - former.step;
      const reach = Number.isFinite(next) && next > step ? next - step : 10 * stride;
      former = trial;
      step += Math.min(10 * stride, Math.max(2 * stride, reach));
    }
    return former.step;
  }

  /** Shrinks the interval between the best end so far and one beyond the minimum. */
  private narrow(best: Trial, beyond: Trial, trials: number): number {
    let low = best;
    let high = beyond;
    for (let count = trials; count < MAX_TRIALS; count++) {
      const step = interiorStep(low, high);
      if (step === low.step || step === high.step) break;
      const trial = this.evaluate(step);
      if (this.isTooHigh(trial) || trial.value > low.value + this.slack()) {
        high = trial;
        continue;
      }
      if (Math.abs(trial.slope) <= -CURVATURE * this.firstSlope) return step;
      if (trial.slope * (high.step - low.step) >= 0) high = low;
      low = trial;
    }
    if (low.step === 0) return 0;
    // The interval has collapsed: the best point with enough decrease has to do.
    this.evaluate(low.step);
    return low.step;
  }

  private slack(): number {
    return 10 * Number.EPSILON * Math.abs(this.firstValue);
  }

  private isTooHigh({ step, value }: Trial): boolean {
    return !(value <= this.firstValue + DECREASE * step * this.firstSlope + this.slack());
  }

  private evaluate(step: number): Trial {
    for (let i = 0; i < this.position.length; i++) this.position[i] = this.from[i] + step * this.direction[i];
    this.evaluations++;
    const value = this.objective(this.gradient, this.position);
    const slope = dot(this.gradient, this.direction);
    this.value = Number.isNaN(value) || Number.isNaN(slope) ? Number.POSITIVE_INFINITY : value;
    return { step, value: this.value, slope };
  }
}

/** A step inside the interval, by the cubic through both ends, kept a tenth away from them; the middle if there is none. */
function interiorStep(low: Trial, high: Trial): number {
  const width = high.step - low.step;
  const cubic = cubicMinimizer(low, high);
  const share = (cubic - low.step) / width;
  return low.step + width * (share > 0 && share < 1 ? Math.min(0.9, Math.max(0.1, share)) : 0.5);
}

/** The minimizer of the cubic with the values and slopes of two trials; NaN when it has none or a value is infinite. */
function cubicMinimizer(a: Trial, b: Trial): number {
  const width = b.step - a.step;
  const mean = a.slope + b.slope - (3 * (b.value - a.value)) / width;
  const root = Math.sqrt(mean * mean - a.slope * b.slope) * (width > 0 ? 1 : -1);
  return b.step - (width * (b.slope + root - mean)) / (b.slope - a.slope + 2 * root);
}
