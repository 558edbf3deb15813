/** Information on the log rate ratio of negative binomial counts, by calendar time. */
import { InvalidArgument } from "../../../errors.js";
import { brentRoot } from "../../../numeric/roots/brent-root.js";
import { checkedPieces, type PiecewiseRate } from "../../../survival/hazard.js";

/** Two arms of counts. */
export interface CountRates {
  readonly treatmentRate: number;
  readonly controlRate: number;
  /** k in the variance μ + kμ² of a count with mean μ; 0 for Poisson counts. */
  readonly overdispersion: number;
}

/** How patients enter and how long each is followed. */
export interface CountCourse {
  /** Times of entry on each arm. */
  readonly treatment: Float64Array;
  readonly control: Float64Array;
  /** Follow-up of each patient; Infinity when it lasts until the analysis. */
  readonly exposure: number;
}

/**
 * Information at a calendar time: 1 / (1/S₁ + 1/S₀), S = Σ λtᵢ / (1 + kλtᵢ) over the patients of an arm with exposures tᵢ so far.
 *
 * Source: friede2010blinded, muetze2019group.
 */
export function countInformation(time: number, rates: CountRates, course: CountCourse): number {
  const { controlRate, overdispersion, treatmentRate } = rates;
  const treatment = armInformation(time, course.treatment, course.exposure, treatmentRate, overdispersion);
  const control = armInformation(time, course.control, course.exposure, controlRate, overdispersion);
  return treatment > 0 && control > 0 ? 1 / (1 / treatment + 1 / control) : 0;
}

function armInformation(time: number, entries: Float64Array, exposure: number, rate: number, k: number): number {
  let sum = 0;
  for (let i = 0; i < entries.length && entries[i] < time; i++) {
    const followed = time - entries[i];
    const mean = rate * (followed < exposure ? followed : exposure);
    sum += mean / (1 + k * mean);
  }
  return sum;
}

/** The time at which there is so much information; Infinity when there never is. */
export function timeOfInformation(amount: number, rates: CountRates, course: CountCourse): number {
  const missing = (time: number) => countInformation(time, rates, course) - amount;
  const last = Math.max(course.treatment[course.treatment.length - 1], course.control[course.control.length - 1]);
  let upper = last + Math.min(course.exposure, Math.max(last, 1));
  // What is needed to the last bit at the very end of follow-up is reached.
  if (course.exposure < Infinity && missing(upper) >= -1e-12 * amount && missing(upper) < 0) return upper;
  for (let doubling = 0; missing(upper) < 0; doubling++) {
    if (doubling === 60 || course.exposure < Infinity) return Number.POSITIVE_INFINITY;
    upper *= 2;
  }
  return brentRoot(missing, 0, upper).root;
}

/**
 * Times at which `count` patients of an arm enter when accrual is uniform on each piece: equally spaced, the first of all at 0, the last of
 * each piece at its end.
 */
export function entryTimes(caller: string, accrual: PiecewiseRate, duration: number, count: number): Float64Array {
  const { starts, values } = checkedPieces(caller, "accrual", accrual, "rate");
  const ends = Array.from(starts, (_, i) => Math.min(i + 1 < starts.length ? starts[i + 1] : duration, duration));
  const masses = ends.map((end, i) => values[i] * Math.max(0, end - starts[i]));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  if (!(total > 0)) throw new InvalidArgument(caller, "accrual", "enroll somebody within accrualDuration", accrual);
  const times = new Float64Array(count);
  let entered = 0;
  let cumulative = 0;
  masses.forEach((mass, i) => {
    cumulative += mass;
    const upTo = Math.round((count * cumulative) / total);
    const here = upTo - entered;
    const begin = i === 0 ? 0 : starts[i] + 1 / values[i];
    for (let j = 0; j < here; j++) times[entered + j] = here === 1 ? ends[i] : begin + ((ends[i] - begin) * j) / (here - 1);
    entered = upTo;
  });
  return times;
}
