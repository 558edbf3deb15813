/** CRM: the continual reassessment method. */
import { binaryToxicity } from "../../../endpoints/binary-toxicity.js";
import type { ToxicityObserved, ToxicityTally } from "../../../endpoints/toxicity.js";
import type { Step } from "../../design.js";
import { crmConclusion } from "../../dose-finding/crm/crm-conclusion.js";
import type { CrmFit } from "../../dose-finding/crm/crm-fitter.js";
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
import type { DoseFindingDesign, DoseRecommendation, ToxicityData } from "../../dose-finding/dose-finding-design.js";
import { allOf, enrolled, followedUp } from "../../milestones.js";
import { checkFlags, checkInteger, checkKnown } from "../../requirements.js";

/** Settings of a CRM. */
export interface CrmOptions extends CrmModelOptions {
  /** Patients treated between decisions; 1 when not given. */
  readonly cohortSize?: number;
  /** Does not go up right after a cohort whose rate of DLTs is the target or more; true when not given. */
  readonly coherent?: boolean;
}

/** Totals when the last decision was made: the difference is the last cohort. */
export interface CrmMemory {
  readonly evaluated: number;
  readonly toxicities: number;
}

type CrmStep = Step<CrmMemory, ToxicityObserved, ToxicityTally, DoseRecommendation>;

const START: CrmMemory = Object.freeze({ evaluated: 0, toxicities: 0 });
const NOBODY: ArrayLike<number> = [];

/**
 * Returns the continual reassessment method (CRM): after each cohort a one-parameter model is fitted to all data, and the next cohort is
 * treated at the dose whose estimated toxicity is nearest to the target.
 *
 * With the defaults (no skipping, coherent) the rules are those of `crmsim` in the R package dfcrm, except that an untried dose is not
 * recommended (see `recommendUntried`). A cohort of the initial sequence ends where its level changes.
 *
 * @throws InvalidArgument for a skeleton that does not increase in (0, 1) or differs in length from the doses, a prior standard deviation
 * that is not positive, a target outside (0, 1), and numbers out of range.
 * Source: oquigley1990continual, cheung2011dose, cheung2005coherence.
 */
