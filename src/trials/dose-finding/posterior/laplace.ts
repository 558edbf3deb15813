/** Posteriors by Laplace's approximation: a normal distribution at the mode, with the curvature there. */
import { InvalidArgument } from "../../../errors.js";
import { exp } from "../../../numeric/elementary/exponential.js";
import { log } from "../../../numeric/elementary/logarithm.js";
import { newtonMinimum } from "../../../numeric/optimizers/newton-minimum.js";
import { normalCdf, normalQuantile } from "../../../numeric/probability/normal.js";
import { brentRoot } from "../../../numeric/roots/brent-root.js";
import { log1pExp } from "../../../numeric/special/log1p-exp.js";
import { expit } from "../../../numeric/special/logit.js";
import { checkKnown } from "../../requirements.js";
import type { LogOddsModel } from "../two-parameter-logistic.js";
import { Likelihood } from "./likelihood.js";
import type { PosteriorMethod, ToxicityCounts, ToxicityModel } from "./toxicity-model.js";
import type { TwoParameterPosterior } from "./two-parameter-quadrature.js";

/** Nodes along a parameter: from −8 to 8 standard deviations, in sixteenths. */
const HALF = 128;
const PER_DEVIATION = 16;
/** Step of the finite differences, in standard deviations of the prior. */
const STEP = 1 / 512;
const SMALLEST = 5e-324;
const LARGEST_LOG_ODDS = 512;

/**
 * Returns the method that takes the posterior of a toxicity model for normal: its mean is the mode, its covariance the inverse of the curvature
 * of the log posterior there (by finite differences of fourth order).
 *
 * Probabilities of toxicity follow from that normal distribution without another approximation: Pr(p < c) is the probability that the first
 * parameter is below the value at which the dose has toxicity c, given the second, integrated over the second. With few patients it is
 * wrong by some hundredths; it gets exact as data accumulate.
 *
 * @throws InvalidArgument for an unknown option; its `of` for a model with other than one or two parameters.
 * Source: tierney1986accurate.
 */
export function laplace(options: Record<string, never> = {}): PosteriorMethod {
  checkKnown("laplace", options, []);
  return {
    name: "Laplace's approximation",
    recipe: { make: "laplace", options: {} },
    of(model: ToxicityModel): TwoParameterPosterior {
      if (model.mean.length !== 1 && model.mean.length !== 2)
        throw new InvalidArgument("laplace", "model", "have one or two parameters", model.mean.length);
      return new NormalPosterior(model);
    },
  };
}

/** A normal distribution of the parameters, given by rows: values of the second, each with a weight and the first's conditional mean. */
class NormalPosterior implements TwoParameterPosterior {
  private readonly model: ToxicityModel & Partial<Pick<LogOddsModel, "logOdds">>;
  private readonly likelihood: Likelihood;
  /** The prior's Cholesky factor, row by row: (first, second) = mean + factor · z. The second comes first, so that it is its own. */
  private readonly factor: readonly [number, number, number];
  private readonly mean0: number;
  private readonly mean1: number;
  /** Mean and covariance of the posterior: first, second, both. */
  private first = 0;
  private second = 0;
  private firstVariance = 0;
  private secondVariance = 0;
  private covariance = 0;
  private deviation = 0;
  private readonly rows: number;
  private readonly seconds: Float64Array;
  private readonly centers: Float64Array;
  private readonly weights: Float64Array;
  private mode: Float64Array;

  constructor(model: ToxicityModel) {
    this.model = model;
    this.likelihood = new Likelihood(model.doses);
    const two = model.mean.length === 2;
    const [variance, off = 0, , secondVariance = 0] = model.covariance;
    const sd = Math.sqrt(secondVariance);
    const slope = two ? off / sd : 0;
    this.factor = [Math.sqrt(variance - slope * slope), slope, sd];
    this.mean0 = model.mean[0];
    this.mean1 = two ? model.mean[1] : 0;
    this.rows = two ? 2 * HALF + 1 : 1;
    this.seconds = new Float64Array(this.rows);
    this.centers = new Float64Array(this.rows);
    this.weights = two ? standardWeights() : Float64Array.of(1);
    this.mode = new Float64Array(model.mean.length);
  }

