/** A group-sequential trial whose looks come when so many patients have been evaluated: its sizes, bounds, tables, and the design that runs it. */
import type { Endpoint } from "../../endpoints/endpoint.js";
import type { ComparativeDesign } from "../comparative/comparative-design.js";
import { evaluated } from "../milestones.js";
import type { AllocationRule } from "../randomization/allocation-rule.js";
import type { Table } from "../table.js";
import type { TrialData } from "../trial-data.js";
import { armsFor, recipeFor, ruleFor } from "./comparison-options.js";
import { comparisonProtocol } from "./comparison-protocol.js";
import { type GroupSequentialMemory, groupSequentialDesign } from "./group-sequential-design.js";
import type { GroupSequentialConclusion, LookStatistic } from "./look-decision.js";
import { lookTable } from "./look-table.js";
import type { GroupSequentialPlan } from "./plan.js";
import type { FixedTest } from "./sample-size/fixed-test.js";
import { type PatientSize, sizedTrial, type WholePatientTrial } from "./two-arm-size.js";

/** The plan of a trial and the design that runs it, in one. */
export interface PatientLooks<Outcome, Observed, Tally>
  extends ComparativeDesign<GroupSequentialMemory, Outcome, Observed, Tally, GroupSequentialConclusion> {
  /** With its bounds at the fractions that whole patients give. */
  readonly plan: GroupSequentialPlan;
  readonly sampleSize: PatientSize;
  readonly whole: WholePatientTrial;
  readonly drift: number;
  /** Effects at the bounds of each look, as planned in real numbers; NaN where no effect reaches the bound. */
  readonly efficacyEffects: readonly number[];
  readonly futilityEffects: readonly number[];
  tables(): readonly Table[];
}

/** What users choose. */
interface Options {
  readonly plan: GroupSequentialPlan;
  readonly arms?: readonly string[];
  readonly randomization?: AllocationRule;
  readonly patients?: number;
}

/** What tells one such trial from another. */
export interface PatientLookParts<Outcome, Observed, Tally> {
  /** What is compared: "means". */
  readonly compared: string;
  readonly endpoint: Endpoint<Outcome, Observed, Tally>;
  readonly test: FixedTest;
  /** The option that sets the effect for which the trial has its power. */
  readonly alternativeOption: string;
  /** Patients on treatment for each one on control. */
  readonly ratio: number;
  readonly larger: "better" | "worse";
  evaluated(tally: Tally): number;
  statistic(treatment: Tally, control: Tally | null): LookStatistic;
  /** The effect at which Z is `z` with so many patients. */
  effectAtZ(z: number, patients: number): number;
  readonly words: {
    /** "Difference of means". */
    readonly effect: string;
    readonly nullValue: number;
    readonly alternative: string;
    readonly test: string;
  };
}

/**
 * The trial with these parts.
 *
 * @throws InvalidArgument for an effect in the wrong direction, and arms, a randomization or numbers of patients that are not as the options say.
 */
export function patientLooks<Outcome, Observed, Tally>(
  caller: string,
  options: Options,
  parts: PatientLookParts<Outcome, Observed, Tally>,
): PatientLooks<Outcome, Observed, Tally> {
  const { larger, words } = parts;
  const arms = armsFor(caller, options.arms);
  const single = arms.length === 1;
  const ratio = single ? Infinity : parts.ratio;
  const randomization = single ? null : ruleFor(caller, options.randomization, ratio);
  const { plan, sampleSize, whole, rules, drift } = sizedTrial(
    caller,
    options.plan,
    parts.test,
    ratio,
    options.patients,
    parts.alternativeOption,
  );
  const count = (data: TrialData<Observed, Tally>) => arms.reduce((sum, _, arm) => sum + parts.evaluated(data.tally(arm)), 0);
  const design = groupSequentialDesign<Outcome, Observed, Tally>({
    name: `group-sequential test of ${parts.compared}`,
    arms,
    compared: single ? { treatment: 0, control: null } : { treatment: 1, control: 0 },
    larger,
    endpoint: parts.endpoint,
    rules,
    maximumPatients: whole.patients,
    randomization,
    looks: { unit: "patients", milestone: evaluated },
    due: (data, next) => rules.reached(count(data), next),
    measure: (data) => ({
      amount: count(data),
      ...(single ? parts.statistic(data.tally(0), null) : parts.statistic(data.tally(1), data.tally(0))),
    }),
  });
  const atBound = (bounds: readonly number[]) => bounds.map((z, k) => parts.effectAtZ(z, sampleSize.looks[k]));
  const efficacyEffects = atBound(options.plan.boundaries.efficacy);
  const futilityEffects = atBound(options.plan.boundaries.futility);
  return {
    ...design,
    plan,
    sampleSize,
    whole,
    drift,
    efficacyEffects,
    futilityEffects,
    tables: () => [
      lookTable(plan, {
        title: `Looks at the test of ${parts.compared}`,
        sizes: whole.looks,
        unit: "patients",
        effect: `${words.effect} at the efficacy bound`,
        efficacyEffects,
        futilityEffects,
        drift,
      }),
    ],
    protocol: () =>
      comparisonProtocol(plan, whole, { ...words, quantity: words.effect.toLowerCase(), arms, larger, randomization }),
    ...recipeFor(caller, options),
  };
}
