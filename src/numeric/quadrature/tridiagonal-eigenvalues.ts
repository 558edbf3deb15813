/** Eigenvalues of a symmetric tridiagonal matrix, from which Gaussian rules start. */

/**
 * Returns the eigenvalues, increasing, of the symmetric tridiagonal matrix with the given diagonal and off-diagonal.
 *
 * Implicit QL with Wilkinson's shift; absolute accuracy is a few units of rounding of the matrix norm.
 *
 * Source: golub1969calculation.
 */
export function tridiagonalEigenvalues(diagonal: Float64Array, offDiagonal: Float64Array): Float64Array {
  const d = diagonal.slice();
  const n = d.length;
  const e = new Float64Array(n);
  e.set(offDiagonal.subarray(0, n - 1));
  for (let first = 0; first < n; first++) {
    // Each eigenvalue takes two or three sweeps; 60 is never reached for a finite matrix.
    for (let sweep = 0; sweep < 60; sweep++) {
      let last = first;
      while (last < n - 1 && Math.abs(e[last]) > Number.EPSILON * (Math.abs(d[last]) + Math.abs(d[last + 1]))) last++;
      if (last === first) break;
      sweepUp(d, e, first, last);
    }
  }
  return d.sort();
}

/** One implicit QL sweep over the unreduced block first..last. */
function sweepUp(d: Float64Array, e: Float64Array, first: number, last: number): void {
  const half = (d[first + 1] - d[first]) / (2 * e[first]);
  const length = Math.sqrt(half * half + 1);
  let g = d[last] - d[first] + e[first] / (half + (half >= 0 ? length : -length));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let i = last - 1; i >= first; i--) {
    const f = sine * e[i];
    const b = cosine * e[i];
    const radius = Math.sqrt(f * f + g * g);
    e[i + 1] = radius;
    if (radius === 0) {
      d[i + 1] -= shift;
      e[last] = 0;
      return;
    }
    sine = f / radius;
    cosine = g / radius;
    const rest = d[i + 1] - shift;
    const next = (d[i] - rest) * sine + 2 * cosine * b;
    shift = sine * next;
    d[i + 1] = rest + shift;
    g = cosine * next - b;
  }
  d[first] -= shift;
  e[first] = g;
  e[last] = 0;
}
