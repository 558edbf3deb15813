/** Logistic regression of a binary outcome on covariates, within one arm. */
import { choleskyInto, solveCholeskyInto } from "../../../linear-algebra/index.js";
import { expit } from "../../../numeric/index.js";

/** Prior standard deviations of the intercept and of the effect of a covariate (standardized, or an indicator): they keep estimates finite. */
const INTERCEPT_SD = 10;
const EFFECT_SD = 2.5;

const STEPS = 50;

/**
 * Returns the posterior mode of a logistic regression with independent normal priors: Newton's method on
 * Σ log(1 + e^η) − y η + ½ Σ (β_j / τ_j)², which is convex.
 *
 * @param rows Covariates by patient, the first 1; all of one length.
 * @param outcomes 1 for the event, 0 for none.
 * Source: gelman2008weakly.
 */
export function fitArmLogistic(rows: readonly Float64Array[], outcomes: readonly number[], width: number): Float64Array {
  const beta = new Float64Array(width);
  const gradient = new Float64Array(width);
  const hessian = new Float64Array(width * width);
  const factor = new Float64Array(width * width);
  const step = new Float64Array(width);
  for (let round = 0; round < STEPS; round++) {
    gradient.fill(0);
    hessian.fill(0);
    for (let j = 0; j < width; j++) {
      const precision = 1 / (j === 0 ? INTERCEPT_SD * INTERCEPT_SD : EFFECT_SD * EFFECT_SD);
      gradient[j] = beta[j] * precision;
      hessian[j * width + j] = precision;
    }
    rows.forEach((row, i) => {
      const p = expit(dot(row, beta));
      for (let j = 0; j < width; j++) {
        gradient[j] += (p - outcomes[i]) * row[j];
        for (let k = 0; k <= j; k++) hessian[j * width + k] += p * (1 - p) * row[j] * row[k];
      }
    });
    for (let j = 0; j < width; j++) for (let k = 0; k < j; k++) hessian[k * width + j] = hessian[j * width + k];
    choleskyInto(factor, hessian, width);
    solveCholeskyInto(step, factor, gradient, width);
    let largest = 0;
    for (let j = 0; j < width; j++) largest = Math.max(largest, Math.abs(step[j]));
    // A step of 4 on the logit scale is as far as a first guess may be trusted.
    const scale = largest > 4 ? 4 / largest : 1;
    for (let j = 0; j < width; j++) beta[j] -= scale * step[j];
    if (largest < 1e-10) break;
  }
  return beta;
}

/** Pr(event) of a patient with these covariates. */
export function predictArmLogistic(beta: Float64Array, row: Float64Array): number {
  return expit(dot(row, beta));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}
