/** The dense metric: a triangular factor of a whole covariance matrix. */
import type { DenseMetricData, Metric, StepNumbers } from "../metric.js";

/**
 * Constructs the metric A = L, a lower triangular d × d factor, row by row, with L Lᵀ the covariance estimate; each step costs 2 d².
 *
 * Source: neal2011mcmc, section 5.4.1.
 */
export function denseMetric(factor: Float64Array): Metric {
  return new DenseMetric(factor);
}

class DenseMetric implements Metric {
  readonly data: DenseMetricData;
  private readonly factor: Float64Array;

  constructor(factor: Float64Array) {
    this.factor = factor;
    this.data = { kind: "dense", factor };
  }

  scalesInto(scales: Float64Array): void {
    const { factor } = this;
    const { length } = scales;
    for (let i = 0; i < length; i++) {
      let square = 0;
      for (let j = i * length; j <= i * length + i; j++) square += factor[j] * factor[j];
      scales[i] = Math.sqrt(square);
    }
  }

  forceInto(force: Float64Array, gradient: Float64Array): void {
    const { factor } = this;
    const { length } = force;
    force.fill(0);
    for (let i = 0, row = 0; i < length; i++, row += length) {
      const g = gradient[i];
      for (let j = 0; j <= i; j++) force[j] += g * factor[row + j];
    }
  }

  advanceInto(
    position: Float64Array,
    momentum: Float64Array,
    fromPosition: Float64Array,
    fromMomentum: Float64Array,
    fromForce: Float64Array,
    { size }: StepNumbers,
  ): void {
    const { factor } = this;
    const { length } = position;
    const half = 0.5 * size;
    for (let i = 0; i < length; i++) momentum[i] = fromMomentum[i] + half * fromForce[i];
    for (let i = 0, row = 0; i < length; i++, row += length) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += factor[row + j] * momentum[j];
      position[i] = fromPosition[i] + size * sum;
    }
  }

  finishInto(momentum: Float64Array, force: Float64Array, gradient: Float64Array, step: StepNumbers): void {
    this.forceInto(force, gradient);
    const half = 0.5 * step.size;
    let square = 0;
    for (let i = 0; i < momentum.length; i++) {
      const v = momentum[i] + half * force[i];
      momentum[i] = v;
      square += v * v;
    }
    step.square = square;
  }
}
