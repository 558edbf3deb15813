/** What reports read of a fit's model. */
import type { Fit, ModelWithData } from "../../models/index.js";

/** The model with its data that was fitted; undefined for one that was not declared with `model()`. */
export function modelOfFit({ model }: Fit): ModelWithData | undefined {
  // By its members, not by its class: a report that tells of no fit should not carry the compiler of models.
  return "model" in model && "data" in model ? (model as ModelWithData) : undefined;
}
