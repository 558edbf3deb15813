/** The data as a likelihood reads them: only doses that somebody was treated at. */
import type { ToxicityCounts } from "./toxicity-model.js";

/** Copied from the counts, so that it stays when they move on. */
export class Likelihood {
  /** The first `tried` entries count: dose, toxicities and patients without one. */
  tried = 0;
  patients = 0;
  partial = 0;
  readonly dose: Int32Array;
  readonly toxic: Float64Array;
  readonly safe: Float64Array;
  partialDose = new Int32Array(16);
  partialWeight = new Float64Array(16);

  constructor(doses: number) {
    this.dose = new Int32Array(doses);
    this.toxic = new Float64Array(doses);
    this.safe = new Float64Array(doses);
  }

  read({ patients, toxicities, partial, partialDose, partialWeight }: ToxicityCounts): void {
    this.tried = 0;
    this.patients = 0;
    for (let dose = 0; dose < this.dose.length; dose++) {
      if (!(patients[dose] > 0)) continue;
      this.dose[this.tried] = dose;
      this.toxic[this.tried] = toxicities[dose];
      this.safe[this.tried] = patients[dose] - toxicities[dose];
      this.patients += patients[dose];
      this.tried++;
    }
    if (partial > this.partialDose.length) {
      this.partialDose = new Int32Array(2 * partial);
      this.partialWeight = new Float64Array(2 * partial);
    }
    this.partial = partial;
    for (let i = 0; i < partial; i++) {
      this.partialDose[i] = partialDose[i];
      this.partialWeight[i] = partialWeight[i];
    }
  }
}
