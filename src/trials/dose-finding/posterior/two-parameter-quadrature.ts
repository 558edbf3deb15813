/** Posteriors of models with two parameters. */
import type { ToxicityModel, ToxicityPosterior } from "./toxicity-model.js";

/** Not written yet. */
export function twoParameterQuadrature(_model: ToxicityModel, _options: { readonly nodes?: number }): ToxicityPosterior {
  throw new Error("twoParameterQuadrature is not written yet");
}