export function crm(options: CrmOptions): DoseFindingDesign<CrmMemory> {
  checkKnown("crm", options, [...CRM_MODEL_OPTIONS, "cohortSize", "coherent"]);
  const settings = crmSettings("crm", options);
  const { cohortSize = 1, coherent = true } = options;
  const { arms, target, maximumPatients, initial, fitter, weights, noSkipping, safetyCutoff } = settings;
  checkInteger("crm", "cohortSize", cohortSize, 1, maximumPatients);
  checkFlags("crm", { coherent });
  const recipe = crmRecipe("crm", options);
  const doses = arms.length;
  const patients = new Int32Array(doses);
  const toxicities = new Int32Array(doses);
  const counts = { patients, toxicities, partial: 0, partialDose: NOBODY, partialWeight: NOBODY };
  const allocations = weights.map((w) => () => w);

  /** Reads the counts. Returns their totals, which are the next memory. */
  const read = (data: ToxicityData): CrmMemory => {
    let evaluated = 0;
    let toxic = 0;
    for (let dose = 0; dose < doses; dose++) {
      const tally = data.tally(dose);
      patients[dose] = tally.evaluated;
      toxicities[dose] = tally.toxicities;
      evaluated += tally.evaluated;
      toxic += tally.toxicities;
    }
    return { evaluated, toxicities: toxic };
  };
  const treat = (
    dose: number,
    size: number,
    data: ToxicityData,
    memory: CrmMemory,
    reasons: () => readonly string[],
    fit?: CrmFit,
  ): CrmStep => {
    const enroll = Math.min(size, maximumPatients - data.enrolled);
    const review = allOf(enrolled(data.enrolled + enroll), followedUp);
    const common = { kind: "continue", allocate: allocations[dose], weights: weights[dose], enroll, review, reasons } as const;
    return { decision: fit === undefined ? common : { ...common, evidence: () => evidenceOf(fit) }, memory };
  };
  /** The cohort of the initial sequence that begins with the patient of that number: it ends where the level changes. */
  const initialCohort = (first: number): number => {
    let size = 1;
    while (size < cohortSize && initial[first + size] === initial[first]) size++;
    return size;
  };
  /** The next dose: the model's, held back by the restrictions. */
  const restricted = (fit: CrmFit, last: number, newPatients: number, newToxicities: number): number => {
    const mayRise = newPatients > 0 && !(coherent && newToxicities / newPatients >= target);
    const highest = !mayRise ? last : noSkipping ? last + 1 : doses - 1;
    return Math.min(fit.dose, highest);
  };

  return {
    name: "CRM",
    arms,
    target,
    endpoint: binaryToxicity({ window: settings.window }),
    start: START,
    maximumPatients,
    decidesByCounts: true,
    limitedTo: (patients) => crm(limitedOptions(options, patients)),
    ...(recipe === undefined ? {} : { recipe }),
    protocol: () => [
      ...modelSentences(settings),
      `Each patient is assessed for DLTs over a window of ${settings.window}.`,
      startSentence(settings),
      cohortSentence(cohortSize),
      ...restrictionSentences(noSkipping, coherent, target),
      ...endSentences(settings),
    ],
    conclude(_memory, data) {
      if (read(data).evaluated === 0) return { dose: null };
      return crmConclusion(settings, fitter.fit(counts), patients);
    },
    decide(memory, data): CrmStep {
      if (data.enrolled === 0) {
        const size = initial.length > 0 ? initialCohort(0) : cohortSize;
        return treat(settings.startDose, size, data, START, () => [`The trial starts at ${arms[settings.startDose]}.`]);
      }
      const totals = read(data);
      const last = data.lastArm;
      const next = data.enrolled;
      if (next < maximumPatients && next < initial.length && totals.toxicities === 0) {
        return treat(initial[next], initialCohort(next), data, totals, () => [
          `No DLT so far: patient ${next + 1} is treated at ${arms[initial[next]]}, as the initial sequence says.`,
        ]);
      }
      if (totals.evaluated === 0 && next < maximumPatients) {
        return treat(last, cohortSize, data, totals, () => [`No patient could be evaluated: another cohort at ${arms[last]}.`]);
      }
      const fit = fitter.fit(counts);
      const stop = (conclusion: DoseRecommendation, why: string): CrmStep => ({
        decision: {
          kind: "stop",
          conclusion,
          reasons: () => [estimateSentence(settings, fit), why],
          evidence: () => evidenceOf(fit),
        },
        memory: totals,
      });
      if (fit.excess > safetyCutoff) return stop({ dose: null }, safetySentence(settings, fit.excess));
      if (next >= maximumPatients) {
        const conclusion = totals.evaluated === 0 ? { dose: null } : crmConclusion(settings, fit, patients);
        return stop(conclusion, `All ${maximumPatients} patients have been enrolled.`);
      }
      const newPatients = totals.evaluated - memory.evaluated;
      const newToxicities = totals.toxicities - memory.toxicities;
      const dose = restricted(fit, last, newPatients, newToxicities);
      return treat(
        dose,
        cohortSize,
        data,
        totals,
        () => [
          `${totals.toxicities} of ${totals.evaluated} patients had a DLT.`,
          estimateSentence(settings, fit),
          ...heldBack(arms, fit.dose, dose, last, newPatients, newToxicities),
          `The next ${cohortSize === 1 ? "patient" : "cohort"} is treated at ${arms[dose]}.`,
        ],
        fit,
      );
    },
  };
}

function evidenceOf({ toxicity }: CrmFit): { readonly [name: string]: readonly number[] } {
  return { "estimated probability of DLT": Array.from(toxicity) };
}

/** Why the dose is lower than the model's, when it is. */
function heldBack(
  arms: readonly string[],
  recommended: number,
  dose: number,
  last: number,
  newPatients: number,
  newToxicities: number,
): readonly string[] {
  if (dose === recommended) return [];
  if (dose > last) return [`No dose is skipped: not more than one level above ${arms[last]}.`];
  return newPatients <= 0
    ? ["No patient of the last cohort could be evaluated: the dose is not raised."]
    : [`${newToxicities} of the last ${newPatients} patients had a DLT: the dose is not raised after that.`];
}

function cohortSentence(cohortSize: number): string {
  return cohortSize === 1
    ? "Patients are treated one at a time: the model is fitted anew before each patient, when all before have been assessed."
    : `Patients are treated in cohorts of ${cohortSize}: the model is fitted anew before each cohort, when all patients before have been assessed.`;
}

function restrictionSentences(noSkipping: boolean, coherent: boolean, target: number): readonly string[] {
  return [
    noSkipping
      ? "The next dose is the recommended level, but at most one level above the last dose."
      : "The next dose is the recommended level; levels may be skipped.",
    ...(coherent
      ? [`The dose is not raised right after a cohort in which the proportion of patients with a DLT is ${target} or more.`]
      : []),
  ];
}
