/** The course of a trial with backfilling: when the escalating design is asked, and where others are treated meanwhile. */

import type { ToxicityObserved, ToxicityTally } from "../../../endpoints/toxicity.js";
import type { Rng } from "../../../random/rng.js";
import type { Reasons, Step, Weights } from "../../design.js";
import type { Milestone } from "../../milestone.js";
import {
  allOf,
  anyOf,
  calendarTime,
  enrolled,
  evaluated,
  firstFollowedUp,
  followedUp,
  isReached,
  nextTimeOf,
} from "../../milestones.js";
import { ENOUGH, lowestClosed, nextDose } from "../cohort-rules.js";
import type { DoseFindingDecision, DoseFindingDesign, DoseRecommendation, ToxicityData } from "../dose-finding-design.js";
import type { BackfillMemory, BackfillSettings } from "./backfill-memory.js";
import { closedToBackfilling, type Reconciliation, reconcile } from "./backfill-rules.js";
import { EscalationView } from "./escalation-view.js";

type BackfillStep<Memory> = Step<BackfillMemory<Memory>, ToxicityObserved, ToxicityTally, DoseRecommendation>;

/** Decides for a design with backfilling. */
export class Backfilling<Memory> {
  readonly start: BackfillMemory<Memory>;
  readonly maximumPatients: number;
  private readonly settings: BackfillSettings;
  /** Upper limit of escalation patients, and the design with room for backfilled ones besides. */
  private readonly most: number;
  private readonly design: DoseFindingDesign<Memory>;
  private readonly view: EscalationView;
  private readonly weights: readonly Weights[];
  private readonly patients: Int32Array;
  private readonly toxicities: Int32Array;

  constructor(design: DoseFindingDesign<Memory>, settings: BackfillSettings) {
    const doses = design.arms.length;
    const { endpoint } = design;
    const window = endpoint.completeAfter(Number.POSITIVE_INFINITY);
    this.settings = settings;
    this.most = design.maximumPatients;
    this.maximumPatients = this.most + (doses - 1) * settings.maximumAtDose;
    this.design = design.limitedTo?.(this.maximumPatients) ?? design;
    this.view = new EscalationView(doses, endpoint.observe(Number.POSITIVE_INFINITY, window / 2).followUp > 0);
    this.weights = design.arms.map((_, dose) => Float64Array.from(design.arms, (__, arm) => (arm === dose ? 1 : 0)));
    this.patients = new Int32Array(doses);
    this.toxicities = new Int32Array(doses);
    this.start = { inner: design.start, review: null, places: 0, from: 0, backfilling: false, backfilled: [], concluded: false };
  }

  conclude(memory: BackfillMemory<Memory>, data: ToxicityData): DoseRecommendation {
    const known = upToDate(memory, data);
    return this.design.conclude(known.inner, this.view.show(data, known.backfilled));
  }

  /**
   * @param lowestResponse Position of the lowest dose with a response.
   * @param complete Patients whose whole observation is complete.
   */
  decide(
    memory: BackfillMemory<Memory>,
    data: ToxicityData,
    rng: Rng,
    lowestResponse = 0,
    complete?: number,
  ): BackfillStep<Memory> {
    const known = upToDate(memory, data);
    const view = this.view.show(data, known.backfilled);
    const events = this.events(known, data, complete ?? view.evaluated);
    if (known.concluded) return this.end(known, data, undefined);
    const escalated = view.enrolled;
    if (escalated >= this.most && escalated > 0) {
      if (view.escalationPending > 0 && !data.exhausted) return this.wait(known, data, events, lowestResponse);
      return this.end(known, data, undefined);
    }
    const unfilled = !known.backfilling && data.enrolled - known.from < known.places;
    if (known.review !== null && !unfilled && !data.exhausted && !isReached(known.review, view))
      return this.wait(known, data, events, lowestResponse);
    if (!this.settings.staggered && !unfilled && !data.exhausted && data.pending > view.escalationPending) {
      return this.hold(known, data, events, "The assessment of backfilled patients is waited for.");
    }
    return this.ask(known, data, rng, events, lowestResponse);
  }

