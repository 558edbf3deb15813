/** Events, patients and calendar times of a group-sequential survival trial. */
import { InvalidArgument } from "../../../errors.js";
import { exp } from "../../../numeric/elementary/exponential.js";
import { log } from "../../../numeric/elementary/logarithm.js";
import { pow } from "../../../numeric/elementary/power.js";
import { brentRoot } from "../../../numeric/roots/brent-root.js";
import { armHazards } from "../../../survival/average-hazard-ratio.js";
import { type Enrollment, enrolledBy } from "../../../survival/enrollment.js";
import { curtailedCurve, type EventCurve, eventCurve } from "../../../survival/event-curve.js";
import { eventsBy, mostEvents, timeOfEvents } from "../../../survival/expected-events.js";
import { checkedHazard, checkedPieces, type HazardRatio, type PiecewiseRate } from "../../../survival/hazard.js";
import { weibullEventCurve } from "../../../survival/weibull-curve.js";
import { checkPositive } from "../../requirements.js";
import type { GroupSequentialPlan } from "../plan.js";
import { type FixedTest, twoVarianceTest } from "./fixed-test.js";
import { type EventFormula, survivalTest } from "./survival-test.js";

export type SurvivalFormula = EventFormula | "lachin-foulkes" | "bernstein-lagakos";

/** What is assumed of the patients, and what is known of the trial's course. */
export interface SurvivalAssumption {
  /** Hazard of control since entry: a number, or pieces `{ from, rate }`. With a Weibull `shape`, the rate of exp(−(rate t)^shape). */
  readonly controlHazard: PiecewiseRate;
  /** Hazard ratio, treatment to control: a number, or pieces `{ from, ratio }`. */
  readonly hazardRatio: HazardRatio;
  /** Hazard ratio under the hypothesis; 1 when not given. */
  readonly nullHazardRatio?: number;
  /** The formula of the sample size; "schoenfeld" when not given. */
  readonly formula?: SurvivalFormula;
  /** Patients on treatment for each one on control; 1 when not given. */
  readonly ratio?: number;
  /** Whether longer times are better (so hazard ratios below the hypothesis's); "better" when not given. */
  readonly larger?: "better" | "worse";
  /** Hazard of dropping out: a number, or pieces; 0 when not given. */
  readonly dropout?: PiecewiseRate;
  /** Hazard of dropping out on treatment, where it is another. */
  readonly treatmentDropout?: PiecewiseRate;
  /** Shape of Weibull times to the event; 1 (constant hazards) when not given. */
  readonly shape?: number;
  /** Longest follow-up of each patient; unlimited when not given. */
  readonly maximumFollowUp?: number;
}

/** The trial per patient: curves of the arms, and the parts of patients on them. */
export interface SurvivalArms {
  readonly control: EventCurve;
  readonly treatment: EventCurve;
  /** The part of patients on treatment. */
  readonly part: number;
}

/** The curves of both arms. */
export function survivalArms(caller: string, assumption: SurvivalAssumption): SurvivalArms {
  const { dropout = 0, maximumFollowUp = Infinity, ratio = 1, shape = 1 } = assumption;
  checkPositive(caller, "ratio", ratio, "number");
  checkPositive(caller, "shape", shape, "number");
  if (!(maximumFollowUp > 0)) throw new InvalidArgument(caller, "maximumFollowUp", "be a positive time", maximumFollowUp);
  const part = ratio / (1 + ratio);
  const treatmentDropout = assumption.treatmentDropout ?? dropout;
  const limited = (curve: EventCurve) => curtailedCurve(curve, maximumFollowUp);
  if (shape !== 1) {
    const [rate, hazardRatio, lost, treatmentLost] = [
      assumption.controlHazard,
      assumption.hazardRatio,
      dropout,
      treatmentDropout,
    ];
    if (
      typeof rate !== "number" ||
      typeof hazardRatio !== "number" ||
      typeof lost !== "number" ||
      typeof treatmentLost !== "number"
    ) {
      throw new InvalidArgument(caller, "shape", "be 1 where rates or ratios have pieces", shape);
    }
    const treatmentRate = rate * pow(hazardRatio, 1 / shape);
    return {
      control: limited(weibullEventCurve(rate, shape, lost)),
      treatment: limited(weibullEventCurve(treatmentRate, shape, treatmentLost)),
      part,
    };
  }
  const { control, treatment } = armHazards(caller, assumption);
  return {
    control: limited(eventCurve(control, checkedHazard(caller, "dropout", dropout))),
    treatment: limited(eventCurve(treatment, checkedHazard(caller, "treatmentDropout", treatmentDropout))),
    part,
  };
}

