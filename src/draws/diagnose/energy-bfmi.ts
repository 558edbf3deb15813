/** The energy Bayesian fraction of missing information. */
import { meanOf } from "../chains/moments.js";
import { requireThat } from "../requirements.js";

/**
 * Σ (E_t − E_{t−1})² / Σ (E_t − Ē)² of the energies of one chain: below 0.3 the momenta drawn at each iteration change the energy
 * too little for the chain to reach the tails. NaN for fewer than two energies, and for energies that never change.
 *
 * @throws InvalidArgument for no energies.
 * Source: betancourt2016diagnosing.
 */
export function energyBfmi(energy: Float64Array): number {
  requireThat(energy.length > 0, "energyBfmi", "energy", "hold at least one energy", energy);
  const mean = meanOf(energy);
  let steps = 0;
  let spread = (energy[0] - mean) * (energy[0] - mean);
  for (let t = 1; t < energy.length; t++) {
    steps += (energy[t] - energy[t - 1]) * (energy[t] - energy[t - 1]);
    spread += (energy[t] - mean) * (energy[t] - mean);
  }
  return steps / spread;
}
