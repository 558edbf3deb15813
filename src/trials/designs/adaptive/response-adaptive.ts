/** The response-adaptive trial: allocation follows the outcomes known so far; one analysis at the end. */
import { InvalidArgument } from "../../../errors.js";
import type { AdaptiveRule } from "../../adaptive/rules/adaptive-rule.js";
import { ArmStateReader } from "../../adaptive/rules/arm-state-reader.js";
import { type AllocationProtection, checkProtection, protectWeights } from "../../adaptive/rules/protected-weights.js";
import type { ComparativeDesign } from "../../comparative/comparative-design.js";
import { analyze, armLabels, checkControl, type FinalConclusion } from "../../comparative/final-analysis.js";
import type { Response } from "../../comparative/response.js";
import { checkResponse } from "../../comparative/response-options.js";
import type { Decision, Weights } from "../../design.js";
import { allOf, enrolled, followedUp } from "../../milestones.js";
import type { AllocationRule } from "../../randomization/allocation-rule.js";
import { permutedBlocks } from "../../randomization/permuted-blocks.js";
import { checkRule } from "../../randomization/stratified.js";
import { checkBetween, checkInteger, checkKnown } from "../../requirements.js";
import type { Covariates, TrialData } from "../../trial-data.js";

export interface ResponseAdaptiveOptions<Outcome, Observed, Tally> extends AllocationProtection {
  /** Number of arms, or their names. */
  readonly arms: number | readonly string[];
  /** Number of patients. */
  readonly patients: number;
  /** What is measured, such as `binaryResponse()`. */
  readonly response: Response<Outcome, Observed, Tally>;
  /** How allocation follows outcomes, such as `doublyAdaptiveBiasedCoin({ target: rsihrTarget() })`. */
  readonly rule: AdaptiveRule;
  /** Patients of each arm before allocation adapts, 0 or more; 10 when not given. */
  readonly burnIn?: number;
  /** How they are allocated; permuted blocks of one patient per arm when not given. */
  readonly randomization?: AllocationRule;
  /** Patients allocated by the same probabilities; 1 (each patient by all that is known) when not given. */
  readonly updateEvery?: number;
  /** Position of the control arm, from 0; without one the arms are compared with each other. */
  readonly control?: number;
  /** Two-sided significance level; 0.05 when not given. */
  readonly alpha?: number;
}

/** The key that the burn-in's randomization got; −1 before the trial opens. */
interface Memory {
  readonly key: number;
}

const OPTIONS = [
  "arms",
  "patients",
  "response",
  "rule",
  "burnIn",
  "randomization",
  "updateEvery",
  "minimum",
  "controlShare",
  "control",
  "alpha",
];

/**
 * Returns a trial of a fixed number of patients whose allocation follows the outcomes of patients whose follow-up has ended (delayed outcomes count when they are known).
 * After a burn-in the rule gives the allocation probabilities; arms can be protected by a least probability, control by a fixed one. The arms are compared once, at the end.
 *
 * @throws InvalidArgument for a rule that is not for these arms or this response, and numbers out of range; for a rule that may leave control without any patient.
 * Source: hu2006theory.
 */
export function responseAdaptive<Outcome, Observed, Tally>(
  options: ResponseAdaptiveOptions<Outcome, Observed, Tally>,
): ComparativeDesign<Memory, Outcome, Observed, Tally, FinalConclusion> {
  const settings = checkOptions(options);
  const { arms, patients, response, control, alpha, burnIn } = settings;
  const rule = adaptiveWeights(settings);
  const conclude = (_: Memory, data: TrialData<Observed, Tally>): FinalConclusion =>
    analyze(
      response as unknown as Response<never, never, Tally>,
      arms.map((_arm, arm) => data.tally(arm)),
      { arms, control, alpha },
    );
  return {
    name: `response-adaptive (${settings.rule.name})`,
    arms,
    endpoint: response.endpoint,
    start: { key: -1 },
    larger: response.larger,
    maximumPatients: patients,
    ...(control === undefined ? {} : { control }),
    conclude,
    decide(before, data, rng) {
      const memory = before.key < 0 ? { key: Math.floor(rng.uniform() * 2 ** 53) } : before;
      const left = patients - data.enrolled;
      if ((left <= 0 && data.pending === 0) || data.exhausted) {
        const conclusion = conclude(memory, data);
        return { decision: { kind: "stop", conclusion, reasons: () => [conclusion.finding] }, memory };
      }
      if (left <= 0) return { decision: waiting(patients, arms.length), memory };
      if (data.enrolled < burnIn) return { decision: startOf(settings, rule, memory.key, data), memory };
      return { decision: rule.decide(data, nextReview(settings, data.enrolled)), memory };
    },
    protocol: () => inWords(settings),
    ...recipeOf(options),
  };
}

