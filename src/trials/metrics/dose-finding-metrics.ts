/** What is measured of a dose-finding trial under a known truth. */
import type { ToxicityTally } from "../../endpoints/toxicity.js";
import type { DoseRecommendation } from "../dose-finding/dose-finding-design.js";
import type { MetricDescription, Metrics, TrialResult } from "../operating-characteristics.js";

export interface DoseFindingTruth {
  readonly arms: readonly string[];
  readonly toxicity: readonly number[];
  readonly target?: number | undefined;
  /** Level of the true maximum tolerated dose from 1; null for none; undefined: nearest to the target. */
  readonly trueLevel?: number | null | undefined;
}

/** A trial that treats more than this part of its patients above the target overdoses. */
const HIGH_OVERDOSING = 0.6;

/** A truth computed to be the target (a dose on a curve) may miss it by rounding: it is not above. */
const ROUNDING = 1e-9;

/**
 * Returns the metrics of a dose-finding trial: selection, patients and toxicities by dose, totals and duration; with a target also correct
 * selection, selection above the target, the patients treated above it, and the risk that they are more than 60 % of all.
 */
export function doseFindingMetrics(truth: DoseFindingTruth): Metrics<TrialResult<ToxicityTally, DoseRecommendation>> {
  const { arms, toxicity, target } = truth;
  const doses = arms.length;
  const best = target === undefined ? null : trueDose(truth, target);
  const tooToxic = Uint8Array.from(arms, (_, arm) => (target !== undefined && toxicity[arm] > target + ROUNDING ? 1 : 0));
  return {
    descriptions: describe(arms, target !== undefined),
    measureInto(out, at, result) {
      const { dose } = result.conclusion;
      const { enrolled } = result;
      let toxicities = 0;
      let above = 0;
      let next = at;
      for (let arm = 0; arm < doses; arm++) out[next++] = dose === arm ? 1 : 0;
      out[next++] = dose === null ? 1 : 0;
      for (let arm = 0; arm < doses; arm++) {
        const patients = result.enrolledOn(arm);
        out[next++] = patients;
        if (tooToxic[arm] === 1) above += patients;
      }
      for (let arm = 0; arm < doses; arm++) {
        const toxic = result.tally(arm).toxicities;
        out[next++] = toxic;
        toxicities += toxic;
      }
      out[next++] = enrolled;
      out[next++] = toxicities;
      out[next++] = result.duration;
      if (target === undefined) return;
      out[next++] = dose === best ? 1 : 0;
      out[next++] = dose !== null && tooToxic[dose] === 1 ? 1 : 0;
      out[next++] = above;
      out[next++] = above > HIGH_OVERDOSING * enrolled ? 1 : 0;
    },
  };
}

/** What `measureInto` writes, in its order. */
function describe(arms: readonly string[], withTarget: boolean): readonly MetricDescription[] {
  const byDose = (name: string, label: (dose: string) => string, unit: MetricDescription["unit"]) =>
    arms.map((dose, arm): MetricDescription => ({ name: `${name}[${arm + 1}]`, label: label(dose), unit, arm }));
  const againstTarget: readonly MetricDescription[] = [
    { name: "correct", label: "correct selection", unit: "proportion" },
    { name: "selectedAboveTarget", label: "selection above the target", unit: "proportion" },
    { name: "patientsAboveTarget", label: "patients above the target", unit: "patients" },
    { name: "overdosing", label: `more than ${HIGH_OVERDOSING * 100} % of patients above the target`, unit: "proportion" },
  ];
  return [
    ...byDose("selected", (dose) => `${dose} selected`, "proportion"),
    { name: "selected[none]", label: "no dose selected", unit: "proportion" },
    ...byDose("patients", (dose) => `patients at ${dose}`, "patients"),
    ...byDose("toxicities", (dose) => `DLTs at ${dose}`, "events"),
    { name: "patients", label: "patients", unit: "patients" },
    { name: "toxicities", label: "DLTs", unit: "events" },
    { name: "duration", label: "duration", unit: "time" },
    ...(withTarget ? againstTarget : []),
  ];
}

/** Position of the true maximum tolerated dose: as given, or the one with toxicity nearest to the target, the lowest of equals; null for none. */
function trueDose({ toxicity, trueLevel }: DoseFindingTruth, target: number): number | null {
  if (trueLevel !== undefined) return trueLevel === null ? null : trueLevel - 1;
  let best = 0;
  for (let arm = 1; arm < toxicity.length; arm++)
    if (Math.abs(toxicity[arm] - target) < Math.abs(toxicity[best] - target)) best = arm;
  return best;
}
