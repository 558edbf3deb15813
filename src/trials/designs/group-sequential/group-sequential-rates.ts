/** Group-sequential tests of rates: of one arm, or of two by their difference, ratio or odds ratio. */
import { type BinaryObserved, type BinaryTally, binary } from "../../../endpoints/binary.js";
import { InvalidArgument, inNameOf } from "../../../errors.js";
import { type ComparisonOptions, checkDelay, checkPlan } from "../../group-sequential/comparison-options.js";
import { type PatientLooks, patientLooks } from "../../group-sequential/patient-looks.js";
import type { RateEffect } from "../../group-sequential/sample-size/farrington-manning.js";
import { effectAtZ, ratesStatistic } from "../../group-sequential/sample-size/rates-statistic.js";
import { optimalRatio, type RatesAssumption, ratesTest } from "../../group-sequential/sample-size/rates-test.js";
import { checkBetween, checkKnown, checkPositive } from "../../requirements.js";

export interface GroupSequentialRatesOptions extends Omit<ComparisonOptions, "arms"> {
  /** Names of control and treatment, or of the only arm; two arms when not given. */
  readonly arms?: readonly [control: string, treatment: string] | readonly [only: string];
  /** What is tested; "difference" (the rate itself for one arm) when not given. */
  readonly effect?: RateEffect;
  /** The rate on treatment (or the only arm) for which the trial has its power. */
  readonly treatmentRate: number;
  /** The rate on control; of two arms only. */
  readonly controlRate?: number;
  /** The effect under the hypothesis: a difference (0 when not given), a ratio (1), or the rate of the only arm (needed). */
  readonly nullValue?: number;
  /** Patients on treatment for each one on control, or "optimal" for the fewest patients; 1 when not given. */
  readonly ratio?: number | "optimal";
  /** Whether events are good; "better" when not given. */
  readonly larger?: "better" | "worse";
  /** One arm: "exact" sizes the trial by the exact binomial test; "z" when not given. */
  readonly test?: "z" | "exact";
  /** Patients at the last look; what the plan's power needs when not given. */
  readonly patients?: number;
  /** Time from entry to the assessment; 0 when not given. */
  readonly measuredAfter?: number;
}

/** The plan of a trial of rates and the design that runs it, in one. */
export interface GroupSequentialRates extends PatientLooks<boolean, BinaryObserved, BinaryTally> {
  /** Patients on treatment for each one on control, as found when "optimal". */
  readonly ratio: number;
  /** Power, as run, for another rate on treatment. */
  power(treatmentRate: number): number;
}

const OPTIONS = [
  ...["plan", "arms", "randomization", "effect", "treatmentRate", "controlRate", "nullValue", "ratio", "larger", "test"],
  ...["patients", "measuredAfter"],
];

/**
 * Returns a group-sequential trial of rates: sample size and power by the normal approximation with the variances of hypothesis and
 * assumption, and the design that is simulated and conducted.
 *
 * Looks come when so many patients have been evaluated. Z is the score statistic: the difference over its standard error under the
 * hypothesis (two arms: at Farrington and Manning's restricted estimates, which pool the arms when the hypothesis is equality).
 *
 * @throws InvalidArgument for rates outside (0, 1), an effect in the wrong direction, and options that are not as described.
 * Source: farrington1990test, wassmer2016group.
 */
export function groupSequentialRates(options: GroupSequentialRatesOptions): GroupSequentialRates {
  return inNameOf("groupSequentialRates", () => make(options));
}

function make(options: GroupSequentialRatesOptions): GroupSequentialRates {
  const caller = "groupSequentialRates";
  checkKnown(caller, options, OPTIONS);
  checkPlan(caller, options.plan);
  const assumption = assumptionOf(caller, options);
  checkDelay(caller, options.measuredAfter);
  const { arms, larger, nullValue, ratio } = assumption;
  const trial = patientLooks(caller, options, {
    compared: "rates",
    endpoint: binary({ measuredAfter: options.measuredAfter ?? 0 }),
    test: ratesTest(assumption),
    alternativeOption: "treatmentRate",
    ratio,
    larger,
    evaluated: (tally) => tally.evaluated,
    statistic: (treatment, control) => ratesStatistic(assumption, treatment, control),
    effectAtZ: (z, size) => effectAtZ(assumption, z, size),
    words: {
      effect: arms === 1 ? "Rate" : NAMES[assumption.effect],
      nullValue,
      alternative: arms === 1 ? `${assumption.treatmentRate}` : `${assumption.treatmentRate} against ${assumption.controlRate}`,
      test: arms === 1 ? "the score test of a proportion" : "the score test with Farrington and Manning's restricted estimates",
    },
  });
  const { plan, whole } = trial;
  return {
    ...trial,
    ratio,
    power(treatmentRate) {
      checkBetween(caller, "treatmentRate", treatmentRate, 0, 1);
      return plan.powerAt(ratesTest({ ...assumption, treatmentRate }).drift(whole.patients, plan.rules.alpha));
    },
  };
}

const NAMES = { difference: "Difference of rates", ratio: "Ratio of rates", "odds-ratio": "Odds ratio" };

function assumptionOf(caller: string, options: GroupSequentialRatesOptions): RatesAssumption {
  const { controlRate, effect = "difference", larger = "better", ratio = 1, test = "z", treatmentRate } = options;
  const arms = options.arms?.length === 1 ? 1 : 2;
  if (!Object.hasOwn(NAMES, effect) || (arms === 1 && effect !== "difference")) {
    throw new InvalidArgument(caller, "effect", 'be "difference" or, of two arms, "ratio" or "odds-ratio"', effect);
  }
  if (larger !== "better" && larger !== "worse") throw new InvalidArgument(caller, "larger", 'be "better" or "worse"', larger);
  if (test !== "z" && !(test === "exact" && arms === 1))
    throw new InvalidArgument(caller, "test", 'be "z" or, of one arm, "exact"', test);
  checkBetween(caller, "treatmentRate", treatmentRate, 0, 1);
  if (arms === 2) checkBetween(caller, "controlRate", controlRate, 0, 1);
  else if (controlRate !== undefined)
    throw new InvalidArgument(caller, "controlRate", "be left out, there being one arm", controlRate);
  const { nullValue = arms === 1 ? Number.NaN : effect === "difference" ? 0 : 1 } = options;
  if (arms === 1) checkBetween(caller, "nullValue", nullValue, 0, 1);
  else if (effect === "difference") checkBetween(caller, "nullValue", nullValue, -1, 1);
  else checkPositive(caller, "nullValue", nullValue, "ratio");
  const assumption = { arms, effect, treatmentRate, controlRate: controlRate ?? nullValue, nullValue, larger, test } as const;
  if (ratio !== "optimal") {
    checkPositive(caller, "ratio", ratio, "number");
    return { ...assumption, ratio };
  }
  if (arms === 1) throw new InvalidArgument(caller, "ratio", "be left out, there being one arm", ratio);
  const { alpha } = options.plan.rules;
  return {
    ...assumption,
    ratio: optimalRatio((own) => ratesTest({ ...assumption, ratio: own }).size(alpha, options.plan.power)),
  };
}
