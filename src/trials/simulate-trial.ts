/** The one simulation loop: event by event, a trial of any design under any scenario. */
import { InvalidArgument } from "../errors.js";
import type { Rng } from "../random/rng.js";
import { pickArm } from "./allocation.js";
import type { Decision, Design } from "./design.js";
import { isReached, isTimed, nextTimeOf } from "./milestones.js";
import type { TrialResult, TrialRunner } from "./operating-characteristics.js";
import { PatientStreams } from "./patient-streams.js";
import type { Scenario } from "./scenario.js";
import { ARRIVALS, COVARIATES, PATIENTS, REVIEWS } from "./streams.js";
import type { Patient } from "./trial-data.js";
import { NO_COVARIATES, TrialState } from "./trial-state.js";

/** Reviews without any patient event in between, after which a trial that lets nothing happen is ended. */
const IDLE_REVIEWS = 1000;

/** Something that happened in a trial, as an observer is told. */
export type TrialEvent<Observed, Tally, Conclusion> =
  | { readonly kind: "enrolled" | "ended"; readonly time: number; readonly patient: Patient<Observed> }
  | { readonly kind: "decided"; readonly time: number; readonly decision: Decision<Observed, Tally, Conclusion> };

/** Told of each event of a simulated trial, in order. */
export type TrialObserver<Observed, Tally, Conclusion> = (event: TrialEvent<Observed, Tally, Conclusion>) => void;

/**
 * Simulates one trial.
 *
 * @param replicate The replicate's stream: the same stream gives every design the same patients.
 * @param observe Told of each enrollment, end of follow-up and decision, in order.
 * @returns What came of it.
 * @throws InvalidArgument when the scenario has fewer arms than the design, or the design allocates outside its arms.
 */
export function simulateTrial<Memory, Outcome, Observed, Tally, Conclusion>(
  design: Design<Memory, Outcome, Observed, Tally, Conclusion>,
  scenario: Scenario<Outcome>,
  replicate: Rng,
  observe?: TrialObserver<Observed, Tally, Conclusion>,
): TrialResult<Tally, Conclusion> {
  return new GeneralRunner(design, scenario, observe).run(replicate);
}

/** The runner that every design and scenario can use. */
export class GeneralRunner<Memory, Outcome, Observed, Tally, Conclusion>
  implements TrialRunner<Tally, Conclusion>, TrialResult<Tally, Conclusion>
{
  conclusion!: Conclusion;
  reviews = 0;
  private readonly design: Design<Memory, Outcome, Observed, Tally, Conclusion>;
  private readonly scenario: Scenario<Outcome>;
  private readonly observe: TrialObserver<Observed, Tally, Conclusion> | undefined;
  private readonly state: TrialState<Outcome, Observed, Tally>;
  private readonly patients = new PatientStreams();
  private arrivals!: Rng;
  /** Time of the next arrival, not yet used. */
  private arrival = 0;

  constructor(
    design: Design<Memory, Outcome, Observed, Tally, Conclusion>,
    scenario: Scenario<Outcome>,
    observe?: TrialObserver<Observed, Tally, Conclusion>,
  ) {
    if (scenario.armCount < design.arms.length) {
      throw new InvalidArgument(
        "simulate",
        "scenario",
        `know the outcomes on all ${design.arms.length} arms of ${design.name}`,
        `${scenario.armCount} arms`,
      );
    }
    this.design = design;
    this.scenario = scenario;
    this.observe = observe;
    this.state = new TrialState(design.endpoint, design.arms.length);
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

  tally(arm: number): Tally {
    return this.state.tally(arm);
  }

  run(replicate: Rng): TrialResult<Tally, Conclusion> {
    const { design, state } = this;
    state.reset();
    this.reviews = 0;
    this.patients.start(replicate.child(PATIENTS));
    this.arrivals = replicate.child(ARRIVALS);
    this.arrival = this.scenario.nextArrival(0, this.arrivals);
    const reviews = replicate.child(REVIEWS);
    let memory = design.start;
    let idle = 0;
    for (;;) {
      const step = design.decide(memory, state, reviews.child(this.reviews++));
      const decision = step.decision;
      memory = step.memory;
      this.observe?.({ kind: "decided", time: state.time, decision });
      if (decision.kind === "stop") {
        this.conclusion = decision.conclusion;
        return this;
      }
      const events = state.events;
      const wasExhausted = state.exhausted;
      this.advance(decision);
      idle = state.events > events ? 0 : idle + 1;
      // Exhausted twice without an event between: the design had its chance to conclude.
      if ((wasExhausted && state.exhausted && idle > 0) || idle > IDLE_REVIEWS) {
        this.conclusion = design.conclude(memory, state);
        return this;
      }
    }
  }

  /** Lets things happen until the review is due (it may be at once). At equal times follow-ups end first, then the review comes, then patients enter. */
  private advance(decision: Decision<Observed, Tally, Conclusion> & { kind: "continue" }): void {
    const { state, scenario } = this;
    const review = decision.review;
    const timed = isTimed(review);
    let places = decision.enroll;
    state.exhausted = false;
    if (places > 0 && scenario.whileClosed === "lost") this.loseArrivals();
    while (!isReached(review, state)) {
      const end = state.nextEnd;
      const entry = places > 0 ? (this.arrival > state.time ? this.arrival : state.time) : Infinity;
      const alarm = timed ? nextTimeOf(review, state) : Infinity;
      if (end <= entry && end <= alarm) {
        if (end === Infinity) {
          state.exhausted = true;
          return;
        }
        const patient = state.endNext();
        this.observe?.({ kind: "ended", time: state.time, patient: state.patient(patient) });
        while (state.nextEnd <= state.time) {
          const next = state.endNext();
          this.observe?.({ kind: "ended", time: state.time, patient: state.patient(next) });
        }
      } else if (alarm <= entry) {
        state.time = alarm;
      } else {
        state.time = entry;
        this.enrollNext(decision);
        places--;
        this.arrival = scenario.nextArrival(this.arrival, this.arrivals);
      }
    }
  }

  /** Passes over those who came while enrollment was closed; where arrivals do not move on, somebody is there at any time. */
  private loseArrivals(): void {
    while (this.arrival < this.state.time) {
      const next = this.scenario.nextArrival(this.arrival, this.arrivals);
      if (!(next > this.arrival)) return;
      this.arrival = next;
    }
  }

  private enrollNext(decision: Decision<Observed, Tally, Conclusion> & { kind: "continue" }): void {
    const { state, scenario } = this;
    const patient = this.patients.patient(state.enrolled);
    const covariates = scenario.covariates === undefined ? NO_COVARIATES : scenario.covariates(patient.child(COVARIATES));
    const arm = pickArm(this.design, decision.allocate(covariates, state), this.patients.allocation);
    const outcome = scenario.outcome(arm, covariates, patient);
    const dropout = scenario.dropout === undefined ? Infinity : scenario.dropout(arm, covariates, this.patients.dropout());
    state.enroll(arm, covariates, outcome, dropout);
    this.observe?.({ kind: "enrolled", time: state.time, patient: state.patient(state.enrolled - 1) });
  }
}
