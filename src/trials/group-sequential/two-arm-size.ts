/** Patients of a group-sequential trial whose looks count patients: real and whole numbers, and the design's bounds at them. */
import { InvalidArgument } from "../../errors.js";
import { checkPositive } from "../requirements.js";
import { LookRules } from "./look-rules.js";
import type { GroupSequentialPlan } from "./plan.js";
import { driftIsPositive, type FixedTest } from "./sample-size/fixed-test.js";
import { type RealSize, realSize, sizeForPlan, wholeRatioOf, wholeSizes } from "./sample-size/whole-sizes.js";

/** The sample size as real numbers. */
export interface PatientSize extends RealSize {
  readonly treatment: number;
  readonly control: number;
}

/** The trial as it is run. */
export interface WholePatientTrial {
  /** Patients at each look. */
  readonly looks: readonly number[];
  readonly patients: number;
  /** The power with these numbers. */
  readonly power: number;
}

/** Sizes, and what follows from them. */
export interface SizedTrial {
  readonly sampleSize: PatientSize;
  readonly whole: WholePatientTrial;
  /** The plan with its bounds at the fractions that whole patients give. */
  readonly plan: GroupSequentialPlan;
  readonly rules: LookRules;
  /** The mean of Z at the last look under the assumption, as run. */
  readonly drift: number;
}

/**
 * The size for the plan's power, or that given by `patients`.
 *
 * @param ratio Patients on treatment for each one on control; Infinity for one arm.
 * @param alternativeOption The option that sets the effect, for messages.
 * @throws InvalidArgument for an effect in the wrong direction, when the size is to be found.
 */
export function sizedTrial(
  caller: string,
  given: GroupSequentialPlan,
  test: FixedTest,
  ratio: number,
  patients: number | undefined,
  alternativeOption: string,
): SizedTrial {
  if (patients !== undefined) checkPositive(caller, "patients", patients, "number of patients");
  const { alpha } = given.rules;
  if (patients === undefined && !driftIsPositive(test, alpha)) {
    throw new InvalidArgument(
      caller,
      alternativeOption,
      "favor treatment: be on the side of the null value that larger says",
      "an effect that does not",
    );
  }
  const real =
    patients === undefined ? sizeForPlan(given, test) : realSize(given, patients, patients, test.drift(patients, alpha));
  const part = ratio === Infinity ? 1 : ratio / (1 + ratio);
  const parts = ratio === Infinity ? [1, 0] : wholeRatioOf(ratio);
  const unit = parts === null ? 1 : parts[0] + parts[1];
  const { looks, plan } = wholeSizes(
    caller,
    given,
    real.maximum,
    patients === undefined ? unit : 1,
    patients === undefined ? test : null,
  );
  const last = looks[looks.length - 1];
  const drift = test.drift(last, alpha);
  return {
    sampleSize: { ...real, treatment: part * real.maximum, control: (1 - part) * real.maximum },
    whole: { looks, patients: last, power: plan.powerAt(drift) },
    plan,
    rules: new LookRules(plan, looks),
    drift,
  };
}
