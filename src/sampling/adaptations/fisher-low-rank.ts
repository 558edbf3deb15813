/** Adaptation of a low-rank metric by Fisher divergence. */
import type { Adaptation } from "../adaptation.js";
import { fisherAdaptation } from "../fisher/fisher-adaptation.js";
import { outstanding } from "../fisher/low-rank-estimate.js";

/**
 * Constructs the adaptation that adds to the diagonal metric of `fisherDiagonal` all principal directions whose variance, in the coordinates it
 * scaled, is above 2 or below ½. For dear densities: it saves the most gradients, and each direction makes a leapfrog step dearer by 4 d.
 *
 * Source: seyboldt2026nutpie.
 */
export function fisherLowRank(): Adaptation {
  return fisherAdaptation("fisherLowRank", 400, outstanding);
}
