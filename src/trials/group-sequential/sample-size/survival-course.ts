/** The course of a group-sequential survival trial: how many patients enter for how long, and when each look comes. */
import { InvalidArgument } from "../../../errors.js";
import { checkedEnrollment, type Enrollment, enrolledBy, enrollmentDuration } from "../../../survival/enrollment.js";
import type { PiecewiseRate } from "../../../survival/hazard.js";
import { checkPositive } from "../../requirements.js";
import type { GroupSequentialPlan } from "../plan.js";
import { expectedFraction } from "../plan.js";
import { expectedEventsOf, increasingRoot, type SurvivalArms, type SurvivalNeed, timeOfLook } from "./survival-size.js";

/** How the trial is to run. What is left out is solved for. */
export interface SurvivalCourseOptions {
  /**
   * Patients per time unit: a number, or pieces `{ from, rate }`. Only their proportions count when `accrualDuration` and `followUp` are both
   * given (the number of patients is solved for), or `accrualDuration` and `patients`. 1 when not given.
   */
  readonly accrual?: PiecewiseRate;
  /** When enrollment ends. */
  readonly accrualDuration?: number;
  /** Time from the end of enrollment to the last look. */
  readonly followUp?: number;
  /** Patients in all. */
  readonly patients?: number;
  /** Events at the last look; when given, the trial has the power that they give. Needs `patients`, or `accrual` and `accrualDuration`. */
  readonly events?: number;
}

/** The course as real numbers. */
export interface SurvivalCourse {
  readonly enrollment: Enrollment;
  readonly patients: number;
  readonly accrualDuration: number;
  readonly followUp: number;
  /** Time of the last look. */
  readonly duration: number;
  /** Events at the last look. */
  readonly events: number;
}

/**
 * Solves the course: for the number of patients (duration of accrual and follow-up given), the follow-up (patients, or rates and duration of
 * accrual given), or the duration of accrual (rates and follow-up given).
 *
 * @throws InvalidArgument for a course that is overdetermined or not determined, a negative follow-up (also when it is what comes out), and
 * patients who will never have the events that are needed.
 * Source: kim1990determination, lachin1986evaluation.
 */
export function survivalCourse(
  caller: string,
  arms: SurvivalArms,
  need: SurvivalNeed,
  options: SurvivalCourseOptions,
): SurvivalCourse {
  const { accrual = 1, accrualDuration, events, followUp, patients } = options;
  for (const [name, value] of Object.entries({ accrualDuration, patients, events })) {
    if (value !== undefined) checkPositive(caller, name, value, "number");
  }
  if (followUp !== undefined && !(typeof followUp === "number" && followUp >= 0 && followUp < Infinity)) {
    throw new InvalidArgument(caller, "followUp", "be a finite time, 0 or more", followUp);
  }
  if (accrualDuration !== undefined && followUp !== undefined) {
    if (patients !== undefined) {
      throw new InvalidArgument(caller, "patients", "be left out when accrualDuration and followUp are given", patients);
    }
    return freePatients(caller, arms, need, accrual, accrualDuration, followUp);
  }
  if (accrualDuration === undefined && patients === undefined) {
    if (followUp === undefined) {
      throw new InvalidArgument(
        caller,
        "accrualDuration",
        "be given, or patients, or followUp and the rates of accrual",
        undefined,
      );
    }
    return freeDuration(caller, arms, need, accrual, followUp);
  }
  if (followUp !== undefined) {
    const duration = checkedDuration(caller, enrollmentDuration(accrual, patients as number), patients as number);
    return freePatients(caller, arms, need, accrual, duration, followUp);
  }
  return freeFollowUp(caller, arms, need, enrollmentFor(caller, accrual, accrualDuration, patients), events);
}

function checkedDuration(caller: string, duration: number, patients: number): number {
  if (duration < Infinity) return duration;
  throw new InvalidArgument(caller, "accrual", `enroll ${patients} patients at some time`, duration);
}

/** Rates as they are, or scaled to the number of patients. */
function enrollmentFor(
  caller: string,
  accrual: PiecewiseRate,
  duration: number | undefined,
  patients: number | undefined,
): Enrollment {
  if (duration === undefined) {
    const own = checkedDuration(caller, enrollmentDuration(accrual, patients as number), patients as number);
    return checkedEnrollment(caller, accrual, own);
  }
  const plan = checkedEnrollment(caller, accrual, duration);
  return patients === undefined ? plan : scaledTo(caller, plan, patients);
}

