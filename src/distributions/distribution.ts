/** The contract of distributions. Growth is one leaf: the log density declared once, as an expression, with the numeric side beside it. */
import type { Expression, Operand } from "../density/expression.js";
import type { Rng } from "../random/rng.js";
import type { NumericFamily, Values } from "./numeric-family.js";
import type { Tails } from "./tails.js";

/** Where values lie: decides the transform of a parameter, and what data are possible. `dimension`: of arrays, where it is known. */
export interface Support {
  // biome-ignore format: one line a group
  readonly kind: "real" | "interval" | "integer" | "vector" | "count-vector" | "ordered" | "positive-ordered" | "simplex"
    | "correlation-cholesky" | "covariance-cholesky" | "correlation";
  /** Of intervals and integers; expressions where they depend on parameters. Absent: infinite. */
  readonly lower?: Operand;
  readonly upper?: Operand;
  readonly dimension?: number;
  /** Of intervals: the ends themselves are outside, for the density has no value there. */
  readonly open?: true;
}

// biome-ignore format: one line a group
/** What a parameter of a distribution must be. The last line: arrays, over axes of their own. */
export type Domain = "real" | "positive" | "non-negative" | "probability" | "count" | "integer" | "indicator"
  | "sequence" | "vector" | "positive-vector" | "simplex" | "ordered" | "cholesky-factor" | "covariance";

/** What all distributions tell. Parameters that are arrays are expressions over their own axes. */
interface Declared {
  /** The family's name: `normal`. */
  readonly name: string;
  readonly parameters: Readonly<Record<string, Operand>>;
  readonly domains: Readonly<Record<string, Domain>>;
  readonly support: Support;
  /** log p(x), with all constants. Only used where x lies in the support. */
  logDensity(x: Expression): Expression;
  /** Its total probability is infinite: unknowns with it must be told of by data. */
  readonly isImproper?: true;
  /** The non-centered form: x = from(z), z having a distribution that knows neither location nor scale; absent where there is none. */
  readonly standardized?: { readonly distribution: Distribution; from(z: Expression): Expression } | undefined;
}

/** A distribution as models use it: of one number for each element of `Over`. */
export interface Distribution<Over extends string = string> extends Declared, Tails {
  readonly over?: Over;
  /** The point around which it is symmetric; absent where there is none. */
  readonly center?: Operand;
  readonly numeric: NumericFamily;
}

/** A distribution of vectors or matrices: x is an array, log p(x) one number. */
export interface VectorDistribution extends Declared {
  /** log p of each part that is observed by itself, such as a sequence: what leave-one-out leaves out. Absent: all is one, or one for each row. */
  logDensities?(x: Expression): Expression;
  /** `size`: how many numbers a value has; absent: any number. */
  readonly numeric: { size?(given: Values): number; drawInto(out: Float64Array, rng: Rng, given: Values): void };
}
