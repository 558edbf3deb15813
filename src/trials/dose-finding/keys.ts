/** Keys: the unit interval cut into intervals as wide as the one around the target. */
import { betaCdfInteger } from "../../numeric/probability/beta-cdf-integer.js";

/** A key shorter than this is the rounding of an edge at 0 or 1. */
const SHORTEST = 1e-9;
/** Densities that differ by less are equal. */
const ROUNDING = 1e-12;

/** Edges from 0 to 1, and the position of the key that is the target's. */
export interface Keys {
  readonly edges: readonly number[];
  readonly target: number;
}

/** Cuts [0, 1] into keys of the width of [lower, upper], from its ends outwards; the first and the last may be shorter. */
export function keysAround(lower: number, upper: number): Keys {
  const width = upper - lower;
  const below: number[] = [];
  for (let i = 1; lower - i * width > SHORTEST; i++) below.unshift(lower - i * width);
  const above: number[] = [];
  for (let i = 1; upper + i * width < 1 - SHORTEST; i++) above.push(upper + i * width);
  return { edges: [0, ...below, lower, upper, ...above, 1], target: below.length + 1 };
}

/**
 * Returns where the key of the largest mean posterior density lies: 1 below the target's key, 0 it is the target's, −1 above.
 *
 * p | y ~ Beta(1 + y, 1 + n − y); a key's mean density is its probability divided by its own width, the short ones' at the ends too.
 *
 * @param ties Which of several keys with the same mean density counts.
 */
export function strongestKey(keys: Keys, patients: number, toxicities: number, ties: "lowest" | "highest"): 1 | 0 | -1 {
  const { edges, target } = keys;
  let strongest = 0;
  let largest = -1;
  let below = 0;
  for (let key = 0; key + 1 < edges.length; key++) {
    const upTo = key + 2 === edges.length ? 1 : betaCdfInteger(edges[key + 1], 1 + toxicities, 1 + patients - toxicities);
    const density = (upTo - below) / (edges[key + 1] - edges[key]);
    // Keys on both sides of a symmetric posterior's mode are equal but for rounding.
    if (density > largest * (ties === "highest" ? 1 - ROUNDING : 1 + ROUNDING)) {
      largest = density;
      strongest = key;
    }
    below = upTo;
  }
  return strongest < target ? 1 : strongest > target ? -1 : 0;
}
