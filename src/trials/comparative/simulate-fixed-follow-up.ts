/** The fast path of trials in which everybody is followed for the same time: the general loop's trials, bit for bit. */
import type { Endpoint } from "../../endpoints/endpoint.js";
import { hasStreamKey } from "../../random/index.js";
import type { Rng } from "../../random/rng.js";
import type { Decision, Design } from "../design.js";
import type { TrialResult, TrialRunner } from "../operating-characteristics.js";
import type { Scenario } from "../scenario.js";
import { GeneralRunner } from "../simulate-trial.js";
import { ARRIVALS, PATIENTS, REVIEWS } from "../streams.js";
import { FixedFollowUpState, type OutcomeByNumber } from "./fixed-follow-up-state.js";
import { PlainReview } from "./plain-review.js";

/**
 * Returns the fast runner of a design whose endpoint follows everybody for the same time, in a scenario where nobody is lost and all patients
 * are alike; undefined for other designs.
 *
 * A trial that is reviewed by anything but numbers of patients is run by the general loop.
 */
export function fixedFollowUpRunner<Outcome>(
  design: object,
  scenario: Scenario<Outcome>,
  outcomeOf: OutcomeByNumber<Outcome>,
): TrialRunner | undefined {
  const { endpoint, arms } = design as Partial<Design<unknown, Outcome, unknown, unknown, unknown>>;
  if (endpoint?.followUp === undefined || !(endpoint.followUp < Infinity) || arms === undefined) return undefined;
  if (scenario.covariates !== undefined || scenario.dropout !== undefined || scenario.armCount < arms.length) return undefined;
  return new FixedFollowUpRunner(design as Design<unknown, Outcome, unknown, unknown, unknown>, scenario, outcomeOf);
}

/** Reviews without any patient event in between, after which a trial that lets nothing happen is ended; as in the general loop. */
const IDLE_REVIEWS = 1000;

class FixedFollowUpRunner<Outcome> implements TrialRunner, TrialResult {
  conclusion: unknown = undefined;
  reviews = 0;
  private readonly design: Design<unknown, Outcome, unknown, unknown, unknown>;
  private readonly scenario: Scenario<Outcome>;
  private readonly state: FixedFollowUpState<Outcome>;
  private readonly review: PlainReview;
  private general: GeneralRunner<unknown, Outcome, unknown, unknown, unknown> | undefined;
  private arrivals!: Rng;
  private arrival = 0;

  constructor(
    design: Design<unknown, Outcome, unknown, unknown, unknown>,
    scenario: Scenario<Outcome>,
    outcomeOf: OutcomeByNumber<Outcome>,
  ) {
    this.design = design;
    this.scenario = scenario;
    this.review = new PlainReview(design.endpoint.countsPatients === true);
    this.state = new FixedFollowUpState(design.endpoint as Endpoint<Outcome, unknown, unknown>, design.arms.length, outcomeOf);
  }

  get enrolled(): number {
    return this.state.enrolled;
  }

  get duration(): number {
    return this.state.time;
  }

  enrolledOn(arm: number): number {
    return this.state.enrolledOn(arm);
  }

  tally(arm: number): unknown {
    return this.state.tally(arm);
  }

  run(replicate: Rng): TrialResult {
    // A design that was found to be no plain one once is taken for such.
    if (this.general === undefined && hasStreamKey(replicate) && this.runPlainly(replicate)) return this;
    this.general ??= new GeneralRunner(this.design, this.scenario);
    return this.general.run(replicate);
  }

  /** Returns whether the trial was plain all along; else it must be run again. */
  private runPlainly(replicate: Rng): boolean {
    const { design, state } = this;
    state.start(replicate.child(PATIENTS));
    this.reviews = 0;
    this.arrivals = replicate.child(ARRIVALS);
    this.arrival = this.scenario.nextArrival(0, this.arrivals);
    const reviews = replicate.child(REVIEWS);
    let memory = design.start;
    let idle = 0;
    for (;;) {
      const step = design.decide(memory, state, reviews.child(this.reviews++));
      const { decision } = step;
      memory = step.memory;
      if (decision.kind === "stop") {
        this.conclusion = decision.conclusion;
        return true;
      }
      if (!this.review.read(decision.review)) return false;
      const events = state.enrolled + state.evaluated;
      const wasExhausted = state.exhausted;
      this.advance(decision);
      idle = state.enrolled + state.evaluated > events ? 0 : idle + 1;
      if ((wasExhausted && state.exhausted && idle > 0) || idle > IDLE_REVIEWS) {
        this.conclusion = design.conclude(memory, state);
        return true;
      }
    }
  }

  /** Lets things happen until the review is due, in the general loop's order: follow-ups end first, then the review comes, then patients enter. */
  private advance(decision: Decision<unknown, unknown, unknown> & { kind: "continue" }): void {
    const { state, scenario, review } = this;
    let places = decision.enroll;
    state.exhausted = false;
    if (places > 0) {
      if (scenario.whileClosed === "lost") this.loseArrivals();
      state.allocateBy(this.design, decision);
      places -= this.treatAtOnce(Math.min(places, review.leastEnrolled - 1 - state.enrolled));
    }
    while (!review.isReached(state.enrolled, state.evaluated)) {
      const end = state.nextEnd;
      const entry = places > 0 ? (this.arrival > state.time ? this.arrival : state.time) : Infinity;
      if (end <= entry) {
        if (end === Infinity) {
          state.exhausted = true;
          return;
        }
        state.endUntil(end);
      } else {
        state.enroll(entry);
        places--;
        this.arrival = scenario.nextArrival(this.arrival, this.arrivals);
      }
    }
  }

  /** Lets so many patients enter, of each of whom all is known before the next one enters, where that is how it goes. Returns how many did. */
  private treatAtOnce(count: number): number {
    const { state, scenario } = this;
    if (count <= 0 || state.followUp > 0 || state.pending > 0 || !state.hasConstantWeights) return 0;
    const before = state.enrolled;
    this.arrival = state.treatAtOnce(count, scenario, this.arrivals, this.arrival);
    return state.enrolled - before;
  }

  private loseArrivals(): void {
    while (this.arrival < this.state.time) {
      const next = this.scenario.nextArrival(this.arrival, this.arrivals);
      if (!(next > this.arrival)) return;
      this.arrival = next;
    }
  }
}
