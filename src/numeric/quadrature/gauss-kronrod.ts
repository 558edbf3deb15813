/** The 21-point Gauss–Kronrod rule with its error estimate, on finite and half-infinite intervals. */

/** Positive nodes on [−1, 1]; the odd entries (from 0) are those of the 10-point Gauss rule. */
const NODES = /* @__PURE__ */ Float64Array.of(
  0.9956571630258081,
  0.9739065285171717,
  0.9301574913557082,
  0.8650633666889845,
  0.7808177265864169,
  0.6794095682990244,
  0.5627571346686047,
  0.4333953941292472,
  0.2943928627014602,
  0.14887433898163122,
);
const WEIGHTS = /* @__PURE__ */ Float64Array.of(
  0.011694638867371874,
  0.032558162307964725,
  0.054755896574351995,
  0.07503967481091996,
  0.0931254545836976,
  0.10938715880229764,
  0.12349197626206584,
  0.13470921731147334,
  0.14277593857706009,
  0.14773910490133849,
);
const CENTER_WEIGHT = 0.1494455540029169;
const GAUSS_WEIGHTS = /* @__PURE__ */ Float64Array.of(
  0.06667134430868814,
  0.1494513491505806,
  0.21908636251598204,
  0.26926671930999635,
  0.29552422471475287,
);

/** Which part of the line a variable t stands for: t itself, or the half line beyond or below an anchor. */
export const FINITE = 0;
/** x = anchor + (1 − t)/t for t in (0, 1]. */
export const UPWARD = 1;
/** x = anchor − (1 − t)/t for t in (0, 1]. */
export const DOWNWARD = -1;

/** What one application of the rule found; it owns its work arrays, so that integrals may nest. */
export interface KronrodEstimate {
  value: number;
  /** Estimated absolute error. */
  error: number;
  /** ∫ |f|. */
  absolute: number;
  /** ∫ |f − mean of f|. */
  spread: number;
  /** The first x where f was not finite, or NaN. */
  badPoint: number;
  readonly below: Float64Array;
  readonly above: Float64Array;
}

/** An estimate to be written by `kronrodInto`. */
export function emptyKronrodEstimate(): KronrodEstimate {
  const size = NODES.length;
  return {
    value: 0,
    error: 0,
    absolute: 0,
    spread: 0,
    badPoint: 0,
    below: new Float64Array(size),
    above: new Float64Array(size),
  };
}

/** Evaluations of f by one application of the rule. */
export const KRONROD_POINTS = 21;

/**
 * Writes the rule's estimate of ∫ f over t in [from, to], seen through the given part of the line.
 *
 * The error estimate is the difference from the Gauss rule, sharpened where it is small against the spread of f.
 *
 * Source: piessens1983quadpack (QK21, and the transformation of QAGI).
 */
export function kronrodInto(
  out: KronrodEstimate,
  f: (x: number) => number,
  part: number,
  anchor: number,
  from: number,
  to: number,
): void {
  const center = from / 2 + to / 2;
  const half = to / 2 - from / 2;
  out.badPoint = Number.NaN;
  const atCenter = transformed(out, f, part, anchor, center);
  let kronrod = CENTER_WEIGHT * atCenter;
  let gauss = 0;
  let absolute = CENTER_WEIGHT * Math.abs(atCenter);
  for (let i = 0; i < NODES.length; i++) {
    const offset = half * NODES[i];
    const below = transformed(out, f, part, anchor, center - offset);
    const above = transformed(out, f, part, anchor, center + offset);
    out.below[i] = below;
    out.above[i] = above;
    kronrod += WEIGHTS[i] * (below + above);
    absolute += WEIGHTS[i] * (Math.abs(below) + Math.abs(above));
    if (i % 2 === 1) gauss += GAUSS_WEIGHTS[i >> 1] * (below + above);
  }
  const mean = kronrod / 2;
  let spread = CENTER_WEIGHT * Math.abs(atCenter - mean);
  for (let i = 0; i < NODES.length; i++) spread += WEIGHTS[i] * (Math.abs(out.below[i] - mean) + Math.abs(out.above[i] - mean));
  const size = Math.abs(half);
  out.value = kronrod * half;
  out.absolute = absolute * size;
  out.spread = spread * size;
  out.error = sharpened(Math.abs((kronrod - gauss) * half), out.spread, out.absolute);
}

/** f at the point for which t stands, times dx/dt. */
function transformed(out: KronrodEstimate, f: (x: number) => number, part: number, anchor: number, t: number): number {
  const x = part === FINITE ? t : anchor + (part * (1 - t)) / t;
  const value = part === FINITE ? f(x) : f(x) / t / t;
  if (!Number.isFinite(value) && Number.isNaN(out.badPoint)) out.badPoint = x;
  return value;
}

function sharpened(difference: number, spread: number, absolute: number): number {
  let error = difference;
  if (spread !== 0 && difference !== 0) {
    const ratio = (200 * difference) / spread;
    error = ratio < 1 ? spread * ratio * Math.sqrt(ratio) : spread;
  }
  const rounding = 50 * Number.EPSILON * absolute;
  return absolute > Number.MIN_VALUE / Number.EPSILON ? Math.max(rounding, error) : error;
}
