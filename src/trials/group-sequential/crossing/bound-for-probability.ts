/** The bound that is crossed with a given probability. */
import { exp } from "../../../numeric/elementary/exponential.js";
import { standardNormalUpperQuantile } from "../../../numeric/special/standard-normal-quantile.js";
import { type PathDensity, tail, total } from "./path-density.js";

const ROOT_TWO_PI = 2.5066282746310002;

/**
 * Returns the bound on Z at `time` that paths cross upward (with `below`, downward) with a given probability, under the drift of the
 * masses; infinite when the probability is not positive (never crossed) or not below that of coming to the look (crossed by all).
 *
 * Newton's method on the normal quantile of the probability, which is almost linear in the bound, inside a bracket.
 * Source: jennison1999group (section 19.2).
 */
export function boundForProbability(from: PathDensity, time: number, drift: number, probability: number, below = false): number {
  const away = below ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (!(probability > 1e-300)) return away;
  const available = total(from.masses);
  if (probability >= available) return -away;
  const direction = below ? -1 : 1;
  const root = Math.sqrt(time);
  // Distances are counted in the direction of crossing: large distances are crossed rarely.
  const goal = standardNormalUpperQuantile(probability / available);
  let low = -60;
  let high = 60;
  let distance = goal + direction * drift * root;
  for (let iteration = 0; iteration < 100; iteration++) {
    const at = tail(from, time, drift, direction * distance * root, below);
    const part = at.probability / available;
    if (part > probability / available) low = distance;
    else high = distance;
    let next = 0.5 * (low + high);
    if (part > 1e-300 && part < 1) {
      const quantile = standardNormalUpperQuantile(part);
      const slope = (at.density * root * ROOT_TWO_PI * exp(0.5 * quantile * quantile)) / available;
      const newton = distance - (quantile - goal) / slope;
      if (newton >= low && newton <= high) next = newton;
    }
    const change = Math.abs(next - distance);
    distance = next;
    if (change < 1e-13 * (1 + Math.abs(distance)) || high - low < 1e-14) break;
    // One more step squares an error this small.
    if (change < 1e-7 && iteration > 0 && part > 0) {
      const last = tail(from, time, drift, direction * distance * root, below);
      const refined = distance + (last.probability - probability) / (last.density * root);
      return direction * (refined >= low && refined <= high ? refined : distance);
    }
  }
  return direction * distance;
}
