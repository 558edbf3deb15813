/** The data of a live trial: what has been recorded of real patients. */
import type { Endpoint } from "../../endpoints/endpoint.js";
import type { Progress } from "../milestones.js";
import type { Covariates, Patient, TrialData } from "../trial-data.js";

interface Recorded<Observed> {
  readonly name: string;
  readonly arm: number;
  readonly entered: number;
  readonly covariates: Covariates;
  observed: Observed;
  lost: boolean;
}

/** Patients by name; tallies are added up anew for each look, since a record can be corrected. */
export class LiveData<Outcome, Observed, Tally> implements TrialData<Observed, Tally>, Progress {
  time = 0;
  readonly exhausted = false;
  private readonly records: Recorded<Observed>[] = [];
  private readonly endpoint: Endpoint<Outcome, Observed, Tally>;
  private readonly armCount: number;

  constructor(endpoint: Endpoint<Outcome, Observed, Tally>, armCount: number) {
    this.endpoint = endpoint;
    this.armCount = armCount;
  }

  get enrolled(): number {
    return this.records.length;
  }

  get pending(): number {
    return this.records.filter((record) => !this.ended(record)).length;
  }

  get evaluated(): number {
    return this.records.filter((record) => this.endpoint.isComplete(record.observed)).length;
  }

  get information(): number {
    let sum = 0;
    for (let arm = 0; arm < this.armCount; arm++) sum += this.endpoint.information(this.tally(arm));
    return sum;
  }

  get latestPendingEntry(): number {
    return Math.max(
      Number.NEGATIVE_INFINITY,
      ...this.records.filter((record) => !this.ended(record)).map(({ entered }) => entered),
    );
  }

  get lastArm(): number {
    return this.records.at(-1)?.arm ?? -1;
  }

  enrolledOn(arm: number): number {
    return this.records.filter((record) => record.arm === arm).length;
  }

  tally(arm: number): Tally {
    let tally = this.endpoint.emptyTally;
    for (const record of this.records) {
      if (record.arm === arm && this.ended(record)) tally = this.endpoint.add(tally, record.observed);
    }
    return tally;
  }

  get firstPending(): number {
    const first = this.records.findIndex((record) => !this.ended(record));
    return first < 0 ? Number.POSITIVE_INFINITY : first;
  }

  armOf(index: number): number {
    return this.records[index].arm;
  }

  covariatesOf(index: number): Covariates {
    return this.records[index].covariates;
  }

  observedOf(index: number): Observed {
    return this.records[index].observed;
  }

  hasEnded(index: number): boolean {
    return this.ended(this.records[index]);
  }

  patient(index: number): Patient<Observed> {
    const record = this.records[index];
    const { arm, entered, covariates, observed } = record;
    return { index, arm, entered, covariates, observed, ended: this.ended(record) };
  }

  patients(): readonly Patient<Observed>[] {
    return this.records.map((_, index) => this.patient(index));
  }

  pendingPatients(): readonly Patient<Observed>[] {
    return this.patients().filter(({ ended }) => !ended);
  }

  has(name: string): boolean {
    return this.records.some((record) => record.name === name);
  }

  enroll(name: string, arm: number, covariates: Covariates): void {
    this.records.push({ name, arm, entered: this.time, covariates, observed: this.endpoint.unobserved, lost: false });
  }

  /** Whether the named patient's follow-up has ended. */
  hasEndedFor(name: string): boolean {
    return this.ended(this.record(name));
  }

  observe(name: string, observed: Observed): void {
    const record = this.record(name);
    record.observed = observed;
    record.lost = false;
  }

  lose(name: string): void {
    this.record(name).lost = true;
  }

  private record(name: string): Recorded<Observed> {
    return this.records.find((record) => record.name === name) as Recorded<Observed>;
  }

  private ended({ observed, lost }: Recorded<Observed>): boolean {
    return lost || this.endpoint.isComplete(observed);
  }
}
