/**
 * A second implementation of crossing probabilities, written apart from the first: Z scale, its own grid, Simpson's rule, `Math.exp`, a
 * complementary error function by series and continued fraction. Slow and plain; right to 1e-10 and better with r of 200.
 * Source: jennison1999group (chapter 19).
 */
export interface PlainBounds {
  readonly fractions: readonly number[];
  /** Paths go on within these intervals of Z at each look. */
  readonly goOn: readonly (readonly (readonly [number, number])[])[];
}

/** Φ(x): series of erf near 0, continued fraction of erfc far out (both to rounding). */
export function phi(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  let tail: number;
  if (z < 2) {
    let term = z;
    let sum = z;
    for (let n = 1; n < 80; n++) {
      term *= (-z * z) / n;
      sum += term / (2 * n + 1);
    }
    tail = 0.5 - sum / Math.sqrt(Math.PI);
  } else {
    let fraction = 0;
    for (let n = 120; n >= 1; n--) fraction = n / 2 / (z + fraction);
    tail = (0.5 * Math.exp(-z * z)) / (Math.sqrt(Math.PI) * (z + fraction));
  }
  return x > 0 ? 1 - tail : tail;
}

function knots(mean: number, r: number): number[] {
  const list: number[] = [];
  for (let i = 1; i <= 6 * r - 1; i++) {
    if (i < r) list.push(mean - 3 - 4 * Math.log(r / i));
    else if (i <= 5 * r) list.push(mean - 3 + (3 * (i - r)) / (2 * r));
    else list.push(mean + 3 + 4 * Math.log(r / (6 * r - i)));
  }
  return list;
}

/** Nodes and Simpson weights on an interval. */
function grid(lower: number, upper: number, mean: number, r: number): { z: number[]; w: number[] } {
  const all = knots(mean, r);
  const least = Math.max(lower, all[0]);
  const greatest = Math.min(upper, all[all.length - 1]);
  const ends = [least, ...all.filter((x) => x > least && x < greatest), greatest];
  const z: number[] = [];
  const w: number[] = [];
  if (!(greatest > least)) return { z, w };
  for (let i = 0; i + 1 < ends.length; i++) {
    const width = ends[i + 1] - ends[i];
    z.push(ends[i], (ends[i] + ends[i + 1]) / 2, ends[i + 1]);
    w.push(width / 6, (4 * width) / 6, width / 6);
  }
  return { z, w };
}

/** P(paths come to each look and Z there is in [lower, upper]): pass the regions of interest look by look. */
export function regionProbabilities(
  { fractions, goOn }: PlainBounds,
  drift: number,
  regions: readonly (readonly [number, number])[],
  r = 64,
): number[] {
  let z = [0];
  let h = [1];
  let time = 0;
  const found: number[] = [];
  for (let k = 0; k < fractions.length; k++) {
    const next = fractions[k];
    const step = next - time;
    const place = (bound: number, u: number) =>
      bound === Infinity
        ? 1
        : bound === -Infinity
          ? 0
          : phi((bound * Math.sqrt(next) - u * Math.sqrt(time) - drift * step) / Math.sqrt(step));
    const [lower, upper] = regions[k];
    let probability = 0;
    for (let i = 0; i < z.length; i++) {
      // Upper tails by symmetry, for their digits.
      const part =
        upper === Infinity
          ? lower === -Infinity
            ? 1
            : phi(-(lower * Math.sqrt(next) - z[i] * Math.sqrt(time) - drift * step) / Math.sqrt(step))
          : place(upper, z[i]) - place(lower, z[i]);
      probability += h[i] * part;
    }
    found.push(probability);
    const newZ: number[] = [];
    const newH: number[] = [];
    for (const [from, to] of goOn[k]) {
      const { z: nodes, w } = grid(from, to, drift * Math.sqrt(next), r);
      for (let j = 0; j < nodes.length; j++) {
        let sum = 0;
        for (let i = 0; i < z.length; i++) {
          const deviation = (nodes[j] * Math.sqrt(next) - z[i] * Math.sqrt(time) - drift * step) / Math.sqrt(step);
          if (Math.abs(deviation) < 38) sum += h[i] * Math.exp((-deviation * deviation) / 2);
        }
        newZ.push(nodes[j]);
        newH.push((w[j] * sum * Math.sqrt(next / step)) / Math.sqrt(2 * Math.PI));
      }
    }
    z = newZ;
    h = newH;
    time = next;
  }
  return found;
}
