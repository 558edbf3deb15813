/** All that can be made from a recipe, by name. Imported by tests, docs, the worker and the command line only: it holds everything. */
import { boin } from "./designs/dose-finding/boin.js";
import { crm } from "./designs/dose-finding/crm.js";
import { decisionTableDesign } from "./designs/dose-finding/decision-table-design.js";
import { threePlusThree } from "./designs/dose-finding/three-plus-three.js";
import { quadrature } from "./dose-finding/posterior/quadrature.js";
import { withEnoughAtDose } from "./modifiers/with-enough-at-dose.js";
import { withMaximumPatients } from "./modifiers/with-maximum-patients.js";
import { withSafetyStop } from "./modifiers/with-safety-stop.js";
import { withoutSkipping } from "./modifiers/without-skipping.js";
import { immediateAccrual, piecewiseAccrual, poissonAccrual, regularAccrual } from "./scenarios/accrual.js";
import { binaryScenario } from "./scenarios/binary-scenario.js";
import { continuousScenario } from "./scenarios/continuous-scenario.js";
import { countScenario } from "./scenarios/count-scenario.js";
import { doseFindingScenario } from "./scenarios/dose-finding-scenario.js";
import { hazardOnset, onsetAtWindowEnd, uniformOnset, weibullOnset } from "./scenarios/onset.js";
import { survivalScenario } from "./scenarios/survival-scenario.js";

export const designs = { boin, threePlusThree, decisionTableDesign, crm };

export const modifiers = { withMaximumPatients, withSafetyStop, withoutSkipping, withEnoughAtDose };

export const scenarios = { doseFindingScenario, binaryScenario, continuousScenario, countScenario, survivalScenario };

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
};

export const catalogue = { ...designs, ...modifiers, ...scenarios, ...parts };
