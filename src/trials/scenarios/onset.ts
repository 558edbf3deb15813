/** When within the assessment window toxicities happen. */
import { InvalidArgument } from "../../errors.js";
import { exp } from "../../numeric/elementary/exponential.js";
import { log, log1p } from "../../numeric/elementary/logarithm.js";
import type { Recipe } from "../recipe.js";
import { checkKnown } from "../requirements.js";

/** Turns a patient's own uniform number into the time of their toxicity. */
export interface Onset {
  /** Time for a patient whose number u is below the probability of toxicity: from 0 to `window`, increasing in u. */
  time(u: number, probability: number, window: number): number;
  readonly recipe?: Recipe;
}

/** Every toxicity is known at the window's end, and only then. */
export function onsetAtWindowEnd(): Onset {
  return { time: (_u, _probability, window) => window, recipe: { make: "onsetAtWindowEnd", options: {} } };
}

/** Given a toxicity, its time is uniform over the window: time = window · u / probability. */
export function uniformOnset(): Onset {
  return {
    // Rounding must not put a toxicity beyond the window.
    time: (u, probability, window) => Math.min((window * u) / probability, window),
    recipe: { make: "uniformOnset", options: {} },
  };
}

/**
 * Times to toxicity are Weibull, with Pr(T ≤ window) = p and a given part of these toxicities in the second half of the window.
 *
 * shape = log2( log(1 − p) / log(1 − (1 − late) p) ), rate = −log(1 − p) / window^shape, time = (−log(1 − u) / rate)^(1/shape).
 *
 * @param options.late Part of toxicities in the second half, in (0, 1); 0.5 when not given.
 * @throws InvalidArgument when `late` is outside (0, 1).
 * Source: yuan2018tite.
 */
export function weibullOnset(options: { readonly late?: number } = {}): Onset {
  checkKnown("weibullOnset", options, ["late"]);
  const { late = 0.5 } = options;
  if (typeof late !== "number" || !(late > 0 && late < 1))
    throw new InvalidArgument("weibullOnset", "late", "be in (0, 1)", late);
  // One entry per dose: a scenario asks for few different probabilities, very often.
  const known = new Map<number, { readonly total: number; readonly inverseShape: number }>();
  return {
    time(u, probability, window) {
      let weibull = known.get(probability);
      if (weibull === undefined) {
        const total = log1p(-probability);
        weibull = { total, inverseShape: log(2) / log(total / log1p(-(1 - late) * probability)) };
        known.set(probability, weibull);
      }
      const time = window * exp(log(log1p(-u) / weibull.total) * weibull.inverseShape);
      return time < window ? time : window;
    },
    recipe: { make: "weibullOnset", options: { late } },
  };
}
