/** TITE-BOIN: BOIN that does not wait for every assessment. */
import { lateOnsetToxicity } from "../../../endpoints/late-onset-toxicity.js";
import type { ToxicityObserved, ToxicityTally } from "../../../endpoints/toxicity.js";
import type { Reasons, Step } from "../../design.js";
import { boundariesFor } from "../../dose-finding/boin-boundaries.js";
import { aim, assessment, isotonicRecommendation, printed } from "../../dose-finding/cohort-protocol.js";
import { NEVER } from "../../dose-finding/cohort-rules.js";
import {
  type DoseFindingDesign,
  type DoseRecommendation,
  type Doses,
  doseLabels,
  type ToxicityData,
} from "../../dose-finding/dose-finding-design.js";
import { DosesUnderAssessment } from "../../dose-finding/doses-under-assessment.js";
import { isotonicSelection } from "../../dose-finding/isotonic-selection.js";
import {
  checkTiteBoinRule,
  TITE_BOIN_RULE_OPTIONS,
  type TiteBoinRuleOptions,
  titeBoinRule,
} from "../../dose-finding/tite-boin-rule.js";
import type { Milestone } from "../../milestone.js";
import { anyOf, calendarTime, enrolled, evaluated, firstFollowedUp, followedUp } from "../../milestones.js";
import { checkInteger, checkKnown, checkPositive } from "../../requirements.js";

export interface TiteBoinOptions extends TiteBoinRuleOptions {
  /** How many doses, or their amounts or labels in increasing order. */
  readonly doses: Doses;
  /** The upper limit of enrollment; the last cohort is cut to it. */
  readonly maximumPatients: number;
  /** Patients treated between decisions; 3 when not given. */
  readonly cohortSize?: number;
  /** Dose level of the first cohort, counted from 1. */
  readonly startLevel?: number;
  /** Stops the trial when it would stay at a dose that has so many patients; never when not given. */
  readonly enoughAtDose?: number;
  /** Length of the toxicity assessment window, in the scenario's time unit; 1 when not given. */
  readonly window?: number;
}

/** The dose of the cohort being enrolled, and how many patients it had before; −1 when no cohort is open. */
export interface TiteBoinMemory {
  readonly dose: number;
  readonly before: number;
}

type TiteStep = Step<TiteBoinMemory, ToxicityObserved, ToxicityTally, DoseRecommendation>;
type Verdict = "escalate" | "stay" | "de-escalate" | "wait";

const NO_COHORT: TiteBoinMemory = Object.freeze({ dose: -1, before: 0 });
/** Follow-up that misses a limit by less has reached it: times are rounded. */
const ROUNDING = 1e-9;

/**
 * Returns the time-to-event BOIN design (TITE-BOIN): a cohort is followed by the next one without waiting for all assessments; the patients still
 * under assessment without a DLT count by their follow-up (see `method`).
 *
 * In this order: a dose that is too toxic whatever becomes of the pending patients is left; with more than `maximumPending` of its patients under
 * assessment enrollment is suspended until more is known; then the rule escalates, de-escalates or stays. Where it escalates but
 * `minimumFollowUp` or `minimumComplete` is not met, enrollment waits too. A decision stands until the next cohort's first patient arrives: it is
 * made anew whenever an assessment ends or enough follow-up has come together. Pending patients count as without DLT where doses are closed.
 * At the end all are followed up, and the dose is recommended as by BOIN.
 *
 * @throws InvalidArgument as `boin` does, and for parts outside [0, 1].
 * Source: yuan2018tite, lin2020tite, chen2025beboin.
 */
export function titeBoin(options: TiteBoinOptions): DoseFindingDesign<TiteBoinMemory> {
  checkKnown("titeBoin", options, OPTIONS);
  const { doses, maximumPatients, cohortSize = 3, startLevel = 1, enoughAtDose = NEVER, window = 1 } = options;
  const arms = doseLabels("titeBoin", doses);
  checkTiteBoinRule("titeBoin", options);
  checkInteger("titeBoin", "cohortSize", cohortSize, 1, maximumPatients);
  checkInteger("titeBoin", "startLevel", startLevel, 1, arms.length);
  checkPositive("titeBoin", "window", window, "time");
  if (enoughAtDose !== NEVER) checkInteger("titeBoin", "enoughAtDose", enoughAtDose, 1, NEVER);
  return made(options, arms, maximumPatients);
}

