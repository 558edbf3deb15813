/** A fixed rule of integration, and the steps every Gaussian rule shares. */
import { InvalidArgument } from "../../errors.js";

/** Nodes in increasing order and their weights: ∫ f(x) w(x) dx ≈ Σ weights[i] · f(nodes[i]). */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Returns a copy of the rule for n points from the cache, computing it the first time; throws `InvalidArgument` for a bad n. */
export function cachedRule(
  caller: string,
  n: number,
  cache: Map<number, QuadratureRule>,
  compute: (n: number) => QuadratureRule,
): QuadratureRule {
  if (!(Number.isInteger(n) && n >= 1 && n <= 2000)) throw new InvalidArgument(caller, "n", "be an integer in [1, 2000]", n);
  let rule = cache.get(n);
  if (rule === undefined) {
    rule = compute(n);
    cache.set(n, rule);
  }
  // A copy: a caller who scales its nodes must not change everybody's.
  return { nodes: rule.nodes.slice(), weights: rule.weights.slice() };
}
