import type { UniformSource } from "./uniform-source.js";

/** A distribution to draw from, its parameters checked once: each call draws one number from the given stream. */
export type Variate = (source: UniformSource) => number;

/** A distribution of vectors to draw from, its parameters checked once. */
export interface VectorVariate {
  /** How many numbers one draw has. */
  readonly length: number;
  /** Draws from the given stream and writes the numbers into `out`, which must have room for `length`. */
  drawInto(out: Float64Array, source: UniformSource): void;
}
