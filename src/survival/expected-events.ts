/** Numbers of events that a trial expects, and when it has how many. */
import { InvalidArgument } from "../errors.js";
import { brentRoot } from "../numeric/roots/brent-root.js";
import { checkedEnrollment, type Enrollment, enrolledBy } from "./enrollment.js";
import { type EventCurve, eventCurve } from "./event-curve.js";
import { checkedHazard, type PiecewiseRate } from "./hazard.js";

/** One group of patients: how they enter, and what happens to them. */
export interface EventOptions {
  /** Patients per time unit: a number, or pieces `{ from, rate }`. */
  readonly accrual: PiecewiseRate;
  /** When enrollment ends. */
  readonly accrualDuration: number;
  /** Hazard of the event since entry: a number, or pieces. */
  readonly hazard: PiecewiseRate;
  /** Hazard of dropping out since entry: a number, or pieces; 0 when not given. */
  readonly dropout?: PiecewiseRate;
}

/**
 * The number of events expected by `time` after the trial opened.
 *
 * E(T) = ∫₀ᵀ a(u) F(T − u) du, with a the accrual rate and F(t) = ∫₀ᵗ h(s) exp(−H(s) − D(s)) ds; in closed form.
 *
 * @throws InvalidArgument for bad rates, durations and times.
 * Source: lachin1986evaluation, kim1990determination.
 */
export function expectedEvents(time: number, options: EventOptions): number {
  const caller = "expectedEvents";
  if (typeof time !== "number" || !(time >= 0 && time < Infinity)) {
    throw new InvalidArgument(caller, "time", "be a finite time, 0 or later", time);
  }
  return eventsBy(time, checkedEnrollment(caller, options.accrual, options.accrualDuration), curveOf(caller, options));
}

/**
 * The probability that a patient who enters uniformly during enrollment has been seen to have the event by `time`.
 *
 * With constant hazards l and e: l/(l + e) [1 − (e^(−(l+e)(T−R)) − e^(−(l+e)T)) / ((l + e) R)] for T ≥ R.
 *
 * @throws InvalidArgument for bad rates, durations and times.
 * Source: lachin1986evaluation.
 */
export function eventProbability(time: number, options: Omit<EventOptions, "accrual">): number {
  const all = { ...options, accrual: 1 };
  return expectedEvents(time, all) / Math.min(time, options.accrualDuration);
}

/**
 * When `events` events are expected to have happened; Infinity when there will never be so many.
 *
 * @throws InvalidArgument for a number of events that is not positive, and bad rates and durations.
 * Source: kim1990determination.
 */
export function timeOfExpectedEvents(events: number, options: EventOptions): number {
  const caller = "timeOfExpectedEvents";
  if (typeof events !== "number" || !(events > 0 && events < Infinity)) {
    throw new InvalidArgument(caller, "events", "be a positive, finite number", events);
  }
  const plan = checkedEnrollment(caller, options.accrual, options.accrualDuration);
  return timeOfEvents(events, [{ plan, curve: curveOf(caller, options) }]);
}

function curveOf(caller: string, { hazard, dropout = 0 }: Pick<EventOptions, "hazard" | "dropout">): EventCurve {
  return eventCurve(checkedHazard(caller, "hazard", hazard), checkedHazard(caller, "dropout", dropout));
}

/** A group of patients: the rate at which they enter, and their event curve. */
export interface Group {
  readonly plan: Enrollment;
  readonly curve: EventCurve;
}

/** Events expected by `time` among patients with this enrollment and curve. */
export function eventsBy(time: number, { starts, rates, end }: Enrollment, curve: EventCurve): number {
  const until = time < end ? time : end;
  let sum = 0;
  for (let i = 0; i < starts.length && starts[i] < until; i++) {
    const next = i + 1 < starts.length && starts[i + 1] < until ? starts[i + 1] : until;
    // Patients of the piece were followed for time − next … time − start.
    sum += rates[i] * (curve.area(time - starts[i]) - curve.area(time - next));
  }
  return sum;
}

/** When the groups together are expected to have had so many events; Infinity when they never will. */
export function timeOfEvents(events: number, groups: readonly Group[]): number {
  if (!(mostEvents(groups) > events)) return Number.POSITIVE_INFINITY;
  const missing = (time: number) => groups.reduce((sum, { plan, curve }) => sum + eventsBy(time, plan, curve), 0) - events;
  let upper = groups.reduce((longest, { plan }) => Math.max(longest, plan.end), 0);
  let lower = 0;
  // So close to the limit that rounding hides the last events: for ever.
  for (let doubling = 0; missing(upper) < 0; doubling++) {
    if (doubling === 40) return Number.POSITIVE_INFINITY;
    lower = upper;
    upper *= 2;
  }
  return brentRoot(missing, lower, upper).root;
}

/** The events that the groups are expected to have if they are followed for ever. */
export function mostEvents(groups: readonly Group[]): number {
  return groups.reduce(
    (sum, { plan, curve }) => sum + enrolledBy(plan, plan.end) * curve.probability(Number.POSITIVE_INFINITY),
    0,
  );
}
