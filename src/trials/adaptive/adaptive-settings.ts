/** The options of Bayesian adaptive designs, checked. */
import { InvalidArgument } from "../../errors.js";
import { armLabels, checkControl } from "../comparative/final-analysis.js";
import type { Response } from "../comparative/response.js";
import { checkResponse } from "../comparative/response-options.js";
import type { Milestone } from "../milestone.js";
import { allOf, enrolled, firstFollowedUp } from "../milestones.js";
import { checkFlags, checkInteger, checkKnown } from "../requirements.js";
import { numbersByArm, type ShareLimits } from "./allocation-shares.js";
import type { DifferenceRule, MonitoringRules } from "./arm-monitor.js";
import type { AdaptivePrior } from "./arm-posteriors.js";

/** How control's share is protected from adaptation. */
export type ControlAllocation =
  /** Not at all. */
  | "adaptive"
  /** As large as the largest of the other arms. */
  | "matched"
  /** Fixed at √k / (√k + k) of k other arms that are left, … */
  | "square-root"
  /** … as many as there are at the start, … */
  | "square-root at start"
  /** … and the other arms share the rest equally. */
  | "square-root fixed"
  /** Fixed, or by the number of arms dropped so far. */
  | number
  | readonly number[];

/** Drops of arms whose difference is small. */
export interface DifferenceOptions {
  /** The arm is dropped when the probability is above this: one number, or one for each analysis. */
  readonly probability: number | readonly number[];
  /** The difference that is of no importance, in units of the parameter (a probability, mean or rate). */
  readonly difference: number;
  /** Only against the first control, not against an arm that became control; false when not given. */
  readonly onlyFirstControl?: boolean;
}

/** An arm that opens, or is closed, after an analysis (counted from 1) by plan. */
export type PlannedChange =
  | { readonly afterLook: number; readonly opens: number }
  | { readonly afterLook: number; readonly closes: number };

export interface BayesianAdaptiveOptions<Outcome, Observed, Tally> {
  /** Number of arms, or their names. */
  readonly arms: number | readonly string[];
  /** What is measured, such as `binaryResponse()`. */
  readonly response: Response<Outcome, Observed, Tally>;
  /** Analyses: after so many patients, in order of enrollment, have been followed up. */
  readonly looks: readonly number[];
  /** Patients enrolled by each analysis: it waits for them, and enrollment waits for it. When not given, enrollment goes on while outcomes are awaited. */
  readonly enrolledAtLooks?: readonly number[];
  /** What is known of the arms' parameters before the trial: uniform for probabilities, Jeffreys' for rates, the reference prior for means when not given. */
  readonly prior?: AdaptivePrior;
  /** Position of control, from 0; without one the arms are compared with each other. */
  readonly control?: number;
  /** An arm is found best when P(best), or P(better than control), is above this; 0.99 when not given. */
  readonly superiority?: number | readonly number[];
  /** An arm is dropped when the probability is below this; 0.01 when not given. */
  readonly inferiority?: number | readonly number[];
  /** With control: drops arms when P(|arm − control| < difference) is high. Without: stops when P(all arms within the difference) is. */
  readonly equivalence?: DifferenceOptions;
  /** With control: drops arms when P(better than control by less than the difference) is high. */
  readonly futility?: DifferenceOptions;
  /** Allocation is in proportion to this power of P(best): a number, one for each analysis, or "n/2N" (patients evaluated over twice the maximum); 1 when not given. */
  readonly tuning?: number | readonly number[] | "n/2N";
  /** What the power is of: P(best), or √(P(best) · posterior variance / (patients + 1)); "best" when not given. */
  readonly measure?: "best" | "best and variance";
  /** Allocation before the first analysis; equal between arms without a fixed share when not given. */
  readonly start?: readonly number[];
  /** Shares that are fixed, and the least and largest share of others, by arm (null for none) or, for limits, the same for all. */
  readonly fixed?: readonly (number | null)[];
  readonly minimum?: number | readonly (number | null)[];
  readonly maximum?: number | readonly (number | null)[];
  /** What is enlarged by (arms at the start) / (arms left) when arms are dropped. */
  readonly rescale?: "fixed" | "limits" | "both";
  /** Needed with control, unless it has a fixed or a least share. */
  readonly controlAllocation?: ControlAllocation;
  /** Analysis, counted from 1, after which allocation adapts; the first when not given. */
  readonly adaptAfterLook?: number;
  /** Arms that open or are closed by plan. */
  readonly changes?: readonly PlannedChange[];
}

