/** Posterior distributions of independent arms on one grid: exact comparisons without random draws. */
import { BEYOND, type ShiftTable } from "./node-levels.js";
import { KERNEL_REACH, localIntegralInto, sincIntegralInto } from "./sinc-integral.js";

/** Densities are followed down to e^−26 of their peak: 5e-12. */
export const DEPTH = 26;
/** Nodes left free at either end, for rules that reach over. */
export const MARGIN = 10;
/** Spacing of nodes over an arm's own scale that resolves its density and distribution function. */
const RESOLUTION = 0.47;
/** The sinc rule takes a time that grows with the square of the nodes. */
const LONGEST = KERNEL_REACH - 4;
/** Where nodes are closer than this share of an arm's own spacing, its distribution function takes the local rule. */
const FINE = 0.47;

/**
 * Each arm's parameter is put on a coordinate u of its family (log-odds, log rate, …) on which densities are smooth and vanish at both
 * ends. There, sums over equally spaced nodes are right to many digits (the trapezoidal rule of analytic functions), and so are
 * distribution functions from sinc quadrature: with f_k, F_k an arm's density and distribution function,
 * P(k is largest) = ∫ f_k Π_j≠k F_j, P(all within δ) = Σ_k ∫ f_k(x) Π_j≠k [F_j(x + δ) − F_j(x)] dx.
 *
 * The families fill in densities. Arrays are reused: a grid is for one comparison at a time, and nothing is allocated per comparison.
 * Source: trefethen2014trapezoidal, stenger1981numerical.
 */
export abstract class PosteriorGrid {
  /** Arms that take part, 1 or 0: read when arms are placed, and free to be lessened afterwards. */
  readonly active: Uint8Array;
  protected readonly arms: number;
  /** Nodes in use, margins among them: u = (start + m) · step for m = 0 … size − 1. */
  protected size = 0;
  protected start = 0;
  protected step = 1;
  /** Whether the grid holds 1 − x in place of x. */
  protected mirrored = false;
  /** First and last node of each arm, numbered as `start` is, and the spacing that resolves it. */
  protected readonly low: Int32Array;
  protected readonly high: Int32Array;
  private readonly spacing: Float64Array;
  /** Spacing up to which the arm's distribution function takes the local rule. */
  private readonly fine: Float64Array;
  private readonly density: Float64Array[] = [];
  private readonly distribution: Float64Array[] = [];
  private readonly slope: Float64Array[] = [];
  private readonly moved: Float64Array[] = [];
  /** The shift that `moved` holds, by arm; NaN for none. */
  private readonly movedBy: Float64Array;
  private product = new Float64Array(0);
  private capacity = 0;

  constructor(arms: number) {
    this.arms = arms;
    this.active = new Uint8Array(arms).fill(1);
    this.low = new Int32Array(arms);
    this.high = new Int32Array(arms);
    this.spacing = new Float64Array(arms);
    this.fine = new Float64Array(arms);
    this.movedBy = new Float64Array(arms);
    this.grow(256);
  }

  /** Sets the spacing that the arm needs, by `resolve`. */
  protected abstract surveyArm(arm: number): void;
  /** Lays nodes at most `step` apart: writes `step`, and `low` and `high` of the active arms. */
  protected abstract layNodes(step: number): void;
  /** Writes the arm's density by u, up to a factor, from node `from` to `to` (numbered from `start`). */
  protected abstract densityInto(out: Float64Array, arm: number, from: number, to: number): void;
  /** Writes the derivative by u of the arm's density. */
  protected abstract slopeInto(out: Float64Array, density: Float64Array, arm: number, from: number, to: number): void;
  /** Where nodes lie when their parameters are shifted; `tableStart` is the node of its first entry. */
  protected abstract shiftTable(shift: number): ShiftTable;
  protected abstract get tableStart(): number;

  /** Sets the spacing that resolves a density of a scale (of u), as skew as that of the logarithm of a gamma variable with this shape. */
  protected resolve(arm: number, scale: number, shape: number): void {
    const spacing = RESOLUTION * scale * Math.sqrt(shape / (shape + 2.7));
    const fine = FINE * spacing;
    // Very skew densities reach far: they are resolved twice as well, for the rule whose time is in proportion to the nodes.
    this.spacing[arm] = shape < 0.6 ? fine : spacing;
    this.fine[arm] = fine * 1.000001;
  }

  /** Lays the nodes, and computes densities and distribution functions of the active arms. */
  protected build(): void {
    const { active, arms, spacing, low, high } = this;
    let finest = Infinity;
    let count = 0;
    for (let arm = 0; arm < arms; arm++) {
      if (active[arm] === 0) continue;
      count++;
      this.surveyArm(arm);
      if (spacing[arm] < finest) finest = spacing[arm];
    }
    // A product of more functions varies faster: its spectrum is as wide as that of a density with variance σ²/K.
    let step = count > 4 ? (finest * 2) / Math.sqrt(count) : finest;
    this.layNodes(step);
    // An arm with more nodes than the kernel reaches over takes the local rule, which needs closer nodes.
    for (let arm = 0; arm < arms; arm++) {
      if (active[arm] === 1 && high[arm] - low[arm] > LONGEST && this.step > this.fine[arm]) {
        step = Math.min(step, this.fine[arm]);
      }
    }
    if (step < this.step) this.layNodes(step);
    let first = Infinity;
    let last = -Infinity;
    for (let arm = 0; arm < arms; arm++) {
      if (active[arm] === 0) continue;
      if (low[arm] < first) first = low[arm];
      if (high[arm] > last) last = high[arm];
    }
    this.start = first - MARGIN;
    this.size = last - first + 1 + 2 * MARGIN;
    if (this.size > this.capacity) this.grow(2 * this.size);
    for (let arm = 0; arm < arms; arm++) if (active[arm] === 1) this.fill(arm);
  }

