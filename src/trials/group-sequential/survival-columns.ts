/** The log-rank statistic of a simulated trial at a calendar time, in one pass over patients in order of follow-up. */
import { type LogRankTest, type LogRankWeight, logRankOfTable } from "../../survival/log-rank.js";
import type { RiskTable } from "../../survival/risk-table.js";
import type { SurvivalLooks } from "./survival-looks.js";

/** The patients of a simulated trial as columns, in order of entry. */
export interface SimulatedPatients {
  readonly arms: Uint8Array;
  readonly entries: Float64Array;
  readonly times: Float64Array;
  readonly followUps: Float64Array;
  readonly ends: Float64Array;
  readonly isEvent: Uint8Array;
  /** Patients by ascending length of follow-up. */
  readonly positions: Int32Array;
  readonly enrolled: number;
}

/** Makes the statistic of each look; buffers are reused. */
export class SurvivalColumnsAtLook {
  private readonly weight: LogRankWeight | undefined;
  private readonly treatment: number;
  private readonly longest: number;
  private readonly table: { -readonly [K in keyof RiskTable]: Float64Array };
  /** By order of follow-up: its end on the calendar, its length, whether it ends by the event, and 1 for those on treatment. */
  private readonly ends: Float64Array;
  private readonly followUps: Float64Array;
  private readonly isEvent: Uint8Array;
  private readonly isTreated: Uint8Array;
  /** Places in that order of those whose follow-up has ended by the look. */
  private readonly ended: Int32Array;

  constructor(looks: Pick<SurvivalLooks, "weight" | "compared" | "maximumPatients" | "maximumFollowUp">) {
    const size = looks.maximumPatients;
    const numbers = () => new Float64Array(size);
    this.weight = looks.weight;
    this.treatment = looks.compared.treatment;
    this.longest = looks.maximumFollowUp;
    this.ends = numbers();
    this.followUps = numbers();
    this.isEvent = new Uint8Array(size);
    this.isTreated = new Uint8Array(size);
    this.ended = new Int32Array(size);
    this.table = {
      time: numbers(),
      atRisk: numbers(),
      atRiskTreated: numbers(),
      events: numbers(),
      eventsTreated: numbers(),
      survivalBefore: numbers(),
    };
  }

  /** Puts the patients of a trial in order of follow-up; to be called before its first look. */
  start({ arms, ends, enrolled, followUps, isEvent, positions }: SimulatedPatients): void {
    for (let i = 0; i < enrolled; i++) {
      const patient = positions[i];
      this.ends[i] = ends[patient];
      this.followUps[i] = followUps[patient];
      this.isEvent[i] = isEvent[patient];
      this.isTreated[i] = arms[patient] === this.treatment ? 1 : 0;
    }
  }

  /**
   * The test, treatment against control, of those who entered before a calendar time (of all, when nothing more can happen). Undefined when
   * rounding lets somebody's follow-up end later on the calendar than by its length: what is known then is the general loop's affair.
   */
  test(patients: SimulatedPatients, now: number, exhausted: boolean): Omit<LogRankTest, "pValue"> | undefined {
    const { entries, enrolled } = patients;
    let last = enrolled;
    while (!exhausted && last > 0 && entries[last - 1] >= now) last--;
    if (!this.isPlain(patients, last, now)) return undefined;
    return logRankOfTable(this.table, this.tabulate(patients, last, now), this.weight);
  }

  private isPlain({ ends, entries, times }: SimulatedPatients, last: number, now: number): boolean {
    const { longest } = this;
    for (let i = 0; i < last; i++) {
      const followed = now - entries[i];
      if ((times[i] <= followed || followed > longest) && ends[i] > now) return false;
    }
    return true;
  }

  private findEnded(enrolled: number, now: number): number {
    const { ended, ends } = this;
    let count = 0;
    // Without a branch, for nobody can predict it.
    for (let i = 0; i < enrolled; i++) {
      ended[count] = i;
      count += +(ends[i] <= now);
    }
    return count;
  }

  /** Goes through those whose follow-up has ended, in its order; those still followed (the latest have the shortest) leave in between. */
  private tabulate({ arms, ends, enrolled, entries }: SimulatedPatients, last: number, now: number): number {
    const { ended, followUps, isEvent, isTreated, table, treatment } = this;
    const { atRisk, atRiskTreated, events, eventsTreated, survivalBefore, time: times } = table;
    const count = this.findEnded(enrolled, now);
    let followed = last;
    let left = last;
    let leftTreated = 0;
    for (let i = 0; i < last; i++) leftTreated += +(arms[i] === treatment);
    let row = -1;
    let before = -1;
    let survival = 1;
    // At risk at a time are those whose follow-up is not shorter: who leaves is taken out when time moves on.
    let leaving = 0;
    let leavingTreated = 0;
    for (let k = 0; k < count; k++) {
      const i = ended[k];
      const time = followUps[i];
      while (followed > 0 && now - entries[followed - 1] < time) {
        followed--;
        const stays = +(ends[followed] > now);
        left -= stays;
        leftTreated -= stays & +(arms[followed] === treatment);
      }
      if (time > before) {
        left -= leaving;
        leftTreated -= leavingTreated;
        leaving = 0;
        leavingTreated = 0;
        before = time;
      }
      leaving++;
      leavingTreated += isTreated[i];
      if (isEvent[i] === 0) continue;
      if (row < 0 || times[row] !== time) {
        if (row >= 0) survival *= 1 - events[row] / atRisk[row];
        row++;
        times[row] = time;
        atRisk[row] = left;
        atRiskTreated[row] = leftTreated;
        events[row] = 0;
        eventsTreated[row] = 0;
        survivalBefore[row] = survival;
      }
      events[row]++;
      eventsTreated[row] += isTreated[i];
    }
    return row + 1;
  }
}