function scaledTo(caller: string, plan: Enrollment, patients: number): Enrollment {
  const own = enrolledBy(plan, plan.end);
  if (!(own > 0)) throw new InvalidArgument(caller, "accrual", "enroll somebody within accrualDuration", own);
  return { ...plan, rates: plan.rates.map((rate) => (rate * patients) / own) };
}

function courseOf(arms: SurvivalArms, enrollment: Enrollment, duration: number): SurvivalCourse {
  return {
    enrollment,
    patients: enrolledBy(enrollment, enrollment.end),
    accrualDuration: enrollment.end,
    followUp: duration - enrollment.end,
    duration,
    events: expectedEventsOf(arms, enrollment, duration),
  };
}

function freePatients(
  caller: string,
  arms: SurvivalArms,
  need: SurvivalNeed,
  accrual: PiecewiseRate,
  accrualDuration: number,
  followUp: number,
): SurvivalCourse {
  const shape = checkedEnrollment(caller, accrual, accrualDuration);
  const duration = accrualDuration + followUp;
  const patients = need.patients(scaledTo(caller, shape, 1), duration);
  return courseOf(arms, scaledTo(caller, shape, patients), duration);
}

function freeFollowUp(
  caller: string,
  arms: SurvivalArms,
  need: SurvivalNeed,
  enrollment: Enrollment,
  events: number | undefined,
): SurvivalCourse {
  const patients = enrolledBy(enrollment, enrollment.end);
  if (events !== undefined) {
    const duration = timeOfLook(caller, arms, enrollment, events);
    return { ...courseOf(arms, enrollment, duration), events };
  }
  const surplus = (time: number) => patients - need.patients(enrollment, time);
  if (surplus(enrollment.end) > 0) {
    const requirement = `leave a follow-up: ${Math.round(patients)} patients have the events needed before enrollment ends`;
    throw new InvalidArgument(caller, "accrualDuration", requirement, enrollment.end);
  }
  const duration = increasingRoot(surplus, enrollment.end);
  if (duration === Infinity) {
    const least = need.patients(enrollment, 1e6 * enrollment.end);
    const requirement = `be enough for the events needed: even followed for ever, ${Math.ceil(least - 1e-6)} patients are needed`;
    throw new InvalidArgument(caller, "patients", requirement, patients);
  }
  return courseOf(arms, enrollment, duration);
}

function freeDuration(
  caller: string,
  arms: SurvivalArms,
  need: SurvivalNeed,
  accrual: PiecewiseRate,
  followUp: number,
): SurvivalCourse {
  const at = (duration: number) => checkedEnrollment(caller, accrual, duration);
  const surplus = (duration: number) => {
    const plan = at(duration);
    const patients = enrolledBy(plan, duration);
    return patients > 0 ? patients - need.patients(plan, duration + followUp) : Number.NEGATIVE_INFINITY;
  };
  const duration = increasingRoot(surplus, 1);
  if (duration === Infinity) throw new InvalidArgument(caller, "accrual", "enroll the patients needed at some time", accrual);
  return courseOf(arms, at(duration), duration + followUp);
}

/** When looks come, and what the trial expects at them. */
export interface SurvivalTiming {
  /** Time of each look. */
  readonly looks: readonly number[];
  /** Patients enrolled at each look. */
  readonly patients: readonly number[];
  /** Events on control and treatment at each look. */
  readonly controlEvents: readonly number[];
  readonly treatmentEvents: readonly number[];
  /** Expected time of the last look taken, patients enrolled by it, and events, under the assumption. */
  readonly expectedDuration: number;
  readonly expectedPatients: number;
}

/** Times at which the numbers of events are expected, and the expectations that go with the stopping probabilities under `drift`. */
export function survivalTiming(
  caller: string,
  arms: SurvivalArms,
  { enrollment }: SurvivalCourse,
  events: readonly number[],
  plan: GroupSequentialPlan,
  drift: number,
): SurvivalTiming {
  const looks = events.map((count) => timeOfLook(caller, arms, enrollment, count));
  const patients = looks.map((time) => enrolledBy(enrollment, time));
  const by = (part: number, curve: SurvivalArms["control"]) =>
    looks.map((time) => expectedEventsOf({ control: curve, treatment: curve, part }, enrollment, time) * part);
  const crossing = plan.crossing(drift);
  const expected = (values: readonly number[]) => expectedFraction({ ...plan.boundaries, fractions: values }, crossing);
  return {
    looks,
    patients,
    controlEvents: by(1 - arms.part, arms.control),
    treatmentEvents: by(arms.part, arms.treatment),
    expectedDuration: expected(looks),
    expectedPatients: expected(patients),
  };
}
