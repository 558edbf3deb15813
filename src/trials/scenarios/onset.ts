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

/**
 * Times to toxicity have a hazard of the given shape: constant on pieces of equal length that fill the window, scaled so that
 * Pr(T ≤ window) = p.
 *
 * With the cumulative shares S of the hazards, time solves S(time / window) = log(1 − u) / log(1 − p).
 *
 * @param options.hazards The hazard on each piece, in any unit: only their proportions matter. 1 to 10,000 of them.
 * @throws InvalidArgument for no hazards, negative or infinite ones, and a last one of 0 (the window would end before its end).
 * Source: friedman1982piecewise.
 */
export function hazardOnset(options: { readonly hazards: readonly number[] }): Onset {
  checkKnown("hazardOnset", options, ["hazards"]);
  const shares = cumulativeShares(options.hazards);
  const pieces = shares.length - 1;
  return {
    time(u, probability, window) {
      const share = log1p(-u) / log1p(-probability);
      let low = 0;
      let high = pieces;
      // The piece in which the share is reached: shares[low] < share ≤ shares[high].
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (shares[middle] < share) low = middle;
        else high = middle;
      }
      const within = (share - shares[low]) / (shares[high] - shares[low]);
      return Math.min((window * (low + within)) / pieces, window);
    },
    recipe: { make: "hazardOnset", options: { hazards: [...options.hazards] } },
  };
}

/** 0, and the share of the cumulative hazard that the first pieces have, up to 1. */
function cumulativeShares(hazards: unknown): Float64Array {
  if (!Array.isArray(hazards) || hazards.length === 0 || hazards.length > 10_000) {
    throw new InvalidArgument("hazardOnset", "hazards", "be a list of 1 to 10000 hazards", hazards);
  }
  const shares = new Float64Array(hazards.length + 1);
  hazards.forEach((hazard: unknown, i) => {
    if (typeof hazard !== "number" || !(hazard >= 0 && hazard < Number.POSITIVE_INFINITY)) {
      throw new InvalidArgument("hazardOnset", `hazards[${i}]`, "be a finite number, 0 or more", hazard);
    }
    shares[i + 1] = shares[i] + hazard;
  });
  const last = hazards.length - 1;
  if (hazards[last] === 0) throw new InvalidArgument("hazardOnset", `hazards[${last}]`, "be above 0: it is the last", 0);
  const total = shares[hazards.length];
  return shares.map((sum) => sum / total);
}
