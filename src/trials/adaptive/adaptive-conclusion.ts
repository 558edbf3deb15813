/** What Bayesian adaptive trials remember, conclude and measure. */
import type { ComparativeConclusion, ComparativeEnding } from "../comparative/comparative-design.js";
import type { MetricDescription, Metrics, TrialResult } from "../operating-characteristics.js";
import type { TrialData } from "../trial-data.js";
import type { AdaptiveSettings } from "./adaptive-settings.js";
import type { ArmStatus } from "./arm-monitor.js";
import type { ArmPosteriors } from "./arm-posteriors.js";

/** An arm that was dropped before the end. */
export interface DroppedArm {
  readonly arm: number;
  readonly reason: "inferior" | "equivalent" | "futile" | "closed";
  /** Analysis, counted from 1. */
  readonly look: number;
  /** The posterior probability that decided; null when none did. */
  readonly probability: number | null;
}

/**
 * What a Bayesian adaptive trial concludes. With control, "superiority" means that the last arm left replaced control, "inferiority" that control is left since
 * the last of the others were inferior (adaptr calls both superiority): `selected` is that arm.
 */
export interface BayesianAdaptiveConclusion extends ComparativeConclusion {
  /** Analyses made before the trial stopped. */
  readonly looks: number;
  /** The control at the end, if any. */
  readonly control: number | null;
  readonly dropped: readonly DroppedArm[];
  /** P(best) at the last analysis, by arm; null for arms that were not compared there or dropped at it. */
  readonly probabilityBest: readonly (number | null)[];
  /** P(best) of all arms by all data, after follow-up; null for arms without data. */
  readonly finalProbabilityBest: readonly (number | null)[];
  /** Posterior means of all arms by all data; null for arms without data. */
  readonly estimates: readonly (number | null)[];
}

/** What is remembered between analyses. */
export interface AdaptiveMemory {
  /** Analyses made; −1 before the trial opens. */
  readonly look: number;
  readonly status: readonly ArmStatus[];
  readonly decidedAt: readonly number[];
  readonly probability: readonly (number | null)[];
  readonly control: number;
  readonly controlChanged: boolean;
  readonly ending: ComparativeEnding | null;
  readonly selected: number;
  readonly best: readonly (number | null)[];
}

/** Places the open arms that have data in the grid, active; returns how many there are, and whether arms are without data or to come. */
export function placeArms<Outcome, Observed, Tally>(
  { arms, response }: AdaptiveSettings<Outcome, Observed, Tally>,
  posteriors: ArmPosteriors,
  status: readonly ArmStatus[],
  data: TrialData<Observed, Tally>,
): { readonly compared: number; readonly waiting: boolean } {
  const { active } = posteriors.grid;
  let compared = 0;
  let waiting = false;
  for (let arm = 0; arm < arms.length; arm++) {
    const tally = data.tally(arm);
    const isOpen = status[arm] === "open";
    const isRead = isOpen && response.patients(tally) > 0 && posteriors.read(arm, tally);
    active[arm] = isRead ? 1 : 0;
    if (isRead) compared++;
    else if (isOpen || status[arm] === "waiting") waiting = true;
  }
  if (compared > 0) posteriors.place();
  return { compared, waiting };
}

/** What is concluded when the trial ends as remembered, by all data there are. */
export function conclusionOf<Outcome, Observed, Tally>(
  settings: AdaptiveSettings<Outcome, Observed, Tally>,
  posteriors: ArmPosteriors,
  memory: AdaptiveMemory,
  data: TrialData<Observed, Tally>,
): BayesianAdaptiveConclusion {
  const { arms } = settings;
  const everyArm = new Array<ArmStatus>(arms.length).fill("open");
  const { compared } = placeArms(settings, posteriors, everyArm, data);
  const { active } = posteriors.grid;
  const final = new Float64Array(arms.length);
  if (compared > 0) posteriors.grid.bestInto(final, settings.response.direction === 1);
  const selected = memory.selected < 0 ? null : memory.selected;
  let top: number | null = null;
  memory.best.forEach((p, arm) => {
    if (p !== null && (top === null || p > (memory.best[top] as number))) top = arm;
  });
  return {
    ending: memory.ending ?? "maximum",
    selected,
    preferred: selected ?? (memory.control < 0 ? top : data.enrolledOn(memory.control) > 0 ? memory.control : null),
    looks: Math.max(0, memory.look),
    control: memory.control < 0 ? null : memory.control,
    dropped: memory.status.flatMap((status, arm) => droppedArm(memory, status, arm)),
    probabilityBest: memory.best,
    finalProbabilityBest: arms.map((_, arm) => (active[arm] === 1 ? final[arm] : null)),
    estimates: arms.map((_, arm) => (active[arm] === 1 ? posteriors.mean(arm) : null)),
  };
}

function droppedArm(
  { decidedAt, probability, ending, control }: AdaptiveMemory,
  status: ArmStatus,
  arm: number,
): readonly DroppedArm[] {
  if (status === "open" || status === "waiting" || status === "superior") return [];
  // Without control, arms that are equivalent at the end have not been dropped.
  if (status === "equivalent" && ending === "equivalence" && control < 0) return [];
  return [{ arm, reason: status, look: decidedAt[arm], probability: probability[arm] }];
}

/** Analyses, arms dropped, and probabilities at the end: Source: granholm2022adaptr. */
export function adaptiveMetrics(arms: readonly string[]): Metrics<TrialResult<unknown, BayesianAdaptiveConclusion>> {
  const descriptions: MetricDescription[] = [
    { name: "looks", label: "analyses", unit: "number" },
    { name: "armsDropped", label: "arms dropped", unit: "number" },
    ...arms.map(
      (arm, k): MetricDescription => ({ name: `dropped[${k + 1}]`, label: `${arm} dropped`, unit: "proportion", arm: k }),
    ),
    ...arms.map(
      (arm, k): MetricDescription => ({
        name: `finalProbabilityBest[${k + 1}]`,
        label: `final probability that ${arm} is best`,
        unit: "number",
        arm: k,
      }),
    ),
  ];
  return {
    descriptions,
    measureInto(out, at, { conclusion }) {
      const { looks, dropped, finalProbabilityBest } = conclusion;
      out[at] = looks;
      out[at + 1] = dropped.length;
      for (let arm = 0; arm < arms.length; arm++) {
        out[at + 2 + arm] = 0;
        out[at + 2 + arms.length + arm] = finalProbabilityBest[arm] ?? Number.NaN;
      }
      for (const { arm } of dropped) out[at + 2 + arm] = 1;
    },
  };
}
