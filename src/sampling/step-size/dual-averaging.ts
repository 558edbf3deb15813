/** Dual averaging: the step size at which a mean acceptance comes out. */
import { exp, log } from "../../numeric/elementary.js";

/** Plain data; `restartDualAveraging` makes it. */
export interface DualAveraging {
  count: number;
  /** The running shortfall of acceptance. */
  shortfall: number;
  center: number;
  logStepSize: number;
  averageLogStepSize: number;
}

/** Shrinkage toward the center, iterations that count as little, and how fast old iterates are forgotten. */
const SHRINKAGE = 0.05;
const OFFSET = 10;
const FORGETTING = 0.75;

/**
 * Starts (again) from a step size; iterates are drawn toward ten times it.
 *
 * Source: hoffman2014nuts, section 3.2.
 */
export function startDualAveraging(stepSize: number): DualAveraging {
  const logStepSize = log(stepSize);
  return { count: 0, shortfall: 0, center: log(10 * stepSize), logStepSize, averageLogStepSize: logStepSize };
}

/**
 * Takes in the acceptance of one transition and returns the next step size to try.
 *
 * With count c and η = 1/(c + 10): s ← (1 − η)s + η(target − acceptance); log ε = center − s√c/0.05, at most `largestLog`; the average of
 * log ε moves by the share c^(−0.75).
 *
 * Source: hoffman2014nuts, algorithm 6.
 */
export function averageDually(memory: DualAveraging, acceptance: number, target: number, largestLog: number): number {
  const count = ++memory.count;
  const share = 1 / (count + OFFSET);
  memory.shortfall = (1 - share) * memory.shortfall + share * (target - acceptance);
  const logStepSize = Math.min(largestLog, memory.center - (memory.shortfall * Math.sqrt(count)) / SHRINKAGE);
  const weight = exp(-FORGETTING * log(count));
  memory.logStepSize = logStepSize;
  memory.averageLogStepSize = (1 - weight) * memory.averageLogStepSize + weight * logStepSize;
  return exp(logStepSize);
}

/** The step size to stay with; the one begun with if so few transitions were made that none has settled. */
export function averagedStepSize(memory: DualAveraging): number {
  return memory.count < OFFSET ? exp(memory.center) / 10 : exp(memory.averageLogStepSize);
}
