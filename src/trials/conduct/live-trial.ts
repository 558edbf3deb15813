/** Conduct of a live trial: the design that was simulated, given the real patients so far. */
import { InvalidArgument } from "../../errors.js";
import { canonicalJson } from "../../execution/index.js";
import { rngFromSeed } from "../../random/index.js";
import type { Rng } from "../../random/rng.js";
import { pickArm } from "../allocation.js";
import type { Decision, Design } from "../design.js";
import { describeWait, isReached } from "../milestones.js";
import type { Plain } from "../recipe.js";
import { ALLOCATION, PATIENTS, REVIEWS } from "../streams.js";
import type { Covariates } from "../trial-data.js";
import { NO_COVARIATES } from "../trial-state.js";
import { type AuditLog, append, emptyLog, type LogEvent, type RecordedDecision, readLog } from "./audit-log.js";
import { LiveData } from "./live-data.js";

export interface ConductOptions {
  /** Seed of random allocation; part of the log. 1 when not given. */
  readonly seed?: number | string;
  /** What the trial is called in its log. */
  readonly title?: string;
}

/** What to do now. */
export interface NextStep<Conclusion> {
  /** The decision in force. */
  readonly decision: RecordedDecision & { readonly conclusion?: Conclusion };
  /**
   * Labels of the arms that the next patient can get, with their probabilities by all that is known now (those in `decision` are of the time when
   * it was made, for a patient without covariates); none when nobody is to be enrolled now.
   */
  readonly arms: readonly { readonly arm: number; readonly label: string; readonly probability: number }[];
  /** Whether these probabilities hold for every patient until the review, whoever comes and whatever becomes known. */
  readonly constant: boolean;
  /** How many more patients to enroll until the review. */
  readonly enroll: number;
  /** Why, in sentences. */
  readonly reasons: readonly string[];
  /** Numbers by arm that the decision rests on, by what they are; not in the log, since a replay finds them again. */
  readonly evidence: { readonly [name: string]: readonly number[] };
  /** What the next review waits for, in words; empty when the trial has ended. */
  readonly waitingFor: string;
}

/**
 * Opens a live trial.
 *
 * @throws InvalidArgument for a seed that is not one.
 */
export function conduct<Memory, Outcome, Observed, Tally, Conclusion>(
  design: Design<Memory, Outcome, Observed, Tally, Conclusion>,
  options: ConductOptions = {},
): LiveTrial<Memory, Outcome, Observed, Tally, Conclusion> {
  const { seed = 1, title = "" } = options;
  const header = { design: design.recipe ?? null, designName: design.name, arms: [...design.arms], seed, title };
  return new LiveTrial(design, emptyLog(header));
}

/**
 * Opens a trial from its audit log again: every event is replayed, every decision made anew and compared with what was recorded.
 *
 * @param design The trial's design (make it from `readLog(log).header.design` by `makeAgain`).
 * @throws InvalidArgument when the log was changed or cut short, belongs to another design, or records a decision that the design does not
 * make; the message names the entry.
 */
export function resumeTrial<Memory, Outcome, Observed, Tally, Conclusion>(
  design: Design<Memory, Outcome, Observed, Tally, Conclusion>,
  log: unknown,
): LiveTrial<Memory, Outcome, Observed, Tally, Conclusion> {
  const { header, entries } = readLog(log);
  if (
    canonicalJson(header.design) !== canonicalJson(design.recipe ?? null) ||
    canonicalJson(header.arms) !== canonicalJson(design.arms)
  ) {
    throw new InvalidArgument("resumeTrial", "design", `be the trial's own (${header.designName})`, design.name);
  }
  const { version: _, ...given } = header;
  const trial = new LiveTrial(design, { ...emptyLog(given), header });
  entries.forEach(({ hash: __, ...event }, i) => {
    trial.replay(event, `entries[${i}]`);
  });
  return trial.sealedAs(readLog(log));
}

/** A trial in progress. Every call that changes it adds an entry to `log`. */
export class LiveTrial<Memory, Outcome, Observed, Tally, Conclusion> {
  readonly design: Design<Memory, Outcome, Observed, Tally, Conclusion>;
  /** The audit log: plain data, to be kept as JSON after every change. */
  log: AuditLog;
  private readonly data: LiveData<Outcome, Observed, Tally>;
  private readonly stream: Rng;
  private memory: Memory;
  private reviews = 0;
  private decision: Decision<Observed, Tally, Conclusion> | undefined;
  private recorded: (LogEvent & { kind: "decided" }) | undefined;
  private evidence: NextStep<Conclusion>["evidence"] = {};
  /** Enrolled when the decision in force was made. */
  private enrolledBefore = 0;
  /** Something was recorded since the decision in force. */
  private changed = false;

