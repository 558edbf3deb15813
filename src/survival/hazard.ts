/** Hazards that are constant on pieces of time. */
import { InvalidArgument } from "../errors.js";
import { exp, expm1 } from "../numeric/elementary/exponential.js";
import { log1p } from "../numeric/elementary/logarithm.js";

/** From `from` on the rate is `rate` per time unit, until the next piece: of patients, of events, of dropping out. */
export interface RatePiece {
  readonly from: number;
  readonly rate: number;
}

/** From `from` on the hazard ratio is `ratio`, until the next piece. */
export interface RatioPiece {
  readonly from: number;
  readonly ratio: number;
}

/** A constant rate, or pieces in order of time, the first from 0. */
export type PiecewiseRate = number | readonly RatePiece[];
/** A constant hazard ratio, or pieces in order of time, the first from 0. */
export type HazardRatio = number | readonly RatioPiece[];

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
 * @param hazard Events per person and time unit: one number, or pieces `{ from, rate }` of which the first begins at 0.
 * @throws InvalidArgument for no pieces, a first piece not at 0, times not increasing, and hazards negative or not finite.
 */
export function piecewiseHazard(hazard: PiecewiseRate): PiecewiseHazard {
  return checkedHazard("piecewiseHazard", "hazard", hazard);
}

/** `piecewiseHazard` in the name of the caller that was given the hazard. */
export function checkedHazard(caller: string, argument: string, hazard: PiecewiseRate): PiecewiseHazard {
  const { starts, values: rates } = checkedPieces(caller, argument, hazard, "hazard");
  return hazardOf(starts, rates);
}

/** The hazard with these starts and rates. */
export function hazardOf(starts: Float64Array, rates: Float64Array): PiecewiseHazard {
  const cumulative = new Float64Array(starts.length);
  for (let i = 1; i < starts.length; i++) cumulative[i] = cumulative[i - 1] + rates[i - 1] * (starts[i] - starts[i - 1]);
  return { starts, rates, cumulative };
}

/** What is constant on pieces of time, as columns. */
export interface Pieces {
  readonly starts: Float64Array;
  readonly values: Float64Array;
}

const NOUNS = { rate: "number of patients per time unit", hazard: "hazard", ratio: "hazard ratio" };

/** Pieces `{ from, rate }` (of a ratio `{ from, ratio }`), or one number, as columns, checked. */
export function checkedPieces(caller: string, argument: string, given: unknown, what: keyof typeof NOUNS): Pieces {
  const key = what === "ratio" ? "ratio" : "rate";
  if (typeof given === "number") {
    checkRate(caller, argument, given, NOUNS[what]);
    return { starts: new Float64Array(1), values: Float64Array.of(given) };
  }
  if (!Array.isArray(given) || given.length === 0) {
    throw new InvalidArgument(caller, argument, `be a ${NOUNS[what]}, or a list of pieces { from, ${key} }`, given);
  }
  const starts = new Float64Array(given.length);
  const values = new Float64Array(given.length);
  given.forEach((piece: unknown, i) => {
    if (typeof piece !== "object" || piece === null) {
      throw new InvalidArgument(caller, `${argument}[${i}]`, `be an object { from, ${key} }`, piece);
    }
    const { from, [key]: value } = piece as { from: unknown; [key: string]: unknown };
    checkRate(caller, `${argument}[${i}].${key}`, value, NOUNS[what]);
    const before = i === 0 ? 0 : starts[i - 1];
    if (i === 0 ? from !== 0 : typeof from !== "number" || !(from > before && from < Number.POSITIVE_INFINITY)) {
      const requirement = i === 0 ? "be 0" : `be later than ${before}, where the piece before it begins`;
      throw new InvalidArgument(caller, `${argument}[${i}].from`, requirement, from);
    }
    starts[i] = from as number;
    values[i] = value as number;
  });
  return { starts, values };
}

function checkRate(caller: string, argument: string, rate: unknown, what: string): void {
  if (typeof rate !== "number" || !(rate >= 0 && rate < Number.POSITIVE_INFINITY)) {
    throw new InvalidArgument(caller, argument, `be a finite ${what}, 0 or more`, rate);
  }
}

/** The piece that `time` lies in. */
export function pieceAt(starts: Float64Array, time: number): number {
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

/** (1 − e^(−x)) / x, which is 1 at 0. */
export function decayMean(x: number): number {
  return x === 0 ? 1 : -expm1(-x) / x;
}