  update(counts: ToxicityCounts): void {
    this.likelihood.read(counts);
    const parameters = this.mode.length;
    this.mode.fill(0);
    const { minimizer } = newtonMinimum((gradient, hessian, z) => this.derivativesInto(gradient, hessian, z), this.mode, {
      gradientTolerance: 1e-9,
    });
    const hessian = new Float64Array(parameters * parameters);
    this.derivativesInto(new Float64Array(parameters), hessian, minimizer);
    const [a, b, c] = this.factor;
    const [z0, z1 = 0] = minimizer;
    this.first = this.mean0 + a * z0 + b * z1;
    this.second = this.mean1 + c * z1;
    if (parameters === 1) {
      this.firstVariance = (a * a) / hessian[0];
      this.deviation = Math.sqrt(this.firstVariance);
      this.centers[0] = this.first;
      return;
    }
    // Away from a minimum (the search has a limit) the curvature may be of no use: then the prior's, which is 1.
    if (!(hessian[0] > 0 && hessian[0] * hessian[3] > hessian[1] * hessian[1])) hessian.set([1, 0, 0, 1]);
    const determinant = hessian[0] * hessian[3] - hessian[1] * hessian[1];
    const v00 = hessian[3] / determinant;
    const v01 = -hessian[1] / determinant;
    const v11 = hessian[0] / determinant;
    this.firstVariance = a * a * v00 + 2 * a * b * v01 + b * b * v11;
    this.covariance = c * (a * v01 + b * v11);
    this.secondVariance = c * c * v11;
    this.deviation = Math.sqrt(this.firstVariance - (this.covariance * this.covariance) / this.secondVariance);
    this.placeRows();
  }

  parameterMean(parameter: number): number {
    return parameter === 0 ? this.first : this.second;
  }

  parameterVariance(parameter: number): number {
    return parameter === 0 ? this.firstVariance : this.secondVariance;
  }

  mean(dose: number): number {
    return this.expectation((first, second) => this.model.toxicity(dose, first, second));
  }

  variance(dose: number): number {
    const center = this.mean(dose);
    return this.expectation((first, second) => {
      const difference = this.model.toxicity(dose, first, second) - center;
      return difference * difference;
    });
  }

  probabilityBelow(dose: number, toxicity: number): number {
    if (!(toxicity > 0)) return 0;
    if (toxicity >= 1) return 1;
    const below = this.probabilityFirstBelow((second) => this.model.firstAt(dose, toxicity, second));
    return this.model.increasing ? below : 1 - below;
  }

  probabilityFirstBelow(limit: (second: number) => number): number {
    let sum = 0;
    for (let k = 0; k < this.rows; k++)
      sum += this.weights[k] * normalCdf(limit(this.seconds[k]), this.centers[k], this.deviation);
    return sum < 1 ? sum : 1;
  }

  quantile(dose: number, probability: number): number {
    if (!(probability > 0)) return 0;
    if (probability >= 1) return 1;
    if (this.rows === 1) {
      const p = this.model.increasing ? probability : 1 - probability;
      return this.model.toxicity(dose, normalQuantile(p, this.first, this.deviation), 0);
    }
    const missing = (logOdds: number) => this.probabilityBelow(dose, expit(logOdds)) - probability;
    let lower = -2;
    let upper = 2;
    while (lower > -LARGEST_LOG_ODDS && missing(lower) > 0) lower *= 2;
    while (upper < LARGEST_LOG_ODDS && missing(upper) < 0) upper *= 2;
    if (!(missing(lower) < 0)) return 0;
    if (!(missing(upper) > 0)) return 1;
    return expit(brentRoot(missing, lower, upper, { tolerance: 1e-12 }).root);
  }