const OPTIONS: readonly string[] = [
  ...TITE_BOIN_RULE_OPTIONS,
  "doses",
  "maximumPatients",
  "cohortSize",
  "startLevel",
  "enoughAtDose",
  "window",
];

function made(options: TiteBoinOptions, arms: readonly string[], maximumPatients: number): DoseFindingDesign<TiteBoinMemory> {
  const { target, cohortSize = 3, startLevel = 1, enoughAtDose = NEVER, window = 1 } = options;
  const { minimumFollowUp = 0, minimumComplete = 0 } = options;
  const rule = titeBoinRule(options, maximumPatients);
  const { eliminate, stopLowest } = boundariesFor(options, maximumPatients);
  const select = isotonicSelection({ target, doses: arms.length, eliminate, eliminateLowest: stopLowest, limit: Infinity });
  const known = new DosesUnderAssessment(arms.length);
  const weights = arms.map((_, dose) => Float64Array.from(arms, (_, arm) => (arm === dose ? 1 : 0)));

  const proceed = (dose: number, enroll: number, review: Milestone, memory: TiteBoinMemory, reasons: Reasons): TiteStep => ({
    decision: { kind: "continue", allocate: () => weights[dose], weights: weights[dose], enroll, review, reasons },
    memory,
  });
  /** When something becomes known, or at that time. */
  const news = (alarm: number, now: number): readonly Milestone[] => [
    evaluated(known.totalEvaluated + 1),
    ...(known.firstPending < 0 ? [] : [firstFollowedUp(known.firstPending + 1)]),
    ...(alarm > now && alarm < Infinity ? [calendarTime(alarm)] : []),
  ];
  const treat = (data: ToxicityData, dose: number, filled: number, alarm: number, reasons: Reasons): TiteStep => {
    const enroll = Math.min(cohortSize - filled, maximumPatients - data.enrolled);
    const review = anyOf(enrolled(data.enrolled + enroll), ...news(alarm, data.time));
    return proceed(dose, enroll, review, { dose, before: data.enrolledOn(dose) - filled }, reasons);
  };
  const suspend = (data: ToxicityData, alarm: number, reasons: Reasons): TiteStep =>
    proceed(data.lastArm, 0, anyOf(...news(alarm, data.time)), NO_COHORT, reasons);
  const stop = (conclusion: DoseRecommendation, why: Reasons): TiteStep => ({
    decision: { kind: "stop", conclusion, reasons: why },
    memory: NO_COHORT,
  });
  const recommend = (): DoseRecommendation => {
    const dose = select(known.evaluated, known.toxicities);
    return { dose: dose < 0 ? null : dose };
  };
  const lowestClosed = (): number => {
    for (let dose = 0; dose < arms.length; dose++)
      if (known.toxicities[dose] >= eliminate[known.evaluated[dose] + known.pending[dose]]) return dose;
    return arms.length;
  };

  /** What the rule says at the dose, and when passing time alone will change it. */
  const judge = (dose: number): { readonly verdict: Verdict; readonly alarm: number; readonly why: () => string } => {
    const y = known.toxicities[dose];
    const c = known.pending[dose];
    const n = known.evaluated[dose] + c;
    const followUp = known.followUp[dose];
    const { tooToxic, suspended, escalateFrom, deEscalateUpTo } = rule(n, y, c);
    /** Follow-up grows by 1 in each window for each pending patient. */
    const until = (sum: number) => (c === 0 ? Infinity : known.time + ((sum - followUp) * window) / c);
    if (tooToxic) return { verdict: "de-escalate", alarm: Infinity, why: () => "too many DLTs whatever becomes of the others" };
    if (suspended) return { verdict: "wait", alarm: Infinity, why: () => "too many are under assessment" };
    if (followUp >= escalateFrom - ROUNDING) {
      if (n - c < minimumComplete) {
        const verdict = n < minimumComplete ? "stay" : "wait";
        return { verdict, alarm: Infinity, why: () => `escalation needs ${minimumComplete} complete assessments` };
      }
      if (c === 0 || known.leastFollowUp[dose] >= minimumFollowUp - ROUNDING)
        return { verdict: "escalate", alarm: Infinity, why: () => "few DLTs" };
      const alarm = known.time + (minimumFollowUp - known.leastFollowUp[dose]) * window;
      return { verdict: "wait", alarm, why: () => `escalation needs ${printed(minimumFollowUp)} of the window from everybody` };
    }
    if (followUp <= deEscalateUpTo + ROUNDING) {
      return {
        verdict: "de-escalate",
        alarm: until(deEscalateUpTo + 2 * ROUNDING),
        why: () => `a follow-up of at most ${printed(deEscalateUpTo)} windows`,
      };
    }
    const why = () =>
      escalateFrom < Infinity ? `escalation needs a follow-up of ${printed(escalateFrom)} windows` : "neither few nor many DLTs";
    return { verdict: "stay", alarm: until(escalateFrom), why };
  };
  /** What was seen at the dose, to be said later. */
  const seenAt = (dose: number): (() => string) => {
    const y = known.toxicities[dose];
    const c = known.pending[dose];
    const n = known.evaluated[dose] + c;
    const followUp = known.followUp[dose];
    return () => {
      const pending = c === 0 ? "" : `, ${c} of them still under assessment (${printed(followUp)} windows of follow-up in all)`;
      return `${y} of ${n} patients at ${arms[dose]} had a DLT${pending}`;
    };
  };
  /** The next cohort, or suspension, or the end; `closed` is the lowest closed dose, above the lowest of all. */
  const move = (data: ToxicityData, closed: number): TiteStep => {
    const dose = data.lastArm;
    const n = known.evaluated[dose] + known.pending[dose];
    if (n === 0) return treat(data, dose, 0, Infinity, () => [`No patient at ${arms[dose]} could be evaluated: another cohort.`]);
    const { verdict, alarm, why } = judge(dose);
    const seen = seenAt(dose);
    const because = (then: string) => () => [`${seen()}: ${why()}.`, ...closedInWords(arms, closed), then];
    if (verdict === "wait" && dose < closed) return suspend(data, alarm, because("Enrollment is suspended until more is known."));
    const wanted = verdict === "escalate" ? dose + 1 : verdict === "de-escalate" ? Math.max(0, dose - 1) : dose;
    const next = Math.min(wanted, closed - 1);
    if (next === dose && n >= enoughAtDose) {
      const enough = `The trial would stay at ${arms[dose]}, which has enough patients`;
      if (data.pending > 0) return suspend(data, alarm, because(`${enough}: all assessments are waited for.`));
      return stop(recommend(), because(`${enough}: it stops.`));
    }
    const where = next === dose ? "at the same dose" : next > dose ? "one dose higher" : "one dose lower";
    return treat(data, next, 0, alarm, because(`The next cohort is treated ${where}, at ${arms[next]}.`));
  };

  return {
    name: "TITE-BOIN",
    arms,
    target,
    endpoint: lateOnsetToxicity({ window }),
    start: NO_COHORT,
    maximumPatients,
    recipe: { make: "titeBoin", options: { ...options } },
    limitedTo: (patients) => made(options, arms, patients),
    protocol: () => protocolOf(options, arms),
    conclude(_memory, data) {
      known.read(data);
      return recommend();
    },
    decide(memory, data): TiteStep {
      if (data.enrolled === 0)
        return treat(known.read(data), startLevel - 1, 0, Infinity, () => [`The trial starts at ${arms[startLevel - 1]}.`]);
      known.read(data);
      const dose = data.lastArm;
      const closed = lowestClosed();
      const n = known.evaluated[dose] + known.pending[dose];
      if (closed === 0 || (dose === 0 && known.toxicities[0] >= stopLowest[n])) {
        const seen = seenAt(0);
        return stop({ dose: null }, () => [`${seen()}: no dose is acceptable, and the trial stops without a recommendation.`]);
      }
      if (data.enrolled >= maximumPatients) {
        const all = `All ${maximumPatients} patients have been enrolled`;
        if (data.pending > 0) return proceed(dose, 0, followedUp, NO_COHORT, () => [`${all}: their assessments are waited for.`]);
        return stop(recommend(), () => [`${all}.`]);
      }
      const filled = memory.dose === dose ? data.enrolledOn(dose) - memory.before : 0;
      if (filled > 0 && filled < cohortSize && dose < closed)
        return treat(data, dose, filled, Infinity, () => [`The cohort at ${arms[dose]} is filled up to ${cohortSize}.`]);
      return move(data, closed);
    },
  };
}

