/** Gauss–Legendre rules for many numbers of nodes at little cost. */
import { cos } from "../../../numeric/elementary/trigonometric.js";
import type { QuadratureRule } from "../../../numeric/quadrature/quadrature-rule.js";

const rules = /* @__PURE__ */ new Map<number, QuadratureRule>();

/**
 * Returns the n-point rule on [−1, 1], right to about 1e-15, by Newton's method on the recurrence of Legendre polynomials; shared: not to
 * be changed. (`gaussLegendre` is right to the last digit, at a hundred times the price: a plan must be ready at once, also the first.)
 * Source: press2007numerical, section 4.6.
 */
export function legendreRule(n: number): QuadratureRule {
  let rule = rules.get(n);
  if (rule === undefined) {
    rule = computeRule(n);
    rules.set(n, rule);
  }
  return rule;
}

function computeRule(n: number): QuadratureRule {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < (n + 1) >> 1; i++) {
    let x = cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let iteration = 0; iteration < 5; iteration++) {
      let former = 1;
      let value = x;
      for (let k = 2; k <= n; k++) {
        const next = ((2 * k - 1) * x * value - (k - 1) * former) / k;
        former = value;
        value = next;
      }
      slope = (n * (x * value - former)) / (x * x - 1);
      const step = value / slope;
      x -= step;
      if (Math.abs(step) < 1e-12) break;
    }
    nodes[i] = -x;
    nodes[n - 1 - i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
    weights[n - 1 - i] = weights[i];
  }
  return { nodes, weights };
}