  /** Makes room for so many nodes. */
  private grow(capacity: number): void {
    this.capacity = capacity;
    this.product = new Float64Array(capacity);
    for (let arm = 0; arm < this.arms; arm++) {
      this.density[arm] = new Float64Array(capacity);
      this.distribution[arm] = new Float64Array(capacity);
      this.slope[arm] = new Float64Array(capacity);
      this.moved[arm] = new Float64Array(capacity);
    }
  }

  private fill(arm: number): void {
    const { size, step, start } = this;
    const density = this.density[arm];
    const distribution = this.distribution[arm];
    const from = this.low[arm] - start;
    const to = this.high[arm] - start;
    this.movedBy[arm] = Number.NaN;
    density.fill(0, 0, size);
    this.densityInto(density, arm, from, to);
    let sum = 0;
    for (let m = from; m <= to; m++) sum += density[m];
    const factor = 1 / (sum * step);
    for (let m = from; m <= to; m++) density[m] *= factor;
    if (step <= this.fine[arm]) localIntegralInto(distribution, density, from, to, step);
    else sincIntegralInto(distribution, density, from, to, step);
    distribution.fill(0, 0, from);
    distribution.fill(1, to + 1, size);
  }

  /** Writes P(arm is best) for each arm: 0 for arms that do not take part. */
  bestInto(out: Float64Array, larger: boolean): void {
    const { active, arms, start, product } = this;
    const largest = larger !== this.mirrored;
    let total = 0;
    for (let arm = 0; arm < arms; arm++) {
      out[arm] = 0;
      if (active[arm] === 0) continue;
      const density = this.density[arm];
      const from = this.low[arm] - start;
      const to = this.high[arm] - start;
      for (let m = from; m <= to; m++) product[m] = density[m];
      for (let other = 0; other < arms; other++) {
        if (other === arm || active[other] === 0) continue;
        const values = this.distribution[other];
        if (largest) for (let m = from; m <= to; m++) product[m] *= values[m];
        else for (let m = from; m <= to; m++) product[m] *= 1 - values[m];
      }
      let sum = 0;
      for (let m = from; m <= to; m++) sum += product[m];
      if (sum > 0) out[arm] = sum;
      total += out[arm];
    }
    for (let arm = 0; arm < arms; arm++) out[arm] /= total;
  }

  /** P(largest − smallest < difference) of the arms that take part. */
  allWithin(difference: number): number {
    const { active, arms, start, product } = this;
    for (let arm = 0; arm < arms; arm++) if (active[arm] === 1) this.move(arm, difference);
    let sum = 0;
    for (let arm = 0; arm < arms; arm++) {
      if (active[arm] === 0) continue;
      const density = this.density[arm];
      const from = this.low[arm] - start;
      const to = this.high[arm] - start;
      for (let m = from; m <= to; m++) product[m] = density[m];
      for (let other = 0; other < arms; other++) {
        if (other === arm || active[other] === 0) continue;
        const values = this.distribution[other];
        const moved = this.moved[other];
        for (let m = from; m <= to; m++) product[m] *= moved[m] - values[m];
      }
      for (let m = from; m <= to; m++) sum += product[m];
    }
    return clamp(sum * this.step);
  }

  /** P(one arm's parameter > another's + difference), for a difference of 0 or more. */
  greater(arm: number, other: number, difference = 0): number {
    return this.mirrored ? this.exceeds(other, arm, difference) : this.exceeds(arm, other, difference);
  }

  private exceeds(arm: number, other: number, difference: number): number {
    const { start, step } = this;
    if (difference > 0) this.move(arm, difference);
    const values = difference > 0 ? this.moved[arm] : this.distribution[arm];
    const density = this.density[other];
    let sum = 0;
    for (let m = this.low[other] - start, to = this.high[other] - start; m <= to; m++) sum += density[m] * (1 - values[m]);
    return clamp(sum * step);
  }

  /** Computes the arm's distribution function at all shifted nodes. */
  private move(arm: number, shift: number): void {
    if (this.movedBy[arm] === shift) return;
    this.movedBy[arm] = shift;
    const { step, start, size } = this;
    const { targets, weights } = this.shiftTable(shift);
    const skip = start - this.tableStart;
    const from = this.low[arm] - start;
    const to = this.high[arm] - start;
    const f = this.density[arm];
    const F = this.distribution[arm];
    const slope = this.slope[arm];
    const moved = this.moved[arm];
    slope.fill(0, 0, size);
    this.slopeInto(slope, f, arm, from, to);
    const square = step * step;
    for (let m = MARGIN; m < size - MARGIN; m++) {
      const target = targets[skip + m];
      const t = target - start;
      if (t < from - 2) moved[m] = 0;
      else if (t > to + 1 || target === BEYOND) moved[m] = 1;
      else {
        const w = 12 * (skip + m);
        const values = weights[w] * F[t - 1] + weights[w + 1] * F[t] + weights[w + 2] * F[t + 1] + weights[w + 3] * F[t + 2];
        const firsts = weights[w + 4] * f[t - 1] + weights[w + 5] * f[t] + weights[w + 6] * f[t + 1] + weights[w + 7] * f[t + 2];
        const seconds =
          weights[w + 8] * slope[t - 1] +
          weights[w + 9] * slope[t] +
          weights[w + 10] * slope[t + 1] +
          weights[w + 11] * slope[t + 2];
        moved[m] = values + step * firsts + square * seconds;
      }
    }
  }
}

/** Rounding may carry a probability beyond its ends. */
export function clamp(probability: number): number {
  return probability > 1 ? 1 : probability > 0 ? probability : 0;
}
