/** The computation behind all Gaussian rules: nodes as eigenvalues, polished in doubled precision. */
import { scaleByPowerOfTwo } from "../elementary/floating-point-bits.js";
import { type DoubleDouble, exactly, over, plus, scaled, times } from "./double-double.js";
import type { QuadratureRule } from "./quadrature-rule.js";
import { tridiagonalEigenvalues } from "./tridiagonal-eigenvalues.js";

/**
 * A family of orthogonal polynomials with whole-number recurrence: q₀ = 1, q_{k+1} = (slope·x + intercept)·q_k − lag·q_{k−1}.
 *
 * The weight at a node x of q_n is constant(n) / (factor(x) · q_n′(x)²).
 */
export interface PolynomialFamily {
  slope(k: number): number;
  intercept(k: number): number;
  lag(k: number): number;
  factor(x: number): DoubleDouble;
  /** d log weight / dx of the formula above, to carry a weight from a rounded node to the exact one. */
  logWeightSlope(x: number): number;
  constant(n: number): Scaled;
}

/** The number value · 2^exponent. */
export interface Scaled {
  readonly value: DoubleDouble;
  readonly exponent: number;
}

const BIG = 2 ** 300;

/**
 * Returns the n-point rule of the family.
 *
 * Source: golub1969calculation for the start; the polishing is Newton's method in doubled precision.
 */
export function gaussRule(family: PolynomialFamily, n: number): QuadratureRule {
  const nodes = jacobiEigenvalues(family, n);
  const weights = new Float64Array(n);
  const constant = family.constant(n);
  for (let i = 0; i < n; i++) polishInto(nodes, weights, i, family, constant);
  return { nodes, weights };
}

/** Returns the n-point rule of a family that is symmetric about 0, exactly symmetric itself. */
export function symmetricGaussRule(family: PolynomialFamily, n: number): QuadratureRule {
  const nodes = jacobiEigenvalues(family, n);
  const weights = new Float64Array(n);
  const constant = family.constant(n);
  if (n % 2 === 1) nodes[(n - 1) / 2] = 0;
  for (let i = 0; i < n / 2; i++) {
    const mirror = n - 1 - i;
    polishInto(nodes, weights, mirror, family, constant);
    nodes[i] = 0 - nodes[mirror];
    weights[i] = weights[mirror];
  }
  return { nodes, weights };
}

/** Replaces the start in nodes[i] by the exact node, rounded, and writes its weight. */
function polishInto(nodes: Float64Array, weights: Float64Array, i: number, family: PolynomialFamily, constant: Scaled): void {
  const { x, correction, derivative } = polish(family, nodes.length, nodes[i]);
  const { high, low } = over(constant.value, times(times(derivative.value, derivative.value), family.factor(x)));
  const weight = high + (low + high * correction * family.logWeightSlope(x));
  nodes[i] = x + correction;
  weights[i] = scaleByPowerOfTwo(weight, constant.exponent - 2 * derivative.exponent);
}

/** n! in doubled precision. */
export function factorial(n: number): Scaled {
  let result: Scaled = { value: exactly(1), exponent: 0 };
  for (let k = 2; k <= n; k++) result = rescaled(times(result.value, exactly(k)), result.exponent);
  return result;
}

/** The same number with its value below 2^300. */
export function rescaled(value: DoubleDouble, exponent: number): Scaled {
  return Math.abs(value.high) < BIG ? { value, exponent } : { value: scaled(value, 1 / BIG), exponent: exponent + 300 };
}

function jacobiEigenvalues(family: PolynomialFamily, n: number): Float64Array {
  const diagonal = Float64Array.from({ length: n }, (_, k) => -family.intercept(k) / family.slope(k));
  const offDiagonal = Float64Array.from({ length: n - 1 }, (_, k) =>
    Math.sqrt(family.lag(k + 1) / (family.slope(k + 1) * family.slope(k))),
  );
  return tridiagonalEigenvalues(diagonal, offDiagonal);
}

interface PolishedNode {
  readonly x: number;
  /** The exact node is x + correction, to about 30 digits of x. */
  readonly correction: number;
  readonly derivative: Scaled;
}

function polish(family: PolynomialFamily, n: number, start: number): PolishedNode {
  let x = start;
  for (let iteration = 0; ; iteration++) {
    const { value, derivative } = evaluate(family, n, x);
    const correction = -over(value.value, derivative.value).high;
    // Once the correction no longer moves x it is the rounding error of x; six rounds also end a tie between neighbors.
    if (x + correction === x || iteration === 6) return { x, correction, derivative };
    x += correction;
  }
}

/** q_n(x) and q_n′(x), with one common exponent. */
function evaluate(family: PolynomialFamily, n: number, x: number): { value: Scaled; derivative: Scaled } {
  let former = exactly(0);
  let formerSlope = exactly(0);
  let value = exactly(1);
  let slope = exactly(0);
  let exponent = 0;
  for (let k = 0; k < n; k++) {
    const linear = plus(times(exactly(family.slope(k)), exactly(x)), exactly(family.intercept(k)));
    const lag = exactly(-family.lag(k));
    const next = plus(times(linear, value), times(lag, former));
    const nextSlope = plus(plus(times(linear, slope), times(exactly(family.slope(k)), value)), times(lag, formerSlope));
    former = value;
    formerSlope = slope;
    value = next;
    slope = nextSlope;
    if (Math.abs(value.high) + Math.abs(slope.high) < BIG) continue;
    exponent += 300;
    former = scaled(former, 1 / BIG);
    formerSlope = scaled(formerSlope, 1 / BIG);
    value = scaled(value, 1 / BIG);
    slope = scaled(slope, 1 / BIG);
  }
  return { value: { value, exponent }, derivative: { value: slope, exponent } };
}
