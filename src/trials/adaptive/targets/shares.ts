/** Shares of arms. */

/** Divides the numbers by their sum; equal shares when they are not all finite, or none is positive. */
export function normalize(out: Float64Array): void {
  let sum = 0;
  for (let arm = 0; arm < out.length; arm++) sum += out[arm];
  if (!(sum > 0 && sum < Infinity)) out.fill(1 / out.length);
  else for (let arm = 0; arm < out.length; arm++) out[arm] /= sum;
}
