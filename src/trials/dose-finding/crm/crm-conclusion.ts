/** The dose that a design of the continual reassessment method recommends at the end. */
import type { DoseRecommendation } from "../dose-finding-design.js";
import type { CrmFit } from "./crm-fitter.js";
import type { CrmSettings } from "./crm-settings.js";

/**
 * Returns the recommended dose: the model's own, or (unless `recommendUntried`) the highest tried that is not above it; none when the
 * safety stop's condition holds.
 *
 * @param patients Patients by dose.
 */
export function crmConclusion(settings: CrmSettings, fit: CrmFit, patients: ArrayLike<number>): DoseRecommendation {
  if (fit.excess > settings.safetyCutoff) return { dose: null };
  if (settings.recommendUntried) return { dose: fit.dose };
  let dose = fit.dose;
  while (dose >= 0 && patients[dose] === 0) dose--;
  return { dose: dose < 0 ? null : dose };
}
