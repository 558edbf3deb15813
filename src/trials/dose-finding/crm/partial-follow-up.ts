/** Data with partial follow-up as the weighted likelihood of late-onset designs takes them. */
import type { ToxicityData } from "../dose-finding-design.js";
import type { ToxicityCounts } from "../posterior/toxicity-model.js";

/** How partial follow-up counts: in proportion to its length, or by where earlier DLTs happened. */
export type FollowUpWeighting = "linear" | "adaptive";

/**
 * The weight of a patient without a DLT after the part u of the window, given the sorted times (parts of the window) of z DLTs, of which
 * m are at most u: with s_0 = 0 and s_(z+1) = 1, (m + (u − s_m) / (s_(m+1) − s_m)) / (z + 1), at most 1. Without DLTs it is u.
 *
 * Source: cheung2000sequential, cheung2011dose.
 */
export function adaptiveWeight(followUp: number, dltTimes: ArrayLike<number>, count: number): number {
  let m = 0;
  while (m < count && dltTimes[m] <= followUp) m++;
  const before = m === 0 ? 0 : dltTimes[m - 1];
  const after = m === count ? 1 : dltTimes[m];
  if (!(after > before)) return 1;
  return Math.min(1, (m + (followUp - before) / (after - before)) / (count + 1));
}

/** The data of a trial, read again and again into the same buffers. */
export class PartialFollowUp implements ToxicityCounts {
  // Plain arrays: copies of them are made fast.
  readonly patients: number[];
  readonly toxicities: number[];
  partial = 0;
  partialDose: number[];
  partialWeight: number[];
  /** Totals of complete assessments. */
  evaluated = 0;
  toxic = 0;
  private readonly weighting: FollowUpWeighting;
  private dltTimes: Float64Array;

  constructor(doses: number, mostPatients: number, weighting: FollowUpWeighting) {
    this.patients = zeros(doses);
    this.toxicities = zeros(doses);
    this.partialDose = zeros(mostPatients);
    this.partialWeight = zeros(mostPatients);
    this.dltTimes = new Float64Array(weighting === "adaptive" ? mostPatients : 0);
    this.weighting = weighting;
  }

  /** Reads what is known now. Patients lost before the window's end count by the follow-up that they have. */
  read(data: ToxicityData): this {
    this.evaluated = 0;
    this.toxic = 0;
    // Backfilled patients are in the counts by dose, beyond those that the design enrolled.
    let everybody = 0;
    for (let dose = 0; dose < this.patients.length; dose++) {
      const { evaluated, toxicities } = data.tally(dose);
      this.patients[dose] = evaluated;
      this.toxicities[dose] = toxicities;
      this.evaluated += evaluated;
      this.toxic += toxicities;
      everybody += data.enrolledOn(dose);
    }
    if (everybody > this.partialDose.length) this.grow(2 * everybody);
    const incomplete = everybody - this.evaluated;
    this.partial = 0;
    if (incomplete === 0) return this;
    const dlts = this.weighting === "adaptive" && this.toxic > 0 ? this.readDltTimes(data, everybody) : 0;
    // Unless somebody was lost, those still followed are all of the incomplete ones.
    const lost = incomplete !== data.pending;
    for (let i = 0; i < everybody; i++) if (lost || !data.hasEnded(i)) this.add(data, i, dlts);
    return this;
  }

  /** A copy that does not change any more. */
  snapshot(): ToxicityCounts {
    const { partial } = this;
    return {
      patients: this.patients.slice(),
      toxicities: this.toxicities.slice(),
      partial,
      partialDose: this.partialDose.slice(0, partial),
      partialWeight: this.partialWeight.slice(0, partial),
    };
  }

  private add(data: ToxicityData, patient: number, dlts: number): void {
    const { toxic, followUp } = data.observedOf(patient);
    if (data.hasEnded(patient) && (toxic || followUp >= 1)) return;
    // Somebody just enrolled has told nothing yet.
    if (!(followUp > 0)) return;
    this.partialDose[this.partial] = data.armOf(patient);
    this.partialWeight[this.partial++] = this.weighting === "linear" ? followUp : adaptiveWeight(followUp, this.dltTimes, dlts);
  }

  /** Reads and sorts the times of DLTs. Returns their number. */
  private readDltTimes(data: ToxicityData, everybody: number): number {
    let count = 0;
    for (let i = 0; i < everybody; i++) {
      const { toxic, followUp } = data.observedOf(i);
      if (toxic) this.dltTimes[count++] = followUp;
    }
    this.dltTimes.subarray(0, count).sort();
    return count;
  }

  private grow(size: number): void {
    this.partialDose = zeros(size);
    this.partialWeight = zeros(size);
    this.dltTimes = new Float64Array(this.weighting === "adaptive" ? size : 0);
  }
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}
