/** The options of Bayesian adaptive designs, checked. */
import { InvalidArgument } from "../../errors.js";
import { armLabels, checkControl } from "../comparative/final-analysis.js";
import type { Response } from "../comparative/response.js";
import { checkResponse } from "../comparative/response-options.js";
import type { Milestone } from "../milestone.js";
import { allOf, enrolled, firstFollowedUp } from "../milestones.js";
import { checkInteger, checkKnown } from "../requirements.js";
import type { BayesianAdaptiveOptions, ControlAllocation, PlannedChange } from "./adaptive-options.js";
import { checkAllocation } from "./allocation-options.js";
import type { ShareLimits } from "./allocation-shares.js";
import type { MonitoringRules } from "./arm-monitor.js";
import type { AdaptivePrior } from "./arm-posteriors.js";
import { checkRules } from "./monitoring-options.js";

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
