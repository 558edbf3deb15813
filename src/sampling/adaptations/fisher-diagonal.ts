/** Adaptation of a diagonal metric by Fisher divergence. */
import type { Adaptation } from "../adaptation.js";
import { fisherAdaptation } from "../fisher/fisher-adaptation.js";

/**
 * Constructs the adaptation that makes the gradients of the whitened target as near to those of N(0, I) as a diagonal metric can (least
 * Fisher divergence): scale² = √(Var(x) / Var(∂ log π / ∂x)), coordinate by coordinate.
 *
 * The first scale comes from a few gradients about the first point, |∂²log π / ∂x²|^(−½). Draws enter a foreground and a background estimate; now and then
 * the foreground becomes the background, which begins anew: every 10 draws in the first 30 % of warmup, then in windows growing by half
 * from 80. The metric is updated after each draw, until the last 15 %, when only the step size is.
 *
 * Source: seyboldt2026nutpie.
 */
export function fisherDiagonal(): Adaptation {
  return fisherAdaptation("fisherDiagonal", 400);
}
