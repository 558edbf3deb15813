/** The state of a trial in which everybody is followed for the same time, so that follow-ups end in order of enrollment. */
import type { Endpoint } from "../../endpoints/endpoint.js";
import { childWords } from "../../random/child-words.js";
import type { Rng } from "../../random/rng.js";
import { streamKey } from "../../random/stream.js";
import { uniformFromWords } from "../../random/threefry.js";
import { armAt, certainArm, checkedSum } from "../allocation.js";
import type { Weights } from "../design.js";
import { ALLOCATION } from "../streams.js";
import type { Covariates, Patient, TrialData } from "../trial-data.js";
import { NO_COVARIATES } from "../trial-state.js";

/** So many patients' keys are made at first, then each time twice as many. */
const FIRST_KEYS = 32;
const MOST_KEYS = 256;

/** Patients are columns, in order of enrollment. Reused from trial to trial. */
export class FixedFollowUpState<Outcome> implements TrialData<unknown, unknown> {
  time = 0;
  enrolled = 0;
  /** Patients whose follow-up has ended: the first so many. */
  evaluated = 0;
  lastArm = -1;
  exhausted = false;

  private readonly endpoint: Endpoint<Outcome, unknown, unknown>;
  private readonly followUp: number;
  private readonly outcomeOf: (arm: number, high: number, low: number) => Outcome;
  private readonly tallies: unknown[];
  private readonly enrolledOnArm: Int32Array;
  private entered = new Float64Array(256);
  private arms = new Int32Array(256);
  private readonly outcomes: Outcome[] = [];
  private readonly words = childWords();
  private readonly high = new Int32Array(MOST_KEYS);
  private readonly low = new Int32Array(MOST_KEYS);
  /** The patients' numbers for allocation. */
  private readonly draws = new Float64Array(MOST_KEYS);
  private k0 = 0;
  private k1 = 0;
  private keysFrom = 0;
  private keysTo = 0;
  private weights: Weights = [];
  private sum = 1;
  /** The only arm that is possible; −1 when there are several. */
  private certain = -1;

  constructor(
    endpoint: Endpoint<Outcome, unknown, unknown>,
    armCount: number,
    outcomeOf: (arm: number, high: number, low: number) => Outcome,
  ) {
    this.endpoint = endpoint;
    this.followUp = endpoint.followUp as number;
    this.outcomeOf = outcomeOf;
    this.tallies = new Array<unknown>(armCount).fill(endpoint.emptyTally);
    this.enrolledOnArm = new Int32Array(armCount);
  }

  /** Back to an empty trial at time 0; `patients` is the stream above its patients'. */
  start(patients: Rng): void {
    this.time = 0;
    this.enrolled = 0;
    this.evaluated = 0;
    this.lastArm = -1;
    this.exhausted = false;
    this.enrolledOnArm.fill(0);
    this.tallies.fill(this.endpoint.emptyTally);
    [this.k0, this.k1] = streamKey(patients);
    this.keysFrom = 0;
    this.keysTo = 0;
  }

  /** Patients are allocated by these weights from now on. */
  allocateBy(design: { readonly name: string; readonly arms: readonly string[] }, weights: Weights): void {
    this.weights = weights;
    this.certain = certainArm(design, weights);
    this.sum = this.certain < 0 ? checkedSum(design, weights) : 1;
  }

  /** Time at which the next follow-up ends; Infinity when nobody is followed. */
  get nextEnd(): number {
    return this.evaluated < this.enrolled ? this.entered[this.evaluated] + this.followUp : Infinity;
  }

  /** A patient enters. */
  enroll(time: number): void {
    const patient = this.enrolled;
    if (patient === this.arms.length) this.grow();
    if (patient >= this.keysTo) this.prepareKeys(patient);
    const key = patient - this.keysFrom;
    const arm = this.certain >= 0 ? this.certain : armAt(this.weights, this.enrolledOnArm.length, this.draws[key] * this.sum);
    this.time = time;
    this.entered[patient] = time;
    this.arms[patient] = arm;
    this.outcomes[patient] = this.outcomeOf(arm, this.high[key], this.low[key]);
    this.enrolledOnArm[arm]++;
    this.lastArm = arm;
    this.enrolled = patient + 1;
  }

  /** All follow-ups that end until then end. */
  endUntil(time: number): void {
    if (time > this.time) this.time = time;
    const { endpoint, followUp, tallies, enrolled } = this;
    let patient = this.evaluated;
    do {
      const arm = this.arms[patient];
      tallies[arm] = endpoint.add(tallies[arm], endpoint.observe(this.outcomes[patient], followUp));
      patient++;
    } while (patient < enrolled && this.entered[patient] + followUp <= this.time);
    this.evaluated = patient;
  }

  get pending(): number {
    return this.enrolled - this.evaluated;
  }

  enrolledOn(arm: number): number {
    return this.enrolledOnArm[arm];
  }

  tally(arm: number): unknown {
    return this.tallies[arm];
  }

  armOf(index: number): number {
    return this.arms[index];
  }

  covariatesOf(): Covariates {
    return NO_COVARIATES;
  }

  patient(index: number): Patient<unknown> {
    const ended = index < this.evaluated;
    const followUp = ended ? this.followUp : this.time - this.entered[index];
    return {
      index,
      arm: this.arms[index],
      entered: this.entered[index],
      covariates: NO_COVARIATES,
      observed: this.endpoint.observe(this.outcomes[index], followUp),
      ended,
    };
  }

  patients(): readonly Patient<unknown>[] {
    return Array.from({ length: this.enrolled }, (_, index) => this.patient(index));
  }

  pendingPatients(): readonly Patient<unknown>[] {
    return Array.from({ length: this.pending }, (_, i) => this.patient(this.evaluated + i));
  }

  private prepareKeys(from: number): void {
    const { words, high, low, draws } = this;
    const count = from === 0 ? FIRST_KEYS : Math.min(MOST_KEYS, 2 * (this.keysTo - this.keysFrom));
    words.fill(this.k0, this.k1, from, count);
    words.fillBelow(ALLOCATION, count);
    for (let i = 0; i < count; i++) {
      high[i] = words.high[i];
      low[i] = words.low[i];
      draws[i] = uniformFromWords(words.highBelow[i], words.lowBelow[i]);
    }
    this.keysFrom = from;
    this.keysTo = from + count;
  }

  private grow(): void {
    const entered = new Float64Array(2 * this.arms.length);
    entered.set(this.entered);
    this.entered = entered;
    const arms = new Int32Array(2 * this.arms.length);
    arms.set(this.arms);
    this.arms = arms;
  }
}
