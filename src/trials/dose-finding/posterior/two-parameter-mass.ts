/** The posterior's mass at the nodes of a grid, where it has any. */
import { exp } from "../../../numeric/elementary/exponential.js";
import { log } from "../../../numeric/elementary/logarithm.js";
import { cumulativeSinc } from "./cumulative-sinc.js";
import type { Likelihood } from "./likelihood.js";
import type { TwoParameterGrid } from "./two-parameter-grid.js";

/** Nodes whose density is less than e^−DEPTH of the largest are passed over. */
const DEPTH = 22;
/** Columns on each side of the mode that a first row begins with, and that are added as long as there is mass. */
const FIRST_HALF_WIDTH = 8;
const ADDED = 4;

/** The mass on one grid; filled again for each data set. */
export class TwoParameterMass {
  readonly grid: TwoParameterGrid;
  total = 0;
  /** Of the last sum over rows, how much more is in even rows than in odd ones. */
  alternating = 0;
  totalAlternating = 0;
  /** How much the sums over even and odd columns differ, summed over rows, relative to the total: the content at the highest frequency. */
  columnError = 0;
  /** The mass reaches the edge of the grid. */
  isCut = false;
  /** The logarithm that values are relative to. */
  highest = 0;
  /** Row k has mass at columns `from[k]` … `to[k] − 1`; its values lie at `start[k]` and after. */
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly start: Int32Array;
  private readonly rowSum: Float64Array;
  private readonly mode: Int32Array;
  private readonly modeValue: Float64Array;
  private values = new Float64Array(4096);
  private readonly scratch: Float64Array;
  private readonly one = new Float64Array(1);
  private readonly logs = new Float64Array(2);
  /** Rows with mass: `firstRow` … `lastRow`. */
  private firstRow = 0;
  private lastRow = -1;
  /** How far the row before reached from its mode. */
  private leftWidth = FIRST_HALF_WIDTH;
  private rightWidth = FIRST_HALF_WIDTH;
  private likelihood!: Likelihood;
  private readonly tables: Float64Array[] = [];

  constructor(grid: TwoParameterGrid) {
    this.grid = grid;
    this.from = new Int32Array(grid.rows);
    this.to = new Int32Array(grid.rows);
    this.start = new Int32Array(grid.rows);
    this.rowSum = new Float64Array(grid.rows);
    this.mode = new Int32Array(grid.rows);
    this.modeValue = new Float64Array(grid.rows);
    this.scratch = new Float64Array(grid.columns);
  }

  /** Finds where the posterior has mass, and how much, relative to e^highest (when not given, to the largest on this grid). */
  fill(likelihood: Likelihood, relativeTo?: number): void {
    this.likelihood = likelihood;
    const { grid, tables } = this;
    tables.length = 0;
    if (grid.isTabulated) for (let t = 0; t < likelihood.tried; t++) tables.push(grid.table(likelihood.dose[t]));
    const highest = this.findModes();
    this.highest = relativeTo ?? highest;
    const least = this.highest - DEPTH;
    this.isCut = false;
    this.total = 0;
    this.alternating = 0;
    this.columnError = 0;
    this.firstRow = grid.rows;
    this.lastRow = -1;
    this.leftWidth = FIRST_HALF_WIDTH;
    this.rightWidth = FIRST_HALF_WIDTH;
    let end = 0;
    for (let k = 0; k < grid.rows; k++) {
      this.start[k] = end;
      if (this.modeValue[k] < least) {
        this.from[k] = 0;
        this.to[k] = 0;
        this.rowSum[k] = 0;
        continue;
      }
      end = this.fillRow(k, least);
      if (this.firstRow > k) this.firstRow = k;
      this.lastRow = k;
      this.total += this.rowSum[k];
      this.alternating += (k & 1) === 0 ? this.rowSum[k] : -this.rowSum[k];
    }
    if (this.firstRow === 0 || this.lastRow === grid.rows - 1) this.isCut = true;
    this.totalAlternating = this.alternating;
    this.columnError /= this.total;
  }

