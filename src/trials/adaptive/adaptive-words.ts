/** Bayesian adaptive designs in words. */
import type { AdaptiveSettings } from "./adaptive-settings.js";
import type { ArmStatus, Monitored } from "./arm-monitor.js";

/** A probability as one reads it. */
export const percent = (p: number): string => `${Number((100 * p).toPrecision(4))} %`;

const listed = (items: readonly (number | string)[]): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;

/** One value, or the values of all analyses. */
function byLook(values: readonly number[], show: (value: number) => string): string {
  if (values.every((value) => value === values[0])) return show(values[0]);
  return `${values.map(show).join(", ")} at the ${values.length} analyses in turn`;
}

/** The design as a protocol says it. */
export function inWords(settings: AdaptiveSettings, prior: string): readonly string[] {
  return [
    ...enrollment(settings),
    analysis(settings, prior),
    ...stopping(settings),
    ...allocation(settings),
    ...changes(settings),
    end(settings),
  ];
}

function enrollment({ arms, response, looks, enrolledAtLooks, maximumPatients, control }: AdaptiveSettings): readonly string[] {
  const many = looks.length === 1 ? "one analysis is planned" : `${looks.length} analyses are planned`;
  const what = control < 0 ? "without a common control" : `with ${arms[control]} as control`;
  const waits =
    enrolledAtLooks === undefined
      ? "Enrollment goes on while outcomes are awaited."
      : `By then ${listed(enrolledAtLooks)} patients have been enrolled; enrollment pauses at these numbers until the analysis is done.`;
  return [
    `This is a Bayesian adaptive trial of ${listed(arms)}, ${what}, with at most ${maximumPatients} patients.`,
    `The outcome is ${response.protocol}.`,
    `At most ${many}: when the first ${listed(looks)} patients enrolled have been followed up. ${waits}`,
  ];
}

function analysis({ response }: AdaptiveSettings, prior: string): string {
  const what = response.scale === "proportion" ? "probabilities" : response.scale === "mean" ? "means" : "rates";
  return `Each analysis uses the outcomes known by then, and ${prior}; posterior probabilities of comparisons of the arms' ${what} are computed by numerical integration, without simulation. Data of arms that were dropped are not used for comparisons.`;
}

function stopping({ arms, control, rules }: AdaptiveSettings): readonly string[] {
  const { superiority, inferiority, equivalence, futility } = rules;
  const above = byLook(superiority, percent);
  const below = byLook(inferiority, percent);
  if (control < 0) {
    const rule = equivalence && [
      `Otherwise the trial stops for equivalence when the probability that all remaining arms are within ${equivalence.difference} of each other is above ${byLook(equivalence.probability, percent)}.`,
    ];
    return [
      `An arm is dropped for inferiority when its posterior probability of being the best of the remaining arms is below ${below}; the probabilities of the others are then computed anew.`,
      `The trial stops for superiority when the probability of an arm is above ${above}, or one arm is left.`,
      ...(rule ?? []),
    ];
  }
  const first = (only: boolean) => (only ? ` Only ${arms[control]} is compared in this way, not an arm that replaced it.` : "");
  const equal = equivalence && [
    `Then an arm is dropped for equivalence when the probability that it is within ${equivalence.difference} of control is above ${byLook(equivalence.probability, percent)}.${first(equivalence.onlyFirstControl)}`,
  ];
  const futile = futility && [
    `Then an arm is dropped for futility when the probability that it is better than control by less than ${futility.difference} is above ${byLook(futility.probability, percent)}.${first(futility.onlyFirstControl)}`,
  ];
  return [
    `An arm is dropped for inferiority when its posterior probability of being better than control is below ${below}.`,
    `When the probability of an arm is above ${above}, the arm for which it is largest becomes control, the former control is dropped as inferior, and the other arms are compared with the new control at once.`,
    ...(equal ?? []),
    ...(futile ?? []),
    "The trial stops when one arm is left.",
  ];
}

