/** Sums of numbers that are given by their logarithms. */
import { exp } from "../elementary/exponential.js";
import { log1p } from "../elementary/logarithm.js";

/** ln(e^a + e^b), without overflow; −Infinity stands for 0. Source: blanchard2021. */
export function logAddExp(a: number, b: number): number {
  if (a === b) return a + Math.LN2;
  const largest = Math.max(a, b);
  return largest === Number.POSITIVE_INFINITY ? largest : largest + log1p(exp(Math.min(a, b) - largest));
}

/** ln Σ e^values[i], without overflow: −Infinity for an empty array, NaN if a value is NaN. Source: blanchard2021. */
export function logSumExp(values: ArrayLike<number>): number {
  let position = 0;
  for (let i = 1; i < values.length; i++) if (!(values[i] <= values[position])) position = i;
  if (values.length === 0) return Number.NEGATIVE_INFINITY;
  const largest = values[position];
  if (!Number.isFinite(largest)) return largest;
  let others = 0;
  for (let i = 0; i < values.length; i++) if (i !== position) others += exp(values[i] - largest);
  return largest + log1p(others);
}
