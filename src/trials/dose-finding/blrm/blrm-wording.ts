/** What a BLRM says of itself in protocols and of its decisions in reasons. */
import type { BlrmStoppingRule } from "./blrm-options.js";
import type { BlrmSettings } from "./blrm-settings.js";

/** A number with three decimals at most. */
export const shown = (value: number): string => String(Number(value.toFixed(3)));

const percent = (part: number): string => `${shown(100 * part)} %`;

function listed(values: readonly (number | string)[]): string {
  return values.length < 2 ? values.join() : `${values.slice(0, -1).join(", ")} and ${values.at(-1)}`;
}

/** The design as a protocol says it. */
export function blrmProtocol(settings: BlrmSettings): readonly string[] {
  const { arms, startDose, cohortSize, maximumPatients, recommendUntried } = settings;
  return [
    ...modelSentences(settings),
    ...intervalSentences(settings),
    `The first cohort is treated at dose ${arms[startDose]}. Patients are treated in cohorts of ${cohortSize}; the model is fitted anew when all patients of a cohort have been assessed.`,
    overdoseSentence(settings),
    choiceSentence(settings),
    ...restrictionSentences(settings),
    "When no dose is eligible, the trial stops and no dose is recommended.",
    ...settings.stopping.map(
      (rule) => `The trial stops when, for the dose that would come next, ${listed(conditions(rule, settings))}.`,
    ),
    `At most ${maximumPatients} patients are enrolled. When the trial ends, the same rule is applied to all data${recommendUntried ? "" : ", among the doses that were tried"}; its choice is the recommended dose.`,
  ];
}

function modelSentences({ arms, referenceDose, mean, covariance }: BlrmSettings): readonly string[] {
  const deviations = [Math.sqrt(covariance[0]), Math.sqrt(covariance[3])];
  const correlation = covariance[1] / (deviations[0] * deviations[1]);
  return [
    `The doses are ${listed(arms)}. The probability of a dose-limiting toxicity (DLT) at dose d is described by a two-parameter logistic model, logit p(d) = log α + β log(d/${referenceDose}).`,
    `The prior of (log α, log β) is bivariate normal with means ${shown(mean[0])} and ${shown(mean[1])}, standard deviations ${shown(deviations[0])} and ${shown(deviations[1])}, and correlation ${shown(correlation)}.`,
  ];
}

function intervalSentences({ lower, upper, unacceptable }: BlrmSettings): readonly string[] {
  const above =
    unacceptable === undefined
      ? `one of ${upper} or more is overdosing`
      : `one of ${upper} or more is overdosing: excessive below ${unacceptable}, unacceptable from there on`;
  return [
    `A probability of a DLT from ${lower} to below ${upper} is the target interval; a lower one is underdosing, and ${above}.`,
  ];
}

function overdoseSentence({ overdoseQuantile, maximumOverdoseProbability }: BlrmSettings): string {
  if (overdoseQuantile !== undefined) {
    const { probability, below } = overdoseQuantile;
    return `Escalation with overdose control: a dose is eligible only if the ${percent(probability)} quantile of its posterior probability of a DLT is below ${below}.`;
  }
  return maximumOverdoseProbability === 1
    ? "There is no overdose control: any dose is eligible."
    : `Escalation with overdose control: a dose is eligible only if its posterior probability of overdosing is at most ${maximumOverdoseProbability}.`;
}

function choiceSentence({ losses, leastTargetProbability, unacceptable }: BlrmSettings): string {
  if (losses !== undefined) {
    const intervals =
      unacceptable === undefined
        ? ["underdosing", "the target interval", "overdosing"]
        : ["underdosing", "the target interval", "excessive toxicity", "unacceptable toxicity"];
    const each = losses.map((loss, i) => `${loss} for ${intervals[i]}`);
    return `The next cohort is treated at the eligible dose with the least posterior expected loss; the losses are ${listed(each)}.`;
  }
  return `The next cohort is treated at the eligible dose with the greatest posterior probability of being in the target interval or, if none has one above ${leastTargetProbability}, at the highest eligible dose.`;
}

function restrictionSentences({ noSkipping, increments, incrementsByToxicities }: BlrmSettings): readonly string[] {
  const byAmount = increments.map(({ from, increment }, i) => {
    const to = increments[i + 1]?.from;
    const where = to === undefined ? `of ${from} or more` : from === 0 ? `below ${to}` : `from ${from} to below ${to}`;
    return `${percent(increment)}${increments.length === 1 ? "" : ` after doses ${where}`}`;
  });
  const byToxicities = incrementsByToxicities.map(({ from, increment }, i) => {
    const to = incrementsByToxicities[i + 1]?.from;
    const when = to === undefined ? `from ${from} DLTs on` : `with fewer than ${to} DLTs`;
    return `${percent(increment)}${incrementsByToxicities.length === 1 ? "" : ` ${when}`}`;
  });
  return [
    ...(noSkipping ? ["No dose is skipped: the next dose is at most one level above the highest dose tried so far."] : []),
    ...(byAmount.length > 0 ? [`The next dose exceeds the last one by at most ${listed(byAmount)}.`] : []),
    ...(byToxicities.length > 0
      ? [`By the number of DLTs seen so far, the next dose exceeds the last one by at most ${listed(byToxicities)}.`]
      : []),
  ];
}

/** What a stopping rule asks for. */
export function conditions(rule: BlrmStoppingRule, { target }: BlrmSettings): readonly string[] {
  const { patients, patientsAtDose, nearness = 0, targetProbability, variation } = rule;
  return [
    ...(patients === undefined ? [] : [`${patients} patients or more have been evaluated in all`]),
    ...(patientsAtDose === undefined
      ? []
      : [
          `${patientsAtDose} patients or more have been evaluated ${nearness === 0 ? "at it" : `within ${percent(nearness)} of it`}`,
        ]),
    ...(targetProbability === undefined
      ? []
      : [`its probability of being in the target interval is ${targetProbability} or more`]),
    ...(variation === undefined
      ? []
      : [`the robust coefficient of variation of the dose with a DLT probability of ${shown(target)} is at most ${variation}`]),
  ];
}
