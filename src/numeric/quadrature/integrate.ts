/** Adaptive quadrature of a function over a finite or infinite interval. */
import { InvalidArgument } from "../../errors.js";
import {
  DOWNWARD,
  emptyKronrodEstimate,
  FINITE,
  KRONROD_POINTS,
  type KronrodEstimate,
  kronrodInto,
  UPWARD,
} from "./gauss-kronrod.js";

/** When an adaptive integration ends, and what it should know beforehand. */
export interface IntegrateOptions {
  /** Default 1e-10. */
  readonly relativeTolerance?: number;
  /** Default 0. */
  readonly absoluteTolerance?: number;
  /** Bisections allowed before giving up; default 500. */
  readonly maxSubdivisions?: number;
  /** Points inside the interval where f or its derivative jumps, or near which it peaks. */
  readonly breakpoints?: readonly number[];
}

/** The outcome of an integration; `reason` says in words why it did not converge. */
export interface Integral {
  readonly value: number;
  /** Estimated absolute error. */
  readonly error: number;
  readonly evaluations: number;
  readonly converged: boolean;
  readonly reason?: string;
}

/**
 * Integrates f from lower to upper (either may be infinite) by bisecting, again and again, the part with the largest error.
 *
 * Each part is estimated by the 21-point Gauss–Kronrod rule; half-infinite parts are mapped by x = a ± (1 − t)/t, and the
 * whole line is split at 0. It has converged when error ≤ max(absoluteTolerance, relativeTolerance · |value|), or when
 * error is the rounding error of ∫ |f|. The ends are never evaluated, so f may be infinite there. A narrow peak far from
 * the ends, from 0 and from every breakpoint can be missed. Throws `InvalidArgument` for NaN bounds, bad options, or
 * breakpoints that are not inside.
 *
 * Source: piessens1983quadpack (QAG, QAGI and QAGP, without extrapolation).
 */
export function integrate(f: (x: number) => number, lower: number, upper: number, options: IntegrateOptions = {}): Integral {
  const { relativeTolerance = 1e-10, absoluteTolerance = 0, maxSubdivisions = 500, breakpoints = [] } = options;
  if (Number.isNaN(lower)) throw new InvalidArgument("integrate", "lower", "be a number", lower);
  if (Number.isNaN(upper)) throw new InvalidArgument("integrate", "upper", "be a number", upper);
  requireNonNegative("relativeTolerance", relativeTolerance);
  requireNonNegative("absoluteTolerance", absoluteTolerance);
  requireNonNegative("maxSubdivisions", maxSubdivisions);
  if (lower === upper) return { value: 0, error: 0, evaluations: 0, converged: true };
  const sign = lower < upper ? 1 : -1;
  const bounds = partBounds(Math.min(lower, upper), Math.max(lower, upper), breakpoints);
  const search = new Subdivision(f, relativeTolerance, absoluteTolerance, maxSubdivisions);
  for (let i = 1; i < bounds.length; i++) search.addPart(bounds[i - 1], bounds[i]);
  return search.finish(sign);
}

function requireNonNegative(option: string, value: number): void {
  if (!(value >= 0)) throw new InvalidArgument("integrate", `options.${option}`, "be non-negative", value);
}

/** The ends of the parts to begin with: bounds, breakpoints, and 0 if both bounds are infinite and nothing else splits them. */
function partBounds(lower: number, upper: number, breakpoints: readonly number[]): number[] {
  breakpoints.forEach((point, i) => {
    if (!(point > lower && point < upper)) {
      throw new InvalidArgument("integrate", `options.breakpoints[${i}]`, `be inside (${lower}, ${upper})`, point);
    }
  });
  const inner = [...new Set(breakpoints)].sort((a, b) => a - b);
  if (inner.length === 0 && lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY) inner.push(0);
  return [lower, ...inner, upper];
}

/** One part of the domain: where it lies and what the rule says about it. */
interface Part {
  readonly kind: number;
  readonly anchor: number;
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly error: number;
  readonly absolute: number;
}

/** The parts of an integral, and their bisection until the error is small or a reason to stop appears. */
class Subdivision {
  private readonly parts: Part[] = [];
  private readonly scratch: KronrodEstimate = emptyKronrodEstimate();
  private evaluations = 0;
  private reason: string | undefined;
  /** Bisections that changed neither value nor error, and late ones that made the error larger: signs of rounding. */
  private idle = 0;
  private worse = 0;

  constructor(
    private readonly f: (x: number) => number,
    private readonly relativeTolerance: number,
    private readonly absoluteTolerance: number,
    private readonly maxSubdivisions: number,
  ) {}

  addPart(lower: number, upper: number): void {
    if (upper === Number.POSITIVE_INFINITY) this.parts.push(this.estimate(UPWARD, lower, 0, 1));
    else if (lower === Number.NEGATIVE_INFINITY) this.parts.push(this.estimate(DOWNWARD, upper, 0, 1));
    else this.parts.push(this.estimate(FINITE, 0, lower, upper));
  }

  finish(sign: number): Integral {
    let total = this.total();
    for (let count = 0; this.reason === undefined && !this.isAccurate(total); count++) {
      if (count >= this.maxSubdivisions) this.reason = `the tolerance was not reached in ${count} subdivisions`;
      else this.bisectWorst(count);
      total = this.total();
    }
    const result = { value: sign < 0 ? 0 - total.value : total.value, error: total.error, evaluations: this.evaluations };
    return this.reason === undefined ? { ...result, converged: true } : { ...result, converged: false, reason: this.reason };
  }

  private estimate(kind: number, anchor: number, from: number, to: number): Part {
    const out = this.scratch;
    kronrodInto(out, this.f, kind, anchor, from, to);
    this.evaluations += KRONROD_POINTS;
    if (!Number.isNaN(out.badPoint)) this.reason = `f is not finite at ${out.badPoint}`;
    return { kind, anchor, from, to, value: out.value, error: out.error, absolute: out.absolute };
  }

  private total(): { value: number; error: number; absolute: number } {
    let value = 0;
    let error = 0;
    let absolute = 0;
    for (const part of this.parts) {
      value += part.value;
      error += part.error;
      absolute += part.absolute;
    }
    return { value, error, absolute };
  }

  private isAccurate({ value, error, absolute }: { value: number; error: number; absolute: number }): boolean {
    const wanted = Math.max(this.absoluteTolerance, this.relativeTolerance * Math.abs(value));
    return error <= wanted || error <= 51 * Number.EPSILON * absolute;
  }

  private bisectWorst(count: number): void {
    let worst = 0;
    for (let i = 1; i < this.parts.length; i++) if (this.parts[i].error > this.parts[worst].error) worst = i;
    const { kind, anchor, from, to, value, error } = this.parts[worst];
    const middle = from / 2 + to / 2;
    if (!(middle - from > 8 * Number.EPSILON * Math.abs(middle) + Number.MIN_VALUE)) {
      this.reason = `f cannot be resolved near ${kind === FINITE ? middle : anchor + (kind * (1 - middle)) / middle}`;
      return;
    }
    const first = this.estimate(kind, anchor, from, middle);
    const second = this.estimate(kind, anchor, middle, to);
    const newError = first.error + second.error;
    const change = Math.abs(value - first.value - second.value);
    if (change <= 1e-5 * Math.abs(first.value + second.value) && newError >= 0.99 * error) this.idle++;
    if (count >= 10 && newError > error) this.worse++;
    if (this.idle >= 10 || this.worse >= 20) this.reason ??= "rounding errors keep the tolerance from being reached";
    this.parts[worst] = first;
    this.parts.push(second);
  }
}
