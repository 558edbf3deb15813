/** Patients, information and calendar times of a group-sequential trial of counts. */
import { InvalidArgument } from "../../../errors.js";
import { exp } from "../../../numeric/elementary/exponential.js";
import { log } from "../../../numeric/elementary/logarithm.js";
import { brentRoot } from "../../../numeric/roots/brent-root.js";
import { checkedEnrollment, enrolledBy, enrollmentDuration } from "../../../survival/enrollment.js";
import type { PiecewiseRate } from "../../../survival/hazard.js";
import { checkPositive } from "../../requirements.js";
import { expectedFraction, type GroupSequentialPlan } from "../plan.js";
import { type CountCourse, type CountRates, countInformation, entryTimes, timeOfInformation } from "./count-information.js";

export interface CountAssumption extends CountRates {
  /** The rate ratio under the hypothesis. */
  readonly nullValue: number;
  /** Patients on treatment for each one on control, or "optimal" for the fewest patients. */
  readonly ratio: number | "optimal";
}

/** How the trial is to run. What is left out is solved for. */
export interface CountCourseOptions {
  /** Patients per time unit: a number, or pieces `{ from, rate }`; only proportions count where the number of patients is solved for or given. */
  readonly accrual?: PiecewiseRate;
  /** When enrollment ends. */
  readonly accrualDuration?: number;
  /** Follow-up of each patient; until the analysis when not given. */
  readonly exposure?: number;
  /** Time from the end of enrollment to the last look, when patients are followed until then. */
  readonly followUp?: number;
  /** Patients in all. */
  readonly patients?: number;
}

/** The size of a trial of counts; patients are whole. */
export interface CountSize {
  readonly ratio: number;
  readonly treatment: number;
  readonly control: number;
  readonly patients: number;
  /** Information on the log rate ratio that the plan needs (or, when patients and times are given, has) at the last look. */
  readonly information: number;
  readonly course: CountCourse;
  /** Calendar time, information and patients enrolled at each look. */
  readonly times: readonly number[];
  readonly looks: readonly number[];
  readonly enrolled: readonly number[];
  readonly expectedDuration: number;
  readonly expectedPatients: number;
  readonly expectedInformationNull: number;
  readonly expectedInformationHalf: number;
  readonly expectedInformation: number;
  /** The mean of Z at the last look under the assumption; positive in the direction of fewer events on treatment. */
  readonly drift: number;
}

/**
 * Solves the size. Information at the last look: drift² / log²(ratio over the hypothesis's). Patients: as many as have so much by the last
 * look, at fixed exposures n₁ = r n₀, n₀ = I (1/(r a₁) + 1/a₀) with a = λt/(1 + kλt). With patients given it is the times that are solved for.
 *
 * @throws InvalidArgument for a course that is not determined, and information that these patients never have.
 * Source: zhu2014sample, muetze2019group.
 */
export function countSize(
  caller: string,
  plan: GroupSequentialPlan,
  assumption: CountAssumption,
  options: CountCourseOptions,
): CountSize {
  const effect = log(assumption.treatmentRate / assumption.controlRate / assumption.nullValue);
  const free = freeParts(caller, options);
  const needed = (plan.drift / effect) * (plan.drift / effect);
  if (free === "nothing") return givenSize(caller, plan, assumption, options, effect);
  if (effect === 0) throw new InvalidArgument(caller, "treatmentRate", "differ from the hypothesis", assumption.treatmentRate);
  const ratio = assumption.ratio === "optimal" ? optimalCountRatio(caller, assumption, options) : assumption.ratio;
  const sized =
    free === "patients"
      ? neededPatients(caller, assumption, options, needed, ratio)
      : divided(givenPatients(caller, options), ratio);
  const course = courseOf(caller, options, sized, durationOf(caller, options));
  const end = free === "patients" ? lastTime(options) : undefined;
  const looks = plan.rules.fractions.map((fraction) => fraction * needed);
  const times = looks.map((information, k) => {
    if (end !== undefined && k === looks.length - 1) return end;
    const time = timeOfInformation(information, assumption, course);
    if (time < Infinity) return time;
    const most = countInformation(1e9, assumption, course);
    throw new InvalidArgument(
      caller,
      "patients",
      `be enough for an information of ${information}; they have ${most} at most`,
      sized,
    );
  });
  return finished(plan, ratio, sized, course, needed, looks, times, -effect * Math.sqrt(needed));
}