  /** Puts the rows where the second parameter is. */
  private placeRows(): void {
    const sd = Math.sqrt(this.secondVariance);
    const slope = this.covariance / this.secondVariance;
    for (let k = 0; k < this.rows; k++) {
      const away = (sd * (k - HALF)) / PER_DEVIATION;
      this.seconds[k] = this.second + away;
      this.centers[k] = this.first + slope * away;
    }
  }

  /** The mean of a function of both parameters: sums over a quarter of the rows, and over the first parameter in quarters of its deviation. */
  private expectation(of: (first: number, second: number) => number): number {
    const { rows, seconds, centers, weights, deviation } = this;
    const stride = rows === 1 ? 1 : 4;
    let sum = 0;
    let total = 0;
    for (let k = 0; k < rows; k += stride) {
      for (let j = -32; j <= 32; j++) {
        const z = j / 4;
        const weight = weights[k] * exp(-0.5 * z * z);
        sum += weight * of(centers[k] + deviation * z, seconds[k]);
        total += weight;
      }
    }
    return sum / total;
  }

  /** Writes first and second derivatives of −log posterior at z, in standard deviations of the prior; returns it. */
  private derivativesInto(gradient: Float64Array, hessian: Float64Array, z: Float64Array): number {
    const value = this.atStandard(z[0], z[1] ?? 0);
    const along = (x: number, y: number): readonly [slope: number, curvature: number] => {
      const at = (steps: number) => this.atStandard(z[0] + steps * STEP * x, (z[1] ?? 0) + steps * STEP * y);
      const [far, near, next, beyond] = [at(-2), at(-1), at(1), at(2)];
      return [
        (8 * (next - near) - (beyond - far)) / (12 * STEP),
        (16 * (next + near) - (beyond + far) - 30 * value) / (12 * STEP * STEP),
      ];
    };
    const [slope0, curvature0] = along(1, 0);
    gradient[0] = slope0;
    hessian[0] = curvature0;
    if (z.length === 1) return value;
    const [slope1, curvature1] = along(0, 1);
    const [, diagonal] = along(1, 1);
    gradient[1] = slope1;
    hessian[3] = curvature1;
    hessian[1] = (diagonal - curvature0 - curvature1) / 2;
    hessian[2] = hessian[1];
    return value;
  }

  /** −log posterior, up to a constant. */
  private atStandard(z0: number, z1: number): number {
    const { likelihood } = this;
    const [a, b, c] = this.factor;
    const first = this.mean0 + a * z0 + b * z1;
    const second = this.mean1 + c * z1;
    let sum = 0.5 * (z0 * z0 + z1 * z1);
    for (let t = 0; t < likelihood.tried; t++) {
      const { toxic, safe } = likelihood;
      const [logToxic, logSafe] = this.logs(likelihood.dose[t], first, second);
      sum -= toxic[t] * logToxic + safe[t] * logSafe;
    }
    for (let i = 0; i < likelihood.partial; i++) {
      const p = this.model.toxicity(likelihood.partialDose[i], first, second);
      const contribution = 1 - p + (1 - likelihood.partialWeight[i]) * p;
      sum -= log(contribution > SMALLEST ? contribution : SMALLEST);
    }
    return sum;
  }

  private logs(dose: number, first: number, second: number): readonly [logToxic: number, logSafe: number] {
    if (this.model.logOdds !== undefined) {
      const odds = this.model.logOdds(dose, first, second);
      return [-log1pExp(-odds), -log1pExp(odds)];
    }
    const p = this.model.toxicity(dose, first, second);
    return [log(p > SMALLEST ? p : SMALLEST), log(1 - p > SMALLEST ? 1 - p : SMALLEST)];
  }
}

/** The standard normal density at the rows, made to sum to 1. */
function standardWeights(): Float64Array {
  const weights = Float64Array.from({ length: 2 * HALF + 1 }, (_, k) => {
    const z = (k - HALF) / PER_DEVIATION;
    return exp(-0.5 * z * z);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
