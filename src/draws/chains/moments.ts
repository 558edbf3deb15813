/** Means and variances in two passes. */

/** Σ values / n, corrected by the mean of what is left over, so that a large common offset costs no digits. Source: chan1983algorithms. */
export function meanOf(values: Float64Array): number {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i];
  let first = sum / n;
  if (sum - sum !== 0) {
    // Sums of very large values overflow where their mean does not.
    first = 0;
    for (let i = 0; i < n; i++) first += values[i] / n;
  }
  let left = 0;
  for (let i = 0; i < n; i++) left += values[i] - first;
  // Infinite draws: their mean is what it is, and ∞ − ∞ must not make it NaN.
  return left - left === 0 ? first + left / n : first;
}

/** Σ (values − mean)² / (n − 1), corrected for the rounding of the mean; NaN for a single value. Source: chan1983algorithms. */
export function varianceAround(mean: number, values: Float64Array): number {
  const n = values.length;
  let squares = 0;
  let left = 0;
  for (let i = 0; i < n; i++) {
    const difference = values[i] - mean;
    squares += difference * difference;
    left += difference;
  }
  // Squares of very large differences are infinite, and so is their sum: ∞ − ∞ must not make it NaN.
  return (squares === Number.POSITIVE_INFINITY ? squares : squares - (left * left) / n) / (n - 1);
}

/** Whether all values are the same number. */
export function isOneValue(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
