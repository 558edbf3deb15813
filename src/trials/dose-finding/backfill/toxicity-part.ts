/** What a toxicity design sees of a trial that also looks for responses. */
import type { ToxicityObserved, ToxicityTally } from "../../../endpoints/toxicity.js";
import type { ToxicityEfficacyObserved, ToxicityEfficacyTally } from "../../../endpoints/toxicity-efficacy.js";
import type { Covariates, Patient, TrialData } from "../../trial-data.js";
import type { ToxicityData } from "../dose-finding-design.js";

/** A patient's assessment is complete when the DLT is known, or its window has passed: responses are not waited for. */
export class ToxicityPart implements ToxicityData {
  private data!: TrialData<ToxicityEfficacyObserved, ToxicityEfficacyTally>;
  private everybody: readonly Patient<ToxicityObserved>[] = [];
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
    this.evaluatedAt.fill(0);
    this.toxicitiesAt.fill(0);
    this.everybody = data.patients().map((patient) => this.seen(patient));
    return this;
  }

  private seen({ observed, ...patient }: Patient<ToxicityEfficacyObserved>): Patient<ToxicityObserved> {
    const { arm, entered, ended } = patient;
    if (observed.response === true && arm < this.lowestResponse) this.lowestResponse = arm;
    const end = entered + this.window;
    // A patient lost early has a window that ended, too, but was not seen in it.
    const known = observed.toxic !== null || (!ended && this.data.time >= end);
    if (known) {
      this.evaluatedAt[arm]++;
      if (observed.toxic === true) this.toxicitiesAt[arm]++;
    } else if (!ended && end < this.nextWindowEnd) this.nextWindowEnd = end;
    const followUp = known ? 1 : Math.min(1 - 1e-12, (this.data.time - entered) / this.window);
    return { ...patient, observed: { toxic: observed.toxic === true, followUp }, ended: known || ended };
  }

  get time(): number {
    return this.data.time;
  }

  get enrolled(): number {
    return this.data.enrolled;
  }

  get pending(): number {
    return this.pendingPatients().length;
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

  patient(index: number): Patient<ToxicityObserved> {
    return this.everybody[index];
  }

  patients(): readonly Patient<ToxicityObserved>[] {
    return this.everybody;
  }

  pendingPatients(): readonly Patient<ToxicityObserved>[] {
    return this.everybody.filter(({ ended }) => !ended);
  }
}
