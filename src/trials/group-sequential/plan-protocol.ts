/** Sentences for a protocol, made from a plan: how often it looks, what stops it, and what that costs. */
import type { GroupSequentialPlan } from "./group-sequential-plan.js";

/** Returns the sentences; those on hypotheses, estimates and timing are the design's. */
export function describePlan(plan: GroupSequentialPlan): readonly string[] {
  const { fractions } = plan.boundaries;
  const looks = fractions.length;
  const sides = plan.sided === 2 ? "two-sided" : "one-sided";
  if (looks === 1) {
    return [`There is one analysis, at a ${sides} significance level of ${plan.alpha}: ${efficacyAt(plan, 0)}.`];
  }
  const interim = looks === 2 ? "one interim analysis" : `${looks - 1} interim analyses`;
  const at = listed(fractions.map(percent));
  return [
    `There are ${interim} and a final analysis, at ${at} of the maximum information.`,
    `The ${sides} type I error rate of ${plan.alpha} over all analyses is kept by ${plan.rules.efficacy.protocol}.${spendingTimes(plan)}`,
    efficacySentence(plan),
    ...futilitySentences(plan),
    ...harmSentences(plan),
    costSentence(plan),
  ];
}

/** "1, 2 and 3". */
function listed(values: readonly string[]): string {
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} and ${values[values.length - 1]}`;
}

const percent = (share: number) => `${Number((100 * share).toFixed(1))} %`;

/** Three significant digits, but no powers of ten for what is not tiny. */
const level = (p: number) => (p >= 1e-4 ? String(Number(p.toPrecision(3))) : "below 0.0001");

const name = (plan: GroupSequentialPlan, k: number) =>
  k === plan.boundaries.fractions.length - 1 ? "the final analysis" : `analysis ${k + 1}`;

function efficacyAt({ boundaries, nominal, sided }: GroupSequentialPlan, k: number): string {
  const z = boundaries.efficacy[k].toFixed(3);
  return sided === 2 ? `|Z| ≥ ${z} (two-sided p ≤ ${level(2 * nominal[k])})` : `Z ≥ ${z} (one-sided p ≤ ${level(nominal[k])})`;
}

function efficacySentence(plan: GroupSequentialPlan): string {
  const tested: string[] = [];
  const untested: string[] = [];
  plan.boundaries.efficacy.forEach((z, k) => {
    if (z === Number.POSITIVE_INFINITY) untested.push(name(plan, k));
    else tested.push(`${efficacyAt(plan, k)} at ${name(plan, k)}`);
  });
  const without = untested.length === 0 ? "" : ` Efficacy is not tested at ${listed(untested)}.`;
  return `The null hypothesis is rejected, and the trial stops for efficacy, when ${tested.join("; ")}.${without}`;
}

function futilitySentences(plan: GroupSequentialPlan): string[] {
  const { boundaries, rules, sided } = plan;
  if (rules.futility === undefined) return ["The trial does not stop early for futility."];
  const tested: string[] = [];
  for (let k = 0; k + 1 < boundaries.fractions.length; k++) {
    const z = boundaries.futility[k];
    if (sided === 1 ? z === Number.NEGATIVE_INFINITY : z === 0) continue;
    tested.push(`${sided === 2 ? "|Z|" : "Z"} < ${z.toFixed(3)} at ${name(plan, k)}`);
  }
  const rule = `Futility is monitored by ${rules.futility.protocol}.`;
  if (tested.length === 0) return [rule, "No interim analysis has a futility bound."];
  return [`${rule} The trial stops for futility when ${tested.join("; ")}.`, bindingSentence(plan, "futility")];
}

function harmSentences(plan: GroupSequentialPlan): string[] {
  const { boundaries, rules } = plan;
  if (rules.harm === undefined) return [];
  const tested: string[] = [];
  for (let k = 0; k + 1 < boundaries.fractions.length; k++) {
    if (boundaries.harm[k] > Number.NEGATIVE_INFINITY) tested.push(`Z ≤ ${boundaries.harm[k].toFixed(3)} at ${name(plan, k)}`);
  }
  const { spending, total } = rules.harm;
  const total3 = Number(total.toPrecision(3));
  const rule = `Harm bounds spend a probability of ${total3} of being crossed under the null hypothesis by ${spending.protocol}.`;
  const stop = tested.length === 0 ? "" : ` The trial stops for harm when ${tested.join("; ")}.`;
  return rules.futility === undefined ? [`${rule}${stop}`, bindingSentence(plan, "harm")] : [`${rule}${stop}`];
}

function bindingSentence({ rules }: GroupSequentialPlan, which: string): string {
  return rules.binding
    ? `The ${which} bounds are binding: if the trial goes on after one is crossed, the type I error rate is no longer kept.`
    : `The ${which} bounds are not binding: the type I error rate is kept also if the trial goes on after one is crossed.`;
}

function spendingTimes({ boundaries, rules }: GroupSequentialPlan): string {
  if (rules.times.every((time, k) => time === boundaries.fractions[k])) return "";
  return ` Spending follows times of its own, not information: ${listed(rules.times.map(percent))}.`;
}

function costSentence(plan: GroupSequentialPlan): string {
  const { drift, inflation, power } = plan;
  const part = (at: number) => percent(plan.expectedInformation(at));
  return `For a power of ${percent(power)} the maximum information is ${inflation.toFixed(3)} times that of a trial without interim analyses; expected information is ${part(drift)} of the maximum under the planned effect, and ${part(0)} without effect.`;
}
