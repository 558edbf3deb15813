/** When a diagnostic says anything: finite draws that are not all the same. */

/** Whether `values` are finite and vary by at least the machine epsilon, as R's posterior asks. Source: vehtari2021rank. */
export function isInformative(values: Float64Array): boolean {
  let low = values[0];
  let high = low;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value !== 0) return false;
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  return high - low >= Number.EPSILON;
}
