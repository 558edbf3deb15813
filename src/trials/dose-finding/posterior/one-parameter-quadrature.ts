/** Posteriors of models with one parameter. */
import type { ToxicityModel, ToxicityPosterior } from "./toxicity-model.js";

/** Not written yet. */
export function oneParameterQuadrature(_model: ToxicityModel, _options: { readonly nodes?: number }): ToxicityPosterior {
  throw new Error("oneParameterQuadrature is not written yet");
}
