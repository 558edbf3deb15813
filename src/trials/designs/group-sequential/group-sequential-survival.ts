/** Group-sequential comparison of two survival curves by the log-rank test. */
import { type SurvivalObserved, type SurvivalTally, survival } from "../../../endpoints/survival.js";
import { InvalidArgument, inNameOf } from "../../../errors.js";
import type { LogRankWeight } from "../../../survival/log-rank.js";
import type { ComparativeDesign } from "../../comparative/comparative-design.js";
import {
  type ComparisonOptions,
  checkPlan,
  comparedArms,
  recipeFor,
  ruleFor,
} from "../../group-sequential/comparison-options.js";
import { type GroupSequentialMemory, groupSequentialDesign } from "../../group-sequential/group-sequential-design.js";
import type { GroupSequentialConclusion } from "../../group-sequential/look-decision.js";
import { LookRules } from "../../group-sequential/look-rules.js";
import { lookTable } from "../../group-sequential/look-table.js";
import type { GroupSequentialPlan } from "../../group-sequential/plan.js";
import {
  type SurvivalCourse,
  type SurvivalCourseOptions,
  type SurvivalTiming,
  survivalCourse,
  survivalTiming,
} from "../../group-sequential/sample-size/survival-course.js";
import {
  type SurvivalAssumption,
  type SurvivalNeed,
  survivalArms,
  survivalNeed,
} from "../../group-sequential/sample-size/survival-size.js";
import { ratioAtZ } from "../../group-sequential/sample-size/survival-test.js";
import { type RealSize, realSize, wholeRatioOf, wholeSizes } from "../../group-sequential/sample-size/whole-sizes.js";
import { type SurvivalLooks, survivalStatistic } from "../../group-sequential/survival-looks.js";
import { survivalProtocol } from "../../group-sequential/survival-protocol.js";
import { information } from "../../milestones.js";
import { checkKnown } from "../../requirements.js";
import type { Table } from "../../table.js";

export interface GroupSequentialSurvivalOptions extends ComparisonOptions, SurvivalAssumption, SurvivalCourseOptions {
  /** The weights of the log-rank test; 1 for all events when not given. The sample size is that of the plain test. */
  readonly weight?: LogRankWeight;
}

/** Sizes of a survival trial as real numbers, as the formulas give them. */
export interface SurvivalSampleSize extends SurvivalCourse {
  /** Events at each look, of the trial with one analysis, and expected at the end. */
  readonly byEvents: RealSize;
  readonly treatment: number;
  readonly control: number;
  readonly timing: SurvivalTiming;
}

/** The trial as it is run: whole events and patients. */
export interface WholeSurvivalTrial {
  readonly events: readonly number[];
  readonly patients: number;
  readonly treatment: number;
  readonly control: number;
  /** The power with these numbers. */
  readonly power: number;
}

/** The plan of a survival trial and the design that runs it, in one. */
export interface GroupSequentialSurvival
  extends ComparativeDesign<GroupSequentialMemory, number, SurvivalObserved, SurvivalTally, GroupSequentialConclusion> {
  /** With its bounds at the fractions that whole events give. */
  readonly plan: GroupSequentialPlan;
  readonly sampleSize: SurvivalSampleSize;
  readonly whole: WholeSurvivalTrial;
  /** The mean of Z at the last look, as run, under the assumption. */
  readonly drift: number;
  /** Power, as run, at another hazard ratio. */
  power(hazardRatio: number): number;
  /** When looks are expected as the trial is run. */
  readonly timing: SurvivalTiming;
  /** Hazard ratios at the bounds of each look, as planned in real numbers; NaN where there is none. */
  readonly efficacyRatios: readonly number[];
  readonly futilityRatios: readonly number[];
  tables(): readonly Table[];
  readonly survivalLooks: SurvivalLooks;
}

const OPTIONS = [
  ...["plan", "arms", "randomization", "weight", "controlHazard", "hazardRatio", "nullHazardRatio", "formula", "ratio", "larger"],
  ...["dropout", "treatmentDropout", "shape", "maximumFollowUp", "accrual", "accrualDuration", "followUp", "patients", "events"],
];

/**
 * Returns a group-sequential trial of two survival curves: sample size, power and timing, and the design that is simulated and conducted.
 *
 * Events: inflation × those of the trial with one analysis. Patients and calendar times follow from piecewise uniform accrual, hazards and
 * dropout. Looks come at whole numbers of events (rounded up). Z is the (weighted) log-rank statistic, positive when it favors treatment.
 * When no more events can come, the final analysis is made with those there are, spending all α that is left.
 *
 * @throws InvalidArgument for hazards, ratios and times that are none, a course that is over- or underdetermined, a negative follow-up, and
 * a number of events that these patients will never have.
 * Source: schoenfeld1981asymptotic, lachin1986evaluation, kim1990determination.
 */
export function groupSequentialSurvival(options: GroupSequentialSurvivalOptions): GroupSequentialSurvival {
  return inNameOf("groupSequentialSurvival", () => make(options));
}

