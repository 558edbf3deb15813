/** The diagonal metric: one scale for each coordinate. Loops take two coordinates a turn, which the processor then does at once. */
import type { DiagonalMetricData, Metric, StepNumbers } from "../metric.js";

/**
 * Constructs the metric A = diag(scale), whose leapfrog steps are v ← v + ½ε s∘g, x ← x + ε s∘v, v ← v + ½ε s∘g. The array is kept, and may be
 * written over between transitions.
 *
 * Source: neal2011mcmc, section 5.4.1.
 */
export function diagonalMetric(scale: Float64Array): Metric {
  return new DiagonalMetric(scale);
}

class DiagonalMetric implements Metric {
  readonly data: DiagonalMetricData;
  private readonly scale: Float64Array;

  constructor(scale: Float64Array) {
    this.scale = scale;
    this.data = { kind: "diagonal", scale };
  }

  scalesInto(scales: Float64Array): void {
    scales.set(this.scale);
  }

  forceInto(force: Float64Array, gradient: Float64Array): void {
    const { scale } = this;
    for (let i = 0; i < scale.length; i++) force[i] = scale[i] * gradient[i];
  }

  advanceInto(
    position: Float64Array,
    momentum: Float64Array,
    fromPosition: Float64Array,
    fromMomentum: Float64Array,
    fromForce: Float64Array,
    { size }: StepNumbers,
  ): void {
    const { scale } = this;
    const { length } = scale;
    const half = 0.5 * size;
    let i = 0;
    for (; i < length - 1; i += 2) {
      const v = fromMomentum[i] + half * fromForce[i];
      const w = fromMomentum[i + 1] + half * fromForce[i + 1];
      const x = fromPosition[i] + size * scale[i] * v;
      const y = fromPosition[i + 1] + size * scale[i + 1] * w;
      momentum[i] = v;
      momentum[i + 1] = w;
      position[i] = x;
      position[i + 1] = y;
    }
    if (i < length) {
      const v = fromMomentum[i] + half * fromForce[i];
      momentum[i] = v;
      position[i] = fromPosition[i] + size * scale[i] * v;
    }
  }

  finishInto(momentum: Float64Array, force: Float64Array, gradient: Float64Array, step: StepNumbers): void {
    const { scale } = this;
    const { length } = scale;
    const half = 0.5 * step.size;
    let even = 0;
    let odd = 0;
    let i = 0;
    for (; i < length - 1; i += 2) {
      const f = scale[i] * gradient[i];
      const g = scale[i + 1] * gradient[i + 1];
      const v = momentum[i] + half * f;
      const w = momentum[i + 1] + half * g;
      force[i] = f;
      force[i + 1] = g;
      momentum[i] = v;
      momentum[i + 1] = w;
      even += v * v;
      odd += w * w;
    }
    if (i < length) {
      const f = scale[i] * gradient[i];
      const v = momentum[i] + half * f;
      force[i] = f;
      momentum[i] = v;
      even += v * v;
    }
    step.square = even + odd;
  }
}
