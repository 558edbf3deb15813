/** Comparisons of beta posteriors that reach both ends of [0, 1]: slower than the grid, and right where it is not. */
import { exp } from "../../numeric/elementary/exponential.js";
import { betaCdf, betaDensity } from "../../numeric/probability/beta.js";
import { clamp } from "./posterior-grid.js";

/** Half of the range of the substituted variable, for densities that vanish as fast as x: e^−32 = 1e-14. */
const REACH = 32;

/**
 * ∫ f from `from` to `to`, for f that is smooth between the ends and behaves there as powers of the distance (from −½ up): the trapezoidal rule after
 * x = from + (to − from) / (1 + e^−v).
 *
 * Source: trefethen2014trapezoidal.
 */
function integral(f: (x: number) => number, from: number, to: number, step: number): number {
  const width = to - from;
  const count = Math.ceil((2 * REACH) / step);
  let sum = 0;
  for (let i = -count; i <= count; i++) {
    const v = i * step;
    const small = exp(-Math.abs(v));
    const share = small / (1 + small);
    const x = v < 0 ? from + width * share : to - width * share;
    if (x > from && x < to) sum += f(x) * share * (1 - share);
  }
  return sum * step * width;
}

/** Nodes close enough for densities this concentrated. */
function stepFor(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let step = 0.25;
  for (let arm = 0; arm < a.length; arm++) step = Math.min(step, 0.25 * Math.sqrt(1 / a[arm] + 1 / b[arm]));
  return step;
}

/** P(largest − smallest < difference) of the arms k with `active[k]`, each Beta(a[k], b[k]). */
export function betaAllWithin(a: ArrayLike<number>, b: ArrayLike<number>, active: ArrayLike<number>, difference: number): number {
  const arms = Array.from(active, (_, arm) => arm).filter((arm) => active[arm] === 1);
  const alphas = arms.map((arm) => a[arm]);
  const betas = arms.map((arm) => b[arm]);
  const step = stepFor(alphas, betas);
  const above = (x: number, arm: number) => (x < 1 ? betaCdf(x, alphas[arm], betas[arm]) : 1);
  const density = (x: number) => {
    let sum = 0;
    for (let arm = 0; arm < arms.length; arm++) {
      let product = betaDensity(x, alphas[arm], betas[arm]);
      for (let other = 0; other < arms.length; other++) {
        if (other !== arm && product > 0) product *= above(x + difference, other) - betaCdf(x, alphas[other], betas[other]);
      }
      sum += product;
    }
    return sum;
  };
  return clamp(integral(density, 0, 1 - difference, step) + integral(density, 1 - difference, 1, step));
}

/** P(X > Y + difference) for X ~ Beta(a, b) and Y ~ Beta(otherA, otherB). */
export function betaExceeds(a: number, b: number, otherA: number, otherB: number, difference: number): number {
  const step = stepFor([a, otherA], [b, otherB]);
  const density = (x: number) => (x + difference < 1 ? betaDensity(x, otherA, otherB) * (1 - betaCdf(x + difference, a, b)) : 0);
  return clamp(integral(density, 0, 1 - difference, step));
}
