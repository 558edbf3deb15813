/** The integral of the cardinal sine: what a value on an equally spaced grid contributes to an integral that ends between the nodes. */
import { cos, sin } from "../../../numeric/elementary/trigonometric.js";
import { gaussLegendre } from "../../../numeric/quadrature/gauss-legendre.js";

/** Intervals of the table per unit, and where the asymptotic series takes over. */
const PER_UNIT = 16;
const LAST = 64;
const INVERSE_PI = 1 / Math.PI;

/** Six coefficients for each interval. */
let table: Float64Array | undefined;

/**
 * Returns ∫ sinc(u) du from −∞ to t, with sinc(u) = sin(πu)/(πu): 0 at −∞, ½ at 0, 1 at ∞. Absolute error below 1e-10.
 *
 * The function with values fᵢ at the nodes x₀ + i·h, and no frequencies above π/h, has ∫ f from −∞ to c = h Σ fᵢ · cumulativeSinc((c − xᵢ)/h).
 * Source: stenger1981numerical.
 */
export function cumulativeSinc(t: number): number {
  return t < 0 ? 1 - upward(-t) : upward(t);
}

/** Quintic Hermite interpolation between the values at sixteenths; beyond 64 the asymptotic series. */
function upward(t: number): number {
  if (t >= LAST) return asymptotic(t);
  table ??= makeTable();
  const position = t * PER_UNIT;
  const interval = Math.floor(position);
  const u = position - interval;
  const at = 6 * interval;
  return table[at] + u * (table[at + 1] + u * (table[at + 2] + u * (table[at + 3] + u * (table[at + 4] + u * table[at + 5]))));
}

/** 1 − cos(πt)/(π²t) · (1 − 2/(πt)²) − sin(πt)/(π³t²) · … Source: abramowitz1964 (5.2.34, 5.2.35). */
function asymptotic(t: number): number {
  // The nearest even integer is taken off: sine and cosine see a small angle, however large t is.
  const angle = Math.PI * (t - 2 * Math.round(t / 2));
  const x = INVERSE_PI / t;
  const x2 = x * x;
  return 1 - INVERSE_PI * x * (cos(angle) * (1 - 2 * x2) + sin(angle) * x * (1 - 6 * x2));
}

function makeTable(): Float64Array {
  const intervals = LAST * PER_UNIT;
  const { nodes, weights } = gaussLegendre(10, 0, 1 / PER_UNIT);
  const coefficients = new Float64Array(6 * intervals);
  let value = 0.5;
  for (let i = 0; i < intervals; i++) {
    const from = i / PER_UNIT;
    let integral = 0;
    for (let k = 0; k < nodes.length; k++) integral += weights[k] * sinc(from + nodes[k]);
    fitInto(coefficients, 6 * i, value, value + integral, from);
    value += integral;
  }
  return coefficients;
}

/** Writes the polynomial on [0, 1] with the values, slopes and curvatures of the integral at both ends of the interval. */
function fitInto(out: Float64Array, at: number, left: number, right: number, from: number): void {
  const h = 1 / PER_UNIT;
  const slope = h * sinc(from);
  const curvature = (h * h * sincSlope(from)) / 2;
  const rise = right - left - slope - curvature;
  const slopeRise = h * sinc(from + h) - slope - 2 * curvature;
  const curvatureRise = h * h * sincSlope(from + h) - 2 * curvature;
  out[at] = left;
  out[at + 1] = slope;
  out[at + 2] = curvature;
  out[at + 3] = 10 * rise - 4 * slopeRise + 0.5 * curvatureRise;
  out[at + 4] = -15 * rise + 7 * slopeRise - curvatureRise;
  out[at + 5] = 6 * rise - 3 * slopeRise + 0.5 * curvatureRise;
}

function sinc(u: number): number {
  return u === 0 ? 1 : sin(Math.PI * u) / (Math.PI * u);
}

function sincSlope(u: number): number {
  return u === 0 ? 0 : (cos(Math.PI * u) - sinc(u)) / u;
}
