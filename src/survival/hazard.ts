/** Hazards that are constant on pieces of time. */
import { InvalidArgument } from "../errors.js";
import { exp, expm1 } from "../numeric/elementary/exponential.js";
import { log1p } from "../numeric/elementary/logarithm.js";

/** From `from` on the rate is `rate` per time unit, until the next piece. */
export interface RatePiece {
  readonly from: number;
  readonly rate: number;
}

/** A constant rate, or pieces in order of time, the first from 0. */
export type PiecewiseRate = number | readonly RatePiece[];

/** A piecewise constant hazard, ready for use. */
export interface PiecewiseHazard {
  /** Where the pieces begin; the first is 0. */
  readonly starts: Float64Array;
  readonly rates: Float64Array;
  /** The cumulative hazard where the pieces begin. */
  readonly cumulative: Float64Array;
}

/**
 * Returns the hazard with the given pieces.
 *
 * @param rate Events per person and time unit: one number, or pieces `{ from, rate }` of which the first begins at 0.
 * @throws InvalidArgument for no pieces, a first piece not at 0, times not increasing, and rates negative or not finite.
 */
export function piecewiseHazard(rate: PiecewiseRate): PiecewiseHazard {
  return checkedHazard("piecewiseHazard", "rate", rate);
}

/** `piecewiseHazard` in the name of the caller that was given the rate. */
export function checkedHazard(caller: string, argument: string, rate: PiecewiseRate): PiecewiseHazard {
  const pieces = checkedPieces(caller, argument, rate, "hazard");
  const { starts, rates } = pieces;
  const cumulative = new Float64Array(starts.length);
  for (let i = 1; i < starts.length; i++) cumulative[i] = cumulative[i - 1] + rates[i - 1] * (starts[i] - starts[i - 1]);
  return { starts, rates, cumulative };
}

/** The pieces of a rate as columns, checked. */
export function checkedPieces(
  caller: string,
  argument: string,
  rate: PiecewiseRate,
  what: string,
): { readonly starts: Float64Array; readonly rates: Float64Array } {
  if (typeof rate === "number") {
    checkRate(caller, argument, rate, what);
    return { starts: new Float64Array(1), rates: Float64Array.of(rate) };
  }
  if (!Array.isArray(rate) || rate.length === 0) {
    throw new InvalidArgument(caller, argument, `be a ${what} or a list of pieces { from, rate }`, rate);
  }
  rate.forEach((piece: unknown, i) => {
    if (typeof piece !== "object" || piece === null) {
      throw new InvalidArgument(caller, `${argument}[${i}]`, "be an object { from, rate }", piece);
    }
    const { from, rate: own } = piece as { from: unknown; rate: unknown };
    checkRate(caller, `${argument}[${i}].rate`, own, what);
    const before = i === 0 ? 0 : (rate[i - 1] as RatePiece).from;
    if (i === 0 ? from !== 0 : typeof from !== "number" || !(from > before && from < Number.POSITIVE_INFINITY)) {
      const requirement = i === 0 ? "be 0" : `be later than ${before}, where the piece before it begins`;
      throw new InvalidArgument(caller, `${argument}[${i}].from`, requirement, from);
    }
  });
  const pieces = rate as readonly RatePiece[];
  return { starts: Float64Array.from(pieces, (piece) => piece.from), rates: Float64Array.from(pieces, (piece) => piece.rate) };
}

function checkRate(caller: string, argument: string, rate: unknown, what: string): void {
  if (typeof rate !== "number" || !(rate >= 0 && rate < Number.POSITIVE_INFINITY)) {
    throw new InvalidArgument(caller, argument, `be a finite ${what}, 0 or more`, rate);
  }
}

/** The piece that `time` lies in. */
function pieceAt(starts: Float64Array, time: number): number {
  let piece = starts.length - 1;
  while (piece > 0 && starts[piece] > time) piece--;
  return piece;
}

/** The hazard at a time: events per person and time unit. */
export function hazardAt(hazard: PiecewiseHazard, time: number): number {
  return time < 0 ? 0 : hazard.rates[pieceAt(hazard.starts, time)];
}

/** The cumulative hazard H(t) = ∫₀ᵗ h(s) ds; 0 before time 0. Source: klein2003survival. */
export function cumulativeHazard(hazard: PiecewiseHazard, time: number): number {
  if (!(time > 0)) return 0;
  const piece = pieceAt(hazard.starts, time);
  // 0 · ∞ would be NaN: no rate adds nothing for ever.
  return hazard.rates[piece] === 0
    ? hazard.cumulative[piece]
    : hazard.cumulative[piece] + hazard.rates[piece] * (time - hazard.starts[piece]);
}

/** The probability to be free of the event until `time`, exp(−H(t)). Source: klein2003survival. */
export function survivalProbability(hazard: PiecewiseHazard, time: number): number {
  return exp(-cumulativeHazard(hazard, time));
}

/** The time at which the cumulative hazard reaches `amount`; Infinity when it never does. */
export function timeOfCumulativeHazard(hazard: PiecewiseHazard, amount: number): number {
  const { starts, rates, cumulative } = hazard;
  let piece = starts.length - 1;
  while (piece > 0 && cumulative[piece] >= amount) piece--;
  if (amount <= cumulative[piece]) return starts[piece];
  return rates[piece] > 0 ? starts[piece] + (amount - cumulative[piece]) / rates[piece] : Number.POSITIVE_INFINITY;
}

/**
 * The time by which the part `p` has had the event: solves 1 − exp(−H(t)) = p, so a uniform number in (0, 1) gives a time with this
 * hazard (the quantile transform). Infinity when so many never have it.
 *
 * @throws InvalidArgument unless p is in [0, 1].
 * Source: devroye1986.
 */
export function survivalQuantile(hazard: PiecewiseHazard, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new InvalidArgument("survivalQuantile", "p", "be in [0, 1]", p);
  return timeOfCumulativeHazard(hazard, -log1p(-p));
}

/** The hazard times a factor. */
export function scaledHazard(hazard: PiecewiseHazard, factor: number): PiecewiseHazard {
  const scale = (values: Float64Array) => values.map((value) => value * factor);
  return { starts: hazard.starts, rates: scale(hazard.rates), cumulative: scale(hazard.cumulative) };
}

/** (1 − e^(−x)) / x, which is 1 at 0. */
export function decayMean(x: number): number {
  return x === 0 ? 1 : -expm1(-x) / x;
}