/** Both arms with the trial's enrollment divided among them. */
export function groupsOf({ control, part, treatment }: SurvivalArms, enrollment: Enrollment) {
  const share = (fraction: number): Enrollment => ({ ...enrollment, rates: enrollment.rates.map((rate) => rate * fraction) });
  return [
    { plan: share(1 - part), curve: control },
    { plan: share(part), curve: treatment },
  ];
}

/** Events expected by `time` on both arms. */
export function expectedEventsOf(arms: SurvivalArms, enrollment: Enrollment, time: number): number {
  return (1 - arms.part) * eventsBy(time, enrollment, arms.control) + arms.part * eventsBy(time, enrollment, arms.treatment);
}

/** What the trial must have: the patients needed if it ends at `time`, and the test that this rests on. */
export interface SurvivalNeed {
  /** Patients needed in all when they enter in the proportions of `enrollment` and the last look is at `time`. */
  patients(enrollment: Enrollment, time: number): number;
  /** The test by events, where the formula is one of events, with the average hazard ratio at that time. */
  test(enrollment: Enrollment, time: number): FixedTest;
  /** Whether `test` counts events; patients else. */
  readonly counts: "events" | "patients";
}

/** The need of a plan, or that for a given number of events. */
export function survivalNeed(
  caller: string,
  plan: GroupSequentialPlan,
  arms: SurvivalArms,
  assumption: SurvivalAssumption,
  events: number | undefined,
): SurvivalNeed {
  const { formula = "schoenfeld", larger = "better", nullHazardRatio = 1, ratio = 1 } = assumption;
  checkPositive(caller, "nullHazardRatio", nullHazardRatio, "hazard ratio");
  const sign = larger === "better" ? -1 : 1;
  const probability = (enrollment: Enrollment, time: number) =>
    expectedEventsOf(arms, enrollment, time) / enrolledBy(enrollment, enrollment.end);
  const byPatients = formula === "lachin-foulkes" || formula === "bernstein-lagakos";
  const test = (enrollment: Enrollment, time: number): FixedTest => {
    if (byPatients) return patientsTest(caller, arms, assumption, enrollment, time);
    return survivalTest(formula, averageRatio(caller, assumption, arms, enrollment, time) / nullHazardRatio, ratio, sign);
  };
  return {
    counts: byPatients ? "patients" : "events",
    test,
    patients(enrollment, time) {
      if (events !== undefined) return events / probability(enrollment, time);
      const own = test(enrollment, time);
      if (!(own.drift(1e9, plan.rules.alpha) > 0)) {
        const requirement = `be ${sign < 0 ? "below" : "above"} ${nullHazardRatio}, the ratio under the hypothesis: ${larger === "better" ? "longer" : "shorter"} times are better`;
        throw new InvalidArgument(caller, "hazardRatio", requirement, assumption.hazardRatio);
      }
      const size = plan.inflation * own.size(plan.rules.alpha, plan.power);
      return byPatients ? size : size / probability(enrollment, time);
    },
  };
}

