/** TITE-CRM: the continual reassessment method with partial follow-up. */
import { lateOnsetToxicity } from "../../../endpoints/late-onset-toxicity.js";
import type { ToxicityObserved, ToxicityTally } from "../../../endpoints/toxicity.js";
import { InvalidArgument } from "../../../errors.js";
import type { Step } from "../../design.js";
import { crmConclusion } from "../../dose-finding/crm/crm-conclusion.js";
import {
  CRM_MODEL_OPTIONS,
  type CrmModelOptions,
  crmRecipe,
  crmSettings,
  limitedOptions,
} from "../../dose-finding/crm/crm-settings.js";
import {
  endSentences,
  estimateSentence,
  modelSentences,
  safetySentence,
  startSentence,
} from "../../dose-finding/crm/crm-wording.js";
import { type FollowUpWeighting, PartialFollowUp } from "../../dose-finding/crm/partial-follow-up.js";
import type { DoseFindingDesign, DoseRecommendation, ToxicityData } from "../../dose-finding/dose-finding-design.js";
import type { ToxicityCounts } from "../../dose-finding/posterior/toxicity-model.js";
import { anyOf, enrolled, evaluated, followedFor, followedUp } from "../../milestones.js";
import { checkFlags, checkKnown, checkPositive } from "../../requirements.js";

/** Settings of a TITE-CRM. */
export interface TiteCrmOptions extends CrmModelOptions {
  /** "linear" (a patient without a DLT counts by the part of the window followed) or "adaptive"; "linear" when not given. */
  readonly weighting?: FollowUpWeighting;
  /** Before the initial sequence goes on to another level its last patient is followed for this time; the window when not given. */
  readonly initialWait?: number;
  /** Waits for all assessments before the dose is recommended; true when not given. */
  readonly completeFollowUp?: boolean;
}

type TiteStep = Step<null, ToxicityObserved, ToxicityTally, DoseRecommendation>;
type TiteAllocation = Extract<TiteStep["decision"], { kind: "continue" }>["allocate"];

/**
 * Returns the time-to-event continual reassessment method (TITE-CRM): patients need not wait for each other. Whoever arrives is treated at
 * the dose whose estimated toxicity is nearest to the target, where a patient still under assessment without a DLT contributes 1 − w p to
 * the likelihood, w growing from 0 to 1 over the window.
 *
 * With the defaults the rules are those of `titesim` in the R package dfcrm (at most one level up; all followed up at the end), except
 * that an untried dose is not recommended (see `recommendUntried`), and that the dose stays while nobody has been followed at all.
 *
 * @throws InvalidArgument as `crm` does.
 * Source: cheung2000sequential, cheung2011dose.
 */
