/** Two groups at risk, and their events, at each time of an event: what log-rank tests are made of. */
import { InvalidArgument } from "../errors.js";

/** Survival times of two groups as columns of equal length. */
export interface SurvivalColumns {
  /** Time under observation, 0 or more. */
  readonly time: ArrayLike<number>;
  /** Whether it ended in the event. */
  readonly event: ArrayLike<number | boolean>;
  /** 0 for control, 1 for treatment. */
  readonly arm: ArrayLike<number>;
}

/** One entry for each distinct time at which events happened, in order. */
export interface RiskTable {
  readonly time: Float64Array;
  /** At risk just before the time, and events at it: in all, and of these on treatment. */
  readonly atRisk: Float64Array;
  readonly atRiskTreated: Float64Array;
  readonly events: Float64Array;
  readonly eventsTreated: Float64Array;
  /** The pooled Kaplan–Meier estimate just before the time. */
  readonly survivalBefore: Float64Array;
}

/**
 * Returns the table of the two groups. Patients censored at the time of an event are at risk for it.
 *
 * @throws InvalidArgument for columns of different lengths, negative times, and arms other than 0 and 1.
 * Source: klein2003survival.
 */
export function riskTable(columns: SurvivalColumns): RiskTable {
  const { time, event, arm } = columns;
  check(columns);
  const size = time.length;
  const order = Int32Array.from({ length: size }, (_, i) => i).sort((a, b) => time[a] - time[b]);
  const table = emptyTable(countEventTimes(columns, order));
  let atRisk = size;
  let treated = 0;
  for (let i = 0; i < size; i++) treated += arm[i];
  let survival = 1;
  let row = 0;
  for (let i = 0; i < size; ) {
    const now = time[order[i]];
    let left = 0;
    let leftTreated = 0;
    let events = 0;
    let eventsTreated = 0;
    for (; i < size && time[order[i]] === now; i++) {
      const patient = order[i];
      left++;
      leftTreated += arm[patient];
      if (event[patient]) {
        events++;
        eventsTreated += arm[patient];
      }
    }
    if (events > 0) {
      table.time[row] = now;
      table.atRisk[row] = atRisk;
      table.atRiskTreated[row] = treated;
      table.events[row] = events;
      table.eventsTreated[row] = eventsTreated;
      table.survivalBefore[row++] = survival;
      survival *= 1 - events / atRisk;
    }
    atRisk -= left;
    treated -= leftTreated;
  }
  return table;
}

function emptyTable(rows: number): RiskTable {
  return {
    time: new Float64Array(rows),
    atRisk: new Float64Array(rows),
    atRiskTreated: new Float64Array(rows),
    events: new Float64Array(rows),
    eventsTreated: new Float64Array(rows),
    survivalBefore: new Float64Array(rows),
  };
}

function countEventTimes({ time, event }: SurvivalColumns, order: Int32Array): number {
  let count = 0;
  let last = -1;
  for (const patient of order) {
    if (event[patient] && time[patient] !== last) {
      count++;
      last = time[patient];
    }
  }
  return count;
}

function check({ time, event, arm }: SurvivalColumns): void {
  const caller = "riskTable";
  if (event.length !== time.length || arm.length !== time.length) {
    throw new InvalidArgument(caller, "columns", "have equal lengths", [time.length, event.length, arm.length]);
  }
  for (let i = 0; i < time.length; i++) {
    if (!(time[i] >= 0 && time[i] < Infinity)) {
      throw new InvalidArgument(caller, `time[${i}]`, "be a finite time, 0 or later", time[i]);
    }
    if (arm[i] !== 0 && arm[i] !== 1) throw new InvalidArgument(caller, `arm[${i}]`, "be 0 (control) or 1 (treatment)", arm[i]);
  }
}