/** The hazard ratio that the log-rank test is about to see: itself when constant, else exp(Σ D_m log HR_m / Σ D_m). Source: mukhopadhyay2022log. */
function averageRatio(
  caller: string,
  assumption: SurvivalAssumption,
  arms: SurvivalArms,
  enrollment: Enrollment,
  time: number,
): number {
  const { starts, values } = checkedPieces(caller, "hazardRatio", assumption.hazardRatio, "ratio");
  if (values.length === 1) return values[0];
  let before = 0;
  let logs = 0;
  for (let m = 0; m < starts.length; m++) {
    const end = m + 1 < starts.length ? starts[m + 1] : Infinity;
    const within = {
      ...arms,
      control: curtailedCurve(arms.control, end),
      treatment: curtailedCurve(arms.treatment, end),
    };
    const events = expectedEventsOf(within, enrollment, time);
    logs += (events - before) * log(values[m]);
    before = events;
  }
  return exp(logs / before);
}

/**
 * Lachin and Foulkes' test by patients: the log hazard ratio has variance (1/(Q_C P_C) + 1/(Q_T P_T))/n, with event probabilities P under
 * the assumption, and under the hypothesis (hazards with the same average). Bernstein and Lagakos take control's hazard for the hypothesis.
 *
 * Source: lachin1986evaluation, bernstein1978sample.
 */
function patientsTest(
  caller: string,
  arms: SurvivalArms,
  assumption: SurvivalAssumption,
  enrollment: Enrollment,
  time: number,
): FixedTest {
  const { formula, hazardRatio, larger = "better", nullHazardRatio = 1, ratio = 1 } = assumption;
  if (typeof hazardRatio !== "number") {
    throw new InvalidArgument(caller, "hazardRatio", `be constant for the formula "${formula}"`, hazardRatio);
  }
  const total = enrolledBy(enrollment, enrollment.end);
  const sd = (own: SurvivalArms) => {
    const control = eventsBy(time, enrollment, own.control) / total;
    const treatment = eventsBy(time, enrollment, own.treatment) / total;
    return Math.sqrt(1 / ((1 - arms.part) * control) + 1 / (arms.part * treatment));
  };
  const difference = (larger === "better" ? -1 : 1) * log(hazardRatio / nullHazardRatio);
  const own = sd(arms);
  return twoVarianceTest(difference, sd(survivalArms(caller, nullAssumption(assumption, ratio))), own);
}

/** Hazards whose ratio is that of the hypothesis: with the average that is assumed or, by Bernstein and Lagakos, with control's own. */
function nullAssumption(assumption: SurvivalAssumption, ratio: number): SurvivalAssumption {
  const { controlHazard, hazardRatio, nullHazardRatio = 1 } = assumption;
  const factor =
    assumption.formula === "bernstein-lagakos" ? 1 : (1 + ratio * (hazardRatio as number)) / (1 + ratio * nullHazardRatio);
  const scaled =
    typeof controlHazard === "number"
      ? controlHazard * factor
      : controlHazard.map(({ from, rate }) => ({ from, rate: rate * factor }));
  return { ...assumption, controlHazard: scaled, hazardRatio: nullHazardRatio };
}

/** When the trial has so many events; throws in words when it never has. */
export function timeOfLook(caller: string, arms: SurvivalArms, enrollment: Enrollment, events: number): number {
  const groups = groupsOf(arms, enrollment);
  const time = timeOfEvents(events, groups);
  if (time < Infinity) return time;
  const requirement = `allow ${Number(events.toFixed(2))} events: followed for ever, its ${Number(enrolledBy(enrollment, enrollment.end).toFixed(2))} patients are expected to have ${Number(mostEvents(groups).toFixed(2))}`;
  throw new InvalidArgument(caller, "accrual", requirement, enrolledBy(enrollment, enrollment.end));
}

/** The root of an increasing function of time from `lower` on; Infinity when there is none within 2⁶⁰ times that. */
export function increasingRoot(f: (time: number) => number, start: number): number {
  let upper = start;
  let lower = 0;
  for (let doubling = 0; !(f(upper) >= 0); doubling++) {
    if (doubling === 40) return Number.POSITIVE_INFINITY;
    lower = upper;
    upper *= 2;
  }
  return brentRoot(f, Math.max(lower, upper * 1e-9), upper).root;
}
