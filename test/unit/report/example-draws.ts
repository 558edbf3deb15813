/** Draws that stand still: two chains of three variables, with the traces of a sampler. */
import { type Draws, drawsFromColumns, type SamplerTrace } from "../../../src/draws/index.js";
import { rngFromSeed, standardNormal } from "../../../src/random/index.js";

const ITERATIONS = 60;

const chainOf = (name: string, chain: number, length = ITERATIONS): Float64Array => {
  const rng = rngFromSeed(5).child(name).child(chain);
  return Float64Array.from({ length }, () => standardNormal(rng));
};

/** `mu`, `theta[a]`, `theta[b]`; the second is 2·mu and noise. */
export function exampleDraws(): Draws {
  const chains = [0, 1];
  const mu = chains.map((chain) => chainOf("mu", chain));
  return drawsFromColumns({
    mu,
    "theta[a]": mu.map((values, chain) => chainOf("a", chain).map((noise, i) => 2 * values[i] + noise)),
    "theta[b]": chains.map((chain) => chainOf("b", chain).map((value) => 100 + value * value)),
  });
}

/** Traces of these draws: each chain diverged at its tenth draw. */
export function exampleTraces(): readonly SamplerTrace[] {
  return [0, 1].map((chain) => {
    const constant = (value: number) => new Float64Array(ITERATIONS).fill(value);
    return {
      logDensity: chainOf("density", chain),
      acceptance: constant(0.8),
      stepSize: constant(0.5),
      treeDepth: constant(3),
      leapfrogs: constant(7),
      divergent: constant(0).fill(1, 9, 10),
      energy: chainOf("energy", chain),
    };
  });
}

/** 30 observed values and 12 replicates of them: `y[1]` … `y[30]`. */
export function exampleReplicates(draw: (value: number) => number): {
  readonly observed: readonly number[];
  readonly replicated: Draws;
} {
  const names = Array.from({ length: 30 }, (_, i) => `y[${i + 1}]`);
  return {
    observed: Array.from(chainOf("observed", 0, 30), draw),
    replicated: drawsFromColumns(
      Object.fromEntries(names.map((name) => [name, [0, 1].map((chain) => chainOf(name, chain, 6).map(draw))])),
    ),
  };
}
