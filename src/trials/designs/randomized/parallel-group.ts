/** The parallel-group trial: a fixed number of patients, randomized to arms that are compared once. */
import { InvalidArgument } from "../../../errors.js";
import type { Rng } from "../../../random/rng.js";
import type { ComparativeDesign } from "../../comparative/comparative-design.js";
import {
  analyze,
  armLabels,
  checkControl,
  type FinalAnalysisOptions,
  type FinalConclusion,
} from "../../comparative/final-analysis.js";
import type { Response } from "../../comparative/response.js";
import { checkResponse } from "../../comparative/response-options.js";
import type { Decision } from "../../design.js";
import { allOf, enrolled, followedUp } from "../../milestones.js";
import type { Metrics, TrialResult } from "../../operating-characteristics.js";
import type { AllocationRule } from "../../randomization/allocation-rule.js";
import { describeBalance, type RandomizationBalance, randomizationBalance, writeBalance } from "../../randomization/balance.js";
import { completeRandomization } from "../../randomization/complete-randomization.js";
import { FactorCounts } from "../../randomization/factor-counts.js";
import { type CheckedFactor, checkFactors, type Factor } from "../../randomization/factors.js";
import { checkRule } from "../../randomization/stratified.js";
import { checkBetween, checkInteger, checkKnown } from "../../requirements.js";
import type { TrialData } from "../../trial-data.js";

export interface ParallelGroupOptions<Outcome, Observed, Tally> {
  /** Number of arms, or their names. */
  readonly arms: number | readonly string[];
  /** Number of patients. */
  readonly patients: number;
  /** What is measured, such as `binaryResponse()`. */
  readonly response: Response<Outcome, Observed, Tally>;
  /** How patients are allocated; complete randomization in equal proportions when not given. */
  readonly randomization?: AllocationRule;
  /** Position of the control arm, from 0; without one the arms are compared with each other. */
  readonly control?: number;
  /** Two-sided significance level; 0.05 when not given. */
  readonly alpha?: number;
  /** Factors by which balance is measured as well; false for no measures of balance and predictability at all. */
  readonly balance?: false | readonly Factor[];
}

/** What a parallel-group trial concludes. */
export interface ParallelGroupConclusion extends FinalConclusion {
  /** Balance and predictability of its randomization; absent when they are not measured. */
  readonly balance?: RandomizationBalance;
}

/** The key that the randomization got; −1 before the trial opens. */
interface Memory {
  readonly key: number;
}

const OPTIONS = ["arms", "patients", "response", "randomization", "control", "alpha", "balance"];

/**
 * Returns a randomized trial with a fixed number of patients, who are all followed up before the arms are compared once.
 *
 * Its metrics tell how well the randomization balanced and how well it could be predicted.
 *
 * @throws InvalidArgument for a randomization with another number of arms, and numbers out of range.
 * Source: rosenberger2015randomization.
 */
export function parallelGroup<Outcome, Observed, Tally>(
  options: ParallelGroupOptions<Outcome, Observed, Tally>,
): ComparativeDesign<Memory, Outcome, Observed, Tally, ParallelGroupConclusion> {
  const { arms, patients, response, rule, control, alpha, factors, measured } = checkOptions(options);
  const counts = factors.length === 0 ? undefined : new FactorCounts(factors, arms.length);
  const conclude = ({ key }: Memory, data: TrialData<Observed, Tally>): ParallelGroupConclusion => {
    const tallies = arms.map((_, arm) => data.tally(arm));
    const found = analyze(response as unknown as Response<never, never, Tally>, tallies, { arms, control, alpha });
    return !measured || key < 0 ? found : { ...found, balance: randomizationBalance(rule, data, key, factors, counts) };
  };
  return {
    name: "parallel groups",
    arms,
    endpoint: response.endpoint,
    start: { key: -1 },
    larger: response.larger,
    maximumPatients: patients,
    ...(control === undefined ? {} : { control }),
    conclude,
    decide(before, data, rng) {
      const memory = before.key < 0 ? { key: keyFrom(rng) } : before;
      const left = patients - data.enrolled;
      if ((left <= 0 && data.pending === 0) || data.exhausted) {
        const conclusion = conclude(memory, data);
        return { decision: { kind: "stop", conclusion, reasons: () => [ended(left), conclusion.finding] }, memory };
      }
      return { decision: enrollment(rule, memory.key, left, patients), memory };
    },
    ...(measured ? { metrics: balanceMetrics(factors) } : {}),
    protocol: () => inWords(response, rule, { arms, control, alpha }, patients),
    ...recipeOf(options, rule),
  };
}