type Settings<Outcome, Observed, Tally> = ReturnType<typeof checkOptions<Outcome, Observed, Tally>>;

function checkOptions<Outcome, Observed, Tally>(options: ResponseAdaptiveOptions<Outcome, Observed, Tally>) {
  const caller = "responseAdaptive";
  checkKnown(caller, options, OPTIONS);
  const { patients, response, rule, control, alpha = 0.05, minimum = 0, controlShare, burnIn = 10 } = options;
  const arms = armLabels(caller, options.arms);
  checkInteger(caller, "patients", patients, 1, 1_000_000);
  checkResponse(caller, response);
  checkAdaptive(caller, rule, arms.length, response.scale);
  checkControl(caller, control, arms);
  checkBetween(caller, "alpha", alpha, 0, 1);
  checkInteger(caller, "burnIn", burnIn, 0, 1_000_000);
  const protection = controlShare === undefined ? { minimum } : { minimum, controlShare };
  checkProtection(caller, protection, arms.length, control ?? -1);
  if (rule.mayStarve && burnIn === 0 && minimum === 0 && control !== undefined && controlShare === undefined)
    throw new InvalidArgument(
      caller,
      "burnIn",
      `be positive (or minimum, or controlShare): the ${rule.name} rule may starve control`,
      0,
    );
  const { updateEvery = rule.block ?? 1 } = options;
  checkInteger(caller, "updateEvery", updateEvery, 1, 1_000_000);
  const ones = arms.map(() => 1);
  const { randomization = permutedBlocks({ ratio: ones, blockSize: arms.length }) } = options;
  checkRule(caller, "randomization", randomization);
  if (randomization.ratio.length !== arms.length)
    throw new InvalidArgument(caller, "randomization", `be for ${arms.length} arms`, `a rule for ${randomization.ratio.length}`);
  return { arms, patients, response, rule, control, alpha, protection, burnIn: burnIn * arms.length, updateEvery, randomization };
}

function checkAdaptive(caller: string, rule: AdaptiveRule, arms: number, scale: AdaptiveRule["scales"][number]): void {
  const { weightsInto, scales } = (typeof rule === "object" && rule !== null ? rule : {}) as Partial<AdaptiveRule>;
  if (typeof weightsInto !== "function" || !Array.isArray(scales))
    throw new InvalidArgument(caller, "rule", "be a response-adaptive rule, such as playTheWinner()", rule);
  if (!scales.includes(scale))
    throw new InvalidArgument(caller, "rule", `be for the response's scale (${scale})`, `${rule.name}, for ${scales.join(", ")}`);
  if (rule.arms !== undefined && rule.arms !== arms)
    throw new InvalidArgument(caller, "rule", `be for ${arms} arms`, `${rule.name}, for ${rule.arms}`);
}

/** The next multiple of `updateEvery` patients after the burn-in, at most all patients. */
function nextReview(
  { burnIn, updateEvery, patients }: { burnIn: number; updateEvery: number; patients: number },
  now: number,
): number {
  if (updateEvery === 1) return patients;
  return Math.min(patients, burnIn + updateEvery * (Math.floor((now - burnIn) / updateEvery) + 1));
}

/** Computes the rule's weights: for a patient as they come, or for all until the next review. */
function adaptiveWeights<Outcome, Observed, Tally>(settings: Settings<Outcome, Observed, Tally>) {
  const { arms, rule, protection, patients, updateEvery } = settings;
  const response = settings.response as unknown as Response<never, Observed, Tally>;
  const control = settings.control ?? -1;
  const state = new ArmStateReader(response, arms.length, control);
  const weights = new Float64Array(arms.length);
  /** The weights of patients by what is known now. */
  const learn = (data: TrialData<Observed, Tally>): ((out: Float64Array, patient: Covariates) => void) => {
    state.read(data);
    const byPatient = rule.byPatient?.({ data, response } as never, state, control);
    return (out, patient) => {
      if (byPatient === undefined) rule.weightsInto(out, state, control);
      else byPatient(out, patient);
      protectWeights(out, protection, control);
    };
  };
  const allocate = (patient: Covariates, data: TrialData<Observed, Tally>): Weights => {
    learn(data)(weights, patient);
    return weights;
  };
  const decide = (data: TrialData<Observed, Tally>, until: number): Decision<Observed, Tally, never> => {
    const common = {
      kind: "continue" as const,
      enroll: until - data.enrolled,
      review: until === patients ? allOf(enrolled(patients), followedUp) : enrolled(until),
    };
    if (updateEvery === 1)
      return { ...common, allocate, reasons: () => [`Each patient is allocated by ${rule.name}, from all outcomes known then.`] };
    const learned = learn(data);
    if (rule.byPatient !== undefined) {
      const allocateLearned = (patient: Covariates) => {
        learned(weights, patient);
        return weights;
      };
      const reasons = () => [
        `Until ${until} patients are enrolled, allocation follows ${rule.name} by the patient's covariates.`,
      ];
      return { ...common, allocate: allocateLearned, reasons };
    }
    const fixed = new Float64Array(arms.length);
    learned(fixed, {});
    const reasons = () => {
      const shares = arms.map((arm, k) => `${arm} ${fixed[k].toFixed(3)}`).join(", ");
      return [`Until ${until} patients are enrolled, the allocation probabilities are ${shares} (${rule.name}).`];
    };
    const evidence = () => ({ allocation: Array.from(fixed) });
    return { ...common, allocate: () => fixed, weights: fixed, evidence, reasons };
  };
  return { allocate, decide };
}