  constructor(design: Design<Memory, Outcome, Observed, Tally, Conclusion>, log: AuditLog) {
    this.design = design;
    this.log = log;
    this.memory = design.start;
    this.stream = rngFromSeed(log.header.seed);
    this.data = new LiveData(design.endpoint, design.arms.length);
  }

  /**
   * What to do now. Decides anew when the review is due (and records it), else repeats the decision in force.
   *
   * @param time Time since the trial opened; that of the last entry when not given.
   * @param patient Covariates of the next patient, for designs whose allocation looks at them.
   */
  next(time = this.data.time, patient: Covariates = NO_COVARIATES): NextStep<Conclusion> {
    this.moveTo("next", time);
    if (
      this.decision === undefined ||
      (this.decision.kind === "continue" && this.changed && isReached(this.decision.review, this.data))
    )
      this.decide();
    return this.step(patient);
  }

  /** Decides on what is known now, though the review is not due (and records it): for a safety review, or a cohort that is not filled. */
  decideNow(time = this.data.time, patient: Covariates = NO_COVARIATES): NextStep<Conclusion> {
    this.moveTo("decideNow", time);
    if (this.decision?.kind !== "stop") this.decide();
    return this.step(patient);
  }

  /**
   * Enrolls a patient.
   *
   * @param arm Label or position of the arm; drawn by the decision in force when not given. Another arm than decided is recorded as a deviation.
   * @returns The arm's position.
   * @throws InvalidArgument for a name that is taken, an arm that is not one, a time before the last entry, and when the trial has ended.
   */
  enroll(
    patient: string,
    options: { readonly arm?: string | number; readonly time?: number; readonly covariates?: Covariates } = {},
  ): number {
    const { time = this.data.time, covariates = NO_COVARIATES } = options;
    if (typeof patient !== "string" || patient === "") throw new InvalidArgument("enroll", "patient", "be a name", patient);
    if (this.data.has(patient)) throw new InvalidArgument("enroll", "patient", "be a new name", patient);
    const { decision } = this.next(time);
    if (decision.kind === "stop") throw new InvalidArgument("enroll", "patient", "come before the trial ended", patient);
    const weights = this.weightsNow(covariates);
    const arm =
      options.arm === undefined ? pickArm(this.design, weights, this.patientStream().child(ALLOCATION)) : this.armOf(options.arm);
    const allowed = weights[arm] > 0 && this.places(decision.enroll) > 0;
    this.record({ kind: "enrolled", time, patient, arm, label: this.design.arms[arm], deviation: !allowed, covariates });
    return arm;
  }

  /**
   * Records what is known of a patient; what was recorded before is replaced.
   *
   * @param observed As the endpoint defines it, for toxicity `{ toxic: true | false, followUp?: 0–1 }`.
   * @throws InvalidArgument for a patient who is not in the trial, an observation that is not one, and a time before the last entry.
   */
  observe(patient: string, observed: Plain, options: { readonly time?: number } = {}): void {
    const { time = this.data.time } = options;
    this.known("observe", patient);
    const parsed = this.design.endpoint.parse(observed, patient);
    this.record({ kind: "observed", time, patient, observed: parsed as Plain, correction: this.data.hasEndedFor(patient) });
  }

  /** Records that a patient was lost to follow-up. @throws InvalidArgument as `observe` does. */
  lose(patient: string, options: { readonly time?: number } = {}): void {
    this.known("lose", patient);
    this.record({ kind: "lost", time: options.time ?? this.data.time, patient });
  }

  /** What would be concluded if the trial ended now. */
  conclude(): Conclusion {
    return this.design.conclude(this.memory, this.data);
  }

  /** Repeats a recorded event. @throws InvalidArgument naming `path` when it cannot have happened so. */
  replay(event: LogEvent, path: string): void {
    if (event.kind !== "decided") {
      this.check(event, path);
      this.record(event);
      return;
    }
    this.moveTo("resumeTrial", event.time);
    this.decide();
    const { recorded } = this;
    if (canonicalJson(recorded) !== canonicalJson(event)) {
      throw new InvalidArgument(
        "resumeTrial",
        path,
        `be the decision of ${this.design.name} on these data: ${recorded?.reasons.join(" ")}`,
        event.reasons,
      );
    }
  }

  /** Takes over the log that was replayed, with the version that wrote it. */
  sealedAs(log: AuditLog): this {
    this.log = log;
    return this;
  }