function checkOptions<Outcome, Observed, Tally>(options: ParallelGroupOptions<Outcome, Observed, Tally>) {
  const caller = "parallelGroup";
  checkKnown(caller, options, OPTIONS);
  const { patients, response, control, alpha = 0.05, balance = [] } = options;
  const arms = armLabels(caller, options.arms);
  checkInteger(caller, "patients", patients, 1, 1_000_000);
  checkResponse(caller, response);
  checkControl(caller, control, arms);
  checkBetween(caller, "alpha", alpha, 0, 1);
  const { randomization: rule = completeRandomization({ ratio: arms.map(() => 1) }) } = options;
  checkRule(caller, "randomization", rule);
  if (rule.ratio.length !== arms.length)
    throw new InvalidArgument(caller, "randomization", `be for ${arms.length} arms`, `a rule for ${rule.ratio.length}`);
  const measured = balance !== false;
  const none = !measured || (Array.isArray(balance) && balance.length === 0);
  const factors: readonly CheckedFactor[] = none ? [] : checkFactors(caller, balance as readonly Factor[], "balance");
  return { arms, patients, response, rule, control, alpha, factors, measured };
}

function keyFrom(rng: Rng): number {
  return Math.floor(rng.uniform() * 2 ** 53);
}

function enrollment<Observed, Tally>(
  rule: AllocationRule,
  key: number,
  left: number,
  patients: number,
): Decision<Observed, Tally, never> {
  return {
    kind: "continue",
    allocate: (patient, data) => rule.weights(patient, data, key),
    ...(rule.constant === undefined ? {} : { weights: rule.ratio }),
    enroll: left,
    review: allOf(enrolled(patients), followedUp),
    reasons: () => [
      left > 0
        ? `${patients - left} of ${patients} patients are enrolled; the arms are compared when all have been followed up.`
        : `All ${patients} patients are enrolled; the arms are compared when all have been followed up.`,
    ],
  };
}

function ended(left: number): string {
  return left > 0
    ? `The trial ended ${left} patient${left === 1 ? "" : "s"} short, since no more can be learned.`
    : "All patients have been followed up.";
}

function balanceMetrics(factors: readonly CheckedFactor[]): Metrics<TrialResult<never, ParallelGroupConclusion>> {
  return {
    descriptions: describeBalance(factors),
    measureInto: (out, at, result) => writeBalance(out, at, result.conclusion.balance, factors.length),
  };
}

function inWords(
  { protocol, test, direction }: Pick<Response<never, never, never>, "protocol" | "test" | "direction">,
  rule: AllocationRule,
  { arms, control, alpha }: FinalAnalysisOptions,
  patients: number,
): readonly string[] {
  const several = arms.length > 2;
  const compared =
    control === undefined
      ? several
        ? `The arms are compared once by a chi-square test of equality with ${arms.length - 1} degrees of freedom`
        : `The arms are compared once by ${test}`
      : `Each other arm is compared with ${arms[control]} once by ${test}`;
  const level = `at the two-sided significance level ${alpha}${control !== undefined && several ? " (Holm's adjustment for several comparisons)" : ""}`;
  return [
    `${patients} patients are randomized to ${arms.length} parallel groups: ${arms.join(", ")}.`,
    rule.protocol,
    `The endpoint is ${protocol}.`,
    `${compared}, ${level}, when all patients have been followed up.`,
    control === undefined
      ? `If the test is significant, the arm with the ${direction === 1 ? "largest" : "smallest"} estimate is declared best.`
      : `An arm that is significantly better is declared superior to ${arms[control]}; of several, the one with the best estimate is selected.`,
  ];
}

function recipeOf<Outcome, Observed, Tally>(options: ParallelGroupOptions<Outcome, Observed, Tally>, rule: AllocationRule) {
  if (rule.recipe === undefined || options.response.recipe === undefined) return {};
  const { response, arms, ...rest } = options;
  const plain = { ...rest, arms: typeof arms === "number" ? arms : [...arms], response: response.recipe };
  const randomization = options.randomization === undefined ? {} : { randomization: rule.recipe };
  return { recipe: { make: "parallelGroup", options: { ...plain, ...randomization } as never } };
}
