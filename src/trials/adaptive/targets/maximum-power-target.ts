/** Optimal allocation for the test of equality of several proportions. */
import { InvalidArgument } from "../../../errors.js";
import { checkFlags, checkKnown } from "../../requirements.js";
import type { AllocationTarget } from "./allocation-target.js";

export interface MaximumPowerTargetOptions {
  /** Least share of each arm, B: in [0, 1/K); 0 when not given. */
  readonly minimum?: number;
  /** Minimizes the expected number of failures for a given power, instead of the number of patients. */
  readonly fewFailures?: boolean;
}

const BISECTIONS = 60;
const ROUNDS = 30;

/**
 * Returns the allocation with the greatest power of the Wald test of equality of all arms, with a least share B of each arm: Neyman allocation for several arms. With
 * `fewFailures` it has the greatest power by expected failure instead (RSIHR for several arms).
 *
 * The noncentrality is φ(ρ) = min over c of Σ ρ_k a_k(c), a_k(c) = (p_k − c)² / (p_k q_k), concave in ρ. Its maximum over ρ ≥ B is the minimum over c of
 * B Σ a_k(c) + (1 − KB) max a_k(c): a convex function of one variable, minimized by bisection of its derivative. All but the shares B goes to the arms at the maximum, on both
 * sides of c so that c is the weighted mean; arms that are alike share evenly. With failures, φ / Σ ρ_k q_k is maximized by Dinkelbach's iteration.
 *
 * @throws InvalidArgument for a minimum outside [0, 0.5).
 * Source: tymofyeyev2007implementing, jeon2010optimal, dinkelbach1967nonlinear.
 */
export function maximumPowerTarget(options: MaximumPowerTargetOptions = {}): AllocationTarget {
  const caller = "maximumPowerTarget";
  checkKnown(caller, options, ["minimum", "fewFailures"]);
  const { minimum = 0, fewFailures = false } = options;
  if (typeof minimum !== "number" || !(minimum >= 0 && minimum < 0.5))
    throw new InvalidArgument(caller, "minimum", "be in [0, 0.5)", minimum);
  checkFlags(caller, { fewFailures });
  return {
    name: "maximum power",
    scales: ["proportion"],
    proportionsInto(out, { mean, direction }) {
      const good = direction === 1 ? mean : mean.map((p) => 1 - p);
      out.set(maximumPowerAllocation(good, { minimum: Math.min(minimum, 1 / out.length), fewFailures }));
    },
    protocol:
      `the allocation of greatest power ${fewFailures ? "for a given expected number of failures" : "for a given number of patients"}, ` +
      `with a share of at least ${minimum} for each arm`,
    recipe: { make: caller, options: { ...options } },
  };
}

/**
 * Returns the shares of arms with success probabilities `p` (strictly between 0 and 1).
 *
 * @param options.minimum B, at most 1/K.
 * Source: tymofyeyev2007implementing, jeon2010optimal.
 */
export function maximumPowerAllocation(p: ArrayLike<number>, options: Required<MaximumPowerTargetOptions>): Float64Array {
  const { minimum, fewFailures } = options;
  const probabilities = Float64Array.from(p);
  let shares = allocationAt(probabilities, minimum, 0);
  if (!fewFailures) return shares;
  let price = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const next = noncentrality(probabilities, shares) / failures(probabilities, shares);
    if (!(Math.abs(next - price) > 1e-14 * next)) break;
    price = next;
    shares = allocationAt(probabilities, minimum, price);
  }
  return shares;
}

/** The shares that maximize φ(ρ) − price · Σ ρ q. */
function allocationAt(p: Float64Array, minimum: number, price: number): Float64Array {
  const arms = p.length;
  const precision = p.map((x) => 1 / (x * (1 - x)));
  const value = (k: number, c: number) => (p[k] - c) * (p[k] - c) * precision[k] - price * (1 - p[k]);
  const rest = 1 - arms * minimum;
  let low = Math.min(...p);
  let high = Math.max(...p);
  for (let step = 0; step < BISECTIONS; step++) {
    const c = 0.5 * (low + high);
    if (!(c > low && c < high)) break;
    let greatest = -Infinity;
    let pullOfGreatest = 0;
    let sum = 0;
    for (let k = 0; k < arms; k++) {
      const pull = (p[k] - c) * precision[k];
      const own = (p[k] - c) * pull - price * (1 - p[k]);
      sum += pull;
      if (own > greatest) {
        greatest = own;
        pullOfGreatest = pull;
      }
    }
    if (minimum * sum + rest * pullOfGreatest > 0) low = c;
    else high = c;
  }
  const c = 0.5 * (low + high);
  return spread(
    p,
    c,
    minimum,
    rest,
    (k) => value(k, c),
    (k) => (p[k] - c) * precision[k],
  );
}

/** Gives what is left after the minimum to the arms with the greatest value, so that the pulls cancel. */
function spread(
  p: Float64Array,
  c: number,
  minimum: number,
  rest: number,
  value: (k: number) => number,
  pull: (k: number) => number,
): Float64Array {
  const all = Array.from(p, (_, k) => k);
  const greatest = Math.max(...all.map(value));
  const tied = all.filter((k) => value(k) > greatest - 1e-9 * (1e-3 + Math.abs(greatest)));
  const above = tied.filter((k) => p[k] > c);
  const below = tied.filter((k) => p[k] < c);
  const shares = new Float64Array(p.length).fill(minimum);
  if (above.length === 0 || below.length === 0) {
    for (const k of tied) shares[k] += rest / tied.length;
    return shares;
  }
  const meanPull = (arms: readonly number[]) => arms.reduce((sum, k) => sum + pull(k), 0) / arms.length;
  const up = meanPull(above);
  const down = meanPull(below);
  const base = minimum * all.reduce((sum, k) => sum + pull(k), 0);
  const toAbove = Math.min(rest, Math.max(0, (-base - rest * down) / (up - down)));
  for (const k of above) shares[k] += toAbove / above.length;
  for (const k of below) shares[k] += (rest - toAbove) / below.length;
  return shares;
}

/** φ(ρ) = Σ w_k (p_k − p̄)², w_k = ρ_k / (p_k q_k), p̄ the weighted mean. */
function noncentrality(p: Float64Array, shares: Float64Array): number {
  const weights = shares.map((share, k) => share / (p[k] * (1 - p[k])));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const mean = weights.reduce((total, weight, k) => total + weight * p[k], 0) / sum;
  return weights.reduce((total, weight, k) => total + weight * ((p[k] - mean) * (p[k] - mean)), 0);
}

function failures(p: Float64Array, shares: Float64Array): number {
  return shares.reduce((total, share, k) => total + share * (1 - p[k]), 0);
}