const OPTIONS: readonly (keyof BayesianAdaptiveOptions<never, never, never>)[] = [
  "arms",
  "response",
  "looks",
  "enrolledAtLooks",
  "prior",
  "control",
  "superiority",
  "inferiority",
  "equivalence",
  "futility",
  "tuning",
  "measure",
  "start",
  "fixed",
  "minimum",
  "maximum",
  "rescale",
  "controlAllocation",
  "adaptAfterLook",
  "changes",
];

/** The options as the design uses them. */
export interface AdaptiveSettings<Outcome = unknown, Observed = unknown, Tally = unknown> {
  readonly arms: readonly string[];
  readonly response: Response<Outcome, Observed, Tally>;
  readonly looks: readonly number[];
  readonly enrolledAtLooks: readonly number[] | undefined;
  /** When each analysis comes. */
  readonly reviews: readonly Milestone[];
  readonly maximumPatients: number;
  readonly prior: AdaptivePrior | undefined;
  /** −1 for none. */
  readonly control: number;
  readonly rules: MonitoringRules;
  /** By analysis; NaN for n/2N. */
  readonly tuning: readonly number[];
  readonly measure: "best" | "best and variance";
  /** Allocation before the first analysis. */
  readonly start: Float64Array;
  readonly limits: ShareLimits;
  readonly rescale: "fixed" | "limits" | "both" | undefined;
  readonly controlAllocation: ControlAllocation;
  readonly adaptAfterLook: number;
  /** Analysis after which each arm opens (0: at the start) and is closed (Infinity: never). */
  readonly opens: readonly number[];
  readonly closes: readonly number[];
}

const CALLER = "bayesianAdaptive";
const ROUNDING = 1e-8;

/** @throws InvalidArgument for options that are not as described, or contradict each other. */
export function adaptiveSettings<Outcome, Observed, Tally>(
  options: BayesianAdaptiveOptions<Outcome, Observed, Tally>,
): AdaptiveSettings<Outcome, Observed, Tally> {
  checkKnown(CALLER, options, OPTIONS);
  const { response, rescale, measure = "best", adaptAfterLook = 1, prior } = options;
  const arms = armLabels(CALLER, options.arms);
  checkResponse(CALLER, response);
  checkControl(CALLER, options.control, arms);
  const control = options.control ?? -1;
  const looks = checkLooks(options.looks, "looks");
  const enrolledAtLooks = checkEnrolled(options.enrolledAtLooks, looks);
  checkInteger(CALLER, "adaptAfterLook", adaptAfterLook, 1, looks.length);
  if (measure !== "best" && measure !== "best and variance")
    throw new InvalidArgument(CALLER, "measure", 'be "best" or "best and variance"', measure);
  if (rescale !== undefined && rescale !== "fixed" && rescale !== "limits" && rescale !== "both")
    throw new InvalidArgument(CALLER, "rescale", 'be "fixed", "limits" or "both"', rescale);
  const rules = checkRules(options, looks.length, arms.length);
  const tuning = checkTuning(options.tuning, looks.length);
  const changes = checkChanges(options.changes, arms, looks.length, control);
  const allocation = checkAllocation(options, arms, changes.opens, control, tuning);
  return {
    arms,
    response,
    looks,
    enrolledAtLooks,
    reviews: looks.map((count, look) => allOf(enrolled(enrolledAtLooks?.[look] ?? count), firstFollowedUp(count))),
    maximumPatients: (enrolledAtLooks ?? looks)[looks.length - 1],
    prior,
    control,
    rules,
    tuning,
    measure,
    rescale,
    adaptAfterLook,
    ...allocation,
    ...changes,
  };
}

function checkLooks(given: unknown, argument: string): readonly number[] {
  if (!Array.isArray(given) || given.length === 0 || given.length > 1000)
    throw new InvalidArgument(CALLER, argument, "be a list of 1 to 1000 numbers of patients", given);
  given.forEach((count: unknown, look) => {
    checkInteger(CALLER, `${argument}[${look}]`, count, 1, 1_000_000);
    if (look > 0 && (count as number) <= given[look - 1])
      throw new InvalidArgument(CALLER, `${argument}[${look}]`, `be more than the one before (${given[look - 1]})`, count);
  });
  return Object.freeze([...given] as number[]);
}

