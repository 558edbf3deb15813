/** A cohort design as a protocol says it. */
import type { CohortRules } from "./cohort-rules.js";
import { NEVER } from "./cohort-rules.js";

/** What a design says of itself beside what follows from its cohort rules. */
export interface CohortProtocol {
  /** How the next dose follows from the patients and DLTs at the current one, and when a dose is closed. */
  readonly rule: readonly string[];
  /** How the recommended dose is chosen. */
  readonly recommendation: readonly string[];
}

interface Described {
  readonly name: string;
  readonly arms: readonly string[];
  readonly target?: number | undefined;
  readonly rules: CohortRules;
  readonly window: number;
}

/** Returns the sentences, in the order of a protocol: aim, assessment, cohorts, rule, stopping, recommendation. */
export function cohortProtocol(design: Described, own: CohortProtocol): readonly string[] {
  const { name, arms, rules } = design;
  const { cohortSize, maximumPatients, startDose, titration, enough, replaceLost = false } = rules;
  return [
    aim(design),
    assessment(design.window),
    titration
      ? `The trial starts at ${arms[startDose]} with single patients, one dose higher after each without a DLT; at the first DLT, or at the highest dose, the cohort there is filled up to ${cohortSize}. From then on patients are treated in cohorts of ${cohortSize}.`
      : `The trial starts at ${arms[startDose]}, and patients are treated in cohorts of ${cohortSize}.`,
    "The next cohort is enrolled when every patient enrolled so far has been assessed.",
    ...own.rule,
    ...(rules.stopWhenBlocked
      ? []
      : ["Where the next dose is closed or there is none, escalation means staying; so does de-escalation at the lowest dose."]),
    `At most ${maximumPatients} patients are enrolled${maximumPatients % cohortSize === 0 && !titration ? "" : " (the last cohort is cut to that number)"}.`,
    ...(enough === NEVER
      ? []
      : [`The trial stops when ${name} would stay at a dose that has ${enough} or more evaluated patients.`]),
    replaceLost
      ? "A patient who leaves the trial without a DLT before the window has ended is replaced."
      : "A patient who leaves the trial without a DLT before the window has ended is not evaluated; the decision rests on the others.",
    ...own.recommendation,
  ];
}

/** What is looked for. */
export function aim({ name, arms, target }: Pick<Described, "name" | "arms" | "target">): string {
  const doses = arms.length === 1 ? `a single dose, ${arms[0]},` : `${arms.length} doses (${arms.join(", ")})`;
  const aimed = target === undefined ? "" : `, with a target DLT probability of ${target}`;
  return `The trial looks for the maximum tolerated dose among ${doses}; its design is ${name}${aimed}.`;
}

/** How toxicity is assessed. */
export function assessment(window: number): string {
  return `Dose-limiting toxicities (DLTs) are assessed over a window of ${window} time unit${window === 1 ? "" : "s"} from a patient's entry.`;
}

/** When a dose is closed, by the posterior probability of being too toxic. */
export function closing(target: number, cutoff: number, from: number): string {
  if (cutoff >= 1) return "No dose is ever closed.";
  return `With ${from} or more evaluated patients at a dose, it and all higher doses are closed when the posterior probability that its DLT probability exceeds ${target} is above ${cutoff} (Beta(1, 1) prior); when the lowest dose is closed the trial stops, and no dose is recommended.`;
}

/** How isotonic regression chooses the recommended dose. */
export function isotonicRecommendation(target: number, prior: number): string {
  return `At the end the DLT probabilities of the doses tried and not closed are estimated by posterior means with a Beta(${prior}, ${prior}) prior, made non-decreasing in the dose by isotonic regression weighted with the inverse posterior variances; the dose whose estimate is nearest to ${target} is recommended (of doses with equal estimates the highest when they are below the target, else the lowest).`;
}

/** A number as it is printed in a sentence: at most four decimals. */
export function printed(value: number): string {
  return String(Number(value.toFixed(4)));
}
