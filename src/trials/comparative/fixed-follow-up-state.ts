/** The state of a trial in which everybody is followed for the same time, so that follow-ups end in order of enrollment. */
import type { Endpoint } from "../../endpoints/endpoint.js";
import { childWords } from "../../random/child-words.js";
import type { Rng } from "../../random/rng.js";
import { streamKey } from "../../random/stream.js";
import { uniformFromWords } from "../../random/threefry.js";
import { type Arms, certainArm, checkedSum } from "../allocation.js";
import type { Decision, Weights } from "../design.js";
import { ALLOCATION } from "../streams.js";
import type { Covariates, Patient, TrialData } from "../trial-data.js";
import { NO_COVARIATES } from "../trial-state.js";

/** The outcome that the scenario draws from a patient's first number. */
export type OutcomeByNumber<Outcome> = (arm: number, u: number) => Outcome;

type Continuing = Decision<unknown, unknown, unknown> & { readonly kind: "continue" };

/** Times at which patients come. */
interface Arrivals {
  nextArrival(previous: number, rng: Rng): number;
}

/** So many patients' numbers are made at first, then each time twice as many. */
const FIRST_NUMBERS = 32;
const MOST_NUMBERS = 256;

/** Patients are columns, in order of enrollment. Reused from trial to trial. */
export class FixedFollowUpState<Outcome> implements TrialData<unknown, unknown> {
  time = 0;
  enrolled = 0;
  /** Patients whose follow-up has ended: the first so many. */
  evaluated = 0;
  lastArm = -1;
  exhausted = false;
  /** How long everybody is followed. */
  readonly followUp: number;

  private readonly endpoint: Endpoint<Outcome, unknown, unknown>;
  private readonly outcomeOf: OutcomeByNumber<Outcome>;
  private readonly tallies: unknown[];
  /** By arm, where the endpoint counts events: patients evaluated and events. */
  private readonly evaluatedOnArm: Int32Array;
  private readonly events: Int32Array;
  private readonly counts: boolean;
  private readonly enrolledOnArm: Int32Array;
  private entered = new Float64Array(256);
  private arms = new Int32Array(256);
  /** The patients' own first numbers, and those for allocation; made for the first `prepared` patients. */
  private numbers = new Float64Array(256);
  private draws = new Float64Array(256);
  private prepared = 0;
  private readonly words = childWords();

  private k0 = 0;
  private k1 = 0;
  /** The arms of positive weight, in order, and their weights. */
  private readonly possible: Int32Array;
  private readonly weights: Float64Array;
  private possibleCount = 0;
  private design!: Arms;
  private decision!: Continuing;
  hasConstantWeights = true;
  private sum = 1;

  constructor(endpoint: Endpoint<Outcome, unknown, unknown>, armCount: number, outcomeOf: OutcomeByNumber<Outcome>) {
    this.endpoint = endpoint;
    this.followUp = endpoint.followUp as number;
    this.outcomeOf = outcomeOf;
    this.tallies = new Array<unknown>(armCount).fill(endpoint.emptyTally);
    this.enrolledOnArm = new Int32Array(armCount);
    this.evaluatedOnArm = new Int32Array(armCount);
    this.events = new Int32Array(armCount);
    this.possible = new Int32Array(armCount);
    this.weights = new Float64Array(armCount);
    this.counts = endpoint.tallyOf !== undefined;
  }

  /** Back to an empty trial at time 0; `patients` is the stream above its patients'. */
  start(patients: Rng): void {
    this.time = 0;
    this.enrolled = 0;
    this.evaluated = 0;
    this.lastArm = -1;
    this.exhausted = false;
    this.enrolledOnArm.fill(0);
    this.evaluatedOnArm.fill(0);
    this.events.fill(0);
    this.tallies.fill(this.endpoint.emptyTally);
    [this.k0, this.k1] = streamKey(patients);
    this.prepared = 0;
  }

  /** Patients are allocated by this decision from now on. */
  allocateBy(design: Arms, decision: Continuing): void {
    this.design = design;
    this.decision = decision;
    this.hasConstantWeights = decision.weights !== undefined;
    if (decision.weights !== undefined) this.setWeights(decision.weights);
  }

  private setWeights(weights: Weights): void {
    const certain = certainArm(this.design, weights);
    this.possibleCount = 0;
    this.sum = certain < 0 ? checkedSum(this.design, weights) : 1;
    for (let arm = 0; arm < this.tallies.length; arm++) {
      if (certain < 0 ? weights[arm] === 0 : arm !== certain) continue;
      this.possible[this.possibleCount] = arm;
      this.weights[this.possibleCount++] = weights[arm];
    }
  }

  /** Time at which the next follow-up ends; Infinity when nobody is followed. */
  get nextEnd(): number {
    return this.evaluated < this.enrolled ? this.entered[this.evaluated] + this.followUp : Infinity;
  }

