/** When a dose is closed as too toxic, by the posterior probability that it exceeds the target. */
import { betaUpperTailInteger } from "../../numeric/probability/beta-cdf-integer.js";
import { NEVER } from "./cohort-rules.js";

/** With fewer patients no dose is closed. */
const FEWEST_PATIENTS = 3;

/**
 * Returns by number of patients n the smallest number of toxicities y ≥ `least` with Pr(p > target | y of n) > cutoff, NEVER where there is
 * none and for fewer than 3 patients: p | y ~ Beta(1 + y, 1 + n − y).
 *
 * Source: liu2015boin.
 */
export function eliminationBoundary(target: number, maximumPatients: number, cutoff: number, least = 1): Int32Array {
  const boundary = new Int32Array(maximumPatients + 1).fill(NEVER);
  let y = least;
  for (let n = FEWEST_PATIENTS; n <= maximumPatients; n++) {
    // The boundary never falls as patients are added, so the search goes on where the last one ended.
    while (y <= n && !(betaUpperTailInteger(target, y + 1, n - y + 1) > cutoff)) y++;
    if (y <= n) boundary[n] = y;
  }
  return boundary;
}
