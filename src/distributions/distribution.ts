/** The contract of distributions. Growth is one leaf: the log density declared once, as an expression, with the numeric side beside it. */
import type { Expression, Operand } from "../density/expression.js";
import type { Rng } from "../random/rng.js";

/** Where values lie: decides the transform of a parameter, and what data are possible. `dimension`: of vectors and matrices. */
export interface Support {
  readonly kind:
    | "real"
    | "interval"
    | "integer"
    | "ordered"
    | "positive-ordered"
    | "simplex"
    | "vector"
    | "correlation-cholesky"
    | "covariance-cholesky";
  /** Of intervals and integers; expressions where they depend on parameters. */
  readonly lower?: Operand;
  readonly upper?: Operand;
  readonly dimension?: number;
}

/** What a parameter of a distribution must be. */
export type Domain = "real" | "positive" | "non-negative" | "probability" | "count" | "simplex" | "vector" | "cholesky-factor";

export type Numbers<Name extends string> = Readonly<Record<Name, number>>;

/** The numeric side of a family of distributions over numbers, for given parameters. */
export interface NumericFamily<Name extends string> {
  cdf(x: number, parameters: Numbers<Name>): number;
  logCdf(x: number, parameters: Numbers<Name>): number;
  /** log P(X > x). */
  logSurvival(x: number, parameters: Numbers<Name>): number;
  quantile(probability: number, parameters: Numbers<Name>): number;
  draw(rng: Rng, parameters: Numbers<Name>): number;
  /** NaN or ∞ where it does not exist. */
  mean(parameters: Numbers<Name>): number;
  variance(parameters: Numbers<Name>): number;
}

/** A distribution as models use it: of one number for each element of `Over`. */
export interface Distribution<Over extends string = string> {
  /** The family's name: `normal`. */
  readonly name: string;
  readonly parameters: Readonly<Record<string, Operand<Over>>>;
  readonly domains: Readonly<Record<string, Domain>>;
  readonly support: Support;
  /** log p(x), with all constants, for each element. Only used where x lies in the support. */
  logDensity(x: Expression): Expression;
  /** log P(X ≤ x) and log P(X > x) as expressions, for truncation and censoring; absent where there is none. */
  logCdf?(x: Expression): Expression;
  logSurvival?(x: Expression): Expression;
  readonly numeric: NumericFamily<string>;
}
