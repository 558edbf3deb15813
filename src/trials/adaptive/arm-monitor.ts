/** The rules by which arms are dropped and a trial stops at an analysis: those of adaptr, in its order. */
import type { ComparativeEnding } from "../comparative/comparative-design.js";
import type { PosteriorGrid } from "./posterior-grid.js";

/** What an arm is at: allocated to; not open yet; dropped, with the reason; or found best. */
export type ArmStatus = "open" | "waiting" | "inferior" | "equivalent" | "futile" | "closed" | "superior";

/** A rule that holds when P(difference …) > probability. */
export interface DifferenceRule {
  /** Thresholds by analysis. */
  readonly probability: readonly number[];
  readonly difference: number;
  /** Only against the first control. */
  readonly onlyFirstControl: boolean;
}

/** Thresholds by analysis. */
export interface MonitoringRules {
  readonly superiority: readonly number[];
  readonly inferiority: readonly number[];
  readonly equivalence?: DifferenceRule;
  readonly futility?: DifferenceRule;
}

/** The arms at an analysis; rules write to it. */
export interface Monitored {
  readonly status: ArmStatus[];
  /** Analysis at which the arm was dropped or found best, from 1; 0 for none. */
  readonly decidedAt: number[];
  /** The probability that decided; NaN for none. */
  readonly probability: number[];
  /** Position of control; −1 for none. */
  control: number;
  controlChanged: boolean;
  ending: ComparativeEnding | null;
  selected: number;
}

/** One analysis of arms whose posteriors are placed. */
export class ArmMonitor {
  /** P(best) of the arms compared that are left. */
  readonly best: Float64Array;
  private readonly grid: PosteriorGrid;
  private readonly rules: MonitoringRules;
  private readonly larger: boolean;
  /** P(better than control), by arm; NaN for arms that are not compared any more. */
  private readonly better: Float64Array;

  constructor(grid: PosteriorGrid, rules: MonitoringRules, larger: boolean, arms: number) {
    this.grid = grid;
    this.rules = rules;
    this.larger = larger;
    this.best = new Float64Array(arms);
    this.better = new Float64Array(arms);
  }

  /**
   * Applies the rules at an analysis (counted from 0) to the arms that are active in the grid. Where arms are still to come, or have no data yet (`waiting`), the trial
   * is not stopped for what was found among the others.
   */
  apply(arms: Monitored, look: number, waiting: boolean): void {
    this.grid.bestInto(this.best, this.larger);
    if (this.compared() < 2 && !(this.compared() === 1 && !waiting)) return;
    if (arms.control < 0) this.withoutControl(arms, look, waiting);
    else if (this.grid.active[arms.control] === 1) this.withControl(arms, look, waiting);
  }

  private compared(): number {
    let count = 0;
    for (let arm = 0; arm < this.best.length; arm++) count += this.grid.active[arm];
    return count;
  }

  private decide(arms: Monitored, arm: number, status: ArmStatus, look: number, probability: number): void {
    arms.status[arm] = status;
    arms.decidedAt[arm] = look + 1;
    arms.probability[arm] = probability;
    if (status !== "superior") this.grid.active[arm] = 0;
  }

  private withoutControl(arms: Monitored, look: number, waiting: boolean): void {
    const { best, grid, rules } = this;
    const threshold = rules.inferiority[look];
    for (let found = true; found; ) {
      found = false;
      // Arms are judged by the probabilities before any of them is dropped.
      for (let arm = 0; arm < best.length; arm++) {
        if (grid.active[arm] === 0 || !(best[arm] < threshold)) continue;
        found = true;
        this.decide(arms, arm, "inferior", look, best[arm]);
      }
      if (found) grid.bestInto(best, this.larger);
    }
    if (waiting) return;
    let top = 0;
    for (let arm = 1; arm < best.length; arm++) if (best[arm] > best[top]) top = arm;
    if (best[top] > rules.superiority[look] || this.compared() === 1) {
      this.decide(arms, top, "superior", look, best[top]);
      arms.ending = "superiority";
      arms.selected = top;
      return;
    }
    const { equivalence } = rules;
    if (equivalence === undefined) return;
    const probability = grid.allWithin(equivalence.difference);
    if (!(probability > equivalence.probability[look])) return;
    arms.ending = "equivalence";
    for (let arm = 0; arm < best.length; arm++) {
      if (grid.active[arm] === 0) continue;
      arms.status[arm] = "equivalent";
      arms.decidedAt[arm] = look + 1;
      arms.probability[arm] = probability;
    }
  }

  private withControl(arms: Monitored, look: number, waiting: boolean): void {
    const { grid, rules, better } = this;
    let lastReason: ArmStatus = "inferior";
    for (;;) {
      const { control } = arms;
      let top = -1;
      for (let arm = 0; arm < better.length; arm++) {
        better[arm] = grid.active[arm] === 1 && arm !== control ? this.exceeds(arm, control, 0) : Number.NaN;
        if (!Number.isNaN(better[arm]) && (top < 0 || better[arm] > better[top])) top = arm;
      }
      for (let arm = 0; arm < better.length; arm++) {
        if (better[arm] < rules.inferiority[look]) {
          this.decide(arms, arm, "inferior", look, better[arm]);
          lastReason = "inferior";
        }
      }
      if (top < 0 || !(better[top] > rules.superiority[look])) break;
      this.decide(arms, control, "inferior", look, 1 - better[top]);
      lastReason = "inferior";
      arms.control = top;
      arms.controlChanged = true;
    }
    lastReason = this.dropWithin(arms, look, rules.equivalence, "equivalent") ? "equivalent" : lastReason;
    lastReason = this.dropWithin(arms, look, rules.futility, "futile") ? "futile" : lastReason;
    grid.bestInto(this.best, this.larger);
    if (waiting || this.compared() > 1) return;
    const { control } = arms;
    if (lastReason === "equivalent") arms.ending = "equivalence";
    else if (lastReason === "futile") arms.ending = "futility";
    else {
      arms.ending = arms.controlChanged ? "superiority" : "inferiority";
      arms.selected = control;
      this.decide(arms, control, "superior", look, Number.NaN);
    }
  }

  /** P(arm better than other by more than `by`). */
  private exceeds(arm: number, other: number, by: number): number {
    return this.larger ? this.grid.greater(arm, other, by) : this.grid.greater(other, arm, by);
  }

  /** Drops arms that are equivalent to control (within the difference of it) or futile (not better by as much). Returns whether any is. */
  private dropWithin(arms: Monitored, look: number, rule: DifferenceRule | undefined, reason: "equivalent" | "futile"): boolean {
    if (rule === undefined || (rule.onlyFirstControl && arms.controlChanged)) return false;
    let found = false;
    for (let arm = 0; arm < this.best.length; arm++) {
      if (this.grid.active[arm] === 0 || arm === arms.control) continue;
      const beyond = this.exceeds(arm, arms.control, rule.difference);
      const below = reason === "equivalent" ? this.exceeds(arms.control, arm, rule.difference) : 0;
      const probability = 1 - beyond - below;
      if (!(probability > rule.probability[look])) continue;
      this.decide(arms, arm, reason, look, probability);
      found = true;
    }
    return found;
  }
}
