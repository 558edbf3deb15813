/** Gauss–Hermite quadrature: the weight is e^(−x²) on the whole line, or the standard normal density. */
import { exactly, times } from "./double-double.js";
import { factorial, type PolynomialFamily, symmetricGaussRule } from "./gauss-rule.js";
import { cachedRule, type QuadratureRule } from "./quadrature-rule.js";

const ROOT_PI = { high: 1.772453850905516, low: -7.666586499825799e-17 };

const hermite: PolynomialFamily = {
  slope: () => 2,
  intercept: () => 0,
  lag: (k) => 2 * k,
  factor: () => exactly(1),
  logWeightSlope: (x) => -4 * x,
  constant: (n) => {
    const { value, exponent } = factorial(n);
    return { value: times(value, ROOT_PI), exponent: exponent + n + 1 };
  },
};

const cache = /* @__PURE__ */ new Map<number, QuadratureRule>();

/**
 * Returns the n-point Gauss–Hermite rule for the weight e^(−x²): ∫ f(x) e^(−x²) dx ≈ Σ wᵢ f(xᵢ) over the whole line.
 *
 * It is exact for polynomials of degree 2n − 1; nodes and weights are right to a unit in the last place, apart from
 * weights that underflow. Rules are computed once for each n (at most 2000). Throws `InvalidArgument` for a bad n.
 *
 * Source: golub1969calculation, abramowitz1964 (25.4.46).
 */
export function gaussHermite(n: number): QuadratureRule {
  return cachedRule("gaussHermite", n, cache, computeRule);
}

/**
 * Returns the n-point rule for expectations under the standard normal: E f(Z) ≈ Σ wᵢ f(xᵢ), where Σ wᵢ = 1.
 *
 * Nodes are √2 times those of `gaussHermite`, weights are divided by √π. Throws `InvalidArgument` for a bad n.
 *
 * Source: golub1969calculation.
 */
export function standardNormalRule(n: number): QuadratureRule {
  const rule = cachedRule("standardNormalRule", n, cache, computeRule);
  for (let i = 0; i < n; i++) {
    rule.nodes[i] *= Math.SQRT2;
    rule.weights[i] /= ROOT_PI.high;
  }
  return rule;
}

function computeRule(n: number): QuadratureRule {
  return symmetricGaussRule(hermite, n);
}
