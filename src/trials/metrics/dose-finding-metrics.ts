/** What is measured of a dose-finding trial under a known truth. */
import type { ToxicityTally } from "../../endpoints/toxicity.js";
import type { DoseRecommendation } from "../dose-finding/dose-finding-design.js";
import type { Metric, TrialResult } from "../operating-characteristics.js";

type DoseFindingResult = TrialResult<ToxicityTally, DoseRecommendation>;

export interface DoseFindingTruth {
  readonly arms: readonly string[];
  readonly toxicity: readonly number[];
  readonly target?: number | undefined;
  /** Level of the true maximum tolerated dose from 1; null for none; undefined: nearest to the target. */
  readonly trueLevel?: number | null | undefined;
}

/** A trial that treats more than this part of its patients above the target overdoses. */
const HIGH_OVERDOSING = 0.6;

/**
 * Returns the metrics of a dose-finding trial: selection, patients and toxicities by dose, totals and duration; with a target also correct
 * selection, selection above the target, the part of patients treated above it, and the risk that this part exceeds 60 %.
 */
export function doseFindingMetrics(truth: DoseFindingTruth): readonly Metric<DoseFindingResult>[] {
  const { arms, target } = truth;
  return [...selection(arms), ...byDose(arms), ...totals(arms), ...(target === undefined ? [] : againstTarget(truth, target))];
}

function selection(arms: readonly string[]): Metric<DoseFindingResult>[] {
  const metrics = arms.map(
    (label, arm): Metric<DoseFindingResult> => ({
      name: `selected[${arm + 1}]`,
      label: `${label} selected`,
      unit: "proportion",
      arm,
      measure: (result) => (result.conclusion.dose === arm ? 1 : 0),
    }),
  );
  metrics.push({
    name: "selected[none]",
    label: "no dose selected",
    unit: "proportion",
    measure: (result) => (result.conclusion.dose === null ? 1 : 0),
  });
  return metrics;
}

function byDose(arms: readonly string[]): Metric<DoseFindingResult>[] {
  return [
    ...arms.map(
      (label, arm): Metric<DoseFindingResult> => ({
        name: `patients[${arm + 1}]`,
        label: `patients at ${label}`,
        unit: "patients",
        arm,
        measure: (result) => result.enrolledOn(arm),
      }),
    ),
    ...arms.map(
      (label, arm): Metric<DoseFindingResult> => ({
        name: `toxicities[${arm + 1}]`,
        label: `DLTs at ${label}`,
        unit: "events",
        arm,
        measure: (result) => result.tally(arm).toxicities,
      }),
    ),
  ];
}

function totals(arms: readonly string[]): Metric<DoseFindingResult>[] {
  const count = arms.length;
  return [
    { name: "patients", label: "patients", unit: "patients", measure: (result) => result.enrolled },
    {
      name: "toxicities",
      label: "DLTs",
      unit: "events",
      measure(result) {
        let sum = 0;
        for (let arm = 0; arm < count; arm++) sum += result.tally(arm).toxicities;
        return sum;
      },
    },
    { name: "duration", label: "duration", unit: "time", measure: (result) => result.duration },
  ];
}

function againstTarget({ toxicity, trueLevel, arms }: DoseFindingTruth, target: number): Metric<DoseFindingResult>[] {
  const best = trueLevel === undefined ? nearest(toxicity, target) : trueLevel === null ? null : trueLevel - 1;
  const tooToxic = arms.map((_, arm) => toxicity[arm] > target);
  const above = (result: DoseFindingResult): number => {
    let patients = 0;
    for (let arm = 0; arm < tooToxic.length; arm++) if (tooToxic[arm]) patients += result.enrolledOn(arm);
    return patients / result.enrolled;
  };
  return [
    {
      name: "correct",
      label: "correct selection",
      unit: "proportion",
      measure: (result) => (result.conclusion.dose === best ? 1 : 0),
    },
    {
      name: "selectedAboveTarget",
      label: "selection above the target",
      unit: "proportion",
      measure: ({ conclusion: { dose } }) => (dose !== null && tooToxic[dose] ? 1 : 0),
    },
    { name: "patientsAboveTarget", label: "part of patients above the target", unit: "number", measure: above },
    {
      name: "overdosing",
      label: `more than ${HIGH_OVERDOSING * 100} % of patients above the target`,
      unit: "proportion",
      measure: (result) => (above(result) > HIGH_OVERDOSING ? 1 : 0),
    },
  ];
}

/** Position of the probability nearest to the target, the lowest of equals. */
function nearest(toxicity: readonly number[], target: number): number {
  let best = 0;
  for (let arm = 1; arm < toxicity.length; arm++)
    if (Math.abs(toxicity[arm] - target) < Math.abs(toxicity[best] - target)) best = arm;
  return best;
}
