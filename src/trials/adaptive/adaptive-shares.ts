/** Allocation of a Bayesian adaptive trial between two analyses. */
import type { TrialData } from "../trial-data.js";
import type { AdaptiveSettings } from "./adaptive-settings.js";
import { controlShare } from "./allocation-options.js";
import { matchControl, scaledLimits, shareInto } from "./allocation-shares.js";
import type { Monitored } from "./arm-monitor.js";
import type { ArmPosteriors } from "./arm-posteriors.js";

/** Allocation until the next analysis. */
export function adaptiveShares<Outcome, Observed, Tally>(
  settings: AdaptiveSettings<Outcome, Observed, Tally>,
  posteriors: ArmPosteriors,
  state: Monitored,
  best: readonly (number | null)[],
  look: number,
  data: TrialData<Observed, Tally>,
): Float64Array {
  const { arms, response, start, rescale, controlAllocation: chosen, opens } = settings;
  const { control } = state;
  const isOpen = (arm: number) => state.status[arm] === "open";
  const p = new Float64Array(arms.length);
  let left = 0;
  let atStart = 0;
  let isComplete = true;
  for (let arm = 0; arm < arms.length; arm++) {
    if (opens[arm] === 0) atStart++;
    if (!isOpen(arm)) p[arm] = Number.NaN;
    else {
      left++;
      if (best[arm] === null) isComplete = false;
    }
  }
  const factor = Math.max(1, atStart / left);
  const isFixed = rescale === "fixed" || rescale === "both";
  const isLimit = rescale === "limits" || rescale === "both";
  const except = chosen === "adaptive" ? -1 : control;
  const scaled = scaledLimits(settings.limits, isFixed ? factor : 1, isLimit ? factor : 1, except);
  const isPlain = isComplete && (control < 0 || chosen === "adaptive");
  const limits = isPlain
    ? scaled
    : { fixed: scaled.fixed.slice(), minimum: scaled.minimum.slice(), maximum: scaled.maximum.slice() };
  let evaluated = 0;
  for (let arm = 0; arm < arms.length; arm++) {
    const patients = response.patients(data.tally(arm));
    evaluated += patients;
    if (!isOpen(arm)) continue;
    const value = best[arm];
    if (value === null) limits.fixed[arm] = 1 / left;
    else p[arm] = settings.measure === "best" ? value : Math.sqrt((value * posteriors.variance(arm)) / (patients + 1));
  }
  if (look + 1 < settings.adaptAfterLook)
    for (let arm = 0; arm < p.length; arm++) if (isOpen(arm)) p[arm] = start[arm] || 1 / left;
  const known = settings.tuning[look];
  const tuning = Number.isNaN(known) ? evaluated / (2 * settings.maximumPatients) : known;
  if (control >= 0 && chosen !== "adaptive") {
    limits.minimum[control] = Number.NaN;
    limits.maximum[control] = Number.NaN;
    if (chosen === "matched") {
      limits.fixed[control] = Number.NaN;
      matchControl(p, control);
    } else limits.fixed[control] = left === 1 ? 1 : controlShare(chosen, left, arms.length);
    if (chosen === "square-root fixed")
      for (let arm = 0; arm < p.length; arm++) {
        if (arm === control) continue;
        limits.fixed[arm] = Number.NaN;
        if (isOpen(arm)) p[arm] = 1;
      }
  }
  const weights = new Float64Array(arms.length);
  shareInto(weights, p, limits, look + 1 < settings.adaptAfterLook ? 1 : tuning);
  return weights;
}
