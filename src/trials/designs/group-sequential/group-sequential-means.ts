/** Group-sequential tests of means: of one arm, or of two by their difference or ratio. */
import { type ContinuousObserved, type ContinuousTally, continuous } from "../../../endpoints/continuous.js";
import { InvalidArgument, inNameOf } from "../../../errors.js";
import { normalUpperQuantile, normalUpperTail } from "../../../numeric/probability/normal.js";
import { studentTUpperQuantile, studentTUpperTail } from "../../../numeric/probability/student-t.js";
import { type ComparisonOptions, checkDelay, checkPlan } from "../../group-sequential/comparison-options.js";
import type { LookStatistic } from "../../group-sequential/look-decision.js";
import { type PatientLooks, patientLooks } from "../../group-sequential/patient-looks.js";
import { type MeansAssumption, meansTest, unitError } from "../../group-sequential/sample-size/means-test.js";
import { checkKnown, checkPositive } from "../../requirements.js";

export interface GroupSequentialMeansOptions extends Omit<ComparisonOptions, "arms"> {
  /** Names of control and treatment, or of the only arm; two arms when not given. */
  readonly arms?: readonly [control: string, treatment: string] | readonly [only: string];
  /** What is tested: the difference of means (the mean itself for one arm), or their ratio; "difference" when not given. */
  readonly effect?: "difference" | "ratio";
  /** The effect for which the trial has its power: difference (one arm: mean), or ratio. */
  readonly alternative: number;
  /** The effect under the hypothesis (a margin of non-inferiority, say); 0, for a ratio 1, when not given. */
  readonly nullValue?: number;
  /** Standard deviation on each arm; for a ratio of means in units of control's mean. */
  readonly standardDeviation: number;
  /** "t" when the standard deviation is estimated from the data, "z" when it is known; "t" when not given. */
  readonly test?: "z" | "t";
  /** Patients on treatment for each one on control; 1 when not given. */
  readonly ratio?: number;
  /** Whether large values are good; "better" when not given. */
  readonly larger?: "better" | "worse";
  /** Patients at the last look; what the plan's power needs when not given. */
  readonly patients?: number;
  /** Time from entry to the measurement; 0 when not given. */
  readonly measuredAfter?: number;
}

/** The plan of a trial of means and the design that runs it, in one. */
export interface GroupSequentialMeans extends PatientLooks<number, ContinuousObserved, ContinuousTally> {
  /** Power, as run, for another effect. */
  power(alternative: number): number;
}

const OPTIONS = [
  ...["plan", "arms", "randomization", "effect", "alternative", "nullValue", "standardDeviation", "test", "ratio", "larger"],
  ...["patients", "measuredAfter"],
];

/**
 * Returns a group-sequential trial of means: sample size and power, and the design that is simulated and conducted.
 *
 * Looks come when so many patients have been measured. Z is the standardized estimate with the known variance or, for "t", the t statistic
 * with the pooled variance turned into the Z of the same one-sided p-value.
 *
 * @throws InvalidArgument for an effect in the wrong direction, and options that are not as described.
 * Source: jennison1999group, wassmer2016group.
 */
export function groupSequentialMeans(options: GroupSequentialMeansOptions): GroupSequentialMeans {
  return inNameOf("groupSequentialMeans", () => make(options));
}

function make(options: GroupSequentialMeansOptions): GroupSequentialMeans {
  const caller = "groupSequentialMeans";
  checkKnown(caller, options, OPTIONS);
  checkPlan(caller, options.plan);
  const assumption = assumptionOf(caller, options);
  checkDelay(caller, options.measuredAfter);
  const { patients } = options;
  if (patients !== undefined && assumption.test === "t" && !(typeof patients === "number" && patients > assumption.arms)) {
    throw new InvalidArgument(caller, "patients", `be more than ${assumption.arms}, for a t test`, patients);
  }
  const { arms, effect, larger, nullValue, ratio, standardDeviation, test } = assumption;
  const trial = patientLooks(caller, options, {
    compared: "means",
    endpoint: continuous({ measuredAfter: options.measuredAfter ?? 0 }),
    test: meansTest(assumption),
    alternativeOption: "alternative",
    ratio,
    larger,
    evaluated: ({ count }) => count,
    statistic: (treatment, control) => meansStatistic(assumption, treatment, control),
    effectAtZ: (z, size) => effectAtZ(assumption, z, size),
    words: {
      effect: arms === 1 ? "Mean" : effect === "ratio" ? "Ratio of means" : "Difference of means",
      nullValue,
      alternative: `${assumption.alternative} and a standard deviation of ${standardDeviation}`,
      test: test === "z" ? "the normal test with known variance" : "the t test",
    },
  });
  const { plan, whole } = trial;
  return {
    ...trial,
    power: (alternative) => plan.powerAt(meansTest({ ...assumption, alternative }).drift(whole.patients, plan.rules.alpha)),
  };
}