/** No trial has more patients, nor lasts longer in any unit. */
const MOST_PATIENTS = 1_000_000;
const LONGEST = 1e9;

/** What is left to be solved for. */
function freeParts(caller: string, options: CountCourseOptions): "patients" | "times" | "nothing" {
  const { accrual, accrualDuration, exposure, followUp, patients } = options;
  for (const [name, value] of Object.entries({ accrualDuration, exposure, patients })) {
    if (value === undefined) continue;
    checkPositive(caller, name, value, "number");
    if (value > LONGEST) throw new InvalidArgument(caller, name, `be at most ${LONGEST}`, value);
  }
  if (followUp !== undefined && !(typeof followUp === "number" && followUp >= 0 && followUp <= LONGEST)) {
    throw new InvalidArgument(caller, "followUp", `be a time from 0 to ${LONGEST}`, followUp);
  }
  if (exposure !== undefined && followUp !== undefined) {
    throw new InvalidArgument(caller, "followUp", "be left out when each patient has a fixed exposure", followUp);
  }
  const patientsKnown =
    patients !== undefined ||
    (accrual !== undefined && accrualDuration !== undefined && followUp === undefined && exposure === undefined);
  if (patientsKnown) return exposure !== undefined || followUp !== undefined ? "nothing" : "times";
  if (exposure === undefined && followUp === undefined) {
    throw new InvalidArgument(caller, "patients", "be given, or exposure or followUp", patients);
  }
  if (accrualDuration === undefined) throw new InvalidArgument(caller, "accrualDuration", "be given", accrualDuration);
  return "patients";
}

function givenPatients(caller: string, { accrual = 1, accrualDuration, patients }: CountCourseOptions): number {
  if (patients !== undefined) return Math.ceil(patients - 1e-9);
  return Math.ceil(enrolledBy(checkedEnrollment(caller, accrual, accrualDuration as number), accrualDuration as number) - 1e-9);
}

interface Arms {
  readonly treatment: number;
  readonly control: number;
}

function divided(patients: number, ratio: number): Arms {
  const treatment = Math.round((patients * ratio) / (1 + ratio));
  return { treatment, control: patients - treatment };
}

function durationOf(caller: string, { accrual = 1, accrualDuration, patients }: CountCourseOptions): number {
  return accrualDuration ?? enrollmentDuration(accrual, givenPatients(caller, { accrual, patients: patients as number }));
}

function courseOf(
  caller: string,
  { accrual = 1, exposure = Infinity }: CountCourseOptions,
  arms: Arms,
  duration: number,
): CountCourse {
  const patients = arms.treatment + arms.control;
  if (!(patients <= MOST_PATIENTS)) {
    const requirement = `be enough at ${MOST_PATIENTS}: these rates, times and this ratio need more`;
    throw new InvalidArgument(caller, "patients", requirement, patients);
  }
  return {
    treatment: entryTimes(caller, accrual, duration, arms.treatment),
    control: entryTimes(caller, accrual, duration, arms.control),
    exposure,
  };
}

function lastTime({ accrualDuration = 0, exposure, followUp = 0 }: CountCourseOptions): number {
  return accrualDuration + (exposure ?? followUp);
}

function neededPatients(
  caller: string,
  rates: CountAssumption,
  options: CountCourseOptions,
  needed: number,
  ratio: number,
): Arms {
  const part = (rate: number, time: number) => (rate * time) / (1 + rates.overdispersion * rate * time);
  if (options.exposure !== undefined) {
    const control =
      needed * (1 / (ratio * part(rates.treatmentRate, options.exposure)) + 1 / part(rates.controlRate, options.exposure));
    return { treatment: Math.ceil(ratio * control - 1e-9), control: Math.ceil(control - 1e-9) };
  }
  const end = lastTime(options);
  const isEnough = (arms: Arms) =>
    countInformation(end, rates, courseOf(caller, options, arms, options.accrualDuration as number)) >= needed;
  const arms = (control: number) => ({ treatment: Math.ceil(ratio * control - 1e-9), control });
  const fewest = leastWhole((control) => isEnough(arms(control)));
  if (rates.ratio !== "optimal") return arms(fewest);
  // Rounding both arms up can waste a patient: whole numbers nearby are tried.
  let best = arms(fewest);
  for (let control = Math.max(1, fewest - 3); control <= fewest + 3; control++) {
    const treatment = leastWhole((count) => isEnough({ treatment: count, control }));
    if (treatment + control < best.treatment + best.control) best = { treatment, control };
  }
  return best;
}

