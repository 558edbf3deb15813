/** The contract of randomness: a stream of random numbers with an address. */

/**
 * A stream of random numbers. Streams form a tree: a child is named, is derived from its parent's address only,
 * and drawing it never advances the parent (nor the other way round), so the order in which streams are used cannot matter.
 */
export interface Rng {
  /** The next number of the stream: uniform on the open interval (0, 1), 53 bits. */
  uniform(): number;
  /** Writes the next `out.length` numbers of the stream: the same ones that as many calls of `uniform` would give. */
  fillUniform(out: Float64Array): void;
  /** The stream at `label` below this one: a text, or an integer from 0 to 2^53 − 1. */
  child(label: string | number): Rng;
}
