/** Selection of the maximum tolerated dose from the final data by isotonic regression. */
import { isotonicRegressionInto } from "../../numeric/isotonic-regression.js";

export interface IsotonicSelectionSettings {
  readonly target: number;
  readonly doses: number;
  /** Smallest number of toxicities that makes a dose, and all above it, inadmissible, by number of patients. */
  readonly eliminate: Int32Array;
  /** The same for the lowest dose, when it is judged more strictly: then no dose is admissible. */
  readonly eliminateLowest: Int32Array;
  /** A dose whose estimate is above this is not selected; Infinity for no limit. */
  readonly limit: number;
  /** Both parameters of the Beta prior of the estimates, a; 0.05 when not given. */
  readonly prior?: number;
}

/**
 * Returns a function from patients and toxicities by dose to the selected dose, −1 for none.
 *
 * Among the admissible doses that were tried, the posterior mean p̂ = (y + a)/(n + 2a) is made non-decreasing by isotonic regression with
 * weights 1/var, var = (y + a)(n − y + a)/((n + 2a)²(n + 2a + 1)); then 10⁻¹⁰ times the dose's rank is added, so that of doses with the same
 * estimate the higher is nearer to a target above it and the lower to one below; the dose with p̂ nearest to the target is selected.
 *
 * Source: liu2015boin.
 */
export function isotonicSelection(settings: IsotonicSelectionSettings): (patients: Int32Array, toxicities: Int32Array) => number {
  const { target, doses, eliminate, eliminateLowest, limit, prior = 0.05 } = settings;
  const estimates = new Float64Array(doses);
  const weights = new Float64Array(doses);
  const tried = new Int32Array(doses);
  return (patients, toxicities) => {
    if (toxicities[0] >= eliminateLowest[patients[0]]) return -1;
    let count = 0;
    let violated = false;
    for (let dose = 0; dose < doses; dose++) {
      const n = patients[dose];
      const y = toxicities[dose];
      if (y >= eliminate[n]) break;
      if (n === 0) continue;
      const total = n + 2 * prior;
      const estimate = (y + prior) / total;
      if (count > 0 && estimate < estimates[count - 1]) violated = true;
      estimates[count] = estimate;
      weights[count] = (total * total * (total + 1)) / ((y + prior) * (n - y + prior));
      tried[count++] = dose;
    }
    if (violated) isotonicRegressionInto(estimates, estimates, weights, count);
    let selected = -1;
    let nearest = Infinity;
    for (let rank = 0; rank < count; rank++) {
      const estimate = estimates[rank] + (rank + 1) * 1e-10;
      const distance = Math.abs(estimate - target);
      if (estimate <= limit && distance < nearest) {
        nearest = distance;
        selected = tried[rank];
      }
    }
    return selected;
  };
}

/** Mean of Beta(y + 0.05, n − y + 0.05), the posterior of a toxicity probability: (y + 0.05)/(n + 0.1). */
export function posteriorMean(patients: number, toxicities: number): number {
  return (toxicities + 0.05) / (patients + 0.1);
}

/** Inverse of its variance: (n + 0.1)²(n + 1.1)/((y + 0.05)(n − y + 0.05)). */
export function posteriorPrecision(patients: number, toxicities: number): number {
  const total = patients + 0.1;
  return (total * total * (total + 1)) / ((toxicities + 0.05) * (patients - toxicities + 0.05));
}
