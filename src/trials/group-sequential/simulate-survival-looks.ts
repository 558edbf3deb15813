/** The fast path of event-driven log-rank trials: the general loop's trials, bit for bit, without going from event to event. */
import type { SurvivalTally } from "../../endpoints/survival.js";
import { log } from "../../numeric/elementary/logarithm.js";
import { CHILD_WORDS_CAPACITY, childKeyInto, childWords, hasStreamKey, streamKey, uniformFromWords } from "../../random/index.js";
import type { Rng } from "../../random/rng.js";
import { type PiecewiseHazard, timeOfCumulativeHazard } from "../../survival/hazard.js";
import { pickArm } from "../allocation.js";
import type { ComparativeEnding } from "../comparative/comparative-design.js";
import type { Design } from "../design.js";
import type { TrialResult, TrialRunner } from "../operating-characteristics.js";
import type { AllocationHistory } from "../randomization/allocation-rule.js";
import type { Scenario } from "../scenario.js";
import { GeneralRunner } from "../simulate-trial.js";
import { ALLOCATION, ARRIVALS, DROPOUT, PATIENTS, REVIEWS } from "../streams.js";
import { NO_COVARIATES } from "../trial-state.js";
import { AscendingOrder } from "./ascending-order.js";
import { boundsAt, concludeWith, endingAt, type GroupSequentialConclusion, type Look } from "./look-decision.js";
import { RankedTimes } from "./ranked-times.js";
import { type SimulatedPatients, SurvivalColumnsAtLook } from "./survival-columns.js";
import { survivalColumnsTally } from "./survival-columns-tally.js";
import type { HasSurvivalLooks, SurvivalLooks } from "./survival-looks.js";

type SurvivalDesign = Design<unknown, number, unknown, unknown, GroupSequentialConclusion>;

/** What a scenario's members come to when its patients are alike. */
export interface SurvivalTruth {
  /** By arm: a patient's time is where the cumulative hazard reaches −ln u, u being their own first number. */
  readonly hazards: readonly PiecewiseHazard[];
  /** Writes as many arrivals as there are places; undefined where they come one by one. */
  readonly fillArrivals: ((out: Float64Array, rng: Rng) => void) | undefined;
}

/**
 * Returns the fast runner of a design that looks at numbers of events, in a scenario whose patients are alike and whose outcome is their
 * first number; undefined for others (a modified design among them).
 */
export function survivalLooksRunner(design: object, scenario: Scenario<number>, truth: SurvivalTruth): TrialRunner | undefined {
  const { survivalLooks: looks, decide, arms } = design as HasSurvivalLooks & Partial<SurvivalDesign>;
  if (looks === undefined || looks.decide !== decide || scenario.covariates !== undefined) return undefined;
  if (arms === undefined || scenario.armCount < arms.length || looks.randomization.ratio.length !== 2) return undefined;
  return new SurvivalLooksRunner(design as SurvivalDesign, looks, scenario, truth);
}

/** A stream of which only the first number is asked for. */
class FirstNumber implements Rng {
  value = 0;
  uniform(): number {
    return this.value;
  }
  child(): never {
    throw new Error("this stream has one number only");
  }
  fillUniform(): never {
    throw new Error("this stream has one number only");
  }
}

