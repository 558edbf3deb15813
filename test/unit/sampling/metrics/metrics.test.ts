import { describe, expect, it } from "vitest";
import type { MetricData } from "../../../../src/sampling/index.js";
import { metricFromData } from "../../../../src/sampling/metrics/metric-from-data.js";

const s = Math.SQRT1_2;
const metrics: readonly MetricData[] = [
  { kind: "diagonal", scale: Float64Array.of(2, 0.5, 3) },
  {
    kind: "low-rank",
    scale: Float64Array.of(2, 0.5, 3),
    directions: Float64Array.of(s, s, 0, s, -s, 0),
    stretch: Float64Array.of(3, 0.25),
  },
  { kind: "dense", factor: Float64Array.of(2, 0, 0, -1, 0.5, 0, 0.3, 0.4, 3) },
];

/** The matrix A, column by column, from the metric's own steps: v′ = e_j moves x by A e_j. */
function matrixOf(data: MetricData): number[][] {
  const metric = metricFromData(data);
  return [0, 1, 2].map((j) => {
    const unit = Float64Array.from([0, 1, 2], (i) => (i === j ? 1 : 0));
    const column = new Float64Array(3);
    metric.advanceInto(column, new Float64Array(3), new Float64Array(3), unit, new Float64Array(3), { size: 1, square: 0 });
    return Array.from(column);
  });
}

describe.each(metrics.map((data) => [data.kind, data] as const))("the %s metric", (_, data) => {
  const metric = metricFromData(data);
  const columns = matrixOf(data);

  it("whitens gradients with the transpose of what spreads momenta", () => {
    const gradient = Float64Array.of(0.7, -1.1, 0.4);
    const force = new Float64Array(3);
    metric.forceInto(force, gradient);
    columns.forEach((column, j) => {
      expect(force[j]).toBeCloseTo(column[0] * 0.7 - column[1] * 1.1 + column[2] * 0.4, 13);
    });
  });

  it("knows the standard deviation of each coordinate", () => {
    const scales = new Float64Array(3);
    metric.scalesInto(scales);
    for (let i = 0; i < 3; i++) expect(scales[i]).toBeCloseTo(Math.sqrt(columns.reduce((sum, c) => sum + c[i] * c[i], 0)), 13);
  });

  it("makes leapfrog steps that can be undone", () => {
    const gradientAt = (x: Float64Array) => x.map((value, i) => -value * (i + 1) + 0.1 * x[0]);
    const [x, v, f] = [Float64Array.of(0.3, -0.4, 1), Float64Array.of(1, -0.2, 0.5), new Float64Array(3)];
    const [x0, v0] = [x.slice(), v.slice()];
    metric.forceInto(f, gradientAt(x));
    const step = { size: 0.1, square: 0 };
    metric.advanceInto(x, v, x, v, f, step);
    metric.finishInto(v, f, gradientAt(x), step);
    expect(step.square).toBeCloseTo(v[0] * v[0] + v[1] * v[1] + v[2] * v[2], 13);
    expect(x[0]).not.toBeCloseTo(x0[0], 2);
    step.size = -0.1;
    metric.advanceInto(x, v, x, v, f, step);
    metric.finishInto(v, f, gradientAt(x), step);
    for (let i = 0; i < 3; i++) {
      expect(x[i]).toBeCloseTo(x0[i], 13);
      expect(v[i]).toBeCloseTo(v0[i], 13);
    }
  });
});
