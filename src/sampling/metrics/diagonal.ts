/** The diagonal metric: one scale for each coordinate. */
import type { DiagonalMetricData, Metric } from "../metric.js";

/**
 * Constructs the metric A = diag(scale), whose leapfrog steps are v ← v + ½ε s∘g, x ← x + ε s∘v, v ← v + ½ε s∘g. The array is kept, and
 * may be written over between transitions.
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

  advanceInto(
    position: Float64Array,
    momentum: Float64Array,
    fromPosition: Float64Array,
    fromMomentum: Float64Array,
    fromGradient: Float64Array,
    stepSize: number,
  ): void {
    const { scale } = this;
    const half = 0.5 * stepSize;
    for (let i = 0; i < scale.length; i++) {
      const s = scale[i];
      const v = fromMomentum[i] + half * s * fromGradient[i];
      momentum[i] = v;
      position[i] = fromPosition[i] + stepSize * s * v;
    }
  }

  finishInto(momentum: Float64Array, gradient: Float64Array, stepSize: number): number {
    const { scale } = this;
    const half = 0.5 * stepSize;
    let square = 0;
    for (let i = 0; i < scale.length; i++) {
      const v = momentum[i] + half * scale[i] * gradient[i];
      momentum[i] = v;
      square += v * v;
    }
    return square;
  }
}