  private check(event: Exclude<LogEvent, { kind: "decided" }>, path: string): void {
    const exists = this.data.has(event.patient);
    if (event.kind === "enrolled" && (exists || this.design.arms[event.arm] !== event.label)) {
      throw new InvalidArgument("resumeTrial", path, "enroll a new patient on an arm of the design", event);
    }
    if (event.kind !== "enrolled" && !exists)
      throw new InvalidArgument("resumeTrial", path, "be about a patient in the trial", event.patient);
  }

  private record(event: Exclude<LogEvent, { kind: "decided" }>): void {
    this.moveTo(event.kind, event.time);
    if (event.kind === "enrolled") this.data.enroll(event.patient, event.arm, event.covariates);
    else if (event.kind === "observed")
      this.data.observe(event.patient, this.design.endpoint.parse(event.observed, event.patient));
    else this.data.lose(event.patient);
    this.changed = true;
    this.log = append(this.log, event);
  }

  private decide(): void {
    const rng = this.stream.child(REVIEWS).child(this.reviews++);
    const { decision, memory } = this.design.decide(this.memory, this.data, rng);
    this.decision = decision;
    this.memory = memory;
    this.enrolledBefore = this.data.enrolled;
    this.changed = false;
    // Made now: a decision must not be asked later about data that were other ones.
    this.evidence = Object.fromEntries(
      Object.entries(decision.evidence?.() ?? {}).map(([name, values]) => [name, Array.from(values)]),
    );
    this.recorded = { kind: "decided", time: this.data.time, decision: this.plain(decision), reasons: decision.reasons() };
    this.log = append(this.log, this.recorded);
  }

  private plain(decision: Decision<Observed, Tally, Conclusion>): RecordedDecision {
    if (decision.kind === "stop") return { kind: "stop", conclusion: decision.conclusion as Plain };
    const { enroll, review } = decision;
    const weights = Array.from(decision.allocate(NO_COVARIATES, this.data));
    return { kind: "continue", weights, enroll: enroll === Number.POSITIVE_INFINITY ? null : enroll, review };
  }

  private step(patient: Covariates): NextStep<Conclusion> {
    const { evidence } = this;
    const recorded = this.recorded as LogEvent & { kind: "decided" };
    const { reasons } = recorded;
    const decision = recorded.decision as NextStep<Conclusion>["decision"];
    if (decision.kind === "stop") return { decision, arms: [], constant: true, enroll: 0, reasons, evidence, waitingFor: "" };
    const enroll = this.places(decision.enroll);
    const weights = enroll > 0 ? this.weightsNow(patient) : [];
    const arms = weights.flatMap((probability, arm) =>
      probability > 0 ? [{ arm, label: this.design.arms[arm], probability }] : [],
    );
    const constant = this.inForce().weights !== undefined;
    return { decision, arms, constant, enroll, reasons, evidence, waitingFor: describeWait(decision.review, this.data) };
  }

  /** The arms' probabilities for the next patient, by all that is known now. */
  private weightsNow(patient: Covariates): readonly number[] {
    const decision = this.inForce();
    return Array.from(decision.weights ?? decision.allocate(patient, this.data));
  }

  private inForce(): Decision<Observed, Tally, Conclusion> & { readonly kind: "continue" } {
    return this.decision as Decision<Observed, Tally, Conclusion> & { kind: "continue" };
  }

  /** How many more patients the decision in force has places for. */
  private places(enroll: number | null): number {
    return enroll === null ? Number.POSITIVE_INFINITY : Math.max(0, enroll - (this.data.enrolled - this.enrolledBefore));
  }

  private moveTo(caller: string, time: number): void {
    if (typeof time !== "number" || !(time >= this.data.time && time < Number.POSITIVE_INFINITY)) {
      throw new InvalidArgument(caller, "time", `be a finite time, not before ${this.data.time}, that of the last entry`, time);
    }
    this.data.time = time;
  }

  private known(caller: string, patient: string): void {
    if (!this.data.has(patient)) throw new InvalidArgument(caller, "patient", "be in the trial", patient);
  }

  private armOf(arm: string | number): number {
    const position = typeof arm === "string" ? this.design.arms.indexOf(arm) : arm;
    if (!Number.isInteger(position) || this.design.arms[position] === undefined) {
      throw new InvalidArgument("enroll", "arm", `be one of ${this.design.arms.join(", ")}, or its position from 0`, arm);
    }
    return position;
  }

  private patientStream(): Rng {
    return this.stream.child(PATIENTS).child(this.data.enrolled);
  }
}