function checkEnrolled(given: unknown, looks: readonly number[]): readonly number[] | undefined {
  if (given === undefined) return undefined;
  if (!Array.isArray(given) || given.length !== looks.length)
    throw new InvalidArgument(CALLER, "enrolledAtLooks", `have one number for each of ${looks.length} looks`, given);
  given.forEach((count: unknown, look) => {
    checkInteger(CALLER, `enrolledAtLooks[${look}]`, count, looks[look], 1_000_000);
    if (look > 0 && (count as number) < given[look - 1])
      throw new InvalidArgument(CALLER, `enrolledAtLooks[${look}]`, `be at least the one before (${given[look - 1]})`, count);
  });
  return Object.freeze([...given] as number[]);
}

/** One number for each analysis, from 0 to 1, that does not rise (−1) or fall (1). */
function thresholds(argument: string, given: unknown, looks: number, direction: 1 | -1): readonly number[] {
  const isList = Array.isArray(given);
  if (isList && given.length !== looks)
    throw new InvalidArgument(CALLER, argument, `have one number for each of ${looks} looks`, given);
  const list: readonly unknown[] = isList ? given : new Array<unknown>(looks).fill(given);
  list.forEach((value, look) => {
    const name = isList ? `${argument}[${look}]` : argument;
    if (typeof value !== "number" || !(value >= 0 && value <= 1))
      throw new InvalidArgument(CALLER, name, "be a probability from 0 to 1", value);
    if (look > 0 && direction * (value - (list[look - 1] as number)) < 0)
      throw new InvalidArgument(
        CALLER,
        name,
        `be at ${direction > 0 ? "least" : "most"} the one before (${list[look - 1]})`,
        value,
      );
  });
  return list as readonly number[];
}

function checkRules(
  options: BayesianAdaptiveOptions<never, never, never> | object,
  looks: number,
  arms: number,
): MonitoringRules {
  const given = options as BayesianAdaptiveOptions<never, never, never>;
  const superiority = thresholds("superiority", given.superiority ?? 0.99, looks, -1);
  const inferiority = thresholds("inferiority", given.inferiority ?? 0.01, looks, 1);
  superiority.forEach((above, look) => {
    if (inferiority[look] >= above)
      throw new InvalidArgument(CALLER, "inferiority", `be below superiority (${above} at look ${look + 1})`, inferiority[look]);
    if (given.control === undefined && inferiority[look] >= 1 / arms)
      throw new InvalidArgument(CALLER, "inferiority", `be below 1/${arms}, or all arms could be dropped`, inferiority[look]);
  });
  if (given.futility !== undefined && given.control === undefined)
    throw new InvalidArgument(CALLER, "futility", "be absent without control, to which it compares", given.futility);
  const equivalence = differenceRule("equivalence", given.equivalence, looks);
  const futility = differenceRule("futility", given.futility, looks);
  return { superiority, inferiority, ...(equivalence && { equivalence }), ...(futility && { futility }) };
}

function differenceRule(name: string, given: DifferenceOptions | undefined, looks: number): DifferenceRule | undefined {
  if (given === undefined) return undefined;
  checkKnown(CALLER, given, ["probability", "difference", "onlyFirstControl"]);
  const { difference, onlyFirstControl = false } = given;
  checkFlags(CALLER, { [`${name}.onlyFirstControl`]: onlyFirstControl });
  if (typeof difference !== "number" || !(difference > 0 && difference < Infinity))
    throw new InvalidArgument(CALLER, `${name}.difference`, "be a positive, finite difference", difference);
  return { probability: thresholds(`${name}.probability`, given.probability, looks, -1), difference, onlyFirstControl };
}

function checkTuning(given: unknown, looks: number): readonly number[] {
  if (given === "n/2N") return new Array<number>(looks).fill(Number.NaN);
  const isList = Array.isArray(given);
  if (isList && given.length !== looks)
    throw new InvalidArgument(CALLER, "tuning", `have one number for each of ${looks} looks`, given);
  const list: readonly unknown[] = isList ? given : new Array<unknown>(looks).fill(given ?? 1);
  list.forEach((value, look) => {
    if (typeof value !== "number" || !(value >= 0 && value <= 10))
      throw new InvalidArgument(CALLER, isList ? `tuning[${look}]` : "tuning", 'be a power from 0 to 10, or "n/2N"', value);
  });
  return list as readonly number[];
}

