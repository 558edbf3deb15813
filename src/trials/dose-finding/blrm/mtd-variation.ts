/** How well the dose with a given toxicity is known. */
import { exp } from "../../../numeric/elementary/exponential.js";
import { log } from "../../../numeric/elementary/logarithm.js";
import { brentRoot } from "../../../numeric/roots/brent-root.js";
import { logit } from "../../../numeric/special/logit.js";
import type { TwoParameterPosterior } from "../posterior/two-parameter-quadrature.js";

/** The factor that makes the median absolute deviation the standard deviation of a normal distribution. */
const NORMAL = 1.4826;
/** Logarithms of doses relative to the reference dose are looked for within ± this. */
const WIDEST = 300;

/**
 * Returns the robust coefficient of variation of the dose whose toxicity is the target, 1.4826 · (median absolute deviation) / median, under
 * the posterior of a two-parameter logistic model; Infinity when the median is beyond all measure.
 *
 * The dose x is at most c just when toxicity at c is the target or more: Pr(x ≤ c) = Pr(log α ≥ logit(target) − β log(c/d*)).
 * Source: neuenschwander2008critical; the rule is StoppingMTDCV of the R package crmPack (sabanesbove2019model), without its Monte Carlo error.
 */
export function mtdVariation(posterior: TwoParameterPosterior, target: number): number {
  const logOdds = logit(target);
  const atMost = (logRelative: number): number =>
    1 - posterior.probabilityFirstBelow((second) => logOdds - exp(second < 600 ? second : 600) * logRelative);
  const median = middle(atMost);
  if (median === undefined) return Number.POSITIVE_INFINITY;
  // In units of the median: Pr(|x/median − 1| ≤ m) = ½.
  const within = (m: number): number => atMost(median + log(1 + m)) - (m < 1 ? atMost(median + log(1 - m)) : 0) - 0.5;
  let most = 1;
  while (within(most) < 0) {
    most *= 2;
    if (most > 1e100) return Number.POSITIVE_INFINITY;
  }
  return NORMAL * brentRoot(within, 0, most, { tolerance: 1e-10 }).root;
}

function middle(atMost: (logRelative: number) => number): number | undefined {
  let width = 1;
  while (atMost(-width) > 0.5 || atMost(width) < 0.5) {
    width *= 2;
    if (width > WIDEST) return undefined;
  }
  return brentRoot((x) => atMost(x) - 0.5, -width, width, { tolerance: 1e-11 }).root;
}
