/** The door of group-sequential plans. */
export type { Boundaries, CrossingProbabilities } from "./boundaries.js";
export { type BoundaryScalesOptions, type BoundOnScales, boundaryTableOnScales, onScales } from "./boundary-scales.js";
export { crossingCurve, crossingProbabilities } from "./crossing/crossing-probabilities.js";
export {
  type DelayedDecisions,
  type DelayedResponsePlan,
  delayedDecisions,
  delayedRejections,
  withDelayedResponses,
} from "./delayed-decisions.js";
export type { BoundaryFamily } from "./efficacy/boundary-family.js";
export { type HaybittlePetoOptions, haybittlePeto, noEarlyEfficacy } from "./efficacy/haybittle-peto.js";
export {
  type OptimalWangTsiatis,
  type OptimalWangTsiatisOptions,
  optimalWangTsiatis,
} from "./efficacy/optimal-wang-tsiatis.js";
export { obrienFleming, pocock, type WangTsiatisOptions, wangTsiatis } from "./efficacy/wang-tsiatis.js";
export { type BetaSpendingOptions, betaSpending, type NullSpendingOptions, nullSpending } from "./futility/beta-spending.js";
export { type ConditionalPowerFutilityOptions, conditionalPowerFutility } from "./futility/conditional-power-futility.js";
export {
  type EffectFutilityOptions,
  effectFutility,
  type FixedFutilityOptions,
  fixedFutility,
} from "./futility/fixed-futility.js";
export type { Futility, FutilityLook } from "./futility/futility.js";
export { type PampallonaTsiatisOptions, pampallonaTsiatis } from "./futility/pampallona-tsiatis.js";
export type { AtInformationOptions, GroupSequentialPlan } from "./group-sequential-plan.js";
export {
  conditionalCrossing,
  conditionalPower,
  type DriftPrior,
  type InterimResult,
  predictivePower,
  probabilityOfSuccess,
} from "./inference/conditional-power.js";
export { type RepeatedInference, type RepeatedInferenceOptions, repeatedInference } from "./inference/repeated-inference.js";
export {
  expectedEstimate,
  type FinalInference,
  type FinalInferenceOptions,
  type FinalResult,
  finalInference,
  stagewisePValue,
} from "./inference/stagewise-inference.js";
export { groupSequentialPlan } from "./plan.js";
export type { GroupSequentialPlanOptions } from "./plan-options.js";
export { type CustomSpendingOptions, customSpending } from "./spending/custom-spending.js";
export { type ExponentialSpendingOptions, exponentialSpending } from "./spending/exponential-spending.js";
export { type HwangShihDeCaniOptions, hwangShihDeCani } from "./spending/hwang-shih-decani.js";
export { type KimDeMetsOptions, kimDeMets } from "./spending/kim-demets.js";
export { type LanDeMetsObrienFlemingOptions, lanDeMetsObrienFleming } from "./spending/lan-demets-obrien-fleming.js";
export { lanDeMetsPocock } from "./spending/lan-demets-pocock.js";
export { gappedSpending, type LimitedSpendingOptions, trimmedSpending, truncatedSpending } from "./spending/limited-spending.js";
export { type PointsSpendingOptions, pointsSpending, stepSpending } from "./spending/points-spending.js";
export type { Spending } from "./spending/spending.js";
export {
  type BetaDistributionSpendingOptions,
  betaDistributionSpending,
  cauchySpending,
  extremeValueSpending,
  logisticSpending,
  mirroredExtremeValueSpending,
  normalSpending,
  type StudentTSpendingOptions,
  studentTSpending,
  type TwoParameterOptions,
} from "./spending/two-parameter-spending.js";
export { type XiGalloOptions, xiGallo } from "./spending/xi-gallo.js";
