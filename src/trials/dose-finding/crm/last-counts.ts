/** Data that were seen before, to see whether others are the same. */
import type { ToxicityCounts } from "../posterior/toxicity-model.js";

/** A copy of the data kept last. */
export class LastCounts {
  private readonly patients: Int32Array;
  private readonly toxicities: Int32Array;
  /** −1 before anything was kept. */
  private partial = -1;
  private partialDose = new Int32Array(16);
  private partialWeight = new Float64Array(16);

  constructor(doses: number) {
    this.patients = new Int32Array(doses);
    this.toxicities = new Int32Array(doses);
  }

  keep({ patients, toxicities, partial, partialDose, partialWeight }: ToxicityCounts): void {
    for (let dose = 0; dose < this.patients.length; dose++) {
      this.patients[dose] = patients[dose];
      this.toxicities[dose] = toxicities[dose];
    }
    if (partial > this.partialDose.length) {
      this.partialDose = new Int32Array(2 * partial);
      this.partialWeight = new Float64Array(2 * partial);
    }
    for (let k = 0; k < partial; k++) {
      this.partialDose[k] = partialDose[k];
      this.partialWeight[k] = partialWeight[k];
    }
    this.partial = partial;
  }

  equals({ patients, toxicities, partial, partialDose, partialWeight }: ToxicityCounts): boolean {
    if (partial !== this.partial) return false;
    for (let k = 0; k < partial; k++)
      if (partialWeight[k] !== this.partialWeight[k] || partialDose[k] !== this.partialDose[k]) return false;
    for (let dose = 0; dose < this.patients.length; dose++)
      if (patients[dose] !== this.patients[dose] || toxicities[dose] !== this.toxicities[dose]) return false;
    return true;
  }

  /** Whether the complete assessments have the same DLTs at each dose as those kept, and no fewer patients. */
  isExceededBySafe({ patients, toxicities }: ToxicityCounts): boolean {
    if (this.partial < 0) return false;
    for (let dose = 0; dose < this.patients.length; dose++)
      if (toxicities[dose] !== this.toxicities[dose] || patients[dose] < this.patients[dose]) return false;
    return true;
  }
}
