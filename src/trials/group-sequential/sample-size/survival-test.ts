/** The log-rank test of a constant hazard ratio, by events. */

import { exp } from "../../../numeric/elementary/exponential.js";
import { log } from "../../../numeric/elementary/logarithm.js";
import { type FixedTest, linearTest } from "./fixed-test.js";

/** How the drift depends on events: by Schoenfeld, Freedman, or Freedman with Hsieh's allocation. */
export type EventFormula = "schoenfeld" | "freedman" | "hsieh-freedman";

/**
 * The log-rank test; its size is the number of events.
 *
 * With h the hazard ratio over that of the hypothesis and r patients on treatment for each one on control, the effect by √event is
 * log(h) √r/(1 + r) (Schoenfeld), (h − 1) √r/(1 + r h) (Freedman) or (h − 1)/(h + 1) · 2√r/(1 + r) (Hsieh–Freedman).
 *
 * @param sign 1 when hazards above that of the hypothesis speak for treatment, −1 when those below do.
 * Source: schoenfeld1981asymptotic, freedman1982tables, hsieh1992comparing.
 */
export function survivalTest(formula: EventFormula, relativeRatio: number, ratio: number, sign: 1 | -1): FixedTest {
  return linearTest(sign * effectByEvent(formula, relativeRatio, ratio));
}

function effectByEvent(formula: EventFormula, h: number, r: number): number {
  switch (formula) {
    case "schoenfeld":
      return (log(h) * Math.sqrt(r)) / (1 + r);
    case "freedman":
      return ((h - 1) * Math.sqrt(r)) / (1 + r * h);
    case "hsieh-freedman":
      return (((h - 1) / (h + 1)) * 2 * Math.sqrt(r)) / (1 + r);
    default:
      return formula satisfies never;
  }
}

/**
 * The hazard ratio (over that of the hypothesis) whose logarithm has the estimate z standard errors from 0 with so many events:
 * exp(z (1 + r) / √(r events)). Source: schoenfeld1981asymptotic.
 */
export function ratioAtZ(z: number, events: number, r: number): number {
  return exp((z * (1 + r)) / Math.sqrt(r * events));
}