/** The burn-in; when each patient is allocated by all that is known, everything after it as well. */
function startOf<Outcome, Observed, Tally>(
  { burnIn, patients, randomization, updateEvery }: Settings<Outcome, Observed, Tally>,
  { allocate }: Pick<ReturnType<typeof adaptiveWeights<Outcome, Observed, Tally>>, "allocate">,
  key: number,
  data: TrialData<Observed, Tally>,
): Decision<Observed, Tally, never> {
  const until = updateEvery === 1 ? patients : Math.min(burnIn, patients);
  const constant = randomization.constant !== undefined && until <= burnIn;
  return {
    kind: "continue",
    allocate: (patient, now) => (now.enrolled < burnIn ? randomization.weights(patient, now, key) : allocate(patient, now)),
    ...(constant ? { weights: randomization.ratio } : {}),
    enroll: until - data.enrolled,
    review: until === patients ? allOf(enrolled(patients), followedUp) : enrolled(until),
    reasons: () => [`The first ${Math.min(burnIn, patients)} patients are allocated by ${randomization.name} (burn-in).`],
  };
}

function waiting(patients: number, arms: number): Decision<never, never, never> {
  const equal = new Array<number>(arms).fill(1 / arms);
  const reasons = () => [`All ${patients} patients are enrolled; the arms are compared when all have been followed up.`];
  return { kind: "continue", allocate: () => equal, weights: equal, enroll: 0, review: followedUp, reasons };
}

function inWords<Outcome, Observed, Tally>(settings: Settings<Outcome, Observed, Tally>): readonly string[] {
  const { arms, patients, response, rule, control, alpha, protection, burnIn, updateEvery, randomization } = settings;
  const { minimum, controlShare } = protection as AllocationProtection;
  const several = arms.length > 2;
  const against = control === undefined ? undefined : arms[control];
  const test =
    against === undefined && several ? `a chi-square test of equality with ${arms.length - 1} degrees of freedom` : response.test;
  const compared =
    against === undefined
      ? `The arms are compared once by ${test}`
      : `Each other arm is compared with ${against} once by ${test}`;
  return [
    `${patients} patients are randomized to ${arms.length} arms: ${arms.join(", ")}.`,
    `The endpoint is ${response.protocol}.`,
    ...(burnIn > 0 ? [`The first ${Math.min(burnIn, patients)} patients are the burn-in. ${randomization.protocol}`] : []),
    `${burnIn > 0 ? "Thereafter allocation" : "Allocation"} adapts to the outcomes known. ${rule.protocol}`,
    updateEvery === 1
      ? "The allocation probabilities are computed anew for each patient, from all patients whose outcome is known at that time."
      : `The allocation probabilities are computed anew after every ${updateEvery} patients, from all patients whose outcome is known at that time.`,
    ...((minimum ?? 0) > 0 ? [`No allocation probability is below ${minimum}.`] : []),
    ...(controlShare === undefined ? [] : [`${against} has the fixed allocation probability ${controlShare}.`]),
    `${compared}, at the two-sided significance level ${alpha}${against !== undefined && several ? " (Holm's adjustment)" : ""}, when all patients have been followed up.`,
  ];
}

function recipeOf<Outcome, Observed, Tally>(options: ResponseAdaptiveOptions<Outcome, Observed, Tally>) {
  const { response, rule, randomization, arms, ...rest } = options;
  if (rule.recipe === undefined || (randomization !== undefined && randomization.recipe === undefined)) return {};
  const own = randomization === undefined ? {} : { randomization: randomization.recipe };
  const plain = {
    ...rest,
    ...own,
    arms: typeof arms === "number" ? arms : [...arms],
    response: response.recipe,
    rule: rule.recipe,
  };
  return { recipe: { make: "responseAdaptive", options: plain as never } };
}
