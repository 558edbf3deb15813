/** R's gamma variates: Ahrens and Dieter's GS for shapes below 1, GD from 1. */
import { exp, expm1, log } from "../../numeric/elementary.js";
import type { UniformSource } from "../uniform-source.js";
import { rStandardExponential } from "./exponential.js";
import { rStandardNormal } from "./normal.js";

/**
 * Returns a gamma variate of a `shape` > 0 and a `scale` as R's `rgamma` does.
 *
 * Source: ahrens1974computer (shape < 1), ahrens1982generating (shape ≥ 1), rcore2022.
 */
export function rGamma(source: UniformSource, shape: number, scale: number): number {
  return shape < 1 ? smallShape(source, shape, scale) : largeShape(source, shape, scale);
}

/** Algorithm GS: x^(a−1) below 1 and e^−x above as the two parts of the hat. Source: ahrens1974computer. */
function smallShape(source: UniformSource, shape: number, scale: number): number {
  const total = 1 + 0.36787944117144233 * shape;
  for (;;) {
    const p = total * source.uniform();
    if (p >= 1) {
      const x = -log((total - p) / shape);
      if (rStandardExponential(source) >= (1 - shape) * log(x)) return scale * x;
    } else {
      const x = exp(log(p) / shape);
      if (rStandardExponential(source) >= x) return scale * x;
    }
  }
}

/** Algorithm GD: a normal variate, squared about the shape, corrected by rejection from a double exponential. Source: ahrens1982generating. */
function largeShape(source: UniformSource, shape: number, scale: number): number {
  const s2 = shape - 0.5;
  const s = Math.sqrt(s2);
  const d = 5.656854 - s * 12;
  const normal = rStandardNormal(source);
  const x = s + 0.5 * normal;
  if (normal >= 0) return scale * (x * x);
  const u = source.uniform();
  if (d * u <= normal * normal * normal) return scale * (x * x);

  const q0 = startingQuotient(1 / shape);
  if (x > 0 && log(1 - u) <= quotient(normal, s, s2, q0)) return scale * (x * x);

  const { b, si, c } = hat(shape, s, s2);
  for (;;) {
    const e = rStandardExponential(source);
    const signed = 2 * source.uniform() - 1;
    const t = signed < 0 ? b - si * e : b + si * e;
    if (t < -0.71874483771719) continue;
    const q = quotient(t, s, s2, q0);
    if (q > 0 && c * Math.abs(signed) <= expm1(q) * exp(e - 0.5 * t * t)) {
      const y = s + 0.5 * t;
      return scale * y * y;
    }
  }
}

/** The quotient of the densities at t = 0, less 1 and as a logarithm: a polynomial in 1/shape. */
function startingQuotient(r: number): number {
  return (
    ((((((2.424e-4 * r + 2.4511e-4) * r - 7.388e-5) * r + 0.00144121) * r + 0.00801191) * r + 0.02083148) * r + 0.04166669) * r
  );
}

/** The logarithm of the quotient of the target's and the normal hat's densities at t. */
function quotient(t: number, s: number, s2: number, q0: number): number {
  const v = t / (s + s);
  if (Math.abs(v) > 0.25) return q0 - s * t + 0.25 * t * t + (s2 + s2) * log(1 + v);
  const series =
    ((((((0.1233795 * v - 0.1367177) * v + 0.1423657) * v - 0.1662921) * v + 0.2000062) * v - 0.250003) * v + 0.3333333) * v;
  return q0 + 0.5 * t * t * series;
}

/** The double exponential's location b, scale si, and the acceptance constant c. */
function hat(shape: number, s: number, s2: number): { b: number; si: number; c: number } {
  if (shape <= 3.686) return { b: 0.463 + s + 0.178 * s2, si: 1.235, c: 0.195 / s - 0.079 + 0.16 * s };
  if (shape <= 13.022) return { b: 1.654 + 0.0076 * s2, si: 1.68 / s + 0.275, c: 0.062 / s + 0.024 };
  return { b: 1.77, si: 0.75, c: 0.1515 / s };
}
