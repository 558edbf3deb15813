/** Enrollment as it is planned: so many patients per time unit, on pieces of time, until it ends. */
import { InvalidArgument } from "../errors.js";
import { checkedPieces, type PiecewiseRate } from "./hazard.js";

/** Enrollment at piecewise constant rates from 0 to `end`. */
export interface Enrollment {
  readonly starts: Float64Array;
  readonly rates: Float64Array;
  readonly end: number;
}

/**
 * Returns the enrollment with the given rates.
 *
 * @param rate Patients per time unit: one number, or pieces `{ from, rate }` of which the first begins at 0.
 * @param duration When enrollment ends.
 * @throws InvalidArgument for bad rates, and a duration that is not positive and finite.
 */
export function enrollment(rate: PiecewiseRate, duration: number): Enrollment {
  return checkedEnrollment("enrollment", rate, duration);
}

/** `enrollment` in the name of the caller that was given it. */
export function checkedEnrollment(caller: string, rate: PiecewiseRate, duration: number): Enrollment {
  const { starts, values: rates } = checkedPieces(caller, "accrual", rate, "rate");
  if (typeof duration !== "number" || !(duration > 0 && duration < Number.POSITIVE_INFINITY)) {
    throw new InvalidArgument(caller, "accrualDuration", "be a positive, finite time", duration);
  }
  return { starts, rates, end: duration };
}

/** The number of patients enrolled by `time`. */
export function enrolledBy(plan: Enrollment, time: number): number {
  const { starts, rates } = plan;
  const until = time < plan.end ? time : plan.end;
  let sum = 0;
  for (let i = 0; i < starts.length && starts[i] < until; i++) {
    const next = i + 1 < starts.length && starts[i + 1] < until ? starts[i + 1] : until;
    sum += rates[i] * (next - starts[i]);
  }
  return sum;
}

/**
 * The time by which `patients` are enrolled at the given rates; Infinity when that never happens.
 *
 * @throws InvalidArgument for bad rates.
 */
export function enrollmentDuration(rate: PiecewiseRate, patients: number): number {
  const { starts, values: rates } = checkedPieces("enrollmentDuration", "accrual", rate, "rate");
  let left = patients;
  for (let i = 0; i + 1 < starts.length; i++) {
    const available = rates[i] * (starts[i + 1] - starts[i]);
    if (available >= left) return starts[i] + left / rates[i];
    left -= available;
  }
  const last = starts.length - 1;
  return rates[last] > 0 ? starts[last] + left / rates[last] : Number.POSITIVE_INFINITY;
}