  /** Climbs to the mode of each row, from that of the row before. Returns the greatest value. */
  private findModes(): number {
    const { rows, columns } = this.grid;
    let j = columns >> 1;
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < rows; k++) {
      let value = this.logDensity(k, j);
      const came = j;
      while (j + 1 < columns) {
        const next = this.logDensity(k, j + 1);
        if (!(next > value)) break;
        value = next;
        j++;
      }
      if (j === came) {
        while (j > 0) {
          const next = this.logDensity(k, j - 1);
          if (!(next > value)) break;
          value = next;
          j--;
        }
      }
      this.mode[k] = j;
      this.modeValue[k] = value;
      if (value > highest) highest = value;
    }
    return highest;
  }

  /** Writes a row's values where they count. Returns the end of what has been written. */
  private fillRow(k: number, least: number): number {
    const { scratch, highest } = this;
    const { columns } = this.grid;
    const mode = this.mode[k];
    let from = Math.max(0, mode - this.leftWidth);
    let to = Math.min(columns, mode + this.rightWidth);
    this.logDensitiesInto(scratch, k, from, to);
    while (from > 0 && scratch[from] >= least) {
      const further = Math.max(0, from - ADDED);
      this.logDensitiesInto(scratch, k, further, from);
      from = further;
    }
    while (to < columns && scratch[to - 1] >= least) {
      const further = Math.min(columns, to + ADDED);
      this.logDensitiesInto(scratch, k, to, further);
      to = further;
    }
    while (scratch[from] < least) from++;
    while (scratch[to - 1] < least) to--;
    this.leftWidth = mode - from + 2;
    this.rightWidth = to - mode + 2;
    if (from === 0 || to === columns) this.isCut = true;
    const start = this.start[k];
    if (start + to - from > this.values.length) this.grow(start + to - from);
    const { values } = this;
    let sum = 0;
    let alternating = 0;
    let at = start;
    for (let j = from; j < to; j++) {
      const value = exp(scratch[j] - highest);
      values[at++] = value;
      sum += value;
      alternating = value - alternating;
    }
    this.from[k] = from;
    this.to[k] = to;
    this.rowSum[k] = sum;
    this.columnError += Math.abs(alternating);
    return at;
  }

  private grow(length: number): void {
    const grown = new Float64Array(2 * length);
    grown.set(this.values);
    this.values = grown;
  }

  /** Logarithm of prior × likelihood at a node. */
  private logDensity(k: number, j: number): number {
    const { grid, likelihood, tables } = this;
    const { tried, toxic, safe } = likelihood;
    if (!grid.isTabulated || likelihood.partial > 0) {
      this.logDensitiesInto(this.one, k, j, j + 1, 0);
      return this.one[0];
    }
    const at = k * grid.columns + j;
    const size = grid.rows * grid.columns;
    let sum = grid.rowPrior[k] + grid.columnPrior[j];
    for (let t = 0; t < tried; t++) sum += toxic[t] * tables[t][at] + safe[t] * tables[t][size + at];
    return sum;
  }

  /** Writes those of columns `from` … `to − 1` of a row, from position `at` on. */
  private logDensitiesInto(out: Float64Array, k: number, from: number, to: number, at = from): void {
    const { grid, likelihood } = this;
    const { columnPrior } = grid;
    const rowPrior = grid.rowPrior[k];
    const shift = at - from;
    for (let j = from; j < to; j++) out[shift + j] = rowPrior + columnPrior[j];
    for (let t = 0; t < likelihood.tried; t++) {
      if (grid.isTabulated) this.addTabulated(out, k, from, to, shift, t);
      else this.addComputed(out, k, from, to, shift, t);
    }
    if (likelihood.partial > 0) for (let j = from; j < to; j++) out[shift + j] += this.logPartial(k, j);
  }

  private addTabulated(out: Float64Array, k: number, from: number, to: number, shift: number, t: number): void {
    const { grid, likelihood } = this;
    const table = this.tables[t];
    const toxic = likelihood.toxic[t];
    const safe = likelihood.safe[t];
    const ofToxic = k * grid.columns;
    const ofSafe = ofToxic + grid.rows * grid.columns;
    if (toxic === 0) for (let j = from; j < to; j++) out[shift + j] += safe * table[ofSafe + j];
    else for (let j = from; j < to; j++) out[shift + j] += toxic * table[ofToxic + j] + safe * table[ofSafe + j];
  }

  private addComputed(out: Float64Array, k: number, from: number, to: number, shift: number, t: number): void {
    const { logs, likelihood } = this;
    for (let j = from; j < to; j++) {
      this.grid.logsInto(logs, likelihood.dose[t], k, j);
      out[shift + j] += likelihood.toxic[t] * logs[0] + likelihood.safe[t] * logs[1];
    }
  }

  /** Σ log(1 − w p) over patients under assessment. */
  private logPartial(k: number, j: number): number {
    const { partial, partialDose, partialWeight } = this.likelihood;
    let product = 1;
    let sum = 0;
    for (let i = 0; i < partial; i++) {
      this.grid.logsInto(this.logs, partialDose[i], k, j);
      const remaining = 1 - partialWeight[i];
      // 1 − w p = (1 − p) + (1 − w) p, which keeps its digits where w p is near 1.
      product *= exp(this.logs[1]) + remaining * exp(this.logs[0]);
      if (product < 1e-100) {
        sum += log(product > 0 ? product : 5e-324);
        product = 1;
      }
    }
    return sum + log(product);
  }

  /** The mass where the first parameter is below its limit; limits are columns, by row, and have weights or none. */
  below(limits: Float64Array, weights: Float64Array | undefined): number {
    const { rows, columns } = this.grid;
    let sum = 0;
    let alternating = 0;
    for (let k = this.firstRow; k <= this.lastRow; k++) {
      const limit = limits[k];
      const from = this.from[k];
      let row = 0;
      if (limit >= this.to[k]) row = this.rowSum[k];
      else if (limit <= from - 1) row = 0;
      else if (weights !== undefined) row = this.weighted(k, weights, rows + k * columns + from);
      else row = this.partOfRow(k, limit);
      sum += row;
      alternating += (k & 1) === 0 ? row : -row;
    }
    this.alternating = alternating;
    return sum;
  }

  private weighted(k: number, weights: Float64Array, at: number): number {
    const { values } = this;
    const start = this.start[k];
    const length = this.to[k] - this.from[k];
    let even = 0;
    let odd = 0;
    let i = 0;
    for (; i + 1 < length; i += 2) {
      even += values[start + i] * weights[at + i];
      odd += values[start + i + 1] * weights[at + i + 1];
    }
    if (i < length) even += values[start + i] * weights[at + i];
    return even + odd;
  }

  private partOfRow(k: number, limit: number): number {
    const { scratch } = this;
    const from = this.from[k];
    const length = this.to[k] - from;
    for (let i = 0; i < length; i++) scratch[i] = cumulativeSinc(limit - (from + i));
    return this.weighted(k, scratch, 0);
  }

  /** The sum of a function of the node (row, column) over the mass. */
  sum(of: (k: number, j: number) => number): number {
    const { values } = this;
    let sum = 0;
    let alternating = 0;
    for (let k = this.firstRow; k <= this.lastRow; k++) {
      const from = this.from[k];
      const start = this.start[k] - from;
      let row = 0;
      for (let j = from; j < this.to[k]; j++) row += values[start + j] * of(k, j);
      sum += row;
      alternating += (k & 1) === 0 ? row : -row;
    }
    this.alternating = alternating;
    return sum;
  }
}
