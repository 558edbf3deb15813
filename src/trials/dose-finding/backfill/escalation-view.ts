/** What the escalating design sees of a trial in which patients are backfilled. */
import type { ToxicityObserved, ToxicityTally } from "../../../endpoints/toxicity.js";
import type { Progress } from "../../milestones.js";
import type { Covariates, Patient } from "../../trial-data.js";
import type { ToxicityData } from "../dose-finding-design.js";

/**
 * All patients with their data, but the last dose is the last escalation cohort's, and backfilled patients are not waited for: those without a
 * complete assessment are pending only where partial follow-up counts.
 */
export class EscalationView implements ToxicityData, Progress {
  private data!: ToxicityData;
  private backfilled: readonly number[] = [];
  private waited: readonly Patient<ToxicityObserved>[] = [];
  /** Escalation patients still followed. */
  escalationPending = 0;
  latestPendingEntry = Number.NEGATIVE_INFINITY;
  lastArm = -1;
  private readonly partial: boolean;
  private readonly doses: number;

  /** @param partial Whether partial follow-up counts, so that pending backfilled patients are seen as pending. */
  constructor(doses: number, partial: boolean) {
    this.doses = doses;
    this.partial = partial;
  }

  /** @param backfilled Numbers of the backfilled patients, in order. */
  show(data: ToxicityData, backfilled: readonly number[]): this {
    this.data = data;
    this.backfilled = backfilled;
    const pending = data.pending === 0 ? [] : data.pendingPatients();
    const own = backfilled.length === 0 ? pending : pending.filter(({ index }) => !this.isBackfilled(index));
    this.waited = this.partial ? pending : own;
    this.escalationPending = own.length;
    this.latestPendingEntry = own.length === 0 ? Number.NEGATIVE_INFINITY : own[own.length - 1].entered;
    let last = data.enrolled - 1;
    for (let i = backfilled.length - 1; i >= 0 && backfilled[i] === last; i--) last--;
    this.lastArm = last < 0 ? -1 : data.armOf(last);
    return this;
  }

  isBackfilled(index: number): boolean {
    return this.backfilled.includes(index);
  }

  get time(): number {
    return this.data.time;
  }

  get enrolled(): number {
    return this.data.enrolled;
  }

  get exhausted(): boolean {
    return this.data.exhausted;
  }

  get pending(): number {
    return this.waited.length;
  }

  get firstPending(): number {
    return this.waited.length === 0 ? Number.POSITIVE_INFINITY : this.waited[0].index;
  }

  get evaluated(): number {
    let sum = 0;
    for (let dose = 0; dose < this.doses; dose++) sum += this.data.tally(dose).evaluated;
    return sum;
  }

  get information(): number {
    return this.evaluated;
  }

  enrolledOn(arm: number): number {
    return this.data.enrolledOn(arm);
  }

  tally(arm: number): ToxicityTally {
    return this.data.tally(arm);
  }

  armOf(index: number): number {
    return this.data.armOf(index);
  }

  covariatesOf(index: number): Covariates {
    return this.data.covariatesOf(index);
  }

  patient(index: number): Patient<ToxicityObserved> {
    return this.data.patient(index);
  }

  patients(): readonly Patient<ToxicityObserved>[] {
    return this.data.patients();
  }

  pendingPatients(): readonly Patient<ToxicityObserved>[] {
    return this.waited;
  }
}
