/** Cumulative integrals of smooth functions that are known at equally spaced nodes. */
import { sin } from "../../numeric/elementary/trigonometric.js";
import { gaussLegendre } from "../../numeric/quadrature/index.js";

/** The kernel reaches so many nodes to either side. */
export const KERNEL_REACH = 512;

/**
 * ½ + Si(πd)/π at position KERNEL_REACH + d: the integral up to node d of the band-limited function that is 1 at node 0 and 0 at all
 * others. Si(πd) is summed over half-periods of the sine, each by a 24-point Gauss–Legendre rule.
 *
 * Source: stenger1981numerical.
 */
export function sincKernel(): Float64Array {
  kernel ??= makeKernel();
  return kernel;
}

/** Made when first asked for. */
let kernel: Float64Array | undefined;
let weightsOfLocalRule: Float64Array | undefined;

function makeKernel(): Float64Array {
  const kernel = new Float64Array(2 * KERNEL_REACH + 1);
  const { nodes, weights } = gaussLegendre(24);
  let sum = 0;
  kernel[KERNEL_REACH] = 0.5;
  for (let d = 1; d <= KERNEL_REACH; d++) {
    for (let i = 0; i < 24; i++) {
      const t = Math.PI * (d - 0.5 + 0.5 * nodes[i]);
      sum += (0.5 * weights[i] * sin(t)) / t;
    }
    kernel[KERNEL_REACH + d] = 0.5 + sum;
    kernel[KERNEL_REACH - d] = 0.5 - sum;
  }
  return kernel;
}

/**
 * Writes the integrals of f up to the nodes from … to, for a function that vanishes beyond them and is just resolved by the spacing:
 * F_m = step · Σ_j f_j (½ + Si(π(m − j))/π). Right to about e^(−(π σ/step)²/2) for a normal density with standard deviation σ.
 *
 * Source: stenger1981numerical.
 */
export function sincIntegralInto(out: Float64Array, f: Float64Array, from: number, to: number, step: number): void {
  const table = sincKernel();
  // Four rows at a time: each value of f and of the kernel is read once for all of them. Up to three nodes beyond `to` are written too.
  for (let m = from; m <= to; m += 4) {
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    let at = KERNEL_REACH + m - from;
    let k1 = table[at + 1];
    let k2 = table[at + 2];
    let k3 = table[at + 3];
    for (let j = from; j <= to; j++, at--) {
      const value = f[j];
      const k0 = table[at];
      sum0 += value * k0;
      sum1 += value * k1;
      sum2 += value * k2;
      sum3 += value * k3;
      k3 = k2;
      k2 = k1;
      k1 = k0;
    }
    out[m] = sum0 * step;
    out[m + 1] = sum1 * step;
    out[m + 2] = sum2 * step;
    out[m + 3] = sum3 * step;
  }
}

/** Half of the weights (the rule is symmetric) that integrate a polynomial of degree 15 through 16 nodes between the middle two. */
function localWeights(half: number): Float64Array {
  const { nodes, weights } = gaussLegendre(half);
  return Float64Array.from({ length: half }, (_, i) => {
    let sum = 0;
    for (let q = 0; q < half; q++) {
      const t = 0.5 + 0.5 * nodes[q];
      let product = 1;
      for (let j = 1 - half; j <= half; j++) if (j !== i + 1) product *= (t - j) / (i + 1 - j);
      sum += 0.5 * weights[q] * product;
    }
    return sum;
  });
}

/**
 * As `sincIntegralInto`, in time proportional to the number of nodes, for functions that the spacing resolves at least twice as well:
 * between two nodes, the polynomial of degree 15 through the nearest 16 is integrated. `f` must be 0 at eight nodes beyond either end.
 *
 * Source: davis1984methods (2.4).
 */
export function localIntegralInto(out: Float64Array, f: Float64Array, from: number, to: number, step: number): void {
  weightsOfLocalRule ??= localWeights(8);
  const [w0, w1, w2, w3, w4, w5, w6, w7] = weightsOfLocalRule;
  let sum = 0;
  out[from] = 0;
  for (let m = from; m < to; m++) {
    sum +=
      w0 * (f[m] + f[m + 1]) +
      w1 * (f[m - 1] + f[m + 2]) +
      w2 * (f[m - 2] + f[m + 3]) +
      w3 * (f[m - 3] + f[m + 4]) +
      w4 * (f[m - 4] + f[m + 5]) +
      w5 * (f[m - 5] + f[m + 6]) +
      w6 * (f[m - 6] + f[m + 7]) +
      w7 * (f[m - 7] + f[m + 8]);
    out[m + 1] = sum * step;
  }
}
