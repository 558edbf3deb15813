/** The state of one simulated trial: what has happened, and what is known now. Reused from trial to trial. */
import type { Endpoint } from "../endpoints/endpoint.js";
import type { Progress } from "./milestones.js";
import type { Covariates, Patient, TrialData } from "./trial-data.js";

export const NO_COVARIATES: Covariates = Object.freeze({});

/**
 * Patients are columns, in order of enrollment; those still followed wait in a binary heap ordered by the end of their follow-up
 * (ties: earlier patient first). Tallies are kept up to date as follow-ups end.
 */
export class TrialState<Outcome, Observed, Tally> implements TrialData<Observed, Tally>, Progress {
  time = 0;
  enrolled = 0;
  pending = 0;
  evaluated = 0;
  lastArm = -1;
  exhausted = false;
  /** Number of endings and enrollments so far. */
  events = 0;

  private readonly endpoint: Endpoint<Outcome, Observed, Tally>;
  private readonly armCount: number;
  private readonly tallies: Tally[];
  private readonly enrolledOnArm: Int32Array;
  /** The information when it was last asked for, and whether a tally has changed since. */
  private latestInformation = 0;
  private tallied = true;
  private entered = new Float64Array(64);
  /** Follow-up at which the patient's observation ends. */
  private followUp = new Float64Array(64);
  private arms = new Int32Array(64);
  private ended = new Uint8Array(64);
  /** Those still followed, as a heap, and the times at which their follow-ups end. */
  private heap = new Int32Array(64);
  private heapEnds = new Float64Array(64);
  private readonly outcomes: Outcome[] = [];
  private readonly covariates: Covariates[] = [];

  constructor(endpoint: Endpoint<Outcome, Observed, Tally>, armCount: number) {
    this.endpoint = endpoint;
    this.armCount = armCount;
    this.tallies = new Array<Tally>(armCount).fill(endpoint.emptyTally);
    this.enrolledOnArm = new Int32Array(armCount);
  }

  /** Back to an empty trial at time 0. */
  reset(): void {
    this.time = 0;
    this.enrolled = 0;
    this.pending = 0;
    this.evaluated = 0;
    this.lastArm = -1;
    this.exhausted = false;
    this.events = 0;
    this.tallied = true;
    this.enrolledOnArm.fill(0);
    for (let arm = 0; arm < this.armCount; arm++) this.tallies[arm] = this.endpoint.emptyTally;
  }

  enrolledOn(arm: number): number {
    return this.enrolledOnArm[arm];
  }

  tally(arm: number): Tally {
    return this.tallies[arm];
  }

  get information(): number {
    if (this.tallied) {
      let sum = 0;
      for (let arm = 0; arm < this.armCount; arm++) sum += this.endpoint.information(this.tallies[arm]);
      this.latestInformation = sum;
      this.tallied = false;
    }
    return this.latestInformation;
  }

  get latestPendingEntry(): number {
    for (let i = this.enrolled - 1; i >= 0; i--) if (this.ended[i] === 0) return this.entered[i];
    return -Infinity;
  }

  /** Number of the patient enrolled first of those still followed; Infinity when nobody is. */
  get firstPending(): number {
    if (this.pending === 0) return Infinity;
    for (let i = 0; i < this.enrolled; i++) if (this.ended[i] === 0) return i;
    return Infinity;
  }

  /** Time at which the next follow-up ends; Infinity when nobody is followed. */
  get nextEnd(): number {
    return this.pending === 0 ? Infinity : this.heapEnds[0];
  }

  /** A patient enters now. The observation ends at completeness or, when that is earlier, at `dropout`. */
  enroll(arm: number, covariates: Covariates, outcome: Outcome, dropout: number): void {
    const patient = this.enrolled;
    if (patient === this.arms.length) this.grow();
    const complete = this.endpoint.completeAfter(outcome);
    const followUp = dropout < complete ? dropout : complete;
    this.arms[patient] = arm;
    this.entered[patient] = this.time;
    this.followUp[patient] = followUp;
    this.ended[patient] = 0;
    this.outcomes[patient] = outcome;
    this.covariates[patient] = covariates;
    this.enrolled = patient + 1;
    this.enrolledOnArm[arm]++;
    this.lastArm = arm;
    this.events++;
    this.push(patient, this.time + followUp);
  }

