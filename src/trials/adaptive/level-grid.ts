/** Grids whose nodes are fixed, so that all that does not depend on posteriors is tabled. */
import { type Coordinate, NodeLevel, NodeLevels, type ShiftTable } from "./node-levels.js";
import { DEPTH, PosteriorGrid } from "./posterior-grid.js";

/** A family whose log densities by u are concave: shape · (companion terms), as its subclass says. */
export abstract class LevelGrid extends PosteriorGrid {
  protected level: NodeLevel;
  private readonly levels: NodeLevels;
  /** Mode and scale of each arm, in u. */
  protected readonly mode: Float64Array;
  protected readonly scale: Float64Array;
  /** Log density, up to a constant, at the node next to the mode. */
  protected readonly peak: Float64Array;

  constructor(arms: number, coordinate: Coordinate) {
    super(arms);
    this.levels = new NodeLevels(coordinate);
    this.level = new NodeLevel(1, coordinate);
    this.mode = new Float64Array(arms);
    this.scale = new Float64Array(arms);
    this.peak = new Float64Array(arms);
  }

  /** Log density by u, up to a constant, at a node given by its number, and its derivative by u. */
  protected abstract logDensity(arm: number, node: number): number;
  protected abstract score(arm: number, node: number): number;

  protected layNodes(step: number): void {
    const level = this.levels.of(step);
    this.level = level;
    this.step = level.step;
    for (let arm = 0; arm < this.arms; arm++) {
      if (this.active[arm] === 0) continue;
      const mode = Math.round(this.mode[arm] / level.step);
      const reach = Math.ceil((this.scale[arm] * Math.sqrt(2 * DEPTH)) / level.step);
      level.require(mode - reach, mode + reach);
      this.peak[arm] = this.logDensity(arm, mode);
      this.low[arm] = this.edge(arm, mode - reach);
      this.high[arm] = this.edge(arm, mode + reach);
    }
    // Rules reach over the ends by the margin.
    let first = Infinity;
    let last = -Infinity;
    for (let arm = 0; arm < this.arms; arm++) {
      if (this.active[arm] === 0) continue;
      if (this.low[arm] < first) first = this.low[arm];
      if (this.high[arm] > last) last = this.high[arm];
    }
    level.require(first, last);
  }

  /** The node where the density is e^−DEPTH of the peak, by Newton's method: log densities are concave, so that its steps end outside. */
  private edge(arm: number, start: number): number {
    let node = start;
    for (let i = 0; i < 3; i++) {
      this.level.require(node, node);
      const excess = this.logDensity(arm, node) - this.peak[arm] + DEPTH;
      const move = excess / (this.score(arm, node) * this.step);
      // Rounded away from the mode.
      node = move > 0 ? node - Math.floor(move) : node + Math.ceil(-move);
      if (move * move < 1) break;
    }
    return node;
  }

  protected shiftTable(shift: number): ShiftTable {
    return this.level.shift(shift);
  }

  protected get tableStart(): number {
    return this.level.from;
  }
}
