/** What the escalating design sees of a trial in which patients are backfilled. */
import type { ToxicityObserved, ToxicityTally } from "../../../endpoints/toxicity.js";
import type { Milestone } from "../../milestone.js";
import type { Progress } from "../../milestones.js";
import type { Covariates, Patient } from "../../trial-data.js";
import type { ToxicityData } from "../dose-finding-design.js";

/**
 * The escalation as if there were no backfilling, with more data: `enrolled`, `lastArm` and the first patients' numbers are those of the
 * escalation; the backfilled patients' numbers follow, and they are in all counts by dose. They are not waited for: those without a complete
 * assessment are pending only where partial follow-up counts.
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
    const others = this.partial ? pending.filter(({ index }) => this.isBackfilled(index)) : [];
    this.waited = [...own, ...others].map((patient) => this.renumbered(patient));
    this.escalationPending = own.length;
    this.latestPendingEntry = own.length === 0 ? Number.NEGATIVE_INFINITY : own[own.length - 1].entered;
    let last = data.enrolled - 1;
    for (let i = backfilled.length - 1; i >= 0 && backfilled[i] === last; i--) last--;
    this.lastArm = last < 0 ? -1 : data.armOf(last);
    return this;
  }

  /** The number in the trial of the patient with that number here. */
  inTrial(index: number): number {
    const escalated = this.enrolled;
    if (index >= escalated) return this.backfilled[index - escalated];
    let number = index;
    for (const other of this.backfilled) {
      if (other > number) break;
      number++;
    }
    return number;
  }

  /** The milestone of this view as one of the trial's, while nobody is backfilled: it never comes earlier. */
  milestoneInTrial(milestone: Milestone): Milestone {
    switch (milestone.kind) {
      case "enrolled":
        return { ...milestone, count: milestone.count + this.backfilled.length };
      case "followed-up": {
        if (milestone.first === undefined) return milestone;
        let last = -1;
        for (let i = Math.min(milestone.first, this.data.enrolled) - 1; i >= 0; i--) last = Math.max(last, this.inTrial(i));
        return { ...milestone, first: Math.max(milestone.first, last + 1) };
      }
      case "all":
      case "any":
        return { ...milestone, of: milestone.of.map((part) => this.milestoneInTrial(part)) };
      default:
        return milestone;
    }
  }

  private isBackfilled(index: number): boolean {
    return this.backfilled.includes(index);
  }

  private renumbered(patient: Patient<ToxicityObserved>): Patient<ToxicityObserved> {
    const position = this.backfilled.indexOf(patient.index);
    if (position >= 0) return { ...patient, index: this.enrolled + position };
    let before = 0;
    while (before < this.backfilled.length && this.backfilled[before] < patient.index) before++;
    return before === 0 ? patient : { ...patient, index: patient.index - before };
  }

  get time(): number {
    return this.data.time;
  }

  get enrolled(): number {
    return this.data.enrolled - this.backfilled.length;
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
    return this.data.armOf(this.inTrial(index));
  }

  covariatesOf(index: number): Covariates {
    return this.data.covariatesOf(this.inTrial(index));
  }

  observedOf(index: number): ToxicityObserved {
    return this.data.observedOf(this.inTrial(index));
  }

  hasEnded(index: number): boolean {
    return this.data.hasEnded(this.inTrial(index));
  }

  patient(index: number): Patient<ToxicityObserved> {
    return { ...this.data.patient(this.inTrial(index)), index };
  }

  patients(): readonly Patient<ToxicityObserved>[] {
    return Array.from({ length: this.data.enrolled }, (_, index) => this.patient(index));
  }

  pendingPatients(): readonly Patient<ToxicityObserved>[] {
    return this.waited;
  }
}