function assumptionOf(caller: string, options: GroupSequentialMeansOptions): MeansAssumption {
  const { effect = "difference", larger = "better", ratio = 1, test = "t", alternative, standardDeviation } = options;
  const arms = options.arms?.length === 1 ? 1 : 2;
  if (effect !== "difference" && !(effect === "ratio" && arms === 2)) {
    throw new InvalidArgument(caller, "effect", 'be "difference" or, of two arms, "ratio"', effect);
  }
  const { nullValue = effect === "ratio" ? 1 : 0 } = options;
  if (test !== "z" && test !== "t") throw new InvalidArgument(caller, "test", 'be "z" or "t"', test);
  if (larger !== "better" && larger !== "worse") throw new InvalidArgument(caller, "larger", 'be "better" or "worse"', larger);
  for (const [name, value] of Object.entries({ alternative, nullValue })) {
    if (typeof value !== "number" || !Number.isFinite(value))
      throw new InvalidArgument(caller, name, "be a finite number", value);
  }
  checkPositive(caller, "standardDeviation", standardDeviation, "number");
  checkPositive(caller, "ratio", ratio, "number");
  return { arms, effect, alternative, nullValue, standardDeviation, ratio, larger, test };
}

/** The estimate at which Z is `z` with so many patients; NaN where there is none (too few for a t test, no bound). */
function effectAtZ(assumption: MeansAssumption, z: number, patients: number): number {
  if (!Number.isFinite(z)) return Number.NaN;
  const degrees = patients - assumption.arms;
  if (assumption.test === "t" && !(degrees > 0)) return Number.NaN;
  const t = assumption.test === "z" ? z : tAtZ(z, degrees);
  return assumption.nullValue + ((assumption.larger === "better" ? 1 : -1) * t * unitError(assumption)) / Math.sqrt(patients);
}

/** The t with the one-sided p-value of z. */
function tAtZ(z: number, degrees: number): number {
  const size = studentTUpperQuantile(normalUpperTail(Math.abs(z)), degrees);
  return z < 0 ? -size : size;
}

/** Z of the data, positive when it favors treatment. */
function meansStatistic(assumption: MeansAssumption, treatment: ContinuousTally, control: ContinuousTally | null): LookStatistic {
  const { effect, nullValue, test } = assumption;
  const sign = assumption.larger === "better" ? 1 : -1;
  const factor = effect === "ratio" ? nullValue : 1;
  const degrees = treatment.count + (control?.count ?? 0) - assumption.arms;
  const squares = treatment.squares + (control?.squares ?? 0);
  const known = assumption.standardDeviation * (effect === "ratio" && control !== null ? Math.abs(control.mean) : 1);
  const sd = test === "z" ? known : Math.sqrt(squares / degrees);
  const error = sd * Math.sqrt(1 / treatment.count + (control === null ? 0 : (factor * factor) / control.count));
  const difference =
    control === null
      ? treatment.mean - nullValue
      : effect === "ratio"
        ? treatment.mean - nullValue * control.mean
        : treatment.mean - control.mean - nullValue;
  const estimate =
    control === null ? treatment.mean : effect === "ratio" ? treatment.mean / control.mean : treatment.mean - control.mean;
  const statistic = (sign * difference) / error;
  // Without patients on an arm, or degrees of freedom, there is nothing to test.
  if (!Number.isFinite(statistic)) return { z: 0, estimate: Number.isFinite(estimate) ? estimate : null };
  return { z: test === "z" ? statistic : zAtT(statistic, degrees), estimate: Number.isFinite(estimate) ? estimate : null };
}

/** The z with the one-sided p-value of t. */
function zAtT(t: number, degrees: number): number {
  const size = normalUpperQuantile(studentTUpperTail(Math.abs(t), degrees));
  return t < 0 ? -size : size;
}