function closedInWords(arms: readonly string[], closed: number): readonly string[] {
  if (closed === arms.length) return [];
  return [`${arms[closed]}${closed + 1 < arms.length ? " and all doses above it are" : " is"} closed as too toxic.`];
}

function protocolOf(options: TiteBoinOptions, arms: readonly string[]): readonly string[] {
  const { target, maximumPatients, cohortSize = 3, startLevel = 1, enoughAtDose = NEVER, window = 1 } = options;
  const {
    method = "imputation",
    maximumPending = 0.5,
    minimumFollowUp = 0,
    minimumComplete = 0,
    eliminationCutoff = 0.95,
  } = options;
  const { escalation, deEscalation } = boundariesFor(options, 3);
  const needs = [
    ...(minimumFollowUp > 0
      ? [`every patient under assessment at the dose has been followed for ${printed(minimumFollowUp)} of the window`]
      : []),
    ...(minimumComplete > 0 ? [`${minimumComplete} patients at the dose have been assessed completely`] : []),
  ];
  return [
    aim({ name: "TITE-BOIN", arms, target }),
    assessment(window),
    `The trial starts at ${arms[startLevel - 1]}, and patients are treated in cohorts of ${cohortSize}. The next cohort does not wait for all assessments of the one before.`,
    method === "imputation"
      ? `For each patient at the current dose who is still under assessment without a DLT the expected number of DLTs to come is imputed from the remaining part of the window; with it the DLT rate at the dose is compared with ${printed(escalation)} (escalate when at most that, if the rate of observed DLTs is below the target) and ${printed(deEscalation)} (de-escalate when above, if it is not below the target); otherwise the dose is kept.`
      : `A patient at the current dose who is still under assessment without a DLT counts as the part of the window followed; the DLT rate in this effective sample size is compared with ${printed(escalation)} (escalate when at most that) and ${printed(deEscalation)} (de-escalate when above); otherwise the dose is kept.`,
    ...(maximumPending < 1
      ? [
          `Enrollment is suspended while more than ${printed(100 * maximumPending)} % of the patients at the current dose are under assessment, unless the DLTs so far already call for de-escalation.`,
        ]
      : []),
    ...(needs.length > 0 ? [`The dose is escalated only when ${needs.join(" and ")}; until then enrollment is suspended.`] : []),
    ...(options.stayOnOneOfThree ? ["With 1 DLT in 3 patients the dose is kept, unless that closes it."] : []),
    ...(eliminationCutoff < 1
      ? [
          `With 3 or more patients at a dose (those under assessment count as without DLT), it and all higher doses are closed when the posterior probability that its DLT probability exceeds ${target} is above ${eliminationCutoff} (Beta(1, 1) prior); when the lowest dose is closed the trial stops, and no dose is recommended.`,
        ]
      : []),
    ...(options.extraSafety
      ? [
          `At the lowest dose a probability above ${printed(eliminationCutoff - (options.extraSafetyOffset ?? 0.05))} already stops the trial.`,
        ]
      : []),
    `At most ${maximumPatients} patients are enrolled; all assessments are completed before a dose is recommended.`,
    ...(enoughAtDose === NEVER
      ? []
      : [`The trial stops when it would stay at a dose that has ${enoughAtDose} or more patients, and all have been assessed.`]),
    "A patient who leaves the trial without a DLT before the window has ended is not evaluated.",
    isotonicRecommendation(target, 0.05),
  ];
}
