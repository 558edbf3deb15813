/** A modifier: while the design waits, patients who arrive are treated at lower doses. */
import {
  type ToxicityEfficacyObserved,
  type ToxicityEfficacyOutcome,
  type ToxicityEfficacyTally,
  toxicityEfficacy,
} from "../../endpoints/toxicity-efficacy.js";
import { InvalidArgument } from "../../errors.js";
import type { Decision, Design, Step } from "../design.js";
import type { BackfillMemory, BackfillSettings } from "../dose-finding/backfill/backfill-memory.js";
import { Backfilling } from "../dose-finding/backfill/backfilling.js";
import { ToxicityPart } from "../dose-finding/backfill/toxicity-part.js";
import type { DoseFindingDesign, DoseRecommendation } from "../dose-finding/dose-finding-design.js";
import type { Milestone } from "../milestone.js";
import { anyOf, calendarTime } from "../milestones.js";
import { checkFlags, checkInteger, checkKnown, checkPositive } from "../requirements.js";
import { modified } from "./modified.js";

export interface BackfillOptions {
  /** Nobody is backfilled at a dose that has so many patients; 12 when not given. */
  readonly maximumAtDose?: number;
  /** Patients are backfilled at the highest open dose (BF-BOIN) or the lowest (BE-BOIN); "highest" when not given. */
  readonly order?: "highest" | "lowest";
  /**
   * When a dose's own data ask to de-escalate it is closed to backfilling with all above: "own"; "pooled" only if its data with those of the dose
   * above ask for it too. "pooled" when not given. Read off the design's tables; see `withBackfill` for designs without.
   */
  readonly closing?: "own" | "pooled";
  /** Settles conflicts between backfilled doses and the dose of the escalation (see `withBackfill`); true when not given. */
  readonly reconcile?: boolean;
  /** The design decides when its own cohort is assessed, whoever is still followed at lower doses; true when not given. */
  readonly staggered?: boolean;
  /** Before a dose is recommended the follow-up of backfilled patients is waited for; true when not given. */
  readonly awaitBackfilled?: boolean;
  /** Opens a dose only when a response was seen at it or below; false when not given. With it the endpoint is toxicity and efficacy. */
  readonly activity?: boolean;
  /** Window of responses, in the scenario's time unit; the design's toxicity window when not given. */
  readonly responseWindow?: number;
}

const OPTIONS: readonly (keyof BackfillOptions)[] = [
  "maximumAtDose",
  "order",
  "closing",
  "reconcile",
  "staggered",
  "awaitBackfilled",
  "activity",
  "responseWindow",
];

/** A dose-finding design that also looks for responses. */
export interface ActivityDesign<Memory = unknown>
  extends Design<Memory, ToxicityEfficacyOutcome, ToxicityEfficacyObserved, ToxicityEfficacyTally, DoseRecommendation> {
  readonly target?: number;
  readonly maximumPatients: number;
}

/**
 * Returns the design with backfilling: while it waits for its cohort, whoever arrives is treated at a lower dose that is open.
 *
 * The design is asked at its own reviews only. It sees all patients, with the last escalation cohort's dose as the last one, and does not wait for
 * the backfilled; its limit of enrollment counts escalation patients. A dose is open
 * below the current dose when somebody was evaluated there, it has fewer than `maximumAtDose` patients, is not closed, and (with `activity`) a
 * response was seen at it or below.
 *
 * With a design that is tables (BOIN, Keyboard, 3+3 …) closing and reconciliation are read off them. When a review finds a conflict (a backfilled
 * dose says "de-escalate", or "stay" while the current dose says "escalate") the data from the conflicting dose (the highest, with
 * `order: "lowest"` the lowest) up to the current one are taken together: escalate, stay, or de-escalate to the highest dose at which they are
 * acceptable. Other designs (CRM, BLRM, TITE-BOIN, modified ones) use all data in their own way: a dose is open when it is not above the one that the
 * design would recommend now, and there is nothing to reconcile. Modify a backfilled design, not the other way round, to keep the tables.
 *
 * @throws InvalidArgument for numbers out of range, and for a response window without `activity`.
 * Source: zhao2024backfilling, chen2025beboin.
 */
export function withBackfill<Memory>(
  design: DoseFindingDesign<Memory>,
  options: BackfillOptions & { readonly activity: true },
): ActivityDesign<BackfillMemory<Memory>>;
export function withBackfill<Memory>(
  design: DoseFindingDesign<Memory>,
  options?: BackfillOptions & { readonly activity?: false },
): DoseFindingDesign<BackfillMemory<Memory>>;
export function withBackfill<Memory>(
  design: DoseFindingDesign<Memory>,
  options: BackfillOptions = {},
): DoseFindingDesign<BackfillMemory<Memory>> | ActivityDesign<BackfillMemory<Memory>> {
  const settings = check(options);
  const backfilling = new Backfilling(design, settings);
  const window = design.endpoint.completeAfter(Number.POSITIVE_INFINITY);
  const modification = {
    make: "withBackfill",
    options,
    note: "backfilled",
    protocol: protocolOf(design, settings, options),
  };
  const { limitedTo: _, decidesByCounts: __, ...base } = modified(design, modification, () => ({}));
  const { start, maximumPatients } = backfilling;
  if (!settings.activity) {
    const backfilled: DoseFindingDesign<BackfillMemory<Memory>> = {
      ...base,
      start,
      maximumPatients,
      decide: (memory, data, rng) => backfilling.decide(memory, data, rng),
      conclude: (memory, data) => backfilling.conclude(memory, data),
    };
    return backfilled;
  }
  const part = new ToxicityPart(design.arms.length, window);
  const active: ActivityDesign<BackfillMemory<Memory>> = {
    ...base,
    start,
    maximumPatients,
    endpoint: toxicityEfficacy({ toxicityWindow: window, efficacyWindow: options.responseWindow ?? window }),
    decide(memory, data, rng) {
      part.show(data);
      const step = backfilling.decide(memory, part, rng, part.lowestResponse, evaluatedBoth(data, design.arms.length));
      return withBoth(step, part);
    },
    conclude: (memory, data) => backfilling.conclude(memory, part.show(data)),
  };
  return active;
}