function allocation(settings: AdaptiveSettings): readonly string[] {
  const { arms, start, tuning, measure, limits, rescale, adaptAfterLook, looks, maximumPatients } = settings;
  const shares = listed(arms.flatMap((arm, k) => (start[k] > 0 ? [`${percent(start[k])} to ${arm}`] : [])));
  const until = adaptAfterLook === 1 ? `the first analysis (${looks[0]} patients)` : `analysis ${adaptAfterLook}`;
  const of =
    measure === "best" ? "its probability of being best" : "√(probability of being best × posterior variance / (patients + 1))";
  const power = Number.isNaN(tuning[0])
    ? `to the power n/(2 × ${maximumPatients}), n being the number of patients evaluated`
    : tuning.every((c) => c === 1)
      ? ""
      : `to the power ${byLook(tuning, String)}`;
  const limit = (name: string, values: Float64Array) =>
    arms.flatMap((arm, k) => (Number.isNaN(values[k]) ? [] : [`${arm} ${name} ${percent(values[k])}`]));
  const bounds = [...limit("exactly", limits.fixed), ...limit("at least", limits.minimum), ...limit("at most", limits.maximum)];
  const bounded = bounds.length === 0 ? [] : [`Shares are limited: ${listed(bounds)}.`];
  const scaled = { fixed: "fixed shares", limits: "least and largest shares", both: "fixed shares and limits" };
  return [
    `Until ${until}, patients are allocated at random with probabilities of ${shares}.`,
    `Afterwards an arm's allocation probability is in proportion to ${of}${power === "" ? "" : ` ${power}`}, and constant between analyses.`,
    ...bounded,
    ...(rescale === undefined ? [] : [`When arms are dropped, ${scaled[rescale]} are enlarged in proportion to the arms left.`]),
    ...controlShareInWords(settings),
  ];
}

function controlShareInWords({ control, controlAllocation: chosen }: AdaptiveSettings): readonly string[] {
  if (control < 0 || chosen === "adaptive") return [];
  if (chosen === "matched") return ["Control is allocated as often as the other arm that is allocated most often."];
  if (typeof chosen === "number") return [`Control, whichever arm it is, is allocated ${percent(chosen)} of patients.`];
  if (typeof chosen !== "string")
    return [`Control, whichever arm it is, is allocated ${listed(chosen.map(percent))} of patients with 0, 1, … arms dropped.`];
  const when = chosen === "square-root at start" ? "at the start" : "left";
  const rest = chosen === "square-root fixed" ? " The other arms share the rest equally." : "";
  return [`Control is allocated √k patients for each patient of one of the k other arms ${when}.${rest}`];
}

function changes({ arms, opens, closes }: AdaptiveSettings): readonly string[] {
  const opened = arms.flatMap((arm, k) => (opens[k] > 0 ? [`${arm} opens after analysis ${opens[k]}.`] : []));
  const closed = arms.flatMap((arm, k) => (closes[k] < Infinity ? [`${arm} is closed after analysis ${closes[k]}.`] : []));
  const equal =
    opened.length === 0
      ? []
      : [
          "An arm without evaluated patients gets an equal share and is not compared; the trial does not stop while such arms are there or to come.",
        ];
  return [...opened, ...closed, ...equal];
}

function end({ maximumPatients }: AdaptiveSettings): string {
  return `Without such a finding the trial ends with ${maximumPatients} patients. When it has stopped, all patients are followed up, and a final analysis of all arms is made that does not change what was found.`;
}

const DROPPED: { readonly [status in ArmStatus]?: string } = {
  inferior: "dropped as inferior",
  equivalent: "dropped as equivalent to control",
  futile: "dropped for futility",
  closed: "closed as planned",
};

/** What an analysis found, and what follows. */
export function reasonsOf(
  arms: readonly string[],
  look: number,
  after: Monitored,
  best: readonly number[],
  weights: ArrayLike<number>,
): readonly string[] {
  const reasons: string[] = [];
  const shown = arms.flatMap((arm, k) => (best[k] >= 0 ? [`${arm} ${percent(best[k])}`] : []));
  if (shown.length > 0) reasons.push(`Analysis ${look}: the probability of being best is ${listed(shown)}.`);
  else reasons.push(`Analysis ${look}: the arms cannot be compared yet, for lack of outcomes.`);
  arms.forEach((arm, k) => {
    const what = DROPPED[after.status[k]];
    if (after.decidedAt[k] !== look || what === undefined || after.ending === "equivalence") return;
    const p = after.probability[k];
    reasons.push(`${arm} is ${what}${Number.isNaN(p) ? "" : ` (probability ${percent(p)})`}.`);
  });
  if (after.ending === "superiority") reasons.push(`${arms[after.selected]} is superior: the trial stops.`);
  else if (after.ending === "inferiority")
    reasons.push(`All other arms are dropped: control, ${arms[after.selected]}, is left, and the trial stops.`);
  else if (after.ending === "equivalence") reasons.push("The remaining arms are equivalent: the trial stops.");
  else if (after.ending === "futility")
    reasons.push("No arm is left that could be better than control by the relevant difference: the trial stops.");
  else if (after.ending === "maximum") reasons.push("The last analysis is done without a finding: the trial ends.");
  else
    reasons.push(
      `Until the next analysis, ${listed(arms.flatMap((arm, k) => (weights[k] > 0 ? [`${percent(weights[k])} of patients are allocated to ${arm}`] : [])))}.`,
    );
  return reasons;
}
