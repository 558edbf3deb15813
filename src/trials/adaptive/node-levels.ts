/** Tables at fixed nodes u = m · step, for a ladder of steps: what does not depend on posteriors is computed once. */

import { log2 } from "../../numeric/elementary/logarithms-to-base.js";
import { pow } from "../../numeric/elementary/power.js";
import { hermiteWeightsInto } from "./hermite-shift.js";

/** Steps are powers of 2^(1/8): at most 9 % finer than asked for. */
const RUNGS = 8;

/** A coordinate u of a parameter x. */
export interface Coordinate {
  /** The parameter at u. */
  parameter(u: number): number;
  /** A second function of u that densities need. */
  companion(u: number): number;
  /** The coordinate of x + shift, given u and x; Infinity at and beyond the end of the parameter's range. */
  shifted(u: number, x: number, shift: number): number;
}

/** For each node, the node below its shifted place, and the 12 weights that interpolate there. */
export interface ShiftTable {
  targets: Int32Array;
  weights: Float64Array;
}

/** Target of nodes whose shifted place is beyond the parameter's range. */
export const BEYOND = 2 ** 31 - 1;

/** One rung: tables for nodes `from` … `to`, which grow when asked for. */
export class NodeLevel {
  readonly step: number;
  /** Node number of the first entry. */
  from = 0;
  x = new Float64Array(0);
  companion = new Float64Array(0);
  private readonly coordinate: Coordinate;
  private readonly shifts = new Map<number, ShiftTable>();

  constructor(step: number, coordinate: Coordinate) {
    this.step = step;
    this.coordinate = coordinate;
  }

  /** Makes sure that the tables hold nodes `first` … `last`. */
  require(first: number, last: number): void {
    const length = this.x.length;
    if (first >= this.from && last < this.from + length) return;
    const spare = 32 + ((last - first) >> 1);
    const from = length === 0 ? first - spare : Math.min(this.from, first - spare);
    const to = length === 0 ? last + spare : Math.max(this.from + length - 1, last + spare);
    this.from = from;
    this.x = Float64Array.from({ length: to - from + 1 }, (_, i) => this.coordinate.parameter((from + i) * this.step));
    this.companion = Float64Array.from({ length: to - from + 1 }, (_, i) => this.coordinate.companion((from + i) * this.step));
    this.shifts.clear();
  }

  /** The table of a shift, for the nodes that the level holds. */
  shift(shift: number): ShiftTable {
    const known = this.shifts.get(shift);
    if (known !== undefined) return known;
    const { x, from, step, coordinate } = this;
    const table = { targets: new Int32Array(x.length), weights: new Float64Array(12 * x.length) };
    for (let i = 0; i < x.length; i++) {
      const position = coordinate.shifted((from + i) * step, x[i], shift) / step;
      const whole = position < BEYOND ? Math.floor(position) : BEYOND;
      table.targets[i] = whole;
      if (whole !== BEYOND) hermiteWeightsInto(table.weights, 12 * i, position - whole);
    }
    this.shifts.set(shift, table);
    return table;
  }
}

/** The levels that were used so far. */
export class NodeLevels {
  private readonly coordinate: Coordinate;
  private readonly levels = new Map<number, NodeLevel>();

  constructor(coordinate: Coordinate) {
    this.coordinate = coordinate;
  }

  /** The coarsest level with a step of at most `step`. */
  of(step: number): NodeLevel {
    const rung = Math.ceil(-RUNGS * log2(step));
    let level = this.levels.get(rung);
    if (level === undefined) {
      level = new NodeLevel(pow(2, -rung / RUNGS), this.coordinate);
      this.levels.set(rung, level);
    }
    return level;
  }
}
