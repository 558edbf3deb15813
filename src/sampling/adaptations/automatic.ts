/** The default adaptation. */
import type { Adaptation } from "../adaptation.js";
import { fisherAdaptation } from "../fisher/fisher-adaptation.js";
import { worthwhile } from "../fisher/low-rank-estimate.js";

/**
 * Constructs the default adaptation: the diagonal metric of `fisherDiagonal`, with principal directions added where draws and gradients show
 * correlations that the first half of the draws foretells for the second, and so strong that shorter trajectories pay for them.
 *
 * Source: seyboldt2026nutpie.
 */
export function automatic(): Adaptation {
  return fisherAdaptation("automatic", 400, worthwhile);
}
