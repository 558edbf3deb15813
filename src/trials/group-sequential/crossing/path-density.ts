/** The density of the score process on the paths that go on, look after look, on Gauss–Legendre nodes. */
import { exp } from "../../../numeric/elementary/exponential.js";
import type { QuadratureRule } from "../../../numeric/quadrature/quadrature-rule.js";
import { erfcx } from "../../../numeric/special/error-function.js";
import { legendreRule } from "./legendre-rule.js";

/** Where no bound limits them below, paths further than this many standard deviations from their mean are left out: 6e-16 of them. */
const REACH = 8;
/** Toward a bound nodes go further, for the least probabilities of crossing to keep a small relative error. */
const REACH_TO_BOUND = 10;
/** Steps longer than this many standard deviations are left out of the convolution: a part of 1e-31. */
const LONGEST_STEP = 12;
/** Nodes a panel; longer intervals are cut into equal panels. */
const PANEL = 64;
const ROOT_TWO_PI = 2.5066282746310002;

/**
 * The score process (B-value) S(t) = Z √t on the paths that have not stopped at any look up to `time`: its density times the
 * quadrature weight at each node. Under drift θ, S has independent normal increments of mean θ Δt and variance Δt.
 */
export interface PathDensity {
  readonly time: number;
  readonly nodes: Float64Array;
  readonly masses: Float64Array;
}

/** The drift under which masses are held, and the drifts (and the start) for which the nodes must reach far enough. */
export interface PathRange {
  readonly reference: number;
  readonly least: number;
  readonly greatest: number;
  readonly start: PathDensity;
}

/** All paths at one place: the process before its first look, or given what was seen at `time`. */
export function pathStart(score = 0, time = 0): PathDensity {
  return { time, nodes: Float64Array.of(score), masses: Float64Array.of(1) };
}

/** Paths from S(0) = 0 whose masses serve every drift from `least` to `greatest`; held under `reference`. */
export function pathRange(
  reference: number,
  least = reference,
  greatest = reference,
  start: PathDensity = pathStart(),
): PathRange {
  return { reference, least, greatest, start };
}

/**
 * Whether nodes made for a range reach far enough for a drift as well. They end at bounds, and where no bound is near some standard
 * deviations from the means of the range.
 */
export function reaches(range: PathRange, drift: number, times: readonly number[], efficacy: readonly number[]): boolean {
  if (drift < range.least) return false;
  return times.every((time, k) => {
    const root = Math.sqrt(time);
    const end = range.greatest * root + REACH_TO_BOUND;
    return k === times.length - 1 || efficacy[k] <= end || end - drift * root >= REACH - 0.5;
  });
}

/** An interval of the score in which paths go on. */
export type Interval = readonly [lower: number, upper: number];

/**
 * Returns the density at look time `time` on the paths that go on there, that is within one of the intervals (in increasing order).
 * `next` is the time of the following look, which decides how fine the nodes must be: both the density and the step that follows are
 * smooth on the scale of their steps' standard deviations, so that Gauss–Legendre nodes converge geometrically.
 *
 * h(s) = ∫ h₋(u) φ((s − u − θΔt)/√Δt)/√Δt du. Source: armitage1969repeated, jennison1999group (chapter 19).
 */
export function advance(
  from: PathDensity,
  time: number,
  intervals: readonly Interval[],
  next: number,
  range: PathRange,
): PathDensity {
  const { nodes, masses } = nodesWithin(from, time, intervals, next, range);
  const variance = time - from.time;
  const shift = range.reference * variance;
  const reach = LONGEST_STEP * Math.sqrt(variance);
  const scale = 1 / Math.sqrt(variance) / ROOT_TWO_PI;
  const factor = -0.5 / variance;
  const old = from.nodes;
  const oldMasses = from.masses;
  const count = old.length;
  let first = 0;
  for (let j = 0; j < nodes.length; j++) {
    const center = nodes[j] - shift;
    while (first < count && old[first] < center - reach) first++;
    let sum = 0;
    for (let i = first; i < count; i++) {
      const step = center - old[i];
      if (step < -reach) break;
      sum += oldMasses[i] * exp(factor * step * step);
    }
    masses[j] *= scale * sum;
  }
  return { time, nodes, masses };
}

