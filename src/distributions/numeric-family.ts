/** The contract of the numeric side of distributions: functions of plain numbers. */
import type { Rng } from "../random/rng.js";

/** A number for each parameter. */
export type Numbers<Name extends string = string> = Readonly<Record<Name, number>>;

/** Values of parameters: a number for each, an array for those that are vectors or matrices. */
export type Values = Readonly<Record<string, number | ArrayLike<number>>>;

/** The numeric side of a distribution of numbers, for given values of the parameters. */
export interface NumericFamily<Given extends Values = Values> {
  cdf(x: number, given: Given): number;
  logCdf(x: number, given: Given): number;
  /** log P(X > x). */
  logSurvival(x: number, given: Given): number;
  /** The least x with P(X ≤ x) ≥ probability. */
  quantile(probability: number, given: Given): number;
  /** The least x with P(X > x) ≤ probability: exact for tiny ones. */
  upperQuantile(probability: number, given: Given): number;
  /** P(|X − center| ≤ distance), of symmetric distributions. */
  probabilityWithin?(distance: number, given: Given): number;
  draw(rng: Rng, given: Given): number;
  /** NaN or ∞ where it does not exist. */
  mean(given: Given): number;
  variance(given: Given): number;
}
