/** The event curve of a Weibull hazard with constant dropout, by quadrature. */
import { exp } from "../numeric/elementary/exponential.js";
import { pow } from "../numeric/elementary/power.js";
import { gaussLegendre } from "../numeric/quadrature/gauss-legendre.js";
import type { EventCurve } from "./event-curve.js";

/**
 * The curve for times with survival exp(−(rate · t)^shape) and a constant hazard of dropout.
 *
 * F(t) = ∫₀ᵗ f(s) e^(−d s) ds with f the Weibull density (without dropout, 1 − exp(−(rate t)^shape)), and its area
 * ∫₀ᵗ F(s) ds = ∫₀ᵗ (t − s) f(s) e^(−d s) ds, each by 64-point Gauss–Legendre quadrature.
 *
 * Source: lachin1986evaluation.
 */
export function weibullEventCurve(rate: number, shape: number, dropout: number): EventCurve {
  const rule = gaussLegendre(64, 0, 1);
  const density = (time: number) => {
    const scaled = pow(rate * time, shape);
    return (shape * scaled * exp(-scaled - dropout * time)) / time;
  };
  // Nobody is event-free beyond a cumulative hazard of 50.
  const longest = pow(50, 1 / shape) / rate;
  const probability = (until: number): number => {
    if (!(until > 0)) return 0;
    const time = until < longest ? until : longest;
    if (dropout === 0) return 1 - exp(-pow(rate * time, shape));
    let sum = 0;
    for (let i = 0; i < rule.nodes.length; i++) sum += rule.weights[i] * density(time * rule.nodes[i]);
    return sum * time;
  };
  return {
    probability,
    area(time) {
      if (!(time > 0)) return 0;
      // ∫₀ᵗ F = ∫₀ᵗ (t − s) f(s) ds, and for F known itself the plain integral.
      let sum = 0;
      for (let i = 0; i < rule.nodes.length; i++) {
        const part = rule.nodes[i];
        sum += rule.weights[i] * (dropout === 0 ? probability(time * part) : time * (1 - part) * density(time * part));
      }
      return sum * time;
    },
  };
}
