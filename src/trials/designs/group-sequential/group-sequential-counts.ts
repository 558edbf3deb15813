/** Group-sequential comparison of two rates of recurrent events. */
import { type CountObserved, type CountTally, count, type EventTimes } from "../../../endpoints/count.js";
import { InvalidArgument, inNameOf } from "../../../errors.js";
import { log } from "../../../numeric/elementary/logarithm.js";
import type { ComparativeDesign } from "../../comparative/comparative-design.js";
import {
  type ComparisonOptions,
  checkPlan,
  comparedArms,
  recipeFor,
  ruleFor,
} from "../../group-sequential/comparison-options.js";
import { comparisonProtocol } from "../../group-sequential/comparison-protocol.js";
import { countStatistic } from "../../group-sequential/count-statistic.js";
import { type GroupSequentialMemory, groupSequentialDesign } from "../../group-sequential/group-sequential-design.js";
import type { GroupSequentialConclusion } from "../../group-sequential/look-decision.js";
import { LookRules } from "../../group-sequential/look-rules.js";
import { lookTable } from "../../group-sequential/look-table.js";
import type { GroupSequentialPlan } from "../../group-sequential/plan.js";
import { countInformation } from "../../group-sequential/sample-size/count-information.js";
import {
  type CountAssumption,
  type CountCourseOptions,
  type CountSize,
  countRatioAtZ,
  countSize,
} from "../../group-sequential/sample-size/count-size.js";
import { listed } from "../../group-sequential/survival-protocol.js";
import { calendarTime } from "../../milestones.js";
import { checkFlags, checkKnown, checkPositive } from "../../requirements.js";
import type { Table } from "../../table.js";

/** The options of a trial of counts: what is assumed, how patients come, and how bounds are found. */
export interface GroupSequentialCountsOptions extends ComparisonOptions, CountCourseOptions {
  /** Events per patient and time unit for which the trial has its power. */
  readonly treatmentRate: number;
  readonly controlRate: number;
  /** k in the variance μ + kμ² of a patient's count; 0 (Poisson counts) when not given. */
  readonly overdispersion?: number;
  /** The rate ratio under the hypothesis; 1 when not given. */
  readonly nullValue?: number;
  /** Patients on treatment for each one on control, or "optimal" for the fewest; 1 when not given. */
  readonly ratio?: number | "optimal";
  /** Whether events are good; "worse" when not given. */
  readonly larger?: "better" | "worse";
  /** Whether the analysis takes the overdispersion as known; it is estimated when not given (a known 0 stays 0). */
  readonly knownOverdispersion?: boolean;
  /** Bounds for the information estimated at each look ("information", when not given), or those of the planned fractions ("planned"). */
  readonly boundsFor?: "information" | "planned";
}

/** The plan of a trial of counts and the design that runs it, in one. */
export interface GroupSequentialCounts
  extends ComparativeDesign<GroupSequentialMemory, EventTimes, CountObserved, CountTally, GroupSequentialConclusion> {
  readonly plan: GroupSequentialPlan;
  readonly sampleSize: CountSize;
  /** The mean of Z at the last look under the assumption. */
  readonly drift: number;
  /** Power with these patients and times for another rate on treatment. */
  power(treatmentRate: number): number;
  /** Rate ratios at the bounds of each look; NaN where there is none. */
  readonly efficacyRatios: readonly number[];
  readonly futilityRatios: readonly number[];
  tables(): readonly Table[];
}

const OPTIONS = [
  ...["plan", "arms", "randomization", "treatmentRate", "controlRate", "overdispersion", "nullValue", "ratio", "larger"],
  ...["knownOverdispersion", "boundsFor", "accrual", "accrualDuration", "exposure", "followUp", "patients"],
];

/**
 * Returns a group-sequential trial of counts: sample size, power and timing, and the design that is simulated and conducted.
 *
 * Looks come at the calendar times at which the information is expected. Z is the Wald statistic of the log rate ratio in a negative binomial
 * model, positive when it favors treatment; its bounds are those for the information that the data are estimated to hold.
 *
 * @throws InvalidArgument for rates and times that are none, an effect in the wrong direction, a course that is not determined, and
 * information that these patients never have.
 * Source: zhu2014sample, muetze2019group.
 */
export function groupSequentialCounts(options: GroupSequentialCountsOptions): GroupSequentialCounts {
  return inNameOf("groupSequentialCounts", () => make(options));
}

