/** Gauss–Laguerre quadrature: the weight is e^(−x) on the positive half line. */
import { exactly, times } from "./double-double.js";
import { factorial, gaussRule, type PolynomialFamily, rescaled } from "./gauss-rule.js";
import { cachedRule, type QuadratureRule } from "./quadrature-rule.js";

/** k! times the Laguerre polynomials, whose recurrence has whole coefficients. */
const laguerre: PolynomialFamily = {
  slope: () => -1,
  intercept: (k) => 2 * k + 1,
  lag: (k) => k * k,
  factor: (x) => exactly(x),
  logWeightSlope: (x) => (1 - 2 * x) / x,
  constant: (n) => {
    const { value, exponent } = factorial(n);
    return rescaled(times(value, value), 2 * exponent);
  },
};

const cache = /* @__PURE__ */ new Map<number, QuadratureRule>();

/**
 * Returns the n-point Gauss–Laguerre rule for the weight e^(−x): ∫₀^∞ f(x) e^(−x) dx ≈ Σ wᵢ f(xᵢ).
 *
 * It is exact for polynomials of degree 2n − 1; nodes and weights are right to a unit in the last place, apart from
 * weights that underflow. Rules are computed once for each n (at most 2000). Throws `InvalidArgument` for a bad n.
 *
 * Source: golub1969calculation, abramowitz1964 (25.4.45).
 */
export function gaussLaguerre(n: number): QuadratureRule {
  return cachedRule("gaussLaguerre", n, cache, computeRule);
}

function computeRule(n: number): QuadratureRule {
  return gaussRule(laguerre, n);
}
