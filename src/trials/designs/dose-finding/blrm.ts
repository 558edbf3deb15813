/** BLRM: the Bayesian logistic regression model with escalation with overdose control. */
import { binaryToxicity } from "../../../endpoints/binary-toxicity.js";
import type { ToxicityObserved, ToxicityTally } from "../../../endpoints/toxicity.js";
import { InvalidArgument } from "../../../errors.js";
import type { Step } from "../../design.js";
import { BLRM_OPTIONS, type BlrmOptions } from "../../dose-finding/blrm/blrm-options.js";
import { BlrmRule } from "../../dose-finding/blrm/blrm-rule.js";
import { type BlrmSettings, blrmRecipe, blrmSettings } from "../../dose-finding/blrm/blrm-settings.js";
import { blrmProtocol, conditions, shown } from "../../dose-finding/blrm/blrm-wording.js";
import type { DoseFindingDesign, DoseRecommendation, ToxicityData } from "../../dose-finding/dose-finding-design.js";
import { allOf, enrolled, followedUp } from "../../milestones.js";
import { checkKnown } from "../../requirements.js";

/** Decisions rest on the data alone. */
export type BlrmMemory = null;

type BlrmStep = Step<BlrmMemory, ToxicityObserved, ToxicityTally, DoseRecommendation>;
type Evidence = () => { readonly [name: string]: readonly number[] };

/** The data of a decision, kept for its reasons. */
interface Counts {
  readonly patients: Int32Array;
  readonly toxicities: Int32Array;
  /** Highest dose that somebody was enrolled on, and the last one. */
  readonly highestTried: number;
  readonly last: number;
}

/**
 * Returns the Bayesian logistic regression model (BLRM) with escalation with overdose control (EWOC): after each cohort the model
 * logit p(d) = log α + β log(d/d*) is fitted to all data, and the next cohort is treated at the dose most probably in the target interval among
 * those whose probability of overdosing is at most `maximumOverdoseProbability`.
 *
 * The rule is that of `NextBestNCRM` (with `losses`: `NextBestNCRMLoss`) of the R package crmPack, and with `overdoseQuantile` of `ewoc_check`
 * of OncoBayes2. Posteriors are computed by quadrature, so no Monte Carlo error enters a decision. When no dose is eligible the trial
 * stops without a recommendation.
 *
 * @throws InvalidArgument for doses that do not increase, a covariance that is not positive definite, and numbers out of range.
 * Source: neuenschwander2008critical, babb1998cancer, sabanesbove2019model.
 */
export function blrm(options: BlrmOptions): DoseFindingDesign<BlrmMemory> {
  checkKnown("blrm", options, BLRM_OPTIONS);
  const settings = blrmSettings("blrm", options);
  const { arms, maximumPatients, cohortSize, weights, startDose, stopping } = settings;
  const rule = new BlrmRule(settings);
  if (!rule.knowsVariation && stopping.some(({ variation }) => variation !== undefined))
    throw new InvalidArgument(
      "blrm",
      "posterior",
      "know the variation of the MTD, such as quadrature()",
      settings.posterior.name,
    );
  const recipe = blrmRecipe(options);
  const doses = arms.length;
  const allocations = weights.map((w) => () => w);
  const now = { patients: new Int32Array(doses), toxicities: new Int32Array(doses), highestTried: -1, last: -1 };

  /** Reads the counts. Returns how many patients have been evaluated. */
  const read = (data: ToxicityData): number => {
    let evaluated = 0;
    now.highestTried = -1;
    now.last = data.lastArm;
    for (let dose = 0; dose < doses; dose++) {
      const tally = data.tally(dose);
      now.patients[dose] = tally.evaluated;
      now.toxicities[dose] = tally.toxicities;
      evaluated += tally.evaluated;
      if (data.enrolledOn(dose) > 0) now.highestTried = dose;
    }
    return evaluated;
  };
  const kept = (): Counts => ({ ...now, patients: now.patients.slice(), toxicities: now.toxicities.slice() });
  const treat = (dose: number, data: ToxicityData, reasons: () => readonly string[], evidence?: Evidence): BlrmStep => {
    const enroll = Math.min(cohortSize, maximumPatients - data.enrolled);
    const review = allOf(enrolled(data.enrolled + enroll), followedUp);
    const common = { kind: "continue", allocate: allocations[dose], weights: weights[dose], enroll, review, reasons } as const;
    return { decision: evidence === undefined ? common : { ...common, evidence }, memory: null };
  };
  /** The rule's choice for the next cohort. */
  const next = ({ patients, toxicities, highestTried, last }: Counts): number =>
    rule.choose({ highest: rule.highestAllowed(last, highestTried, toxicities), triedOnly: false }, patients);
  /** The recommended dose, of data that the rule has taken in. */
  const recommend = ({ patients, toxicities, highestTried, last }: Counts): DoseRecommendation => {
    const triedOnly = !settings.recommendUntried;
    const dose = rule.choose({ highest: rule.highestAllowed(last, highestTried, toxicities), triedOnly }, patients);
    return { dose: dose < 0 ? null : dose };
  };
  const words = { settings, rule, next, recommend };

  return {
    name: "BLRM",
    arms,
    target: settings.target,
    endpoint: binaryToxicity({ window: settings.window }),
    start: null,
    maximumPatients,
    decidesByCounts: true,
    ...(recipe === undefined ? {} : { recipe }),
    protocol: () => blrmProtocol(settings),
    conclude(_memory, data) {
      if (read(data) === 0) return { dose: null };
      rule.update(now.patients, now.toxicities);
      return recommend(now);
    },
    decide(_memory, data): BlrmStep {
      if (data.enrolled === 0) return treat(startDose, data, () => [`The trial starts at dose ${arms[startDose]}.`]);
      const evaluated = read(data);
      const last = now.last;
      if (evaluated === 0 && data.enrolled < maximumPatients)
        return treat(last, data, () => [`No patient could be evaluated: another cohort at dose ${arms[last]}.`]);
      rule.update(now.patients, now.toxicities);
      const counts = kept();
      const evidence = () => evidenceOf(words, counts);
      const stop = (conclusion: DoseRecommendation, why: () => readonly string[]): BlrmStep => ({
        decision: { kind: "stop", conclusion, reasons: () => [...why(), ...conclusionOf(words, counts, conclusion)], evidence },
        memory: null,
      });
      if (data.enrolled >= maximumPatients) {
        const conclusion = evaluated === 0 ? { dose: null } : recommend(now);
        return stop(conclusion, () => [`All ${maximumPatients} patients have been enrolled.`]);
      }
      const dose = next(now);
      if (dose < 0)
        return stop({ dose: null }, () => [seenOf(words, counts), ...choiceOf(words, counts, dose), "The trial stops."]);
      const stoppedBy = rule.stoppingRule(dose, now.patients);
      if (stoppedBy >= 0) {
        return stop(recommend(now), () => [
          seenOf(words, counts),
          ...choiceOf(words, counts, dose),
          `The trial stops: ${conditions(stopping[stoppedBy], settings).join(", and ")}.`,
        ]);
      }
      const reasons = () => [
        seenOf(words, counts),
        ...choiceOf(words, counts, dose),
        `The next cohort is treated at dose ${arms[dose]}.`,
      ];
      return treat(dose, data, reasons, evidence);
    },
  };
}

