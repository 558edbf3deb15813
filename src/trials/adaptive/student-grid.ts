/** Student t and normal posteriors of independent arms on one grid. */
import { exp } from "../../numeric/elementary/exponential.js";
import { log } from "../../numeric/elementary/logarithm.js";
import { hermiteWeightsInto } from "./hermite-shift.js";
import type { ShiftTable } from "./node-levels.js";
import { DEPTH, MARGIN, PosteriorGrid } from "./posterior-grid.js";

/**
 * The coordinate is u with x = center + width · sinh u: about linear where the arms are, and exponential in the tails, so that t
 * distributions of any degrees of freedom vanish quickly at both ends. Infinite degrees of freedom are the normal distribution.
 */
export class StudentGrid extends PosteriorGrid {
  private readonly location: Float64Array;
  private readonly scale: Float64Array;
  private readonly freedom: Float64Array;
  private center = 0;
  private width = 1;
  /** x and dx/du at the nodes from `tableStart` on. */
  private x = new Float64Array(256);
  private stretch = new Float64Array(256);
  private readonly table: ShiftTable = { targets: new Int32Array(256), weights: new Float64Array(12 * 256) };
  private tabled = Number.NaN;

  constructor(arms: number) {
    super(arms);
    this.location = new Float64Array(arms);
    this.scale = new Float64Array(arms);
    this.freedom = new Float64Array(arms);
  }

  /** Compares locations[k] + scales[k] · t(degreesOfFreedom[k]) for the arms k that are active. */
  place(locations: ArrayLike<number>, scales: ArrayLike<number>, degreesOfFreedom: ArrayLike<number>): void {
    let least = Infinity;
    let most = -Infinity;
    let width = 0;
    for (let arm = 0; arm < this.arms; arm++) {
      this.location[arm] = locations[arm];
      this.scale[arm] = scales[arm];
      this.freedom[arm] = degreesOfFreedom[arm];
      if (this.active[arm] === 0) continue;
      if (locations[arm] < least) least = locations[arm];
      if (locations[arm] > most) most = locations[arm];
      const own = scales[arm] * Math.sqrt(degreesOfFreedom[arm] < 50 ? degreesOfFreedom[arm] : 50);
      if (own > width) width = own;
    }
    this.center = least + (most - least) / 2;
    this.width = width > (most - least) / 2 ? width : (most - least) / 2;
    this.build();
  }

  override allWithin(difference: number): number {
    this.widen(difference);
    return super.allWithin(difference);
  }

  override greater(arm: number, other: number, difference = 0): number {
    this.widen(difference);
    return super.greater(arm, other, difference);
  }

  /** Lays nodes anew when a shift leads far into tails, where they would be too sparse for what comes from the middle. */
  private widen(difference: number): void {
    if (difference < Infinity && difference > this.width / 2) {
      this.width = 2 * difference;
      this.build();
    }
  }

  protected surveyArm(arm: number): void {
    const offset = (this.location[arm] - this.center) / this.width;
    const scale = this.scale[arm] / this.width / Math.sqrt(1 + offset * offset);
    this.resolve(arm, scale, this.freedom[arm] < 1e6 ? this.freedom[arm] / 2 : 1e6);
  }

  protected layNodes(step: number): void {
    this.step = step;
    let first = Infinity;
    let last = -Infinity;
    for (let arm = 0; arm < this.arms; arm++) {
      if (this.active[arm] === 0) continue;
      const reach = this.scale[arm] * this.reach(this.freedom[arm]);
      const low = Math.floor(this.coordinateOf(this.location[arm] - reach) / step);
      const high = Math.ceil(this.coordinateOf(this.location[arm] + reach) / step);
      this.low[arm] = low;
      this.high[arm] = high;
      if (low < first) first = low;
      if (high > last) last = high;
    }
    this.tabulate(first - MARGIN, last - first + 1 + 2 * MARGIN);
  }

  /** The distance, in scales, where the density by u has fallen to about e^−DEPTH of its peak. */
  private reach(freedom: number): number {
    return freedom > 1e6 ? Math.sqrt(2 * DEPTH) : Math.sqrt(freedom * (exp((2 * DEPTH) / freedom) - 1));
  }

  private coordinateOf(x: number): number {
    const y = (x - this.center) / this.width;
    return y < 0 ? -log(Math.sqrt(y * y + 1) - y) : log(Math.sqrt(y * y + 1) + y);
  }

  private tabulate(start: number, size: number): void {
    if (size > this.x.length) {
      this.x = new Float64Array(2 * size);
      this.stretch = new Float64Array(2 * size);
      this.table.targets = new Int32Array(2 * size);
      this.table.weights = new Float64Array(24 * size);
    }
    const { center, width, step, x, stretch } = this;
    this.tableStart = start;
    this.tableSize = size;
    this.tabled = Number.NaN;
    for (let m = 0; m < size; m++) {
      const growth = exp((start + m) * step);
      x[m] = center + 0.5 * width * (growth - 1 / growth);
      stretch[m] = 0.5 * width * (growth + 1 / growth);
    }
  }

  protected tableStart = 0;
  private tableSize = 0;

  protected densityInto(out: Float64Array, arm: number, from: number, to: number): void {
    const { x, stretch } = this;
    const location = this.location[arm];
    const inverse = 1 / this.scale[arm];
    const freedom = this.freedom[arm];
    const normal = freedom > 1e6 && freedom === Infinity;
    const power = -0.5 * (freedom + 1);
    for (let m = from; m <= to; m++) {
      const z = (x[m] - location) * inverse;
      out[m] = exp(normal ? -0.5 * z * z : power * log(1 + (z * z) / freedom)) * stretch[m];
    }
  }

  protected slopeInto(out: Float64Array, density: Float64Array, arm: number, from: number, to: number): void {
    const { x, stretch, center } = this;
    const location = this.location[arm];
    const inverse = 1 / this.scale[arm];
    const freedom = this.freedom[arm];
    for (let m = from; m <= to; m++) {
      const z = (x[m] - location) * inverse;
      const pull = freedom === Infinity ? z : ((freedom + 1) * z) / (freedom + z * z);
      out[m] = density[m] * ((x[m] - center) / stretch[m] - pull * inverse * stretch[m]);
    }
  }

  protected shiftTable(shift: number): ShiftTable {
    const { table, step, tableStart } = this;
    if (this.tabled === shift) return table;
    this.tabled = shift;
    for (let m = 0; m < this.tableSize; m++) {
      const position = this.coordinateOf(this.x[m] + shift) / step;
      const whole = Math.floor(position);
      table.targets[m] = whole;
      // Beyond the last node no arm has density: the weights are not read there.
      if (whole < tableStart + this.tableSize) hermiteWeightsInto(table.weights, 12 * m, position - whole);
    }
    return table;
  }
}
