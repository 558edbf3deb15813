/** The Bayesian adaptive trial: arms are compared at analyses, dropped and added, and allocated by their probability of being best. */

import {
  type AdaptiveMemory,
  adaptiveMetrics,
  type BayesianAdaptiveConclusion,
  conclusionOf,
  placeArms,
} from "../../adaptive/adaptive-conclusion.js";
import type { BayesianAdaptiveOptions } from "../../adaptive/adaptive-options.js";
import { type AdaptiveSettings, adaptiveSettings } from "../../adaptive/adaptive-settings.js";
import { adaptiveShares } from "../../adaptive/adaptive-shares.js";
import { inWords, reasonsOf } from "../../adaptive/adaptive-words.js";
import { ArmMonitor, type Monitored } from "../../adaptive/arm-monitor.js";
import { type ArmPosteriors, armPosteriors } from "../../adaptive/arm-posteriors.js";
import type { ComparativeDesign } from "../../comparative/comparative-design.js";
import type { Decision, Evidence, Reasons, Step } from "../../design.js";
import { followedUp } from "../../milestones.js";
import type { Metrics } from "../../operating-characteristics.js";
import type { TrialData } from "../../trial-data.js";

export type { BayesianAdaptiveConclusion, BayesianAdaptiveOptions };

/**
 * Returns a trial of two or more arms that is analyzed repeatedly: inferior arms are dropped, the trial stops for superiority or equivalence (or, with control, when one arm
 * is left), and allocation follows P(best)^c within limits. Posterior probabilities are exact (`comparePosteriors`). Order of rules, changes of control and allocation
 * are those of the R package adaptr 1.5.0; "square-root fixed" keeps its ratio when arms are dropped.
 *
 * An analysis comes when so many patients, in order of enrollment, have been followed up: only outcomes observed by then count. After stopping, patients
 * are followed up before the trial concludes.
 *
 * @throws InvalidArgument for options that are not as described or contradict each other: thresholds that cross, shares that cannot sum to 1, an arm opened or
 * dropped twice, a control that the tuning power may starve.
 * Source: granholm2022adaptr, thall2007practical.
 */
export function bayesianAdaptive<Outcome, Observed, Tally>(
  options: BayesianAdaptiveOptions<Outcome, Observed, Tally>,
): ComparativeDesign<AdaptiveMemory, Outcome, Observed, Tally, BayesianAdaptiveConclusion> {
  const settings = adaptiveSettings(options);
  const { arms, response, control } = settings;
  const posteriors = armPosteriors("bayesianAdaptive", response.scale, settings.prior, arms.length);
  const monitor = new ArmMonitor(posteriors.grid, settings.rules, response.direction === 1, arms.length);
  const conclude = (memory: AdaptiveMemory, data: TrialData<Observed, Tally>) => conclusionOf(settings, posteriors, memory, data);
  return {
    name: "Bayesian adaptive",
    arms,
    endpoint: response.endpoint,
    larger: response.larger,
    maximumPatients: settings.maximumPatients,
    ...(control < 0 ? {} : { control }),
    start: startOf(settings),
    metrics: adaptiveMetrics(arms) as unknown as Metrics,
    conclude,
    protocol: () => inWords(settings as unknown as AdaptiveSettings, posteriors.prior),
    ...recipeOf(options),
    decide(memory, data): Step<AdaptiveMemory, Observed, Tally, BayesianAdaptiveConclusion> {
      if (memory.ending !== null) return stopped(memory, conclude(memory, data), arms);
      if (memory.look < 0) {
        const reasons = () => ["Patients are allocated by the shares of the start until the first analysis."];
        const evidence = () => ({ allocation: Array.from(settings.start) });
        const decision = enrollment(settings, 0, settings.start, data, reasons, evidence);
        return { decision, memory: { ...memory, look: 0 } };
      }
      return analyze(settings, posteriors, monitor, memory, data, conclude);
    },
  };
}

function startOf({
  arms,
  opens,
  control,
}: {
  arms: readonly string[];
  opens: readonly number[];
  control: number;
}): AdaptiveMemory {
  return {
    look: -1,
    status: opens.map((look) => (look === 0 ? "open" : "waiting")),
    decidedAt: arms.map(() => 0),
    probability: arms.map(() => null),
    control,
    controlChanged: false,
    ending: null,
    selected: -1,
    best: arms.map(() => null),
  };
}

type Conclude<Observed, Tally> = (memory: AdaptiveMemory, data: TrialData<Observed, Tally>) => BayesianAdaptiveConclusion;
type AdaptiveStep<Observed, Tally> = Step<AdaptiveMemory, Observed, Tally, BayesianAdaptiveConclusion>;