/** What sentences about a decision are made of. */
interface Words {
  readonly settings: BlrmSettings;
  readonly rule: BlrmRule;
  readonly next: (counts: Counts) => number;
  readonly recommend: (counts: Counts) => DoseRecommendation;
}

function seenOf({ settings: { arms } }: Words, { patients, toxicities, last }: Counts): string {
  return `${toxicities[last]} of ${patients[last]} patients at dose ${arms[last]}, the last one, had a DLT.`;
}

/** Why the dose was chosen, or none: the probabilities that were compared. */
function choiceOf({ settings, rule, next }: Words, counts: Counts, dose: number): readonly string[] {
  const { arms, leastTargetProbability, losses, overdoseQuantile: quantile, maximumOverdoseProbability } = settings;
  rule.update(counts.patients, counts.toxicities);
  next(counts);
  const highest = rule.highestAllowed(counts.last, counts.highestTried, counts.toxicities);
  const barred = rule.looked - 1;
  const isBarred = barred >= 0 && Number.isNaN(rule.target[barred]);
  const limit =
    quantile === undefined
      ? `its probability of overdosing is ${shown(rule.over[barred])}, above ${maximumOverdoseProbability}`
      : `the quantile of its toxicity is ${shown(rule.quantile(barred, quantile.probability))}, not below ${quantile.below}`;
  if (dose < 0) return [`No dose is eligible: even for dose ${arms[0]}, the lowest, ${limit}.`];
  const most = Math.max(...rule.target.subarray(0, isBarred ? barred : rule.looked));
  const why =
    losses !== undefined
      ? "the eligible dose with the least expected loss"
      : most > leastTargetProbability
        ? "the eligible dose most probably in the target interval"
        : `the highest eligible dose, as none is in the target interval with a probability above ${leastTargetProbability}`;
  return [
    `Dose ${arms[dose]} is ${why}: it is in the target interval with probability ${shown(rule.target[dose])}, and an overdose with probability ${shown(rule.over[dose])}.`,
    ...(isBarred
      ? [`Dose ${arms[barred]}${barred + 1 < arms.length ? " and higher ones are" : " is"} not eligible: ${limit}.`]
      : []),
    ...(!isBarred && highest + 1 < arms.length ? [`Doses above ${arms[highest]} are not allowed yet.`] : []),
  ];
}

function conclusionOf({ settings }: Words, _counts: Counts, { dose }: DoseRecommendation): readonly string[] {
  return [dose === null ? "No dose is recommended." : `The recommended dose is ${settings.arms[dose]}.`];
}

/** The interval probabilities of all doses. */
function evidenceOf({ settings, rule }: Words, { patients, toxicities }: Counts): { readonly [name: string]: readonly number[] } {
  rule.update(patients, toxicities);
  return {
    "probability of the target interval": settings.arms.map((_, dose) => rule.targetAt(dose)),
    "probability of overdosing": settings.arms.map((_, dose) => rule.overAt(dose)),
  };
}
