/** Interpolation of distribution functions between nodes. */

/** Derivatives at their own node of the cubic Lagrange polynomials through −1, 0, 1, 2: first and second. */
const FIRST = [-11 / 6, -1 / 2, 1 / 2, 11 / 6];
const SECOND = [2, -2, -2, 2];

/**
 * Writes 12 weights, from `at` on, that interpolate at t in [0, 1) between nodes 0 and 1 from the values (first four weights), first
 * derivatives (next four) and second derivatives (last four) at nodes −1, 0, 1, 2, derivatives being by the node number: the polynomial
 * of degree 11 that agrees with all of them.
 *
 * With ℓ the cubic Lagrange polynomial of node x and d = t − x: ℓ³(1 − 3ℓ′d + (6ℓ′² − 3ℓ″/2)d²), ℓ³(d − 3ℓ′d²), ℓ³d²/2.
 * Source: davis1984methods (2.7).
 */
export function hermiteWeightsInto(out: Float64Array, at: number, t: number): void {
  const a = t + 1;
  const b = t - 1;
  const c = t - 2;
  writeNode(out, at, 0, (-t * b * c) / 6, a);
  writeNode(out, at, 1, (a * b * c) / 2, t);
  writeNode(out, at, 2, (-a * t * c) / 2, b);
  writeNode(out, at, 3, (a * t * b) / 6, c);
}

function writeNode(out: Float64Array, at: number, node: number, lagrange: number, d: number): void {
  const cube = lagrange * lagrange * lagrange;
  const first = FIRST[node];
  const square = d * d;
  out[at + node] = cube * (1 - 3 * first * d + (6 * first * first - 1.5 * SECOND[node]) * square);
  out[at + 4 + node] = cube * (d - 3 * first * square);
  out[at + 8 + node] = 0.5 * cube * square;
}
