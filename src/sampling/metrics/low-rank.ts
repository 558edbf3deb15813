/** The low-rank metric: a scale for each coordinate, and a few directions stretched or shrunk. */
import type { LowRankMetricData, Metric, StepNumbers } from "../metric.js";

/**
 * Constructs the metric A = diag(scale) (I + Σ_k (stretch_k − 1) u_k u_kᵀ) with orthonormal directions u_k, row by row; each step costs 4 d for
 * each of them.
 *
 * Source: seyboldt2026nutpie.
 */
export function lowRankMetric(scale: Float64Array, directions: Float64Array, stretch: Float64Array): Metric {
  return new LowRankMetric({ kind: "low-rank", scale, directions, stretch });
}

class LowRankMetric implements Metric {
  readonly data: LowRankMetricData;
  private readonly spread: Float64Array;

  constructor(data: LowRankMetricData) {
    this.data = data;
    this.spread = new Float64Array(data.scale.length);
  }

  scalesInto(scales: Float64Array): void {
    const { scale, directions, stretch } = this.data;
    const { length } = scale;
    for (let i = 0; i < length; i++) {
      // (I + U(Λ^½ − I)Uᵀ)² = I + U(Λ − I)Uᵀ.
      let square = 1;
      for (let k = 0; k < stretch.length; k++) {
        const u = directions[k * length + i];
        square += (stretch[k] * stretch[k] - 1) * u * u;
      }
      scales[i] = scale[i] * Math.sqrt(square);
    }
  }

  forceInto(force: Float64Array, gradient: Float64Array): void {
    const { scale } = this.data;
    for (let i = 0; i < scale.length; i++) force[i] = scale[i] * gradient[i];
    this.stretchInto(force, force);
  }

  advanceInto(
    position: Float64Array,
    momentum: Float64Array,
    fromPosition: Float64Array,
    fromMomentum: Float64Array,
    fromForce: Float64Array,
    { size }: StepNumbers,
  ): void {
    const { spread } = this;
    const { scale } = this.data;
    const half = 0.5 * size;
    for (let i = 0; i < scale.length; i++) {
      const v = fromMomentum[i] + half * fromForce[i];
      momentum[i] = v;
      spread[i] = v;
    }
    this.stretchInto(spread, momentum);
    for (let i = 0; i < scale.length; i++) position[i] = fromPosition[i] + size * scale[i] * spread[i];
  }

  finishInto(momentum: Float64Array, force: Float64Array, gradient: Float64Array, step: StepNumbers): void {
    this.forceInto(force, gradient);
    const half = 0.5 * step.size;
    let even = 0;
    let odd = 0;
    let i = 0;
    for (; i < momentum.length - 1; i += 2) {
      const v = momentum[i] + half * force[i];
      const w = momentum[i + 1] + half * force[i + 1];
      momentum[i] = v;
      momentum[i + 1] = w;
      even += v * v;
      odd += w * w;
    }
    if (i < momentum.length) {
      const v = momentum[i] + half * force[i];
      momentum[i] = v;
      even += v * v;
    }
    step.square = even + odd;
  }

  /** Adds Σ (stretch − 1) u (u · vector) to `out`, which holds the vector; the directions are orthonormal, so each may see the sums before it. */
  private stretchInto(out: Float64Array, vector: Float64Array): void {
    const { directions, stretch } = this.data;
    const { length } = out;
    for (let k = 0, at = 0; k < stretch.length; k++, at += length) {
      let even = 0;
      let odd = 0;
      let i = 0;
      for (; i < length - 1; i += 2) {
        even += directions[at + i] * vector[i];
        odd += directions[at + i + 1] * vector[i + 1];
      }
      if (i < length) even += directions[at + i] * vector[i];
      const share = (stretch[k] - 1) * (even + odd);
      for (i = 0; i < length; i++) out[i] += share * directions[at + i];
    }
  }
}
