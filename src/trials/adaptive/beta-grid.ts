/** Beta posteriors of independent arms on one grid. */
import { exp } from "../../numeric/elementary/exponential.js";
import { log, log1p } from "../../numeric/elementary/logarithm.js";
import { betaAllWithin, betaExceeds } from "./beta-near-end.js";
import { LevelGrid } from "./level-grid.js";
import type { Coordinate } from "./node-levels.js";

/** u = ln(x / (1 − x)); the companion is ln x. */
const logOdds: Coordinate = {
  parameter: (u) => (u > 0 ? 1 / (1 + exp(-u)) : exp(u) / (1 + exp(u))),
  companion: (u) => (u > 0 ? -log1p(exp(-u)) : u - log1p(exp(u))),
  shifted(u, x, shift) {
    const rest = (u > 0 ? exp(-u) * x : 1 - x) - shift;
    return rest > 0 ? log((x + shift) / rest) : Number.POSITIVE_INFINITY;
  },
};

/** With beta from this on, a beta distribution function ends at 1 so smoothly that the grid is right to 1e-10. */
const SMOOTH = 6;

/**
 * The coordinate is the log-odds u: density x^a (1 − x)^b / B(a, b) by u, with a standard deviation of about √(1/a + 1/b).
 */
export class BetaGrid extends LevelGrid {
  private readonly a: Float64Array;
  private readonly b: Float64Array;

  constructor(arms: number) {
    super(arms, logOdds);
    this.a = new Float64Array(arms);
    this.b = new Float64Array(arms);
  }

  /** Compares Beta(alphas[k], betas[k]) for the arms k that are active. */
  place(alphas: ArrayLike<number>, betas: ArrayLike<number>): void {
    let leastAlpha = Infinity;
    let leastBeta = Infinity;
    for (let arm = 0; arm < this.arms; arm++) {
      if (this.active[arm] === 0) continue;
      if (alphas[arm] < leastAlpha) leastAlpha = alphas[arm];
      if (betas[arm] < leastBeta) leastBeta = betas[arm];
    }
    // F(x + difference) has a kink at x = 1 − difference when beta is small: it should lie where no arm has density.
    this.mirrored = leastBeta < leastAlpha;
    const [first, second] = this.mirrored ? [betas, alphas] : [alphas, betas];
    for (let arm = 0; arm < this.arms; arm++) {
      this.a[arm] = first[arm];
      this.b[arm] = second[arm];
    }
    this.build();
  }

  override allWithin(difference: number): number {
    if (difference >= 1) return 1;
    return this.reachesKink(difference) ? betaAllWithin(this.a, this.b, this.active, difference) : super.allWithin(difference);
  }

  override greater(arm: number, other: number, difference = 0): number {
    if (difference >= 1) return 0;
    if (difference === 0 || !this.reachesKink(difference)) return super.greater(arm, other, difference);
    const [high, low] = this.mirrored ? [other, arm] : [arm, other];
    return betaExceeds(this.a[high], this.b[high], this.a[low], this.b[low], difference);
  }

  /** Whether an arm has density about the kink, and an arm makes it one. */
  private reachesKink(difference: number): boolean {
    const { active, level } = this;
    let highest = 0;
    let least = Infinity;
    for (let arm = 0; arm < this.arms; arm++) {
      if (active[arm] === 0) continue;
      const x = level.x[this.high[arm] - level.from];
      if (x > highest) highest = x;
      if (this.b[arm] < least) least = this.b[arm];
    }
    return highest > 1 - difference && least < SMOOTH;
  }

  protected surveyArm(arm: number): void {
    const a = this.a[arm];
    const b = this.b[arm];
    this.mode[arm] = log(a / b);
    this.scale[arm] = Math.sqrt(1 / a + 1 / b);
    this.resolve(arm, this.scale[arm], a < b ? a : b);
  }

  protected logDensity(arm: number, node: number): number {
    const { level } = this;
    const b = this.b[arm];
    return (this.a[arm] + b) * level.companion[node - level.from] - b * (node * level.step);
  }

  protected score(arm: number, node: number): number {
    return this.a[arm] - (this.a[arm] + this.b[arm]) * this.level.x[node - this.level.from];
  }

  protected densityInto(out: Float64Array, arm: number, from: number, to: number): void {
    const { start, step } = this;
    const { companion } = this.level;
    const skip = start - this.level.from;
    const b = this.b[arm];
    const sum = this.a[arm] + b;
    const peak = this.peak[arm];
    for (let m = from; m <= to; m++) out[m] = exp(sum * companion[skip + m] - b * ((start + m) * step) - peak);
  }

  protected slopeInto(out: Float64Array, density: Float64Array, arm: number, from: number, to: number): void {
    const skip = this.start - this.level.from;
    const { x } = this.level;
    const a = this.a[arm];
    const sum = a + this.b[arm];
    for (let m = from; m <= to; m++) out[m] = density[m] * (a - sum * x[skip + m]);
  }
}
