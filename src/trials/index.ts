/** The door of `equipoise/trials`: designs, scenarios, and what is done with them. */

export type {
  BayesianAdaptiveConclusion,
  DroppedArm,
} from "./adaptive/adaptive-conclusion.js";
export type {
  BayesianAdaptiveOptions,
  ControlAllocation,
  DifferenceOptions,
  PlannedChange,
} from "./adaptive/adaptive-options.js";
export { type AllocationSharesOptions, allocationShares } from "./adaptive/allocation-shares.js";
export type { AdaptivePrior, MeanPrior, ProportionPrior, RatePrior } from "./adaptive/arm-posteriors.js";
export {
  type ArmPosterior,
  type ComparisonOptions,
  compareDraws,
  comparePosteriors,
  type PosteriorComparison,
} from "./adaptive/compare-posteriors.js";
export { gittinsIndex } from "./adaptive/gittins/gittins-index.js";
export { type GittinsTable, type GittinsTableOptions, gittinsTable } from "./adaptive/gittins/gittins-table.js";
export { type NormalGittinsOptions, normalGittinsIndex } from "./adaptive/gittins/normal-gittins-index.js";
export {
  type EventCount,
  predictiveProbability,
  predictiveProbabilityTwoArm,
  type SingleArmPredictiveOptions,
  type TwoArmPredictiveOptions,
} from "./adaptive/predictive-probability.js";
export type { AdaptiveRule, ArmState, PatientSource } from "./adaptive/rules/adaptive-rule.js";
export { type CovariateAdjustedOptions, covariateAdjusted } from "./adaptive/rules/covariate-adjusted.js";
export {
  type DoublyAdaptiveBiasedCoinOptions,
  doublyAdaptiveBiasedCoin,
  huZhangAllocation,
} from "./adaptive/rules/doubly-adaptive-biased-coin.js";
export { type EradeOptions, erade, eradeAllocation } from "./adaptive/rules/erade.js";
export {
  type ForwardLookingGittinsOptions,
  forwardLookingAllocation,
  forwardLookingGittins,
  type GittinsRuleOptions,
  gittinsRule,
} from "./adaptive/rules/gittins-rule.js";
export { type PlayTheWinnerOptions, playTheWinner, playTheWinnerAllocation } from "./adaptive/rules/play-the-winner.js";
export type { AllocationProtection } from "./adaptive/rules/protected-weights.js";
export { aOptimalTarget } from "./adaptive/targets/a-optimal-target.js";
export type { AllocationTarget, ResponseEstimates } from "./adaptive/targets/allocation-target.js";
export { fixedTarget } from "./adaptive/targets/fixed-target.js";
export {
  type MaximumPowerTargetOptions,
  maximumPowerAllocation,
  maximumPowerTarget,
} from "./adaptive/targets/maximum-power-target.js";
export { neymanTarget } from "./adaptive/targets/neyman-target.js";
export { rsihrTarget } from "./adaptive/targets/rsihr-target.js";
export { urnTarget } from "./adaptive/targets/urn-target.js";
export { zhangRosenbergerTarget } from "./adaptive/targets/zhang-rosenberger-target.js";
export { type CalibrateOptions, type Calibration, calibrate, type Evaluation } from "./calibration/calibrate.js";
export { type BinaryResponseOptions, binaryResponse } from "./comparative/binary-response.js";
export type { ComparativeConclusion, ComparativeDesign, ComparativeEnding } from "./comparative/comparative-design.js";
export { type ContinuousResponseOptions, continuousResponse } from "./comparative/continuous-response.js";
export { type CountResponseOptions, countResponse } from "./comparative/count-response.js";
export type { FinalConclusion } from "./comparative/final-analysis.js";
export type { ArmComparison, Response } from "./comparative/response.js";
export { type SurvivalResponseOptions, survivalResponse } from "./comparative/survival-response.js";
export type { BoinPackageOptions, BoinPackageResult } from "./compatibility/boin-package.js";
export { replayBoinPackage } from "./compatibility/replay-boin-package.js";
export type { AuditLog, LogEntry, LogEvent, RecordedDecision } from "./conduct/audit-log.js";
export { readLog } from "./conduct/audit-log.js";
export { type ConductOptions, conduct, type LiveTrial, type NextStep, resumeTrial } from "./conduct/live-trial.js";
export type { Decision, Design, Evidence, Reasons, Step, Weights } from "./design.js";
export { bayesianAdaptive } from "./designs/adaptive/bayesian-adaptive.js";
export { type ResponseAdaptiveOptions, responseAdaptive } from "./designs/adaptive/response-adaptive.js";
export { type BlrmMemory, blrm } from "./designs/dose-finding/blrm.js";
export { type BoinOptions, boin } from "./designs/dose-finding/boin.js";
export { type CrmMemory, type CrmOptions, crm } from "./designs/dose-finding/crm.js";
export {
  type DecisionTableOptions,
  decisionTableDesign,
  type TableDecision,
} from "./designs/dose-finding/decision-table-design.js";
export { type I3PlusThreeOptions, i3PlusThree } from "./designs/dose-finding/i3-plus-3.js";
export { type KeyboardOptions, keyboard } from "./designs/dose-finding/keyboard.js";
export { type MtpiOptions, mtpi } from "./designs/dose-finding/mtpi.js";
export { type Mtpi2Options, mtpi2 } from "./designs/dose-finding/mtpi2.js";
export { type ThreePlusThreeOptions, threePlusThree } from "./designs/dose-finding/three-plus-three.js";
export { type TiteBoinMemory, type TiteBoinOptions, titeBoin } from "./designs/dose-finding/tite-boin.js";
export { type TiteCrmOptions, titeCrm } from "./designs/dose-finding/tite-crm.js";
export {
  type GroupSequentialCounts,
  type GroupSequentialCountsOptions,
  groupSequentialCounts,
} from "./designs/group-sequential/group-sequential-counts.js";
export {
  type GroupSequentialMeans,
  type GroupSequentialMeansOptions,
  groupSequentialMeans,
} from "./designs/group-sequential/group-sequential-means.js";
export {
  type GroupSequentialRates,
  type GroupSequentialRatesOptions,
  groupSequentialRates,
} from "./designs/group-sequential/group-sequential-rates.js";
export {
  type GroupSequentialSurvival,
  type GroupSequentialSurvivalOptions,
  groupSequentialSurvival,
} from "./designs/group-sequential/group-sequential-survival.js";
export {
  type ParallelGroupConclusion,
  type ParallelGroupOptions,
  parallelGroup,
} from "./designs/randomized/parallel-group.js";
export type { BackfillMemory } from "./dose-finding/backfill/backfill-memory.js";
export type {
  BlrmModelOptions,
  BlrmOptions,
  BlrmPrior,
  BlrmStoppingRule,
  DoseIncrement,
} from "./dose-finding/blrm/blrm-options.js";
export { type ToxicityByDose, toxicityPosteriorTable } from "./dose-finding/blrm/toxicity-posterior-table.js";
export { type BoinBoundaries, type BoinBoundaryOptions, boinBoundaries } from "./dose-finding/boin-boundaries.js";
export {
  coherentSequence,
  type Incoherence,
  type InitialSequenceOptions,
  incoherences,
} from "./dose-finding/crm/coherence.js";
export type { CrmEstimator } from "./dose-finding/crm/crm-fitter.js";
export type { CrmModelOptions } from "./dose-finding/crm/crm-settings.js";
export {
  type CrmAnalysis,
  type CrmPatient,
  type FitCrmOptions,
  type FollowUpWeightsOptions,
  fitCrm,
  followUpWeights,
} from "./dose-finding/crm/fit-crm.js";
export type { FollowUpWeighting } from "./dose-finding/crm/partial-follow-up.js";
export { type CrmSampleSize, type CrmSampleSizeOptions, crmSampleSize } from "./dose-finding/crm/sample-size.js";
export {
  type IndifferenceInterval,
  indifferenceIntervals,
  type SensitivityOptions,
} from "./dose-finding/crm/sensitivity.js";
export { type CrmModelName, indifferenceSkeleton, type SkeletonOptions } from "./dose-finding/crm/skeleton.js";
export { boundaryTable, type DecisionTable, decisionTable, type TabledDecision } from "./dose-finding/decision-table.js";
export { type DoseEstimate, type DoseEstimateOptions, doseEstimates } from "./dose-finding/dose-estimates.js";
export type { DoseFindingDesign, DoseRecommendation, Doses } from "./dose-finding/dose-finding-design.js";
export type { IntervalDesignOptions } from "./dose-finding/interval-design.js";
export { laplace } from "./dose-finding/posterior/laplace.js";
export { type QuadratureOptions, quadrature } from "./dose-finding/posterior/quadrature.js";
export type {
  PosteriorMethod,
  ToxicityCounts,
  ToxicityModel,
  ToxicityPosterior,
} from "./dose-finding/posterior/toxicity-model.js";
export type { PendingMethod, TiteBoinRuleOptions } from "./dose-finding/tite-boin-rule.js";
export {
  type PendingDecision,
  type TiteBoinDecision,
  type TiteBoinTableOptions,
  titeBoinDecisions,
  titeBoinTable,
} from "./dose-finding/tite-boin-table.js";
export { wilsonInterval } from "./estimate.js";
export * from "./group-sequential/index.js";
export { makeAgain } from "./make-again.js";
export type { Milestone } from "./milestone.js";
export {
  allOf,
  anyOf,
  calendarTime,
  enrolled,
  evaluated,
  firstFollowedUp,
  followedFor,
  followedUp,
  information,
} from "./milestones.js";
export { type ActivityDesign, type BackfillOptions, withBackfill } from "./modifiers/with-backfill.js";
export { withEnoughAtDose } from "./modifiers/with-enough-at-dose.js";
export { withMaximumPatients } from "./modifiers/with-maximum-patients.js";
export { type SafetyStopOptions, withSafetyStop } from "./modifiers/with-safety-stop.js";
export { withoutSkipping } from "./modifiers/without-skipping.js";
export type { Estimate, Metric, MetricDescription, Metrics, TrialResult, TrialRunner } from "./operating-characteristics.js";
export {
  type Ending,
  type EnumerationOptions,
  type ExactEstimate,
  type ExactPaths,
  enumeratePaths,
} from "./paths/enumerate-paths.js";
export { type PathwayNode, type PathwayOptions, pathwayTable, transitionPathways } from "./paths/transition-pathways.js";
export type { AllocationHistory, AllocationRule } from "./randomization/allocation-rule.js";
export { type Imbalances, type RandomizationBalance, randomizationBalance } from "./randomization/balance.js";
export { type BigStickOptions, bigStick } from "./randomization/big-stick.js";
export { type CompleteRandomizationOptions, completeRandomization } from "./randomization/complete-randomization.js";
export { type EfronBiasedCoinOptions, efronBiasedCoin } from "./randomization/efron-biased-coin.js";
export type { Factor } from "./randomization/factors.js";
export { type Imbalance, type MinimizationOptions, minimization } from "./randomization/minimization.js";
export { type PermutedBlocksOptions, permutedBlocks } from "./randomization/permuted-blocks.js";
export { type StratifiedOptions, stratified } from "./randomization/stratified.js";
export { type UrnOptions, urn } from "./randomization/urn.js";
export type { Catalogue, Plain, Recipe } from "./recipe.js";
export type { MetricContext, Scenario } from "./scenario.js";
export {
  type Accrual,
  type AccrualPiece,
  immediateAccrual,
  piecewiseAccrual,
  poissonAccrual,
  regularAccrual,
} from "./scenarios/accrual.js";
export { type BinaryScenario, type BinaryScenarioOptions, binaryScenario } from "./scenarios/binary-scenario.js";
export type { ComparativeScenarioOptions } from "./scenarios/comparative-parts.js";
export {
  type ContinuousScenario,
  type ContinuousScenarioOptions,
  continuousScenario,
} from "./scenarios/continuous-scenario.js";
export { type CountScenario, type CountScenarioOptions, countScenario } from "./scenarios/count-scenario.js";
export type { CovariateOptions, FactorOptions } from "./scenarios/covariates.js";
export {
  type DoseFindingScenario,
  type DoseFindingScenarioOptions,
  doseFindingScenario,
} from "./scenarios/dose-finding-scenario.js";
export { hazardOnset, type Onset, onsetAtWindowEnd, uniformOnset, weibullOnset } from "./scenarios/onset.js";
export { type SurvivalScenario, type SurvivalScenarioOptions, survivalScenario } from "./scenarios/survival-scenario.js";
export { type ToxicityEfficacyScenarioOptions, toxicityEfficacyScenario } from "./scenarios/toxicity-efficacy-scenario.js";
export { type StudyOptions, type StudyProgress, simulate } from "./simulate.js";
export { simulateTrial, type TrialEvent, type TrialObserver } from "./simulate-trial.js";
export type { Cell, Comparison, Identity, Study, StudyPlan } from "./study.js";
export type { Column, Figure, Row, Table } from "./table.js";
export type { Covariates, Patient, TrialData } from "./trial-data.js";
