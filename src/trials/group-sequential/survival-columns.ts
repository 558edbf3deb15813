/** The log-rank statistic of a simulated trial at a calendar time, in one pass over patients in order of follow-up. */
import { type LogRankWeight, logRankOfTable } from "../../survival/log-rank.js";
import type { RiskTable } from "../../survival/risk-table.js";
import type { LookStatistic } from "./look-decision.js";
import type { SurvivalLooks } from "./survival-looks.js";

/** The patients of a simulated trial as columns, in order of entry. */
export interface SimulatedPatients {
  readonly arms: Uint8Array;
  readonly entries: Float64Array;
  readonly times: Float64Array;
  readonly followUps: Float64Array;
  readonly ends: Float64Array;
  readonly isEvent: Uint8Array;
  /** Patients by ascending length of follow-up, as far as it ends. */
  readonly positions: Int32Array;
  readonly enrolled: number;
}

/** Makes the statistic of each look; buffers are reused. */
export class SurvivalColumnsAtLook {
  private readonly looks: Pick<SurvivalLooks, "sign" | "weight" | "compared">;
  private readonly weight: LogRankWeight | undefined;
  private readonly longest: number;
  private readonly table: { -readonly [K in keyof RiskTable]: Float64Array };

  constructor(looks: Pick<SurvivalLooks, "sign" | "weight" | "compared" | "maximumPatients" | "maximumFollowUp">) {
    const size = looks.maximumPatients;
    this.looks = looks;
    this.weight = looks.weight;
    this.longest = looks.maximumFollowUp;
    this.table = {
      time: new Float64Array(size),
      atRisk: new Float64Array(size),
      atRiskTreated: new Float64Array(size),
      events: new Float64Array(size),
      eventsTreated: new Float64Array(size),
      survivalBefore: new Float64Array(size),
    };
  }

  /** The statistic at a calendar time of those who entered before it (of all, when nothing more can happen). */
  statistic(patients: SimulatedPatients, now: number, exhausted: boolean): LookStatistic {
    const rows = this.tabulate(patients, now, exhausted);
    const { difference, variance, z } = logRankOfTable(this.table, rows, this.weight);
    return { z: this.looks.sign * z, estimate: variance > 0 ? difference / variance : null };
  }

  /** Merges those whose follow-up has ended (in their order) with those still followed (latest entry first, so shortest follow-up first). */
  private tabulate(patients: SimulatedPatients, now: number, exhausted: boolean): number {
    const { arms, ends, enrolled, entries, followUps, isEvent, positions, times } = patients;
    const { longest, table } = this;
    const { treatment } = this.looks.compared;
    let last = enrolled;
    while (!exhausted && last > 0 && entries[last - 1] >= now) last--;
    let atRisk = last;
    let treated = 0;
    for (let i = 0; i < last; i++) if (arms[i] === treatment) treated++;
    let row = -1;
    let tau = -1;
    let survival = 1;
    let ended = 0;
    let followed = last - 1;
    let endedTime = 0;
    let followedTime = 0;
    // At risk at a time are those whose follow-up is not shorter: who leaves is taken out when time moves on.
    let leaving = 0;
    let leavingTreated = 0;
    for (;;) {
      while (ended < enrolled && !(ends[positions[ended]] <= now)) ended++;
      while (followed >= 0 && ends[followed] <= now) followed--;
      endedTime = ended < enrolled ? followUps[positions[ended]] : Infinity;
      followedTime = followed >= 0 ? now - entries[followed] : Infinity;
      if (endedTime === Infinity && followedTime === Infinity) break;
      let patient: number;
      let time: number;
      let event: number;
      if (endedTime <= followedTime) {
        patient = positions[ended++];
        time = endedTime;
        event = isEvent[patient];
      } else {
        patient = followed--;
        const seen = followedTime < longest ? followedTime : longest;
        event = times[patient] <= seen ? 1 : 0;
        time = event === 1 ? times[patient] : seen;
      }
      const isTreated = arms[patient] === treatment ? 1 : 0;
      if (time > tau) {
        atRisk -= leaving;
        treated -= leavingTreated;
        leaving = 0;
        leavingTreated = 0;
        tau = time;
      }
      leaving++;
      leavingTreated += isTreated;
      if (event === 0) continue;
      if (row < 0 || table.time[row] !== time) {
        if (row >= 0) survival *= 1 - table.events[row] / table.atRisk[row];
        row++;
        table.time[row] = time;
        table.atRisk[row] = atRisk;
        table.atRiskTreated[row] = treated;
        table.events[row] = 0;
        table.eventsTreated[row] = 0;
        table.survivalBefore[row] = survival;
      }
      table.events[row]++;
      table.eventsTreated[row] += isTreated;
    }
    return row + 1;
  }
}