/** Nodes in the parts of the intervals that paths reach, with their weights in the place of the masses. */
function nodesWithin(
  from: PathDensity,
  time: number,
  intervals: readonly Interval[],
  next: number,
  range: PathRange,
): PathDensity {
  const variance = time - from.time;
  const smoothness = 1 / Math.sqrt(1 / variance + 1 / (next - time));
  const passed = time - range.start.time;
  const origin = range.start.nodes[0];
  const root = Math.sqrt(passed);
  const lowest = origin + range.least * passed - root * (intervals[0][0] === Number.NEGATIVE_INFINITY ? REACH : REACH_TO_BOUND);
  const highest = origin + range.greatest * passed + root * REACH_TO_BOUND;
  const pieces: { lower: number; width: number; panels: number; rule: QuadratureRule }[] = [];
  let total = 0;
  for (const [left, right] of intervals) {
    const lower = Math.max(left, lowest);
    const width = Math.min(right, highest) - lower;
    if (!(width > 0)) continue;
    const wanted = (1.8 * width) / smoothness + 8;
    const panels = Math.ceil(wanted / PANEL);
    const rule = legendreRule(Math.min(PANEL, 4 * Math.ceil(wanted / panels / 4)));
    pieces.push({ lower, width: width / panels, panels, rule });
    total += panels * rule.nodes.length;
  }
  const nodes = new Float64Array(total);
  const masses = new Float64Array(total);
  let at = 0;
  for (const { lower, width, panels, rule } of pieces) {
    for (let panel = 0; panel < panels; panel++) {
      const center = lower + width * (panel + 0.5);
      for (let i = 0; i < rule.nodes.length; i++, at++) {
        nodes[at] = center + 0.5 * width * rule.nodes[i];
        masses[at] = 0.5 * width * rule.weights[i];
      }
    }
  }
  return { time, nodes, masses };
}

/**
 * Returns the same paths with masses under another drift, by the likelihood ratio exp((θ − θ₀) s − (θ² − θ₀²) t / 2); s and t are counted
 * from the start.
 */
export function tilted(paths: PathDensity, range: PathRange, drift: number): PathDensity {
  if (drift === range.reference) return paths;
  const { time, nodes } = paths;
  const slope = drift - range.reference;
  const origin = range.start.nodes[0];
  const constant = 0.5 * slope * (drift + range.reference) * (time - range.start.time);
  const masses = new Float64Array(nodes.length);
  for (let i = 0; i < masses.length; i++) masses[i] = paths.masses[i] * exp(slope * (nodes[i] - origin) - constant);
  return { time, nodes, masses };
}

/** The probability of S(time) being beyond a bound, and its density at the bound. */
export interface Tail {
  readonly probability: number;
  readonly density: number;
}

/** P(path goes on until now, S(time) ≥ bound) under the drift of the masses; with `below`, S(time) < bound. */
export function tail(from: PathDensity, time: number, drift: number, bound: number, below = false): Tail {
  const variance = time - from.time;
  const { nodes, masses } = from;
  if (!Number.isFinite(bound)) return { probability: below === bound > 0 ? total(masses) : 0, density: 0 };
  const rate = (below ? -1 : 1) / Math.sqrt(variance);
  const center = bound - drift * variance;
  let probability = 0;
  let density = 0;
  for (let i = 0; i < nodes.length; i++) {
    const z = (center - nodes[i]) * rate;
    const height = masses[i] * exp(-0.5 * z * z);
    density += height;
    if (z >= 0) probability += 0.5 * height * erfcx(z * Math.SQRT1_2);
    else probability += masses[i] - 0.5 * height * erfcx(-z * Math.SQRT1_2);
  }
  return { probability, density: (density * Math.abs(rate)) / ROOT_TWO_PI };
}

/** The probability of going on. */
export function total(masses: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < masses.length; i++) sum += masses[i];
  return sum;
}
