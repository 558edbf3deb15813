/** Random orders and samples without replacement. */
import { requireInteger, requireThat } from "./requirements.js";
import type { UniformSource } from "./uniform-source.js";

/**
 * Returns an integer from 0 to `count` − 1: ⌊count · u⌋. Not checked; each is equally likely to a relative count · 2^−53.
 *
 * Source: devroye1986nonuniform.
 */
export function integerBelow(source: UniformSource, count: number): number {
  return Math.floor(count * source.uniform());
}

/**
 * Puts the `items` into a random order, each order equally likely, in place.
 *
 * Source: durstenfeld1964algorithm.
 */
export function shuffleInto<Item>(items: { [index: number]: Item; readonly length: number }, source: UniformSource): void {
  for (let left = items.length; left > 1; left--) {
    const chosen = integerBelow(source, left);
    const item = items[chosen];
    items[chosen] = items[left - 1];
    items[left - 1] = item;
  }
}

/**
 * Writes the numbers 0 … n − 1 in a random order into `out`, n its length.
 *
 * Source: durstenfeld1964algorithm.
 */
export function permutationInto(out: Int32Array, source: UniformSource): void {
  for (let i = 0; i < out.length; i++) out[i] = i;
  shuffleInto(out, source);
}

/**
 * Writes `out.length` different numbers out of 0 … `count` − 1 into `out`, every ordered choice equally likely: a shuffle stopped early.
 *
 * Throws `InvalidArgument` unless `count` is an integer from `out.length` to 2^31 − 1. Source: durstenfeld1964algorithm.
 */
export function sampleInto(out: Int32Array, source: UniformSource, count: number): void {
  requireInteger("sampleInto", "count", count, 0, 2 ** 31 - 1);
  requireThat(count >= out.length, "sampleInto", "count", `be at least the ${out.length} numbers wanted`, count);
  // Only the places that were moved are kept when few are drawn out of many.
  if (count > 64 && count > 8 * out.length) sampleOfManyInto(out, source, count);
  else {
    const numbers = Int32Array.from({ length: count }, (_, i) => i);
    for (let i = 0; i < out.length; i++) {
      const chosen = i + integerBelow(source, count - i);
      out[i] = numbers[chosen];
      numbers[chosen] = numbers[i];
    }
  }
}

function sampleOfManyInto(out: Int32Array, source: UniformSource, count: number): void {
  const moved = new Map<number, number>();
  for (let i = 0; i < out.length; i++) {
    const chosen = i + integerBelow(source, count - i);
    out[i] = moved.get(chosen) ?? chosen;
    moved.set(chosen, moved.get(i) ?? i);
  }
}
