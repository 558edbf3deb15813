/** All that can be made from a recipe, by name. Imported by tests, docs, the worker and the command line only: it holds everything. */
import { covariateAdjusted } from "./adaptive/rules/covariate-adjusted.js";
import { doublyAdaptiveBiasedCoin } from "./adaptive/rules/doubly-adaptive-biased-coin.js";
import { erade } from "./adaptive/rules/erade.js";
import { forwardLookingGittins, gittinsRule } from "./adaptive/rules/gittins-rule.js";
import { playTheWinner } from "./adaptive/rules/play-the-winner.js";
import { aOptimalTarget } from "./adaptive/targets/a-optimal-target.js";
import { fixedTarget } from "./adaptive/targets/fixed-target.js";
import { maximumPowerTarget } from "./adaptive/targets/maximum-power-target.js";
import { neymanTarget } from "./adaptive/targets/neyman-target.js";
import { rsihrTarget } from "./adaptive/targets/rsihr-target.js";
import { urnTarget } from "./adaptive/targets/urn-target.js";
import { zhangRosenbergerTarget } from "./adaptive/targets/zhang-rosenberger-target.js";
import { binaryResponse } from "./comparative/binary-response.js";
import { continuousResponse } from "./comparative/continuous-response.js";
import { countResponse } from "./comparative/count-response.js";
import { survivalResponse } from "./comparative/survival-response.js";
import { bayesianAdaptive } from "./designs/adaptive/bayesian-adaptive.js";
import { responseAdaptive } from "./designs/adaptive/response-adaptive.js";
import { blrm } from "./designs/dose-finding/blrm.js";
import { boin } from "./designs/dose-finding/boin.js";
import { crm } from "./designs/dose-finding/crm.js";
import { decisionTableDesign } from "./designs/dose-finding/decision-table-design.js";
import { i3PlusThree } from "./designs/dose-finding/i3-plus-3.js";
import { keyboard } from "./designs/dose-finding/keyboard.js";
import { mtpi } from "./designs/dose-finding/mtpi.js";
import { mtpi2 } from "./designs/dose-finding/mtpi2.js";
import { threePlusThree } from "./designs/dose-finding/three-plus-three.js";
import { titeBoin } from "./designs/dose-finding/tite-boin.js";
import { titeCrm } from "./designs/dose-finding/tite-crm.js";
import { groupSequentialCounts } from "./designs/group-sequential/group-sequential-counts.js";
import { groupSequentialMeans } from "./designs/group-sequential/group-sequential-means.js";
import { groupSequentialRates } from "./designs/group-sequential/group-sequential-rates.js";
import { groupSequentialSurvival } from "./designs/group-sequential/group-sequential-survival.js";
import { parallelGroup } from "./designs/randomized/parallel-group.js";
import { laplace } from "./dose-finding/posterior/laplace.js";
import { quadrature } from "./dose-finding/posterior/quadrature.js";
import {
  betaDistributionSpending,
  betaSpending,
  cauchySpending,
  conditionalPowerFutility,
  effectFutility,
  exponentialSpending,
  extremeValueSpending,
  fixedFutility,
  gappedSpending,
  groupSequentialPlan,
  haybittlePeto,
  hwangShihDeCani,
  kimDeMets,
  lanDeMetsObrienFleming,
  lanDeMetsPocock,
  logisticSpending,
  mirroredExtremeValueSpending,
  noEarlyEfficacy,
  normalSpending,
  nullSpending,
  obrienFleming,
  pampallonaTsiatis,
  pocock,
  pointsSpending,
  stepSpending,
  studentTSpending,
  trimmedSpending,
  truncatedSpending,
  wangTsiatis,
  xiGallo,
} from "./group-sequential/index.js";
import { withBackfill } from "./modifiers/with-backfill.js";
import { withEnoughAtDose } from "./modifiers/with-enough-at-dose.js";
import { withMaximumPatients } from "./modifiers/with-maximum-patients.js";
import { withSafetyStop } from "./modifiers/with-safety-stop.js";
import { withoutSkipping } from "./modifiers/without-skipping.js";
import { bigStick } from "./randomization/big-stick.js";
import { completeRandomization } from "./randomization/complete-randomization.js";
import { efronBiasedCoin } from "./randomization/efron-biased-coin.js";
import { minimization } from "./randomization/minimization.js";
import { permutedBlocks } from "./randomization/permuted-blocks.js";
import { stratified } from "./randomization/stratified.js";
import { urn } from "./randomization/urn.js";
import { immediateAccrual, piecewiseAccrual, poissonAccrual, regularAccrual } from "./scenarios/accrual.js";
import { binaryScenario } from "./scenarios/binary-scenario.js";
import { continuousScenario } from "./scenarios/continuous-scenario.js";
import { countScenario } from "./scenarios/count-scenario.js";
import { doseFindingScenario } from "./scenarios/dose-finding-scenario.js";
import { hazardOnset, onsetAtWindowEnd, uniformOnset, weibullOnset } from "./scenarios/onset.js";
import { survivalScenario } from "./scenarios/survival-scenario.js";
import { toxicityEfficacyScenario } from "./scenarios/toxicity-efficacy-scenario.js";

export const designs = {
  boin,
  threePlusThree,
  decisionTableDesign,
  mtpi,
  mtpi2,
  keyboard,
  i3PlusThree,
  titeBoin,
  crm,
  titeCrm,
  blrm,
  parallelGroup,
  responseAdaptive,
  bayesianAdaptive,
  groupSequentialMeans,
  groupSequentialRates,
  groupSequentialCounts,
  groupSequentialSurvival,
};

export const modifiers = { withMaximumPatients, withSafetyStop, withoutSkipping, withEnoughAtDose, withBackfill };

export const scenarios = {
  doseFindingScenario,
  binaryScenario,
  continuousScenario,
  countScenario,
  survivalScenario,
  toxicityEfficacyScenario,
};

export const parts = {
  immediateAccrual,
  regularAccrual,
  poissonAccrual,
  piecewiseAccrual,
  onsetAtWindowEnd,
  uniformOnset,
  weibullOnset,
  hazardOnset,
  quadrature,
  laplace,
  binaryResponse,
  continuousResponse,
  countResponse,
  survivalResponse,
  completeRandomization,
  permutedBlocks,
  stratified,
  efronBiasedCoin,
  bigStick,
  urn,
  minimization,
  aOptimalTarget,
  fixedTarget,
  maximumPowerTarget,
  neymanTarget,
  rsihrTarget,
  urnTarget,
  zhangRosenbergerTarget,
  covariateAdjusted,
  doublyAdaptiveBiasedCoin,
  erade,
  forwardLookingGittins,
  gittinsRule,
  playTheWinner,
  groupSequentialPlan,
  lanDeMetsObrienFleming,
  lanDeMetsPocock,
  hwangShihDeCani,
  kimDeMets,
  exponentialSpending,
  logisticSpending,
  normalSpending,
  cauchySpending,
  extremeValueSpending,
  mirroredExtremeValueSpending,
  studentTSpending,
  betaDistributionSpending,
  pointsSpending,
  stepSpending,
  truncatedSpending,
  trimmedSpending,
  gappedSpending,
  xiGallo,
  obrienFleming,
  pocock,
  wangTsiatis,
  haybittlePeto,
  noEarlyEfficacy,
  betaSpending,
  nullSpending,
  fixedFutility,
  effectFutility,
  conditionalPowerFutility,
  pampallonaTsiatis,
};

export const catalogue = { ...designs, ...modifiers, ...scenarios, ...parts };