  /** The design's own decision. */
  private ask(
    known: BackfillMemory<Memory>,
    data: ToxicityData,
    rng: Rng,
    events: Milestone,
    lowestResponse: number,
  ): BackfillStep<Memory> {
    const { view, design } = this;
    const { decision, memory: inner } = design.decide(known.inner, view, rng);
    const settled = this.settle(known, data, inner, decision);
    if (settled !== undefined) return settled;
    if (decision.kind === "stop") {
      if (decision.conclusion.dose === null) return { decision, memory: { ...known, inner, concluded: true } };
      return this.end({ ...known, inner }, data, decision);
    }
    const places = Math.min(decision.enroll, this.most - this.view.enrolled);
    const { review } = decision;
    if (places === 0) {
      const waiting = { ...known, inner, review, places: 0, from: data.enrolled, backfilling: false };
      // A review that is due already would come again and again: the next event is waited for.
      const alarm = nextTimeOf(review, view);
      const next = alarm < Number.POSITIVE_INFINITY ? anyOf(events, calendarTime(alarm)) : events;
      return this.wait(waiting, data, next, lowestResponse, decision.reasons);
    }
    return {
      decision: {
        ...decision,
        allocate:
          decision.weights === undefined
            ? (patient, now) => decision.allocate(patient, view.show(now, known.backfilled))
            : decision.allocate,
        enroll: places,
        review: anyOf(enrolled(data.enrolled + places), view.milestoneInTrial(review)),
      },
      memory: { ...known, inner, review, places, from: data.enrolled, backfilling: false },
    };
  }

  /** The decision where backfilled doses contradict the escalation; undefined when they do not, or the design is not tables. */
  private settle(
    known: BackfillMemory<Memory>,
    data: ToxicityData,
    inner: Memory,
    decision: DoseFindingDecision,
  ): BackfillStep<Memory> | undefined {
    const { rules } = this.design;
    const dose = this.view.lastArm;
    if (!this.settings.reconcile || rules === undefined || dose < 1 || known.backfilled.length === 0) return undefined;
    this.count();
    const { patients, toxicities } = this;
    if (patients[dose] < rules.cohortSize) return undefined;
    if (decision.kind === "stop") {
      const closed = lowestClosed(rules, patients, toxicities);
      if (nextDose(rules, dose, patients, toxicities, closed) !== ENOUGH) return undefined;
    }
    const isBackfilled = (at: number) => known.backfilled.some((index) => data.armOf(index) === at);
    const found = reconcile(rules, { patients, toxicities }, dose, isBackfilled, this.settings.order);
    if (found === undefined || patients[found.next] >= rules.full) return undefined;
    const reasons = this.why(found, dose);
    if (found.next === dose && patients[dose] >= rules.enough) {
      const conclusion = this.design.conclude(inner, this.view);
      const enough = () => [...reasons(), `${this.design.arms[dose]} has enough patients: the trial stops.`];
      return this.end({ ...known, inner }, data, { kind: "stop", conclusion, reasons: enough });
    }
    const wanted = decision.kind === "stop" ? rules.cohortSize : decision.enroll;
    const places = Math.min(wanted, this.most - this.view.enrolled);
    const filled = enrolled(data.enrolled + places);
    const review = allOf(enrolled(this.view.enrolled + places), followedUp);
    const weights = this.weights[found.next];
    return {
      decision: { kind: "continue", allocate: () => weights, weights, enroll: places, review: filled, reasons },
      memory: { ...known, inner, review, places, from: data.enrolled, backfilling: false },
    };
  }

  /** Why a conflict leads where it leads. */
  private why({ conflicting, pooled, next }: Reconciliation, current: number): Reasons {
    const { arms } = this.design;
    const says = pooled > 0 ? "escalate" : pooled === 0 ? "stay" : "de-escalate";
    return () => [
      `The patients at ${arms[conflicting]}, some of them backfilled, contradict an escalation beyond it.`,
      `Taken together, the doses from ${arms[conflicting]} to ${arms[current]} say: ${says}.`,
      `The next cohort is treated at ${arms[next]}.`,
    ];
  }