  /** A patient enters. */
  enroll(time: number): void {
    const patient = this.enrolled;
    if (patient >= this.prepared) this.prepareNumbers(patient);
    this.time = time;
    if (!this.hasConstantWeights) this.setWeights(this.decision.allocate(NO_COVARIATES, this));
    const arm = this.armAt(this.draws[patient]);
    this.entered[patient] = time;
    this.arms[patient] = arm;
    this.enrolledOnArm[arm]++;
    this.lastArm = arm;
    this.enrolled = patient + 1;
  }

  /** All follow-ups that end until then end. */
  endUntil(time: number): void {
    if (time > this.time) this.time = time;
    let patient = this.evaluated;
    do this.add(this.arms[patient], this.numbers[patient++]);
    while (patient < this.enrolled && this.entered[patient] + this.followUp <= this.time);
    this.evaluated = patient;
  }

  /**
   * Up to `count` patients enter one after another, each evaluated before the next: for constant weights and a follow-up of 0, when nobody is
   * followed. The same as `enroll` and `endUntil` in turn.
   *
   * @returns The next arrival.
   */
  treatAtOnce(count: number, accrual: Arrivals, arrivals: Rng, arrival: number): number {
    const { enrolledOnArm } = this;
    let next = arrival;
    let { time, lastArm: arm, enrolled: patient } = this;
    const end = patient + count;
    for (; patient < end; patient++) {
      if (next > time) {
        if (next === Infinity) break;
        time = next;
      }
      if (patient >= this.prepared) this.prepareNumbers(patient);
      arm = this.armAt(this.draws[patient]);
      this.entered[patient] = time;
      this.arms[patient] = arm;
      enrolledOnArm[arm]++;
      this.add(arm, this.numbers[patient]);
      next = accrual.nextArrival(next, arrivals);
    }
    this.time = time;
    this.lastArm = arm;
    this.enrolled = patient;
    this.evaluated = patient;
    return next;
  }

  /** The arm that a number for allocation gives: as `pickArm` finds it. */
  private armAt(number: number): number {
    const { weights } = this;
    const last = this.possibleCount - 1;
    let position = 0;
    for (let left = number * this.sum - weights[0]; left >= 0 && position < last; left -= weights[position]) position++;
    return this.possible[position];
  }

  private add(arm: number, number: number): void {
    const outcome = this.outcomeOf(arm, number);
    if (this.counts) {
      this.evaluatedOnArm[arm]++;
      this.events[arm] += outcome ? 1 : 0;
      return;
    }
    const { endpoint, tallies } = this;
    tallies[arm] = endpoint.add(tallies[arm], endpoint.observe(outcome, this.followUp));
  }

  get pending(): number {
    return this.enrolled - this.evaluated;
  }

  enrolledOn(arm: number): number {
    return this.enrolledOnArm[arm];
  }

  tally(arm: number): unknown {
    return this.endpoint.tallyOf?.(this.evaluatedOnArm[arm], this.events[arm]) ?? this.tallies[arm];
  }

  armOf(index: number): number {
    return this.arms[index];
  }

  covariatesOf(): Covariates {
    return NO_COVARIATES;
  }

  observedOf(index: number): unknown {
    const followUp = this.hasEnded(index) ? this.followUp : this.time - this.entered[index];
    return this.endpoint.observe(this.outcomeOf(this.arms[index], this.numbers[index]), followUp);
  }

  hasEnded(index: number): boolean {
    return index < this.evaluated;
  }

  patient(index: number): Patient<unknown> {
    return {
      index,
      arm: this.arms[index],
      entered: this.entered[index],
      covariates: NO_COVARIATES,
      observed: this.observedOf(index),
      ended: this.hasEnded(index),
    };
  }

  patients(): readonly Patient<unknown>[] {
    return Array.from({ length: this.enrolled }, (_, index) => this.patient(index));
  }

  pendingPatients(): readonly Patient<unknown>[] {
    return Array.from({ length: this.pending }, (_, i) => this.patient(this.evaluated + i));
  }

  private prepareNumbers(from: number): void {
    const { words } = this;
    const count = from < FIRST_NUMBERS ? FIRST_NUMBERS : Math.min(MOST_NUMBERS, from);
    if (from + count > this.arms.length) this.grow(from + count);
    const { numbers, draws } = this;
    words.fill(this.k0, this.k1, from, count);
    words.fillBelow(ALLOCATION, count);
    const { high, low, highBelow, lowBelow } = words;
    for (let i = 0; i < count; i++) {
      numbers[from + i] = uniformFromWords(high[i], low[i]);
      draws[from + i] = uniformFromWords(highBelow[i], lowBelow[i]);
    }
    this.prepared = from + count;
  }

  private grow(least: number): void {
    const size = Math.max(least, 2 * this.arms.length);
    const grown = <A extends Float64Array | Int32Array>(to: A, from: A): A => {
      to.set(from as never);
      return to;
    };
    this.entered = grown(new Float64Array(size), this.entered);
    this.arms = grown(new Int32Array(size), this.arms);
    this.numbers = grown(new Float64Array(size), this.numbers);
    this.draws = grown(new Float64Array(size), this.draws);
  }
}