  /** Moves to the end of the follow-up that ends next. Returns the patient. */
  endNext(): number {
    const time = this.heapEnds[0];
    const patient = this.pop();
    if (time > this.time) this.time = time;
    this.ended[patient] = 1;
    const observed = this.endpoint.observe(this.outcomes[patient], this.followUp[patient]);
    const arm = this.arms[patient];
    this.tallies[arm] = this.endpoint.add(this.tallies[arm], observed);
    this.tallied = true;
    if (this.endpoint.isComplete(observed)) this.evaluated++;
    this.events++;
    return patient;
  }

  armOf(index: number): number {
    return this.arms[index];
  }

  covariatesOf(index: number): Covariates {
    return this.covariates[index];
  }

  observedOf(index: number): Observed {
    // The end of the follow-up is kept as it was drawn: time − entry would round away from it.
    const followUp = this.ended[index] === 1 ? this.followUp[index] : this.time - this.entered[index];
    return this.endpoint.observe(this.outcomes[index], followUp);
  }

  hasEnded(index: number): boolean {
    return this.ended[index] === 1;
  }

  patients(): readonly Patient<Observed>[] {
    return Array.from({ length: this.enrolled }, (_, index) => this.patient(index));
  }

  pendingPatients(): readonly Patient<Observed>[] {
    const pending: Patient<Observed>[] = [];
    if (this.pending > 0) for (let i = 0; i < this.enrolled; i++) if (this.ended[i] === 0) pending.push(this.patient(i));
    return pending;
  }

  /** The patient as known now. */
  patient(index: number): Patient<Observed> {
    return {
      index,
      arm: this.arms[index],
      entered: this.entered[index],
      covariates: this.covariates[index],
      observed: this.observedOf(index),
      ended: this.hasEnded(index),
    };
  }

  private push(patient: number, end: number): void {
    const { heap, heapEnds } = this;
    let child = this.pending++;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      const above = heapEnds[parent];
      // Numbers grow with enrollment: at equal times the parent stays above.
      if (!(end < above)) break;
      heapEnds[child] = above;
      heap[child] = heap[parent];
      child = parent;
    }
    heapEnds[child] = end;
    heap[child] = patient;
  }

  private pop(): number {
    const { heap, heapEnds } = this;
    const first = heap[0];
    const size = --this.pending;
    const last = heap[size];
    const end = heapEnds[size];
    // The hole goes down to a leaf, and the last one up from there: it came from a leaf and seldom rises far.
    let hole = 0;
    for (let child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size) {
        const difference = heapEnds[child + 1] - heapEnds[child];
        if (difference < 0 || (!(difference > 0) && this.isBefore(child + 1, child))) child++;
      }
      heapEnds[hole] = heapEnds[child];
      heap[hole] = heap[child];
      hole = child;
    }
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heapEnds[parent];
      if (!(end < above || (end === above && last < heap[parent]))) break;
      heapEnds[hole] = above;
      heap[hole] = heap[parent];
      hole = parent;
    }
    heapEnds[hole] = end;
    heap[hole] = last;
    return first;
  }

  /** Order at a difference of 0, or of infinite times. */
  private isBefore(a: number, b: number): boolean {
    const { heap, heapEnds } = this;
    return heapEnds[a] < heapEnds[b] || (heapEnds[a] === heapEnds[b] && heap[a] < heap[b]);
  }

  private grow(): void {
    const size = 2 * this.arms.length;
    const grown = <A extends Float64Array | Int32Array | Uint8Array>(to: A, from: A): A => {
      to.set(from as never);
      return to;
    };
    this.entered = grown(new Float64Array(size), this.entered);
    this.followUp = grown(new Float64Array(size), this.followUp);
    this.arms = grown(new Int32Array(size), this.arms);
    this.ended = grown(new Uint8Array(size), this.ended);
    this.heap = grown(new Int32Array(size), this.heap);
    this.heapEnds = grown(new Float64Array(size), this.heapEnds);
  }
}