  /** Waits for the design's review: whoever arrives meanwhile is treated at an open dose, when there is one. */
  private wait(
    known: BackfillMemory<Memory>,
    data: ToxicityData,
    events: Milestone,
    lowestResponse: number,
    own?: Reasons,
  ): BackfillStep<Memory> {
    const dose = this.view.escalationPending > 0 ? this.openDose(known, data, lowestResponse) : -1;
    const { lastArm } = this.view;
    const { arms } = this.design;
    const { order } = this.settings;
    const waiting = own ?? (() => [`The cohort at ${arms[lastArm]} is under assessment.`]);
    if (dose < 0) return this.hold(known, data, events, "No lower dose is open to other patients.", waiting);
    const weights = this.weights[dose];
    return {
      decision: {
        kind: "continue",
        allocate: () => weights,
        weights,
        enroll: 1,
        review: anyOf(enrolled(data.enrolled + 1), events),
        reasons: () => [...waiting(), `A patient who arrives meanwhile is treated at ${arms[dose]}, the ${order} open dose.`],
      },
      memory: { ...known, from: data.enrolled, backfilling: true },
    };
  }

  /** Enrolls nobody until something becomes known. */
  private hold(
    known: BackfillMemory<Memory>,
    data: ToxicityData,
    review: Milestone,
    why: string,
    before: Reasons = () => [],
  ): BackfillStep<Memory> {
    const weights = this.weights[Math.max(0, this.view.lastArm)];
    const reasons = () => [...before(), why];
    return {
      decision: { kind: "continue", allocate: () => weights, weights, enroll: 0, review, reasons },
      memory: { ...known, from: data.enrolled, places: 0, backfilling: false },
    };
  }

  /** Concludes, when backfilled patients need not be waited for (any more). */
  private end(
    known: BackfillMemory<Memory>,
    data: ToxicityData,
    decision: (DoseFindingDecision & { kind: "stop" }) | undefined,
  ): BackfillStep<Memory> {
    const memory = { ...known, concluded: true };
    if (data.pending > 0 && !data.exhausted && this.settings.awaitBackfilled) {
      return this.hold(
        memory,
        data,
        followedUp,
        "The escalation has ended: the assessment of all patients is completed.",
        decision?.reasons,
      );
    }
    if (decision !== undefined) return { decision, memory };
    const conclusion = this.design.conclude(known.inner, this.view);
    const reasons = () => ["The escalation has ended, and all patients that are waited for have been assessed."];
    return { decision: { kind: "stop", conclusion, reasons }, memory };
  }

  /** The dose for the next patient who is backfilled; −1 for none. */
  private openDose({ inner }: BackfillMemory<Memory>, data: ToxicityData, lowestResponse: number): number {
    const { design, view } = this;
    const { maximumAtDose, order, closing } = this.settings;
    this.count();
    const { rules } = design;
    const closed =
      rules === undefined
        ? Math.min(view.lastArm, (design.conclude(inner, view).dose ?? -1) + 1)
        : closedToBackfilling(
            rules,
            { patients: this.patients, toxicities: this.toxicities },
            view.lastArm,
            closing === "pooled",
          );
    let open = -1;
    for (let dose = Math.min(lowestResponse, closed); dose < closed; dose++) {
      if (this.patients[dose] === 0 || data.enrolledOn(dose) >= maximumAtDose) continue;
      open = dose;
      if (order === "lowest") break;
    }
    return open;
  }

  /** Reads the evaluated patients. */
  private count(): void {
    for (let dose = 0; dose < this.patients.length; dose++) {
      const tally = this.view.tally(dose);
      this.patients[dose] = tally.evaluated;
      this.toxicities[dose] = tally.toxicities;
    }
  }

  /** Something becomes known, or the design's review comes by time alone. */
  private events({ review }: BackfillMemory<Memory>, data: ToxicityData, complete: number): Milestone {
    const first = data.pending === 0 ? undefined : data.pendingPatients()[0].index;
    const alarm = review === null ? Number.POSITIVE_INFINITY : nextTimeOf(review, this.view);
    return anyOf(
      evaluated(complete + 1),
      ...(first === undefined ? [] : [firstFollowedUp(first + 1)]),
      ...(alarm < Number.POSITIVE_INFINITY ? [calendarTime(alarm)] : []),
    );
  }
}

/** The memory with those enrolled since the last decision. */
function upToDate<Memory>(memory: BackfillMemory<Memory>, data: ToxicityData): BackfillMemory<Memory> {
  if (!memory.backfilling || data.enrolled === memory.from) return memory;
  const added = Array.from({ length: data.enrolled - memory.from }, (_, i) => memory.from + i);
  return { ...memory, backfilled: [...memory.backfilled, ...added], from: data.enrolled };
}