/** The least whole number from 1 for which the condition, once true, stays true; Infinity beyond 2²⁴. */
function leastWhole(isEnough: (count: number) => boolean): number {
  let high = 1;
  while (!isEnough(high)) {
    high *= 2;
    if (high > 2 ** 24) return Number.POSITIVE_INFINITY;
  }
  let low = high >> 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Treatment to control with the fewest patients, as if these were real numbers and entered uniformly. */
function optimalCountRatio(caller: string, rates: CountRates, options: CountCourseOptions): number {
  // Per patient of an arm the information is a; patients are fewest for r = √(a₀/a₁).
  const { exposure } = options;
  const mean = (rate: number) => {
    if (exposure !== undefined) return (rate * exposure) / (1 + rates.overdispersion * rate * exposure);
    const entries = entryTimes(caller, options.accrual ?? 1, durationOf(caller, options), 1000);
    const course = { treatment: entries, control: entries, exposure: Infinity };
    const both = { treatmentRate: rate, controlRate: rate, overdispersion: rates.overdispersion };
    return (2 * countInformation(lastTime(options), both, course)) / entries.length;
  };
  return Math.sqrt(mean(rates.controlRate) / mean(rates.treatmentRate));
}

/** Patients and times are given: what information and drift they give. */
function givenSize(
  caller: string,
  plan: GroupSequentialPlan,
  assumption: CountAssumption,
  options: CountCourseOptions,
  effect: number,
): CountSize {
  const ratio = assumption.ratio === "optimal" ? optimalCountRatio(caller, assumption, options) : assumption.ratio;
  const arms = divided(givenPatients(caller, options), ratio);
  const duration = durationOf(caller, options);
  const course = courseOf(caller, options, arms, duration);
  const end = duration + (options.exposure ?? options.followUp ?? 0);
  const information = countInformation(end, assumption, course);
  const looks = plan.rules.fractions.map((fraction) => fraction * information);
  const times = looks.map((amount, k) => (k === looks.length - 1 ? end : timeOfInformation(amount, assumption, course)));
  return finished(plan, ratio, arms, course, information, looks, times, -effect * Math.sqrt(information));
}

function finished(
  plan: GroupSequentialPlan,
  ratio: number,
  arms: Arms,
  course: CountCourse,
  information: number,
  looks: readonly number[],
  times: readonly number[],
  drift: number,
): CountSize {
  const enrolled = times.map((time) => countBy(course.treatment, time) + countBy(course.control, time));
  const under = Math.abs(drift);
  const crossing = plan.crossing(under);
  const expected = (values: readonly number[]) => expectedFraction({ ...plan.boundaries, fractions: values }, crossing);
  return {
    ratio,
    ...arms,
    patients: arms.treatment + arms.control,
    information,
    course,
    times,
    looks,
    enrolled,
    expectedDuration: expected(times),
    expectedPatients: expected(enrolled),
    expectedInformationNull: information * plan.expectedInformation(0),
    expectedInformationHalf: information * plan.expectedInformation(under / 2),
    expectedInformation: information * plan.expectedInformation(under),
    drift,
  };
}

function countBy(entries: Float64Array, time: number): number {
  let count = 0;
  while (count < entries.length && entries[count] <= time) count++;
  return count;
}

/**
 * The rate ratio at which Z is `z` at a look, control's rate being as assumed and the information that of the ratio itself at the look's
 * calendar time; NaN where there is none.
 */
export function countRatioAtZ(assumption: CountAssumption, { course, times }: CountSize, z: number, look: number): number {
  if (!Number.isFinite(z)) return Number.NaN;
  const { controlRate, nullValue } = assumption;
  const distance = (logRatio: number) => {
    const rates = { ...assumption, treatmentRate: controlRate * nullValue * exp(logRatio) };
    return Math.abs(logRatio) * Math.sqrt(countInformation(times[look], rates, course)) - Math.abs(z);
  };
  const sign = z < 0 ? -1 : 1;
  // Information falls with the rate, so that a very small ratio need not be significant: the nearest root counts.
  let far = 0.02;
  while (far < 12 && distance(sign * far) < 0) far *= 1.3;
  return far < 12 ? nullValue * exp(brentRoot((x) => distance(sign * x), 0, far).root * sign) : Number.NaN;
}