function make(options: GroupSequentialCountsOptions): GroupSequentialCounts {
  const caller = "groupSequentialCounts";
  checkKnown(caller, options, OPTIONS);
  checkPlan(caller, options.plan);
  const { boundsFor = "information", exposure = Infinity, knownOverdispersion = false, larger = "worse", plan } = options;
  const assumption = assumptionOf(caller, options);
  const sign = larger === "worse" ? 1 : -1;
  const sampleSize = countSize(caller, plan, assumption, options);
  const drift = sign * sampleSize.drift;
  if (options.patients === undefined && !(drift > 0)) {
    throw new InvalidArgument(caller, "treatmentRate", "favor treatment, as larger says", options.treatmentRate);
  }
  const labels = comparedArms(caller, options.arms);
  const rules = new LookRules(plan, sampleSize.looks);
  const fixed = knownOverdispersion || assumption.overdispersion === 0 ? assumption.overdispersion : null;
  const randomization = ruleFor(
    caller,
    options.randomization,
    assumption.ratio === "optimal" ? sampleSize.ratio : assumption.ratio,
  );
  const design = groupSequentialDesign<EventTimes, CountObserved, CountTally>({
    name: "group-sequential test of counts",
    arms: labels,
    compared: { treatment: 1, control: 0 },
    larger,
    endpoint: count(exposure < Infinity ? { exposure } : {}),
    rules,
    maximumPatients: sampleSize.patients,
    randomization,
    looks: { unit: "information", milestone: (_target, look) => calendarTime(sampleSize.times[look]) },
    due(data, next) {
      let due = -1;
      for (let k = next; k < sampleSize.times.length && sampleSize.times[k] <= data.time; k++) due = k;
      return due;
    },
    measure(data, look, before) {
      const found = countStatistic(data.patients(), 1, assumption.nullValue, fixed);
      // Information that is estimated can seem to fall: it is then taken as hardly grown.
      const amount = boundsFor === "planned" ? sampleSize.looks[look] : Math.max(found.information, before * 1.001);
      return { z: sign * found.z, estimate: found.estimate, amount };
    },
  });
  const atBound = (bounds: readonly number[]) => bounds.map((z, k) => countRatioAtZ(assumption, sampleSize, -sign * z, k));
  const efficacyRatios = atBound(plan.boundaries.efficacy);
  const futilityRatios = atBound(plan.boundaries.futility);
  return {
    ...design,
    plan,
    sampleSize,
    drift,
    efficacyRatios,
    futilityRatios,
    power(treatmentRate) {
      checkPositive(caller, "treatmentRate", treatmentRate, "rate");
      const end = sampleSize.times[sampleSize.times.length - 1];
      const rates = { ...assumption, treatmentRate };
      const effect = log(treatmentRate / assumption.controlRate / assumption.nullValue);
      return plan.powerAt(-sign * effect * Math.sqrt(countInformation(end, rates, sampleSize.course)));
    },
    tables: () => [
      lookTable(plan, {
        title: "Looks at the test of counts",
        sizes: sampleSize.looks,
        unit: "information",
        effect: "Rate ratio at the efficacy bound",
        efficacyEffects: efficacyRatios,
        futilityEffects: futilityRatios,
        times: sampleSize.times,
        drift,
      }),
    ],
    protocol: () =>
      comparisonProtocol(
        plan,
        { looks: sampleSize.enrolled, patients: sampleSize.patients, power: plan.powerAt(drift) },
        {
          quantity: "ratio of event rates",
          arms: labels,
          larger,
          nullValue: assumption.nullValue,
          alternative: `${Number((assumption.treatmentRate / assumption.controlRate).toPrecision(4))} with ${assumption.controlRate} events per patient and time unit on ${labels[0]}${assumption.overdispersion > 0 ? ` and an overdispersion of ${assumption.overdispersion}` : ""}`,
          test: fixed === 0 ? "the Wald test of Poisson rates" : "the Wald test of negative binomial rates",
          randomization,
          schedule: `at ${listed(sampleSize.times.map((time) => Number(time.toFixed(2))))} time units after the start, when the information is expected to be ${listed(sampleSize.looks.map((amount) => Number(amount.toFixed(1))))}`,
        },
      ),
    ...recipeFor(caller, options),
  };
}

function assumptionOf(caller: string, options: GroupSequentialCountsOptions): CountAssumption {
  const {
    boundsFor = "information",
    controlRate,
    larger = "worse",
    nullValue = 1,
    overdispersion = 0,
    ratio = 1,
    treatmentRate,
  } = options;
  checkPositive(caller, "treatmentRate", treatmentRate, "rate");
  checkPositive(caller, "controlRate", controlRate, "rate");
  checkPositive(caller, "nullValue", nullValue, "ratio");
  if (ratio !== "optimal") checkPositive(caller, "ratio", ratio, "number");
  if (typeof overdispersion !== "number" || !(overdispersion >= 0 && overdispersion < Infinity)) {
    throw new InvalidArgument(caller, "overdispersion", "be a finite number, 0 or more", overdispersion);
  }
  checkFlags(caller, { knownOverdispersion: options.knownOverdispersion ?? false });
  if (larger !== "better" && larger !== "worse") throw new InvalidArgument(caller, "larger", 'be "better" or "worse"', larger);
  if (boundsFor !== "information" && boundsFor !== "planned") {
    throw new InvalidArgument(caller, "boundsFor", 'be "information" or "planned"', boundsFor);
  }
  return { treatmentRate, controlRate, overdispersion, nullValue, ratio };
}