export function titeCrm(options: TiteCrmOptions): DoseFindingDesign<null> {
  checkKnown("titeCrm", options, [...CRM_MODEL_OPTIONS, "weighting", "initialWait", "completeFollowUp"]);
  const settings = crmSettings("titeCrm", options);
  const { arms, maximumPatients, initial, fitter, weights, noSkipping, safetyCutoff, window, startDose } = settings;
  const { weighting = "linear", initialWait = window, completeFollowUp = true } = options;
  if (weighting !== "linear" && weighting !== "adaptive")
    throw new InvalidArgument("titeCrm", "weighting", 'be "linear" or "adaptive"', weighting);
  checkPositive("titeCrm", "initialWait", initialWait, "time");
  checkFlags("titeCrm", { completeFollowUp });
  const recipe = crmRecipe("titeCrm", options);
  const known = new PartialFollowUp(arms.length, maximumPatients, weighting);

  const inSequence = (toxic: number, patient: number): boolean => toxic === 0 && patient < initial.length;
  /** The dose of the patient who would be enrolled as number `patient`, after one at `last`. */
  const nextDose = (counts: ToxicityCounts, toxic: number, evaluable: boolean, patient: number, last: number): number => {
    if (patient === 0) return startDose;
    if (inSequence(toxic, patient)) return initial[patient];
    if (!evaluable) return last;
    const dose = fitter.doseOf(counts);
    return noSkipping && dose > last + 1 ? last + 1 : dose;
  };
  const doseNow = (data: ToxicityData): number => {
    known.read(data);
    return nextDose(known, known.toxic, known.evaluated + known.partial > 0, data.enrolled, data.lastArm);
  };
  const concludeNow = (data: ToxicityData): DoseRecommendation => {
    known.read(data);
    if (known.evaluated + known.partial === 0) return { dose: null };
    const patients = arms.map((_, dose) => data.enrolledOn(dose));
    return crmConclusion(settings, fitter.fit(known), patients);
  };
  const allocate: TiteAllocation = (_patient, now) => weights[doseNow(now)];
  const wait = (review: ReturnType<typeof anyOf>, why: string): TiteStep => ({
    decision: { kind: "continue", allocate, enroll: 0, review, reasons: () => [why] },
    memory: null,
  });
  const stop = (conclusion: DoseRecommendation, counts: ToxicityCounts, why: (excess: number) => string): TiteStep => ({
    decision: {
      kind: "stop",
      conclusion,
      reasons: () => {
        const fit = fitter.fit(counts);
        return [estimateSentence(settings, fit), why(fit.excess)];
      },
      evidence: () => ({ "estimated probability of DLT": Array.from(fitter.fit(counts).toxicity) }),
    },
    memory: null,
  });
  /** One patient, who is given the dose that the data ask for on arrival. */
  const enrollOne = (data: ToxicityData): TiteStep => {
    const { toxic, partial } = known;
    const complete = known.evaluated;
    const { enrolled: patient, lastArm } = data;
    const counts = known.snapshot();
    const evaluable = complete + partial > 0;
    return {
      decision: {
        kind: "continue",
        allocate,
        enroll: 1,
        // A safety stop must not wait for the next patient.
        review: safetyCutoff < 1 ? anyOf(enrolled(patient + 1), evaluated(complete + 1)) : enrolled(patient + 1),
        reasons: () => {
          const dose = arms[nextDose(counts, toxic, evaluable, patient, lastArm)];
          if (patient === 0) return [`The trial starts at ${dose}.`];
          const seen = `${toxic} DLT${toxic === 1 ? "" : "s"} in ${complete} complete assessment${complete === 1 ? "" : "s"}; ${partial} patient${partial === 1 ? "" : "s"} followed in part without a DLT.`;
          if (inSequence(toxic, patient))
            return [seen, `A patient who arrives now is treated at ${dose}, as the initial sequence says.`];
          if (!evaluable) return [`Nobody has been followed yet: a patient who arrives now is treated at ${dose} again.`];
          return [
            seen,
            estimateSentence(settings, fitter.fit(counts)),
            `A patient who arrives now is treated at ${dose}; whoever arrives later, by what is known then.`,
          ];
        },
        evidence: () => (evaluable ? { "estimated probability of DLT": Array.from(fitter.fit(counts).toxicity) } : {}),
      },
      memory: null,
    };
  };

  return {
    name: "TITE-CRM",
    arms,
    target: settings.target,
    endpoint: lateOnsetToxicity({ window }),
    start: null,
    maximumPatients,
    limitedTo: (patients) => titeCrm(limitedOptions(options, patients)),
    ...(recipe === undefined ? {} : { recipe }),
    protocol: () => [
      ...modelSentences(settings),
      weightSentence(weighting, window),
      startSentence(settings),
      ...(initial.length > 0
        ? [
            `The initial sequence goes on to another dose when its last patient has been followed for ${initialWait} (of a window of ${window}).`,
          ]
        : []),
      `Enrollment is not suspended: the model is fitted anew whenever a patient arrives, who is treated at the recommended level${noSkipping ? ", but at most one level above the last patient's dose" : ""}.`,
      ...endSentences(settings),
      ...(completeFollowUp ? [] : ["The assessments of the last patients are not waited for."]),
    ],
    conclude: (_memory, data) => concludeNow(data),
    decide(_memory, data): TiteStep {
      known.read(data);
      const patient = data.enrolled;
      const evaluable = known.evaluated + known.partial > 0;
      if (safetyCutoff < 1 && evaluable && fitter.isExcessive(known)) {
        return stop({ dose: null }, known.snapshot(), (excess) => safetySentence(settings, excess));
      }
      if (patient >= maximumPatients) {
        if (completeFollowUp && data.pending > 0)
          return wait(followedUp, `All ${maximumPatients} patients have been enrolled: their assessments are waited for.`);
        return stop(concludeNow(data), known.snapshot(), () => `All ${maximumPatients} patients have been enrolled.`);
      }
      if (patient > 0 && inSequence(known.toxic, patient) && initial[patient] !== data.lastArm) {
        const { entered, ended } = data.patient(patient - 1);
        if (!ended && data.time < entered + initialWait) {
          const review = anyOf(followedFor(initialWait), evaluated(known.evaluated + 1));
          const next = `The initial sequence goes on to ${arms[initial[patient]]}`;
          return wait(review, `${next} when the last patient at ${arms[data.lastArm]} has been followed for ${initialWait}.`);
        }
      }
      return enrollOne(data);
    },
  };
}

function weightSentence(weighting: FollowUpWeighting, window: number): string {
  const start = `Each patient is assessed for DLTs over a window of ${window}. One who is still under assessment and has had no DLT contributes 1 − w p to the likelihood, where p is the toxicity of their dose and the weight w`;
  return weighting === "linear"
    ? `${start} is the part of the window for which they have been followed.`
    : `${start} grows from 0 to 1 with the time for which they have been followed: with z DLTs so far, by 1/(z + 1) up to the time of the earliest DLT, between one DLT's time and the next, and from the latest to the window's end, in proportion to time in between.`;
}