function checkChanges(given: unknown, arms: readonly string[], looks: number, control: number) {
  const opens = arms.map(() => 0);
  const closes = arms.map(() => Infinity);
  if (given !== undefined && !Array.isArray(given))
    throw new InvalidArgument(CALLER, "changes", "be a list of { afterLook, opens } and { afterLook, closes }", given);
  ((given ?? []) as readonly PlannedChange[]).forEach((change, i) => {
    const path = `changes[${i}]`;
    checkKnown(CALLER, change, ["afterLook", "opens", "closes"]);
    const { afterLook, ...what } = change;
    checkInteger(CALLER, `${path}.afterLook`, afterLook, 1, looks - 1);
    const [kind, ...more] = Object.keys(what);
    if (kind === undefined || more.length > 0) throw new InvalidArgument(CALLER, path, "open or close an arm", change);
    const arm = (what as Record<string, unknown>)[kind] as number;
    checkInteger(CALLER, `${path}.${kind}`, arm, 0, arms.length - 1);
    if (arm === control) throw new InvalidArgument(CALLER, `${path}.${kind}`, "not be control, which is there all along", arm);
    const list = kind === "opens" ? opens : closes;
    if (list[arm] !== (kind === "opens" ? 0 : Infinity))
      throw new InvalidArgument(
        CALLER,
        `${path}.${kind}`,
        `be an arm that is not ${kind === "opens" ? "opened" : "dropped"} twice`,
        arm,
      );
    list[arm] = afterLook;
  });
  closes.forEach((close, arm) => {
    if (close <= opens[arm] && opens[arm] > 0)
      throw new InvalidArgument(CALLER, "changes", `open ${arms[arm]} before it is closed`, close);
  });
  if (opens.filter((look) => look === 0).length < 2)
    throw new InvalidArgument(CALLER, "changes", "leave at least two arms open at the start", given);
  return { opens, closes };
}

function checkAllocation(
  options: BayesianAdaptiveOptions<never, never, never> | object,
  arms: readonly string[],
  opens: readonly number[],
  control: number,
  tuning: readonly number[],
) {
  const given = options as BayesianAdaptiveOptions<never, never, never>;
  const count = arms.length;
  const limits = {
    fixed: numbersByArm(CALLER, "fixed", given.fixed, count),
    minimum: numbersByArm(CALLER, "minimum", given.minimum, count),
    maximum: numbersByArm(CALLER, "maximum", given.maximum, count),
  };
  for (let arm = 0; arm < count; arm++) {
    // One limit for all arms is for those without a fixed share.
    if (Number.isNaN(limits.fixed[arm])) continue;
    if (!Array.isArray(given.minimum)) limits.minimum[arm] = Number.NaN;
    if (!Array.isArray(given.maximum)) limits.maximum[arm] = Number.NaN;
  }
  const controlAllocation = checkControlAllocation(given, control, count, limits, tuning);
  protectControl(controlAllocation, control, count, limits);
  checkLimits(limits, arms, opens);
  const start = startOf(given.start, arms, opens, limits, controlAllocation, control);
  return { limits, controlAllocation, start };
}

function checkControlAllocation(
  { controlAllocation: given, fixed }: BayesianAdaptiveOptions<never, never, never>,
  control: number,
  arms: number,
  limits: ShareLimits,
  tuning: readonly number[],
): ControlAllocation {
  const argument = "controlAllocation";
  if (control < 0) {
    if (given !== undefined) throw new InvalidArgument(CALLER, argument, "be absent without control", given);
    return "adaptive";
  }
  const least = Math.max(limits.fixed[control] || 0, limits.minimum[control] || 0);
  const sharpens = tuning.some((power) => power > 1);
  if (least === 0 && (given === undefined || (given === "adaptive" && sharpens))) {
    throw new InvalidArgument(
      CALLER,
      argument,
      `protect control (such as "matched" or 0.25), or the tuning power may starve it${sharpens ? "" : '; "adaptive" lets it'}`,
      given,
    );
  }
  const chosen = given ?? "adaptive";
  if (typeof chosen === "string") {
    const known = ["adaptive", "matched", "square-root", "square-root at start", "square-root fixed"];
    if (!known.includes(chosen))
      throw new InvalidArgument(CALLER, argument, `be a share, shares by arms dropped, or one of ${known.join(", ")}`, given);
    if (chosen === "square-root fixed" && fixed !== undefined)
      throw new InvalidArgument(CALLER, "fixed", 'be absent: "square-root fixed" fixes all shares', fixed);
    return chosen;
  }
  const shares: readonly unknown[] = Array.isArray(chosen) ? chosen : [chosen];
  if (Array.isArray(chosen) && chosen.length !== arms - 1)
    throw new InvalidArgument(CALLER, argument, `have ${arms - 1} shares, for 0 to ${arms - 2} arms dropped`, given);
  shares.forEach((share, dropped) => {
    if (typeof share !== "number" || !(share > 0 && share < 1))
      throw new InvalidArgument(
        CALLER,
        Array.isArray(chosen) ? `${argument}[${dropped}]` : argument,
        "be a share in (0, 1)",
        share,
      );
  });
  return chosen;
}

