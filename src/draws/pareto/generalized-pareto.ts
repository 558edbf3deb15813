/** The generalized Pareto distribution: estimation and quantiles. */
import { exp, expm1 } from "../../numeric/elementary/exponential.js";
import { log, log1p } from "../../numeric/elementary/logarithm.js";

/** Shape and scale; both NaN when nothing can be fitted. */
export interface GeneralizedPareto {
  readonly shape: number;
  readonly scale: number;
}

/** What the weakly informative prior of the shape counts as: 10 observations with shape 0.5. */
const PRIOR_COUNT = 10;
const PRIOR_SHAPE = 0.5;

/**
 * The generalized Pareto distribution of `exceedances` (in increasing order): the posterior mean of θ = −shape/scale on a grid under
 * a data-dependent prior, the shape then drawn towards 0.5 as by 10 further observations.
 *
 * NaN where the first quartile is not above the least value; shape Infinity where the likelihood breaks down.
 * Source: zhang2009generalized, vehtari2024pareto.
 */
export function fitGeneralizedPareto(exceedances: Float64Array): GeneralizedPareto {
  const n = exceedances.length;
  const quartile = exceedances[Math.max(Math.floor(n / 4 + 0.5), 1) - 1];
  if (!(quartile > exceedances[0])) return { shape: Number.NaN, scale: Number.NaN };
  const size = 30 + Math.floor(Math.sqrt(n));
  const grid = new Float64Array(size);
  const logLikelihood = new Float64Array(size);
  let largest = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < size; j++) {
    const theta = 1 / exceedances[n - 1] + (1 - Math.sqrt(size / (j + 0.5))) / (3 * quartile);
    const shape = meanLog1p(-theta, exceedances);
    grid[j] = theta;
    logLikelihood[j] = n * (log(-theta / shape) - shape - 1);
    largest = Math.max(largest, logLikelihood[j]);
  }
  let total = 0;
  let weighted = 0;
  for (let j = 0; j < size; j++) {
    const weight = exp(logLikelihood[j] - largest);
    total += weight;
    weighted += weight * grid[j];
  }
  const theta = weighted / total;
  const shape = meanLog1p(-theta, exceedances);
  const shrunk = (shape * n + PRIOR_SHAPE * PRIOR_COUNT) / (n + PRIOR_COUNT);
  if (Number.isNaN(shrunk)) return { shape: Number.POSITIVE_INFINITY, scale: Number.NaN };
  return { shape: shrunk, scale: -shape / theta };
}

/** The quantile at `probability`: scale × ((1 − p)^(−shape) − 1) / shape; −scale × ln(1 − p) for shape 0. Source: zhang2009generalized. */
export function generalizedParetoQuantile(probability: number, { shape, scale }: GeneralizedPareto): number {
  const tail = log1p(-probability);
  return shape === 0 ? -scale * tail : (scale * expm1(-shape * tail)) / shape;
}

/** Σ ln(1 + factor x) / n: a running product where the terms are not small, which needs one logarithm for many factors. */
function meanLog1p(factor: number, x: Float64Array): number {
  const n = x.length;
  if (Math.abs(factor * x[n - 1]) < 0.5) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += log1p(factor * x[i]);
    return sum / n;
  }
  let sum = 0;
  let product = 1;
  for (let i = 0; i < n; i++) {
    product *= 1 + factor * x[i];
    if (product < 1e-140 || product > 1e140) {
      sum += log(product);
      product = 1;
    }
  }
  return (sum + log(product)) / n;
}
