/** Gauss–Legendre quadrature: the weight is 1 on a finite interval. */
import { InvalidArgument } from "../../errors.js";
import { exactly, plus, scaled, times } from "./double-double.js";
import { factorial, type PolynomialFamily, rescaled, symmetricGaussRule } from "./gauss-rule.js";
import { cachedRule, type QuadratureRule } from "./quadrature-rule.js";

/** k! times the Legendre polynomials, whose recurrence has whole coefficients. */
const legendre: PolynomialFamily = {
  slope: (k) => 2 * k + 1,
  intercept: () => 0,
  lag: (k) => k * k,
  factor: (x) => plus(exactly(1), times(exactly(-x), exactly(x))),
  logWeightSlope: (x) => (-2 * x) / ((1 - x) * (1 + x)),
  constant: (n) => {
    const { value, exponent } = factorial(n);
    return rescaled(scaled(times(value, value), 2), 2 * exponent);
  },
};

const cache = /* @__PURE__ */ new Map<number, QuadratureRule>();

/**
 * Returns the n-point Gauss–Legendre rule on [lower, upper], by default [−1, 1]: ∫ f(x) dx ≈ Σ wᵢ f(xᵢ).
 *
 * It is exact for polynomials of degree 2n − 1. On [−1, 1] nodes and weights are right to a unit in the last place.
 * Rules are computed once for each n (at most 2000). Throws `InvalidArgument` for a bad n or bounds that are not finite.
 *
 * Source: golub1969calculation, abramowitz1964 (25.4.29).
 */
export function gaussLegendre(n: number, lower = -1, upper = 1): QuadratureRule {
  if (!Number.isFinite(lower)) throw new InvalidArgument("gaussLegendre", "lower", "be finite", lower);
  if (!Number.isFinite(upper)) throw new InvalidArgument("gaussLegendre", "upper", "be finite", upper);
  const rule = cachedRule("gaussLegendre", n, cache, computeRule);
  if (lower === -1 && upper === 1) return rule;
  const center = lower / 2 + upper / 2;
  const half = upper / 2 - lower / 2;
  for (let i = 0; i < n; i++) {
    rule.nodes[i] = center + half * rule.nodes[i];
    rule.weights[i] *= half;
  }
  return rule;
}

function computeRule(n: number): QuadratureRule {
  return symmetricGaussRule(legendre, n);
}
