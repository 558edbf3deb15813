/** Draws for tests, from named streams. */
import type { SamplerTrace } from "../../../src/draws/index.js";
import { rngFromSeed, standardNormal } from "../../../src/random/index.js";

/** Chains of an autoregression with standard normal stationary distribution, moved by `shift` of each chain. */
export function normalChains(
  label: string,
  count: number,
  iterations: number,
  correlation = 0,
  shift: (chain: number) => number = () => 0,
): Float64Array[] {
  return Array.from({ length: count }, (_, m) => {
    const rng = rngFromSeed(2026).child(label).child(m);
    const chain = new Float64Array(iterations);
    let state = standardNormal(rng);
    for (let t = 0; t < iterations; t++) {
      state = correlation * state + Math.sqrt(1 - correlation * correlation) * standardNormal(rng);
      chain[t] = state + shift(m);
    }
    return chain;
  });
}

/** Traces of a sampler without trouble; what is given replaces a column of each chain. */
export function calmTraces(
  count: number,
  iterations: number,
  replaced: Partial<Record<keyof SamplerTrace, (chain: number) => Float64Array>> = {},
): SamplerTrace[] {
  const energies = normalChains("energy", count, iterations);
  return energies.map((energy, m) => {
    const calm: SamplerTrace = {
      logDensity: energy.map((value) => -value),
      acceptance: new Float64Array(iterations).fill(0.8),
      stepSize: new Float64Array(iterations).fill(0.5),
      treeDepth: new Float64Array(iterations).fill(3),
      leapfrogs: new Float64Array(iterations).fill(7),
      divergent: new Float64Array(iterations),
      energy,
    };
    const own = Object.entries(replaced).map(([member, column]) => [member, column(m)]);
    return { ...calm, ...Object.fromEntries(own) };
  });
}
