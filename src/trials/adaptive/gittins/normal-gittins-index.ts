/** The Gittins index of an arm with normal responses of known variance. */
import { InvalidArgument } from "../../../errors.js";
import { cos, gaussLegendre, normalDensity, normalUpperTail } from "../../../numeric/index.js";
import { checkBetween, checkInteger, checkKnown } from "../../requirements.js";
import { horizonOf } from "./retirement.js";

/** Where values are computed at each number of observations, and points of the integral over the next observation. */
const NODES = 40;
const POINTS = 36;

/** Standard deviations of the mean's posterior above 0 beyond which an arm is played for ever, and of the next step within which it is integrated. */
const SAFE = 8;
const REACH = 8.5;

const MOST_PATIENTS = 2000;
const known = new Map<string, Float64Array>();

export interface NormalGittinsOptions {
  /** Discount factor γ: in (0, 0.9995). */
  readonly discount: number;
  /** Standard deviation of a response; 1 when not given. */
  readonly sd?: number;
}

/**
 * Returns the Gittins index of an arm whose `count` normal responses of known standard deviation have that mean (flat prior): mean + σ ν(count).
 *
 * ν(n) is the zero of the value C_n of going on, as a function of −μ, when retiring is worth 0: C_n(μ) = μ + γ E max(0, C_{n+1}(μ + z / √(n (n + 1)))), z standard
 * normal, from a horizon N with γ^N / (1 − γ) below 1e-6, where C_N(μ) = μ / (1 − γ). The values are interpolated at Chebyshev's points and integrated by Gauss and
 * Legendre's rule from the zero on; more points and a longer horizon change n ν(n) √(1 − γ) by less than 1e-6.
 *
 * @throws InvalidArgument for a count that is not an integer from 1 to 2000, and options out of range.
 * Source: gittins2011multi.
 */
export function normalGittinsIndex(mean: number, count: number, options: NormalGittinsOptions): number {
  const caller = "normalGittinsIndex";
  checkKnown(caller, options, ["discount", "sd"]);
  const { discount, sd = 1 } = options;
  if (typeof mean !== "number" || !Number.isFinite(mean)) throw new InvalidArgument(caller, "mean", "be finite", mean);
  checkInteger(caller, "count", count, 1, MOST_PATIENTS);
  checkBetween(caller, "discount", discount, 0, 0.9995);
  if (typeof sd !== "number" || !(sd > 0 && sd < Infinity)) throw new InvalidArgument(caller, "sd", "be positive and finite", sd);
  return mean + sd * bonuses(discount, count)[count];
}

/** ν(n) for n = 1 … at least `count`; kept, twice as long when a larger count comes. */
function bonuses(discount: number, count: number): Float64Array {
  const name = String(discount);
  const before = known.get(name);
  if (before !== undefined && before.length > count) return before;
  if (known.size >= 16) known.clear();
  const made = computeBonuses(discount, Math.max(50, 2 * count));
  known.set(name, made);
  return made;
}

/** The value of going on after n observations: a polynomial on an interval around its zero. */
interface Continuation {
  readonly zero: number;
  readonly low: number;
  readonly high: number;
  readonly coefficients: Float64Array;
}

function computeBonuses(discount: number, counts: number): Float64Array {
  const result = new Float64Array(counts + 1);
  const last = counts + horizonOf(discount);
  let next: Continuation | undefined;
  for (let n = last; n >= 1; n--) {
    next = stepBack(n, next, discount);
    if (n <= counts) result[n] = -next.zero;
  }
  return result;
}

/** Points and weights on [−1, 1], Chebyshev's points, and cos(k π (j + ½) / NODES) at k · NODES + j. */
interface Rules {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
  readonly chebyshev: Float64Array;
  readonly cosines: Float64Array;
}

let rules: Rules | undefined;

function rulesOf(): Rules {
  rules ??= {
    ...gaussLegendre(POINTS),
    chebyshev: Float64Array.from({ length: NODES }, (_, j) => cos((Math.PI * (j + 0.5)) / NODES)),
    cosines: Float64Array.from({ length: NODES * NODES }, (_, i) =>
      cos((Math.PI * Math.floor(i / NODES) * ((i % NODES) + 0.5)) / NODES),
    ),
  };
  return rules;
}

/** The continuation after n observations, from that after n + 1; at the horizon arms are played for ever or retired at once. */
function stepBack(n: number, next: Continuation | undefined, discount: number): Continuation {
  const high = SAFE / Math.sqrt(n);
  // n ν(n) grows with n, so that the zero is not below this.
  const low = next === undefined ? -high / SAFE : (1.05 * next.zero * (n + 1)) / n - 1e-3 / n;
  const step = 1 / Math.sqrt(n * (n + 1));
  const values = new Float64Array(NODES);
  for (let j = 0; j < NODES; j++) {
    const mean = 0.5 * (low + high) + 0.5 * (high - low) * rulesOf().chebyshev[j];
    const later = next === undefined ? Math.max(0, mean) / (1 - discount) : expectation(next, mean, step, discount);
    values[j] = mean + discount * later;
  }
  const coefficients = chebyshevCoefficients(values);
  let below = low;
  let above = Math.min(0, high);
  for (let round = 0; round < 60; round++) {
    const middle = 0.5 * (below + above);
    if (evaluate({ zero: 0, low, high, coefficients }, middle) > 0) above = middle;
    else below = middle;
  }
  return { zero: 0.5 * (below + above), low, high, coefficients };
}

/** E max(0, C(mean + step z)): nothing below the zero, the integral of the polynomial, and a line above. */
function expectation(next: Continuation, mean: number, step: number, discount: number): number {
  const from = Math.max(next.zero, mean - REACH * step);
  const to = Math.min(next.high, mean + REACH * step);
  let sum = 0;
  if (to > from) {
    const { nodes, weights } = rulesOf();
    const half = 0.5 * (to - from);
    for (let i = 0; i < POINTS; i++) {
      const y = 0.5 * (from + to) + half * nodes[i];
      sum += weights[i] * evaluate(next, y) * normalDensity((y - mean) / step);
    }
    sum *= half / step;
  }
  const z = (next.high - mean) / step;
  return z > REACH ? sum : sum + (mean * normalUpperTail(z) + step * normalDensity(z)) / (1 - discount);
}

function chebyshevCoefficients(values: Float64Array): Float64Array {
  const { cosines } = rulesOf();
  const coefficients = new Float64Array(NODES);
  for (let k = 0; k < NODES; k++) {
    let sum = 0;
    for (let j = 0; j < NODES; j++) sum += values[j] * cosines[k * NODES + j];
    coefficients[k] = ((k === 0 ? 1 : 2) * sum) / NODES;
  }
  return coefficients;
}

/** Clenshaw's recurrence. */
function evaluate({ low, high, coefficients }: Continuation, y: number): number {
  const x = (2 * y - low - high) / (high - low);
  let b1 = 0;
  let b2 = 0;
  for (let k = NODES - 1; k > 0; k--) {
    const b0 = coefficients[k] + 2 * x * b1 - b2;
    b2 = b1;
    b1 = b0;
  }
  return coefficients[0] + x * b1 - b2;
}
