/** The door of `equipoise/survival`: hazards, expected events, log-rank tests. */
export {
  type AverageHazardRatio,
  averageHazardRatio,
  type TwoArmSurvivalOptions,
} from "./average-hazard-ratio.js";
export { type Enrollment, enrolledBy, enrollment, enrollmentDuration } from "./enrollment.js";
export { type EventOptions, eventProbability, expectedEvents, timeOfExpectedEvents } from "./expected-events.js";
export {
  cumulativeHazard,
  type HazardRatio,
  hazardAt,
  type PiecewiseHazard,
  type PiecewiseRate,
  piecewiseHazard,
  type RatePiece,
  type RatioPiece,
  survivalProbability,
  survivalQuantile,
} from "./hazard.js";
export { type LogRankTest, type LogRankTests, type LogRankWeight, logRankTest, logRankTests } from "./log-rank.js";
export { type RestrictedMean, type RestrictedMeanDifference, restrictedMeanDifference } from "./restricted-mean.js";
export { type RiskTable, riskTable, type SurvivalColumns } from "./risk-table.js";
