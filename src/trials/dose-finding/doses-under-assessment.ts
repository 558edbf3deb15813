/** What is known of each dose while patients are under assessment. */
import type { ToxicityData } from "./dose-finding-design.js";

/** Counts by dose, read again and again into the same buffers. Patients lost to follow-up are not in them. */
export class DosesUnderAssessment {
  readonly evaluated: Int32Array;
  readonly toxicities: Int32Array;
  /** Patients still followed, none with a DLT so far; the sum and the least of their follow-up, in windows. */
  readonly pending: Int32Array;
  readonly followUp: Float64Array;
  readonly leastFollowUp: Float64Array;
  totalEvaluated = 0;
  /** Number of the patient enrolled first of those still followed; −1 when nobody is. */
  firstPending = -1;
  time = 0;

  constructor(doses: number) {
    this.evaluated = new Int32Array(doses);
    this.toxicities = new Int32Array(doses);
    this.pending = new Int32Array(doses);
    this.followUp = new Float64Array(doses);
    this.leastFollowUp = new Float64Array(doses);
  }

  /** Reads what is known now. Returns the data. */
  read<Data extends ToxicityData>(data: Data): Data {
    this.time = data.time;
    this.totalEvaluated = 0;
    for (let dose = 0; dose < this.evaluated.length; dose++) {
      const { evaluated, toxicities } = data.tally(dose);
      this.evaluated[dose] = evaluated;
      this.toxicities[dose] = toxicities;
      this.pending[dose] = 0;
      this.followUp[dose] = 0;
      this.leastFollowUp[dose] = 1;
      this.totalEvaluated += evaluated;
    }
    this.firstPending = -1;
    if (data.pending === 0) return data;
    for (const { arm, index, observed } of data.pendingPatients()) {
      if (this.firstPending < 0) this.firstPending = index;
      this.pending[arm]++;
      this.followUp[arm] += observed.followUp;
      if (observed.followUp < this.leastFollowUp[arm]) this.leastFollowUp[arm] = observed.followUp;
    }
    return data;
  }
}