/** Control's limits give way to its protection. */
function protectControl(chosen: ControlAllocation, control: number, arms: number, limits: ShareLimits): void {
  if (control < 0 || chosen === "adaptive") return;
  limits.minimum[control] = Number.NaN;
  limits.maximum[control] = Number.NaN;
  limits.fixed[control] = chosen === "matched" ? Number.NaN : controlShare(chosen, arms, arms);
}

/** Control's fixed share when so many arms (control among them) are left of so many. Source: park2020overview. */
export function controlShare(chosen: ControlAllocation, left: number, arms: number): number {
  if (typeof chosen === "number") return chosen;
  if (typeof chosen !== "string") return chosen[Math.min(arms - left, chosen.length - 1)];
  const others = chosen === "square-root at start" ? arms - 1 : left - 1;
  return others === 0 ? 1 : 1 / (1 + Math.sqrt(others));
}

function checkLimits({ fixed, minimum, maximum }: ShareLimits, arms: readonly string[], opens: readonly number[]): void {
  let least = 0;
  let most = 0;
  arms.forEach((name, arm) => {
    if (!Number.isNaN(fixed[arm]) && !(Number.isNaN(minimum[arm]) && Number.isNaN(maximum[arm])))
      throw new InvalidArgument(CALLER, "minimum", `be null for ${name}, whose share is fixed`, minimum[arm]);
    if (maximum[arm] <= minimum[arm])
      throw new InvalidArgument(CALLER, `maximum[${arm}]`, `be above the minimum (${minimum[arm]})`, maximum[arm]);
    if (opens[arm] > 0) return;
    least += Number.isNaN(fixed[arm]) ? minimum[arm] || 0 : fixed[arm];
    const own = Number.isNaN(fixed[arm]) ? maximum[arm] : fixed[arm];
    most += Number.isNaN(own) ? 1 : own;
  });
  if (least > 1 + ROUNDING)
    throw new InvalidArgument(CALLER, "minimum", "leave shares (fixed and least ones) that sum to at most 1", least);
  if (most < 1 - ROUNDING)
    throw new InvalidArgument(CALLER, "maximum", "leave shares (fixed and largest ones) that sum to at least 1", most);
}

function startOf(
  given: unknown,
  arms: readonly string[],
  opens: readonly number[],
  limits: ShareLimits,
  chosen: ControlAllocation,
  control: number,
): Float64Array {
  const open = opens.map((look) => look === 0);
  if (given !== undefined) {
    const start = numbersByArm(CALLER, "start", given, arms.length);
    const sum = start.reduce((total, share) => total + share, 0);
    if (!(Math.abs(sum - 1) < ROUNDING)) throw new InvalidArgument(CALLER, "start", "sum to 1", given);
    start.forEach((share, arm) => {
      const { fixed, minimum, maximum } = limits;
      if (!open[arm] && share !== 0) throw new InvalidArgument(CALLER, `start[${arm}]`, "be 0: the arm opens later", share);
      if (open[arm] && (Math.abs(share - fixed[arm]) > ROUNDING || share < minimum[arm] || share > maximum[arm]))
        throw new InvalidArgument(CALLER, `start[${arm}]`, "agree with the arm's fixed share or limits", share);
    });
    return start;
  }
  const start = new Float64Array(arms.length);
  const fixedSum = arms.reduce((sum, _, arm) => sum + (open[arm] ? limits.fixed[arm] || 0 : 0), 0);
  const free = arms.filter((_, arm) => open[arm] && Number.isNaN(limits.fixed[arm])).length;
  arms.forEach((_, arm) => {
    if (open[arm]) start[arm] = Number.isNaN(limits.fixed[arm]) ? (1 - fixedSum) / free : limits.fixed[arm];
  });
  if (free === 0) for (let arm = 0; arm < start.length; arm++) start[arm] /= fixedSum;
  if (chosen === "square-root fixed" && control >= 0) return start;
  start.forEach((share, arm) => {
    if (open[arm] && (share < limits.minimum[arm] || share > limits.maximum[arm]))
      throw new InvalidArgument(CALLER, "start", `be given: equal shares are beyond the limits of ${arms[arm]}`, share);
  });
  return start;
}
