/** Farrington and Manning's likelihood estimates of two rates under a hypothesis about their difference, ratio or odds ratio. */

import { atan2 } from "../../../numeric/elementary/arctangent.js";
import { cos } from "../../../numeric/elementary/trigonometric.js";
import { brentRoot } from "../../../numeric/roots/brent-root.js";

/** Estimates of the two rates that fulfill the hypothesis. */
export interface RestrictedRates {
  readonly treatment: number;
  readonly control: number;
}

/** What is compared: treatment − control, treatment / control, or the ratio of their odds. */
export type RateEffect = "difference" | "ratio" | "odds-ratio";

/**
 * The rates of largest likelihood for which the effect has its null value.
 *
 * @param treatment, control Observed (or assumed) rates; `ratio` patients on treatment for each one on control.
 * Source: farrington1990test.
 */
export function restrictedRates(
  effect: RateEffect,
  nullValue: number,
  treatment: number,
  control: number,
  ratio: number,
): RestrictedRates {
  if (effect === "difference") return restrictedByDifference(nullValue, treatment, control, ratio);
  if (effect === "ratio") return restrictedByRatio(nullValue, treatment, control, ratio);
  return restrictedByOdds(nullValue, treatment, control, ratio);
}

/** The cubic of Farrington and Manning in the rate of treatment, solved by its cosine formula. */
function restrictedByDifference(delta: number, treatment: number, control: number, ratio: number): RestrictedRates {
  if (delta === 0) {
    const pooled = (ratio * treatment + control) / (1 + ratio);
    return { treatment: pooled, control: pooled };
  }
  const theta = 1 / ratio;
  const a = 1 + theta;
  const b = -(1 + theta + treatment + theta * control + delta * (theta + 2));
  const c = delta * delta + delta * (2 * treatment + theta + 1) + treatment + theta * control;
  const d = -treatment * delta * (1 + delta);
  const shift = b / (3 * a);
  const v = shift * shift * shift - (b * c) / (6 * a * a) + d / (2 * a);
  const u = (v > 0 ? 1 : -1) * Math.sqrt(Math.max(0, shift * shift - c / (3 * a)));
  const cosine = u === 0 ? 1 : Math.max(-1, Math.min(1, v / (u * u * u)));
  const angle = (Math.PI + atan2(Math.sqrt(1 - cosine * cosine), cosine)) / 3;
  const rate = clamp(2 * u * cos(angle) - shift, Math.max(0, delta), Math.min(1, 1 + delta));
  return { treatment: rate, control: rate - delta };
}

/** A quadratic equation in the rate of treatment. */
function restrictedByRatio(null0: number, treatment: number, control: number, ratio: number): RestrictedRates {
  const theta = 1 / ratio;
  const a = 1 + theta;
  const b = -(null0 * (1 + theta * control) + theta + treatment);
  const c = null0 * (treatment + theta * control);
  const rate = (-b - Math.sqrt(Math.max(0, b * b - 4 * a * c))) / (2 * a);
  return { treatment: rate, control: rate / null0 };
}

/** The rate of control solves p₁ + θ p₂ = the observed sum, with the odds of p₁ being the null value times those of p₂. */
function restrictedByOdds(null0: number, treatment: number, control: number, ratio: number): RestrictedRates {
  const total = ratio * treatment + control;
  const rateAt = (p: number) => (null0 * p) / (1 + p * (null0 - 1));
  if (total <= 0) return { treatment: 0, control: 0 };
  if (total >= 1 + ratio) return { treatment: 1, control: 1 };
  const { root } = brentRoot((p) => ratio * rateAt(p) + p - total, 0, 1);
  return { treatment: rateAt(root), control: root };
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