type BothData = Parameters<ActivityDesign<unknown>["decide"]>[1];
type ToxicityStep<Memory> = ReturnType<DoseFindingDesign<BackfillMemory<Memory>>["decide"]>;

/** Patients with both outcomes known: what the milestone "evaluated" counts. */
function evaluatedBoth(data: BothData, doses: number): number {
  let sum = 0;
  for (let dose = 0; dose < doses; dose++) sum += data.tally(dose).evaluated;
  return sum;
}

/** The decision for data with both outcomes; it is also reviewed when a toxicity window ends. */
function withBoth<Memory>(
  { decision, memory }: ToxicityStep<Memory>,
  part: ToxicityPart,
): Step<BackfillMemory<Memory>, ToxicityEfficacyObserved, ToxicityEfficacyTally, DoseRecommendation> {
  if (decision.kind === "stop") return { decision, memory };
  const { allocate, ...rest } = decision;
  const constant = rest.weights;
  // While a cohort is enrolled its design decides when to look.
  const waits = rest.enroll === 0 || memory.backfilling;
  const alarm = part.nextWindowEnd > part.time && part.nextWindowEnd < Number.POSITIVE_INFINITY;
  const review: Milestone = waits && alarm ? anyOf(rest.review, calendarTime(part.nextWindowEnd)) : rest.review;
  const both: Decision<ToxicityEfficacyObserved, ToxicityEfficacyTally, DoseRecommendation> = {
    ...rest,
    review,
    allocate: constant === undefined ? (patient, now) => allocate(patient, part.show(now)) : () => constant,
  };
  return { decision: both, memory };
}

function check(options: BackfillOptions): BackfillSettings {
  checkKnown("withBackfill", options, OPTIONS);
  const { maximumAtDose = 12, order = "highest", closing = "pooled", responseWindow } = options;
  const { reconcile = true, staggered = true, awaitBackfilled = true, activity = false } = options;
  checkInteger("withBackfill", "maximumAtDose", maximumAtDose, 1, 500);
  if (order !== "highest" && order !== "lowest")
    throw new InvalidArgument("withBackfill", "order", 'be "highest" or "lowest"', order);
  if (closing !== "own" && closing !== "pooled")
    throw new InvalidArgument("withBackfill", "closing", 'be "own" or "pooled"', closing);
  checkFlags("withBackfill", { reconcile, staggered, awaitBackfilled, activity });
  if (responseWindow !== undefined) {
    checkPositive("withBackfill", "responseWindow", responseWindow, "time");
    if (!activity)
      throw new InvalidArgument("withBackfill", "responseWindow", "be absent when no activity is asked for", responseWindow);
  }
  return { maximumAtDose, order, closing, reconcile, staggered, awaitBackfilled, activity };
}

function protocolOf(
  design: DoseFindingDesign,
  settings: BackfillSettings,
  { responseWindow }: BackfillOptions,
): readonly string[] {
  const { maximumAtDose, order, closing, staggered, awaitBackfilled, activity } = settings;
  const tables = design.rules !== undefined;
  return [
    `Backfilling: while the escalation cohort is under assessment, patients who arrive are treated at the ${order} open dose below its dose. A dose is open when a patient has been evaluated there, fewer than ${maximumAtDose} patients were treated there, and it is not closed${activity ? "; and only when a response was seen at it or at a lower dose" : " (no activity is required)"}.`,
    ...(activity
      ? [
          `Responses are assessed over a window of ${responseWindow ?? design.endpoint.completeAfter(Number.POSITIVE_INFINITY)} from entry.`,
        ]
      : []),
    tables
      ? `A dose is closed to backfilling, with all above it, while the evaluated patients there call for de-escalation${closing === "pooled" ? ", and so do they together with those at the dose above" : ""}.`
      : "A dose is closed to backfilling while it is above the dose that would be recommended on the data so far.",
    "Evaluated backfilled patients count in all decisions like the others; the limit of enrollment counts escalation patients only.",
    ...(tables && settings.reconcile
      ? [
          `When a cohort has been assessed and a backfilled dose calls for de-escalation, or for staying while the current dose calls for escalation, the data from the ${order} such dose up to the current dose are taken together and decide: escalate, stay, or de-escalate to the highest dose from there on at which they do not call for de-escalation (else to the dose below).`,
        ]
      : []),
    staggered
      ? "The escalation does not wait for the assessment of backfilled patients."
      : "The escalation also waits for the assessment of backfilled patients, and nobody is backfilled meanwhile.",
    ...(awaitBackfilled ? ["Before a dose is recommended the assessment of all patients is completed."] : []),
  ];
}
