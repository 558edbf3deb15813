/** When a dose is closed as too toxic, by the posterior probability that it exceeds the target. */
import { betaUpperTailInteger } from "../../numeric/probability/beta-cdf-integer.js";
import { NEVER } from "./cohort-rules.js";

export interface EliminationSettings {
  /** Smallest number of toxicities that can close a dose; 1 when not given. */
  readonly least?: number;
  /** With fewer patients no dose is closed; 3 when not given. */
  readonly from?: number;
  /** Closes also where the probability is the cutoff. */
  readonly atCutoff?: boolean;
}

/**
 * Returns by number of patients n the smallest number of toxicities y ≥ `least` with Pr(p > target | y of n) > cutoff, NEVER where there is
 * none and for fewer than `from` patients: p | y ~ Beta(1 + y, 1 + n − y).
 *
 * Source: liu2015boin.
 */
export function eliminationBoundary(
  target: number,
  maximumPatients: number,
  cutoff: number,
  { least = 1, from = 3, atCutoff = false }: EliminationSettings = {},
): Int32Array {
  const boundary = new Int32Array(maximumPatients + 1).fill(NEVER);
  const closes = (n: number, y: number): boolean => {
    const probability = betaUpperTailInteger(target, y + 1, n - y + 1);
    return probability > cutoff || (atCutoff && probability === cutoff);
  };
  let y = least;
  for (let n = from; n <= maximumPatients; n++) {
    // The boundary never falls as patients are added, so the search goes on where the last one ended.
    while (y <= n && !closes(n, y)) y++;
    if (y <= n) boundary[n] = y;
  }
  return boundary;
}