class SurvivalLooksRunner
  implements
    TrialRunner<SurvivalTally, GroupSequentialConclusion>,
    TrialResult<SurvivalTally, GroupSequentialConclusion>,
    AllocationHistory,
    SimulatedPatients
{
  conclusion!: GroupSequentialConclusion;
  enrolled = 0;
  duration = 0;
  reviews = 0;
  private readonly design: SurvivalDesign;
  private readonly looks: SurvivalLooks;
  private readonly scenario: Scenario<number>;
  private readonly truth: SurvivalTruth;
  private general: GeneralRunner<unknown, number, unknown, unknown, GroupSequentialConclusion> | undefined;
  private readonly onArm = [0, 0];
  /** By patient: arm, entry, time to the event, end of follow-up since entry and on the calendar, whether that is the event. */
  readonly arms: Uint8Array;
  readonly entries: Float64Array;
  readonly times: Float64Array;
  readonly followUps: Float64Array;
  readonly ends: Float64Array;
  readonly isEvent: Uint8Array;
  readonly positions: Int32Array;
  private readonly order: AscendingOrder;
  private readonly eventTimes: RankedTimes;
  private readonly columns: SurvivalColumnsAtLook;
  private readonly key = new Int32Array(2);
  private readonly words = childWords();
  private readonly number = new FirstNumber();

  constructor(design: SurvivalDesign, looks: SurvivalLooks, scenario: Scenario<number>, truth: SurvivalTruth) {
    const size = looks.maximumPatients;
    this.design = design;
    this.looks = looks;
    this.scenario = scenario;
    this.truth = truth;
    this.arms = new Uint8Array(size);
    this.entries = new Float64Array(size);
    this.times = new Float64Array(size);
    this.followUps = new Float64Array(size);
    this.ends = new Float64Array(size);
    this.isEvent = new Uint8Array(size);
    this.order = new AscendingOrder(size);
    this.positions = this.order.positions;
    this.eventTimes = new RankedTimes(size);
    this.columns = new SurvivalColumnsAtLook(looks);
  }

  enrolledOn(arm: number): number {
    return this.onArm[arm];
  }

  armOf(index: number): number {
    return this.arms[index];
  }

  covariatesOf(): typeof NO_COVARIATES {
    return NO_COVARIATES;
  }

  run(replicate: Rng): TrialResult<SurvivalTally, GroupSequentialConclusion> {
    if (!hasStreamKey(replicate)) {
      this.general ??= new GeneralRunner(this.design, this.scenario);
      return this.general.run(replicate) as TrialResult<SurvivalTally, GroupSequentialConclusion>;
    }
    const key = Math.floor(replicate.child(REVIEWS).child(0).uniform() * 2 ** 53);
    if (!this.enrollAll(replicate, key)) {
      this.general ??= new GeneralRunner(this.design, this.scenario);
      return this.general.run(replicate) as TrialResult<SurvivalTally, GroupSequentialConclusion>;
    }
    this.order.sort(this.followUps, this.enrolled);
    this.columns.start(this);
    if (this.review()) return this;
    this.general ??= new GeneralRunner(this.design, this.scenario);
    return this.general.run(replicate) as TrialResult<SurvivalTally, GroupSequentialConclusion>;
  }

  /**
   * All who would enter if the trial never stopped; where it does, the later ones are forgotten again. False when time is so far on that a
   * follow-up vanishes by rounding: the order of what happens at one time is the general loop's affair.
   */
  private enrollAll(replicate: Rng, key: number): boolean {
    const { onArm, words } = this;
    const [k0, k1] = streamKey(replicate);
    childKeyInto(this.key, k0, k1, PATIENTS);
    const patients = this.receive(replicate.child(ARRIVALS));
    onArm[0] = 0;
    onArm[1] = 0;
    this.eventTimes.clear();
    for (let from = 0; from < patients; from += CHILD_WORDS_CAPACITY) {
      const to = Math.min(patients, from + CHILD_WORDS_CAPACITY);
      words.fill(this.key[0], this.key[1], from, to - from);
      this.allocate(from, to, key);
      this.drawTimes(from, to);
      this.drawFollowUps(from, to);
      if (!this.follow(from, to)) return false;
    }
    this.enrolled = patients;
    return true;
  }

  /** Entries of all patients; returns how many there are. */
  private receive(arrivals: Rng): number {
    const { entries, looks, scenario, truth } = this;
    if (truth.fillArrivals !== undefined) {
      truth.fillArrivals(entries, arrivals);
      return looks.maximumPatients;
    }
    let arrival = 0;
    for (let i = 0; i < looks.maximumPatients; i++) {
      arrival = scenario.nextArrival(arrival, arrivals);
      if (arrival === Infinity) return i;
      entries[i] = arrival;
    }
    return looks.maximumPatients;
  }

  private allocate(from: number, to: number, key: number): void {
    const { arms, design, number, onArm, words } = this;
    const { randomization } = this.looks;
    words.fillBelow(ALLOCATION, to - from);
    for (let i = from; i < to; i++) {
      this.enrolled = i;
      number.value = uniformFromWords(words.highBelow[i - from], words.lowBelow[i - from]);
      const arm = pickArm(design, randomization.weights(NO_COVARIATES, this, key), number);
      arms[i] = arm;
      onArm[arm]++;
    }
  }

  private drawTimes(from: number, to: number): void {
    const { arms, times, words } = this;
    const { hazards } = this.truth;
    // As the scenario's `outcome` has it for patients who are alike.
    for (let i = from; i < to; i++) {
      const needed = -log(uniformFromWords(words.high[i - from], words.low[i - from]));
      times[i] = timeOfCumulativeHazard(hazards[arms[i]], needed);
    }
  }

  private drawFollowUps(from: number, to: number): void {
    const { arms, followUps, number, scenario, times, words } = this;
    const { maximumFollowUp } = this.looks;
    for (let i = from; i < to; i++) followUps[i] = times[i] < maximumFollowUp ? times[i] : maximumFollowUp;
    if (scenario.dropout === undefined) return;
    words.fillBelow(DROPOUT, to - from);
    for (let i = from; i < to; i++) {
      number.value = uniformFromWords(words.highBelow[i - from], words.lowBelow[i - from]);
      const dropout = scenario.dropout(arms[i], NO_COVARIATES, number);
      if (dropout < followUps[i]) followUps[i] = dropout;
    }
  }

  /** False when somebody's follow-up vanishes by rounding. */
  private follow(from: number, to: number): boolean {
    const { ends, entries, eventTimes, followUps, isEvent, times } = this;
    for (let i = from; i < to; i++) {
      const end = entries[i] + followUps[i];
      if (!(end > entries[i])) return false;
      const event = times[i] <= followUps[i];
      ends[i] = end;
      isEvent[i] = +event;
      if (event && end < Infinity) eventTimes.add(end);
    }
    return true;
  }

  /** Goes from look to look, as `groupSequentialDesign` decides; false when rounding leaves a look to the general loop. */
  private review(): boolean {
    const { eventTimes, looks } = this;
    const { rules, sign } = looks;
    const { targets } = rules;
    const last = targets.length - 1;
    const taken: Look[] = [];
    this.reviews = 1;
    for (let next = 0; ; ) {
      const exhausted = eventTimes.count < targets[next];
      const time = exhausted ? this.lastHappening() : eventTimes.atRank(targets[next] - 1);
      const amount = exhausted ? eventTimes.count : eventTimes.countUpTo(time, targets[next]);
      const number = exhausted ? next : rules.reached(amount, next);
      const final = number === last || exhausted;
      this.reviews++;
      this.duration = time;
      if (!(amount > (taken.length === 0 ? 0 : taken[taken.length - 1].amount))) {
        this.end("maximum", taken, exhausted);
        return true;
      }
      const test = this.columns.test(this, time, exhausted);
      if (test === undefined) return false;
      const z = sign * test.z;
      taken.push({ number, time, amount, z: z + 0, estimate: test.variance > 0 ? test.difference / test.variance + 0 : null });
      const ending = endingAt(rules, boundsAt(rules, taken, final), z, final);
      if (ending !== null) {
        this.end(ending, taken, exhausted);
        return true;
      }
      next = number + 1;
    }
  }

  /** Those who would have entered after the trial's end were never there. */
  private end(ending: ComparativeEnding, taken: readonly Look[], exhausted: boolean): void {
    const { arms, entries, onArm } = this;
    const { compared } = this.looks;
    while (!exhausted && this.enrolled > 0 && entries[this.enrolled - 1] >= this.duration) onArm[arms[--this.enrolled]]--;
    this.conclusion = concludeWith(ending, taken, exhausted, compared, compared.control === null ? 0 : onArm[compared.control]);
  }

  /** The latest entry or end of follow-up: what the general loop's clock shows when nothing can happen any more. */
  private lastHappening(): number {
    const { ends, enrolled, entries } = this;
    let latest = enrolled === 0 ? 0 : entries[enrolled - 1];
    for (let i = 0; i < enrolled; i++) if (ends[i] > latest && ends[i] < Infinity) latest = ends[i];
    return latest;
  }

  tally(arm: number): SurvivalTally {
    return survivalColumnsTally(this, arm);
  }
}
