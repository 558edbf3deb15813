/** The checks that all optimizers share. */
import { InvalidArgument } from "../../errors.js";
import type { MinimizationLimits } from "./minimum.js";

/** Throws `InvalidArgument` unless the start is one or more finite numbers. */
export function requireStart(caller: string, start: ArrayLike<number>): void {
  if (start.length === 0) throw new InvalidArgument(caller, "start", "have at least one entry", start);
  for (let i = 0; i < start.length; i++) {
    if (!Number.isFinite(start[i])) throw new InvalidArgument(caller, `start[${i}]`, "be finite", start[i]);
  }
}

/** Throws `InvalidArgument` unless the option is a non-negative number. */
export function requireNonNegative(caller: string, option: string, value: number): void {
  if (!(value >= 0)) throw new InvalidArgument(caller, `options.${option}`, "be non-negative", value);
}

/** Says which limit is reached, or undefined while none is. */
export function limitReached(
  limits: MinimizationLimits,
  maxIterations: number,
  iteration: number,
  evaluations: number,
  minimum: number,
): string | undefined {
  if (iteration >= maxIterations) return `no convergence in ${iteration} iterations`;
  if (evaluations >= (limits.maxEvaluations ?? Number.POSITIVE_INFINITY)) return `no convergence in ${evaluations} evaluations`;
  if (limits.shouldStop?.(iteration, minimum)) return "stopped by the caller";
  return undefined;
}

/** The largest absolute entry. */
export function largestSize(vector: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i]));
  return largest;
}

/** Σ aᵢ bᵢ. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
