/** What a toxicity design sees of a trial that also looks for responses. */
import type { ToxicityObserved, ToxicityTally } from "../../../endpoints/toxicity.js";
import type { ToxicityEfficacyObserved, ToxicityEfficacyTally } from "../../../endpoints/toxicity-efficacy.js";
import type { Covariates, Patient, TrialData } from "../../trial-data.js";
import type { ToxicityData } from "../dose-finding-design.js";

/** A patient's assessment is complete when the DLT is known, or its window has passed: responses are not waited for. */
export class ToxicityPart implements ToxicityData {
  private data!: TrialData<ToxicityEfficacyObserved, ToxicityEfficacyTally>;
  private readonly pendingNumbers: number[] = [];
  /** Position of the lowest dose at which a response was seen; Infinity when there is none. */
  lowestResponse = Number.POSITIVE_INFINITY;
  /** When the next toxicity window ends; Infinity when none is open. */
  nextWindowEnd = Number.POSITIVE_INFINITY;
  private readonly evaluatedAt: Int32Array;
  private readonly toxicitiesAt: Int32Array;
  private readonly window: number;

  /** @param window Length of the toxicity window. */
  constructor(doses: number, window: number) {
    this.evaluatedAt = new Int32Array(doses);
    this.toxicitiesAt = new Int32Array(doses);
    this.window = window;
  }

  show(data: TrialData<ToxicityEfficacyObserved, ToxicityEfficacyTally>): this {
    this.data = data;
    this.lowestResponse = Number.POSITIVE_INFINITY;
    this.nextWindowEnd = Number.POSITIVE_INFINITY;
    for (let dose = 0; dose < this.evaluatedAt.length; dose++) {
      const { toxicityEvaluated, toxicities, responses } = data.tally(dose);
      this.evaluatedAt[dose] = toxicityEvaluated;
      this.toxicitiesAt[dose] = toxicities;
      if (responses > 0 && dose < this.lowestResponse) this.lowestResponse = dose;
    }
    this.pendingNumbers.length = 0;
    if (data.pending > 0) for (const patient of data.pendingPatients()) this.look(patient);
    return this;
  }

  /** Takes in a patient who is still followed, for the DLT or for the response. */
  private look({ index, arm, entered, observed }: Patient<ToxicityEfficacyObserved>): void {
    if (observed.response === true && arm < this.lowestResponse) this.lowestResponse = arm;
    const end = entered + this.window;
    if (this.isKnown(observed, false, end)) {
      this.evaluatedAt[arm]++;
      if (observed.toxic === true) this.toxicitiesAt[arm]++;
    } else {
      this.pendingNumbers.push(index);
      if (end < this.nextWindowEnd) this.nextWindowEnd = end;
    }
  }

  /** Whether the DLT is known; a patient lost early was not seen at the window's end. */
  private isKnown({ toxic }: ToxicityEfficacyObserved, ended: boolean, windowEnd: number): boolean {
    return toxic !== null || (!ended && this.data.time >= windowEnd);
  }

  get time(): number {
    return this.data.time;
  }

  get enrolled(): number {
    return this.data.enrolled;
  }

  get pending(): number {
    return this.pendingNumbers.length;
  }

  get lastArm(): number {
    return this.data.lastArm;
  }

  get exhausted(): boolean {
    return this.data.exhausted;
  }

  enrolledOn(arm: number): number {
    return this.data.enrolledOn(arm);
  }

  tally(arm: number): ToxicityTally {
    return { evaluated: this.evaluatedAt[arm], toxicities: this.toxicitiesAt[arm] };
  }

  armOf(index: number): number {
    return this.data.armOf(index);
  }

  covariatesOf(index: number): Covariates {
    return this.data.covariatesOf(index);
  }

  observedOf(index: number): ToxicityObserved {
    return this.patient(index).observed;
  }

  hasEnded(index: number): boolean {
    return this.patient(index).ended;
  }

  patient(index: number): Patient<ToxicityObserved> {
    const { observed, ended, entered, ...patient } = this.data.patient(index);
    const known = this.isKnown(observed, ended, entered + this.window);
    // Rounding must not make a whole window of what is not yet known.
    const followUp = known ? 1 : Math.min(1 - 1e-12, (this.data.time - entered) / this.window);
    return { ...patient, entered, observed: { toxic: observed.toxic === true, followUp }, ended: known || ended };
  }

  patients(): readonly Patient<ToxicityObserved>[] {
    return Array.from({ length: this.data.enrolled }, (_, index) => this.patient(index));
  }

  pendingPatients(): readonly Patient<ToxicityObserved>[] {
    return this.pendingNumbers.map((index) => this.patient(index));
  }
}
