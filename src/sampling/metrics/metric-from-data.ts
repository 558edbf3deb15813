/** Metrics from plain data. */
import type { Metric, MetricData } from "../metric.js";
import { denseMetric } from "./dense.js";
import { diagonalMetric } from "./diagonal.js";
import { lowRankMetric } from "./low-rank.js";

/** Constructs the metric that the data describe; the arrays are kept. */
export function metricFromData(data: MetricData): Metric {
  switch (data.kind) {
    case "diagonal":
      return diagonalMetric(data.scale);
    case "low-rank":
      return lowRankMetric(data.scale, data.directions, data.stretch);
    case "dense":
      return denseMetric(data.factor);
    default:
      return data satisfies never;
  }
}
