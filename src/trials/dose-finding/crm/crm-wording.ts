/** What designs of the continual reassessment method say of themselves in protocols and of their decisions in reasons. */
import type { CrmFit } from "./crm-fitter.js";
import type { CrmSettings } from "./crm-settings.js";

const ESTIMATORS = {
  "plug-in": "the model's toxicity at the posterior mean of β",
  mean: "its posterior mean",
  median: "its posterior median",
} as const;

/** A number with three decimals at most. */
export function shown(value: number): string {
  return String(Number(value.toFixed(3)));
}

/** 0.05, 0.12 and 0.25. */
export function listed(values: readonly (number | string)[]): string {
  return values.length < 2 ? values.join() : `${values.slice(0, -1).join(", ")} and ${values.at(-1)}`;
}

/** The model and the estimates, as a protocol says them. */
export function modelSentences(settings: CrmSettings): readonly string[] {
  const { arms, skeleton, model, intercept, priorDeviation, estimator, target } = settings;
  const curve =
    model === "power"
      ? "the power model p = s^exp(β), where s is the dose's prior guess of toxicity"
      : `the one-parameter logistic model logit(p) = ${intercept} + exp(β) x, where x is the dose's label, logit(s) − ${intercept}, and s its prior guess of toxicity`;
  return [
    `The probability of a dose-limiting toxicity (DLT) aimed at is ${target}.`,
    `Toxicity is described by ${curve}.`,
    `The prior guesses of toxicity are ${listed(arms.map((label, dose) => `${shown(skeleton[dose])} at ${label}`))}; β has a normal prior with mean 0 and standard deviation ${shown(priorDeviation)}.`,
    `A dose's toxicity is estimated by ${ESTIMATORS[estimator]}; the recommended level is the dose with the estimate nearest to ${target}, the lower one of two equally near.`,
  ];
}

/** How the trial begins. */
export function startSentence({ arms, startDose, initial }: CrmSettings): string {
  if (initial.length === 0) return `The first patients are treated at ${arms[startDose]}.`;
  const runs: string[] = [];
  for (let i = 0; i < initial.length; ) {
    let end = i;
    while (end < initial.length && initial[end] === initial[i]) end++;
    runs.push(`${end - i} at ${arms[initial[i]]}`);
    i = end;
  }
  return `As long as no patient has a DLT, patients are treated by an initial sequence: ${listed(runs)}; from the first DLT on, and after the sequence, the model decides.`;
}

/** How the trial ends. */
export function endSentences(settings: CrmSettings): readonly string[] {
  const { arms, maximumPatients, safetyCutoff, target, recommendUntried } = settings;
  return [
    ...(safetyCutoff < 1
      ? [
          `The trial stops without a recommendation when the posterior probability that ${arms[0]}, the lowest dose, is more toxic than ${target} is above ${safetyCutoff}.`,
        ]
      : []),
    `At most ${maximumPatients} patients are enrolled. When all have been assessed, the model is fitted to all data.`,
    recommendUntried
      ? "The recommended level is the maximum tolerated dose."
      : "The maximum tolerated dose is the highest dose that was tried and is not above the recommended level; if there is none, no dose is recommended.",
  ];
}

/** The estimates in words. */
export function estimateSentence({ arms, target }: CrmSettings, { toxicity, dose }: CrmFit): string {
  const estimates = arms.map((label, arm) => `${label} ${shown(toxicity[arm])}`);
  return `The estimated probabilities of a DLT are ${listed(estimates)}; nearest to the target ${target} is ${arms[dose]}.`;
}

/** Why no dose is acceptable. */
export function safetySentence({ arms, target, safetyCutoff }: CrmSettings, excess: number): string {
  return `The probability that ${arms[0]}, the lowest dose, is more toxic than ${target} is ${excess.toFixed(3)}, above ${safetyCutoff}: the trial stops without a recommendation.`;
}