function analyze<Outcome, Observed, Tally>(
  settings: AdaptiveSettings<Outcome, Observed, Tally>,
  posteriors: ArmPosteriors,
  monitor: ArmMonitor,
  memory: AdaptiveMemory,
  data: TrialData<Observed, Tally>,
  conclude: Conclude<Observed, Tally>,
): AdaptiveStep<Observed, Tally> {
  const { arms, looks } = settings;
  const { look } = memory;
  const state: Monitored = {
    status: [...memory.status],
    decidedAt: [...memory.decidedAt],
    probability: memory.probability.map((p) => p ?? Number.NaN),
    control: memory.control,
    controlChanged: memory.controlChanged,
    ending: null,
    selected: -1,
  };
  const { compared, waiting } = placeArms(settings, posteriors, state.status, data);
  if (compared > 0) monitor.apply(state, look, waiting);
  const { active } = posteriors.grid;
  const best = arms.map((_, arm) => (compared > 0 && active[arm] === 1 ? monitor.best[arm] : null));
  const last = look + 1 === looks.length || data.exhausted;
  if (state.ending === null && last) state.ending = "maximum";
  if (state.ending === null) change(settings, state, look + 1);
  const weights =
    state.ending === null ? adaptiveShares(settings, posteriors, state, best, look, data) : new Float64Array(arms.length);
  const shown = best.map((p) => p ?? Number.NaN);
  const reasons = () => reasonsOf(arms, look + 1, state, shown, weights);
  const evidence = () => ({ "probability of being best": shown.map((p) => p || 0), allocation: Array.from(weights) });
  const next: AdaptiveMemory = {
    look: look + 1,
    status: state.status,
    decidedAt: state.decidedAt,
    probability: state.probability.map((p) => (Number.isNaN(p) ? null : p)),
    control: state.control,
    controlChanged: state.controlChanged,
    ending: state.ending,
    selected: state.selected,
    best,
  };
  if (state.ending === null) return { decision: enrollment(settings, look + 1, weights, data, reasons, evidence), memory: next };
  if (data.pending === 0 || data.exhausted)
    return { decision: { kind: "stop", conclusion: conclude(next, data), reasons, evidence }, memory: next };
  return {
    decision: { kind: "continue", allocate: () => weights, enroll: 0, review: followedUp, reasons, evidence },
    memory: next,
  };
}

/** Opens and closes arms as planned after an analysis; control and the last arm stay. */
function change(
  { opens, closes }: { opens: readonly number[]; closes: readonly number[] },
  state: Monitored,
  look: number,
): void {
  for (let arm = 0; arm < opens.length; arm++) {
    if (opens[arm] === look && state.status[arm] === "waiting") state.status[arm] = "open";
    const left = state.status.filter((status) => status === "open").length;
    if (closes[arm] === look && state.status[arm] === "open" && arm !== state.control && left > 1) {
      state.status[arm] = "closed";
      state.decidedAt[arm] = look;
      state.probability[arm] = Number.NaN;
    }
  }
}

/** Enrollment until analysis number `look` (from 0). */
function enrollment<Outcome, Observed, Tally>(
  { enrolledAtLooks, maximumPatients, reviews }: AdaptiveSettings<Outcome, Observed, Tally>,
  look: number,
  weights: Float64Array,
  data: TrialData<Observed, Tally>,
  reasons: Reasons,
  evidence: Evidence,
): Extract<Decision<Observed, Tally, BayesianAdaptiveConclusion>, { kind: "continue" }> {
  const until = enrolledAtLooks === undefined ? maximumPatients : enrolledAtLooks[look];
  const enroll = until > data.enrolled ? until - data.enrolled : 0;
  return { kind: "continue", allocate: () => weights, weights, enroll, review: reviews[look], reasons, evidence };
}

/** All patients are followed up after the trial was stopped. */
function stopped<Observed, Tally>(
  memory: AdaptiveMemory,
  conclusion: BayesianAdaptiveConclusion,
  arms: readonly string[],
): AdaptiveStep<Observed, Tally> {
  const reasons = () => [
    `All patients have been followed up: the trial concludes${conclusion.selected === null ? "" : ` with ${arms[conclusion.selected]}`} (${conclusion.ending}, found at analysis ${memory.look}).`,
  ];
  return { decision: { kind: "stop", conclusion, reasons }, memory };
}

/** Absent when a part of it is the user's own and has no recipe. */
function recipeOf<Outcome, Observed, Tally>(options: BayesianAdaptiveOptions<Outcome, Observed, Tally>) {
  if (options.response.recipe === undefined) return {};
  const plain = { ...options, response: options.response.recipe };
  return { recipe: { make: "bayesianAdaptive", options: JSON.parse(JSON.stringify(plain)) as never } };
}
