/** The contract of metrics: linear maps A that whiten the target, with A Aᵀ near its covariance. */

/** All that a metric is, as plain data. */
export type MetricData = DiagonalMetricData | LowRankMetricData | DenseMetricData;

/** A = diag(scale). */
export interface DiagonalMetricData {
  readonly kind: "diagonal";
  readonly scale: Float64Array;
}

/** A = diag(scale) (I + Uᵀ diag(stretch − 1) U), where U holds `stretch.length` orthonormal directions, row by row. */
export interface LowRankMetricData {
  readonly kind: "low-rank";
  readonly scale: Float64Array;
  readonly directions: Float64Array;
  readonly stretch: Float64Array;
}

/** A = L, a lower triangular factor, row by row. */
export interface DenseMetricData {
  readonly kind: "dense";
  readonly factor: Float64Array;
}

/** The numbers of a leapfrog step, in one object that is written over: engines make an object of each double that passes between functions. */
export interface StepNumbers {
  /** ε; negative backward in time. */
  size: number;
  /** |v|² at its end. */
  square: number;
}

/**
 * Positions stay in the target's own space; momenta v are whitened, so that v ~ N(0, I) and the kinetic energy is ½ |v|² under every
 * metric (p = A⁻ᵀ v is the usual momentum, A Aᵀ the inverse of the usual mass matrix).
 */
export interface Metric {
  readonly data: MetricData;
  /** Writes the standard deviation of each coordinate, √(A Aᵀ)_ii. */
  scalesInto(scales: Float64Array): void;
  /** Writes the whitened gradient Aᵀ g, the force on a whitened momentum. */
  forceInto(force: Float64Array, gradient: Float64Array): void;
  /** Writes v′ = v + ½ε f and x′ = x + ε A v′, with the force f at x: the first two thirds of a leapfrog step. */
  advanceInto(
    position: Float64Array,
    momentum: Float64Array,
    fromPosition: Float64Array,
    fromMomentum: Float64Array,
    fromForce: Float64Array,
    step: StepNumbers,
  ): void;
  /** Writes the force Aᵀ g, adds ½ε times it to v, the last third, and writes |v|² to the step's numbers. */
  finishInto(momentum: Float64Array, force: Float64Array, gradient: Float64Array, step: StepNumbers): void;
}
