/** Gamma posteriors of independent arms on one grid. */
import { exp } from "../../numeric/elementary/exponential.js";
import { log } from "../../numeric/elementary/logarithm.js";
import { LevelGrid } from "./level-grid.js";
import type { Coordinate } from "./node-levels.js";

/** u = ln x. */
const logarithm: Coordinate = {
  parameter: (u) => exp(u),
  companion: () => 0,
  shifted: (_u, x, shift) => log(x + shift),
};

/** The coordinate is the logarithm u of the rate: density e^(a u − b e^u) b^a / Γ(a) by u, with a standard deviation of about 1/√a. */
export class GammaGrid extends LevelGrid {
  private readonly a: Float64Array;
  private readonly b: Float64Array;

  constructor(arms: number) {
    super(arms, logarithm);
    this.a = new Float64Array(arms);
    this.b = new Float64Array(arms);
  }

  /** Compares Gamma(shapes[k], rates[k]) for the arms k that are active. */
  place(shapes: ArrayLike<number>, rates: ArrayLike<number>): void {
    for (let arm = 0; arm < this.arms; arm++) {
      this.a[arm] = shapes[arm];
      this.b[arm] = rates[arm];
    }
    this.build();
  }

  protected surveyArm(arm: number): void {
    const a = this.a[arm];
    this.mode[arm] = log(a / this.b[arm]);
    this.scale[arm] = 1 / Math.sqrt(a);
    this.resolve(arm, this.scale[arm], a);
  }

  protected logDensity(arm: number, node: number): number {
    const { level } = this;
    return this.a[arm] * (node * level.step) - this.b[arm] * level.x[node - level.from];
  }

  protected score(arm: number, node: number): number {
    return this.a[arm] - this.b[arm] * this.level.x[node - this.level.from];
  }

  protected densityInto(out: Float64Array, arm: number, from: number, to: number): void {
    const { start, step } = this;
    const { x } = this.level;
    const skip = start - this.level.from;
    const a = this.a[arm];
    const b = this.b[arm];
    const peak = this.peak[arm];
    for (let m = from; m <= to; m++) out[m] = exp(a * ((start + m) * step) - b * x[skip + m] - peak);
  }

  protected slopeInto(out: Float64Array, density: Float64Array, arm: number, from: number, to: number): void {
    const skip = this.start - this.level.from;
    const { x } = this.level;
    const a = this.a[arm];
    const b = this.b[arm];
    for (let m = from; m <= to; m++) out[m] = density[m] * (a - b * x[skip + m]);
  }
}
