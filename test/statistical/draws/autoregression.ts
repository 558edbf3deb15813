/** Chains whose exact answers are known, and bounds on counts. */
import { binomialCdf, binomialUpperTail } from "../../../src/numeric/probability/binomial.js";
import { type Rng, standardNormal } from "../../../src/random/index.js";

/** Chains of x_t = ρ x_{t−1} + √(1 − ρ²) z_t, which begin in their stationary distribution N(0, 1). */
export function autoregression(rng: Rng, count: number, iterations: number, correlation: number): Float64Array[] {
  return Array.from({ length: count }, () => {
    const chain = new Float64Array(iterations);
    let state = standardNormal(rng);
    for (let t = 0; t < iterations; t++) {
      chain[t] = state;
      state = correlation * state + Math.sqrt(1 - correlation * correlation) * standardNormal(rng);
    }
    return chain;
  });
}

/** Whether `count` of `total` is not against a probability from `low` to `high`, at the false-alarm rate `alpha`. */
export function isBetween(count: number, total: number, low: number, high: number, alpha: number): boolean {
  return binomialCdf(count, total, low) > alpha && binomialUpperTail(count - 1, total, high) > alpha;
}
