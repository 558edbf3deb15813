/** How patients arrive. */
import { InvalidArgument } from "../../errors.js";
import { log } from "../../numeric/elementary/logarithm.js";
import type { Rng } from "../../random/rng.js";
import type { Recipe } from "../recipe.js";
import { checkKnown } from "../requirements.js";

/** An arrival process, as times since the trial opened. */
export interface Accrual {
  /** Time of the arrival after the one at `previous` (0 at first); Infinity when nobody comes any more. */
  next(previous: number, rng: Rng): number;
  /** Writes the arrivals that calls of `next`, one after another from 0, would give, all finite; optional, for speed. */
  readonly fill?: (out: Float64Array, rng: Rng) => void;
  readonly recipe?: Recipe;
}

/** A patient is there whenever the trial wants one. */
export function immediateAccrual(): Accrual {
  return { next: (previous) => previous, recipe: { make: "immediateAccrual", options: {} } };
}

/**
 * A patient arrives at equal intervals of 1/rate.
 *
 * @throws InvalidArgument unless the rate (patients per time unit) is positive and finite.
 */
export function regularAccrual(options: { readonly rate: number }): Accrual {
  checkKnown("regularAccrual", options, ["rate"]);
  const interval = 1 / checkRate("regularAccrual", "rate", options.rate, false);
  return { next: (previous) => previous + interval, recipe: { make: "regularAccrual", options: { rate: options.rate } } };
}

/**
 * Patients arrive as a Poisson process: gaps are exponential with mean 1/rate.
 *
 * @throws InvalidArgument unless the rate (patients per time unit) is positive and finite.
 */
export function poissonAccrual(options: { readonly rate: number }): Accrual {
  checkKnown("poissonAccrual", options, ["rate"]);
  const rate = checkRate("poissonAccrual", "rate", options.rate, false);
  return {
    next: (previous, rng) => previous - log(rng.uniform()) / rate,
    fill(out, rng) {
      rng.fillUniform(out);
      let arrival = 0;
      for (let i = 0; i < out.length; i++) {
        arrival -= log(out[i]) / rate;
        out[i] = arrival;
      }
    },
    recipe: { make: "poissonAccrual", options: { rate } },
  };
}

/** From `from` on, patients arrive at `rate` per time unit, until the next piece. */
export interface AccrualPiece {
  readonly from: number;
  readonly rate: number;
}

/**
 * Patients arrive as a Poisson process whose rate is constant on pieces of time.
 *
 * The next arrival solves ∫ rate(t) dt = −log u, from the previous one on.
 *
 * @param options.pieces In order of time; the first begins at 0. A rate may be 0; when the last one is, nobody comes any more.
 * @throws InvalidArgument for no pieces, a first piece not at 0, times not increasing, and rates negative or not finite.
 */
export function piecewiseAccrual(options: { readonly pieces: readonly AccrualPiece[] }): Accrual {
  checkKnown("piecewiseAccrual", options, ["pieces"]);
  const { pieces } = options;
  if (!Array.isArray(pieces) || pieces.length === 0)
    throw new InvalidArgument("piecewiseAccrual", "pieces", "have at least one piece", pieces);
  for (let i = 0; i < pieces.length; i++) checkPiece(pieces, i);
  const starts = Float64Array.from(pieces, (piece) => piece.from);
  const rates = Float64Array.from(pieces, (piece) => piece.rate);
  return {
    next(previous, rng) {
      let needed = -log(rng.uniform());
      let time = previous;
      let piece = 0;
      while (piece + 1 < starts.length && starts[piece + 1] <= time) piece++;
      for (; piece + 1 < starts.length; piece++) {
        const available = rates[piece] * (starts[piece + 1] - time);
        if (available > needed) break;
        needed -= available;
        time = starts[piece + 1];
      }
      return rates[piece] > 0 ? time + needed / rates[piece] : Infinity;
    },
    recipe: { make: "piecewiseAccrual", options: { pieces: pieces.map(({ from, rate }) => ({ from, rate })) } },
  };
}

function checkPiece(pieces: readonly AccrualPiece[], i: number): void {
  const caller = "piecewiseAccrual";
  if (typeof pieces[i] !== "object" || pieces[i] === null) {
    throw new InvalidArgument(caller, `pieces[${i}]`, "be an object { from, rate }", pieces[i]);
  }
  const from: unknown = pieces[i].from;
  checkRate(caller, `pieces[${i}].rate`, pieces[i].rate, true);
  if (i === 0 ? from !== 0 : typeof from !== "number" || !(from > pieces[i - 1].from && from < Number.POSITIVE_INFINITY)) {
    const requirement = i === 0 ? "be 0" : `be later than ${pieces[i - 1].from}, where the piece before it begins`;
    throw new InvalidArgument(caller, `pieces[${i}].from`, requirement, from);
  }
}

function checkRate(caller: string, argument: string, rate: unknown, zeroAllowed: boolean): number {
  if (typeof rate !== "number" || !(zeroAllowed ? rate >= 0 : rate > 0) || rate === Infinity) {
    throw new InvalidArgument(
      caller,
      argument,
      `be a finite number of patients per time unit, ${zeroAllowed ? "0 or more" : "above 0"}`,
      rate,
    );
  }
  return rate;
}
