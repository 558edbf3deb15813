/** Metrics from plain data. */
import type { Metric, MetricData } from "../metric.js";
import { diagonalMetric } from "./diagonal.js";

/** Constructs the metric that the data describe. */
export function metricFromData(data: MetricData): Metric {
  switch (data.kind) {
    case "diagonal":
      return diagonalMetric(data.scale);
    default:
      throw new Error(data.kind);
  }
}