function make(options: GroupSequentialSurvivalOptions): GroupSequentialSurvival {
  const caller = "groupSequentialSurvival";
  checkKnown(caller, options, OPTIONS);
  checkPlan(caller, options.plan);
  const { larger = "better", maximumFollowUp = Infinity, nullHazardRatio = 1, ratio = 1, weight } = options;
  check(caller, options);
  const arms = comparedArms(caller, options.arms);
  const curves = survivalArms(caller, options);
  const need = survivalNeed(caller, options.plan, curves, options, options.events);
  const course = survivalCourse(caller, curves, need, options);
  const randomization = ruleFor(caller, options.randomization, ratio);
  const test = need.test(course.enrollment, course.duration);
  const { plan, ...whole } = wholeTrial(caller, options, course, need);
  const size = (events: number) => (need.counts === "events" ? events : (course.patients * events) / course.events);
  const drift = test.drift(size(whole.events[whole.events.length - 1]), plan.rules.alpha);
  const rules = new LookRules(plan, whole.events);
  const looks = {
    rules,
    compared: { treatment: 1, control: 0 },
    randomization,
    maximumPatients: whole.patients,
    maximumFollowUp,
    sign: larger === "better" ? (-1 as const) : (1 as const),
    ...(weight === undefined ? {} : { weight }),
  };
  const atBound = (bounds: readonly number[]) =>
    bounds.map((z, k) => {
      const events = course.events * options.plan.rules.fractions[k];
      return Number.isFinite(z) ? nullHazardRatio * ratioAtZ(looks.sign * z, events, ratio) : Number.NaN;
    });
  const planned = options.plan.boundaries;
  const sampleSize = sizesOf(caller, options, course, need);
  const timing = survivalTiming(caller, curves, course, whole.events, plan, drift);
  const design = groupSequentialDesign({
    name: "group-sequential log-rank test",
    arms,
    compared: looks.compared,
    larger,
    endpoint: survival(maximumFollowUp < Infinity ? { followUp: maximumFollowUp } : {}),
    rules,
    maximumPatients: whole.patients,
    randomization,
    looks: { unit: "events", milestone: information },
    due: (data, next) => rules.reached(data.tally(0).events + data.tally(1).events, next),
    measure: (data) => ({
      amount: data.tally(0).events + data.tally(1).events,
      ...survivalStatistic(data.patients(), looks),
    }),
  });
  const efficacyRatios = atBound(planned.efficacy);
  const futilityRatios = atBound(planned.futility);
  return {
    ...design,
    plan,
    sampleSize,
    whole,
    drift,
    timing,
    efficacyRatios,
    futilityRatios,
    survivalLooks: { ...looks, decide: design.decide },
    power: (hazardRatio) => {
      const other = survivalNeed(
        caller,
        options.plan,
        survivalArms(caller, { ...options, hazardRatio }),
        { ...options, hazardRatio },
        options.events,
      );
      const own = other.test(course.enrollment, course.duration);
      return plan.powerAt(own.drift(size(whole.events[whole.events.length - 1]), plan.rules.alpha));
    },
    tables: () => [
      lookTable(plan, {
        title: "Looks at the log-rank test",
        sizes: whole.events,
        unit: "events",
        effect: "Hazard ratio at the efficacy bound",
        efficacyEffects: efficacyRatios,
        futilityEffects: futilityRatios,
        times: timing.looks,
        drift,
      }),
    ],
    protocol: () => survivalProtocol(options, { plan, whole, timing, randomization, arms, maximumFollowUp }),
    ...recipeFor(caller, options),
  };
}

function check(caller: string, { formula = "schoenfeld", larger = "better", weight }: GroupSequentialSurvivalOptions): void {
  const formulas = ["schoenfeld", "freedman", "hsieh-freedman", "lachin-foulkes", "bernstein-lagakos"];
  if (!formulas.includes(formula)) throw new InvalidArgument(caller, "formula", `be one of ${formulas.join(", ")}`, formula);
  if (larger !== "better" && larger !== "worse") throw new InvalidArgument(caller, "larger", 'be "better" or "worse"', larger);
  if (weight !== undefined && weight?.kind !== "fleming-harrington" && weight?.kind !== "magirr-burman") {
    throw new InvalidArgument(caller, "weight", 'be of kind "fleming-harrington" or "magirr-burman"', weight);
  }
}

/** Whole events by look, and patients in the ratio, with the plan's power where its maximum is free. */
function wholeTrial(caller: string, options: GroupSequentialSurvivalOptions, course: SurvivalCourse, need: SurvivalNeed) {
  const own = need.test(course.enrollment, course.duration);
  const perEvent = need.counts === "events" ? 1 : course.patients / course.events;
  const test = { ...own, drift: (events: number, alpha: number) => own.drift(events * perEvent, alpha) };
  const { looks: events, plan } = wholeSizes(caller, options.plan, course.events, 1, options.events === undefined ? test : null);
  const last = events[events.length - 1];
  const ratio = options.ratio ?? 1;
  const parts = wholeRatioOf(ratio);
  const unit = parts === null ? 1 : parts[0] + parts[1];
  // Patients that are given are not changed; those solved for are rounded up.
  const patients = Math.max(
    last,
    options.patients === undefined ? unit * Math.ceil(course.patients / unit - 1e-9) : Math.ceil(options.patients - 1e-9),
  );
  const treatment = (patients * ratio) / (1 + ratio);
  return {
    plan,
    events,
    patients,
    treatment,
    control: patients - treatment,
    power: plan.powerAt(test.drift(last, plan.rules.alpha)),
  };
}

function sizesOf(
  caller: string,
  options: GroupSequentialSurvivalOptions,
  course: SurvivalCourse,
  need: SurvivalNeed,
): SurvivalSampleSize {
  const { plan, ratio = 1 } = options;
  const test = need.test(course.enrollment, course.duration);
  const { alpha } = plan.rules;
  const drift = test.drift(need.counts === "events" ? course.events : course.patients, alpha);
  const fixed = options.events ?? course.events / plan.inflation;
  const byEvents = realSize(plan, fixed, course.events, options.events === undefined ? plan.drift : drift);
  return {
    ...course,
    byEvents,
    treatment: (course.patients * ratio) / (1 + ratio),
    control: course.patients / (1 + ratio),
    timing: survivalTiming(
      caller,
      survivalArms(caller, options),
      course,
      byEvents.looks,
      plan,
      options.events === undefined ? plan.drift : drift,
    ),
  };
}
