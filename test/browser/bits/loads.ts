/** Small studies of model-based, adaptive and group-sequential designs, as bits: to be compared between engines. */
import type { Executor } from "equipoise/execution";
import {
  bayesianAdaptive,
  betaSpending,
  binaryResponse,
  binaryScenario,
  blrm,
  boin,
  continuousScenario,
  countScenario,
  crm,
  doseFindingScenario,
  doublyAdaptiveBiasedCoin,
  groupSequentialCounts,
  groupSequentialMeans,
  groupSequentialPlan,
  groupSequentialRates,
  groupSequentialSurvival,
  hwangShihDeCani,
  keyboard,
  poissonAccrual,
  responseAdaptive,
  rsihrTarget,
  simulate,
  survivalScenario,
  titeBoin,
  titeCrm,
  uniformOnset,
  withBackfill,
} from "equipoise/trials";
import { meansOf } from "./bits.js";

const doses = [5, 10, 20, 40, 80];
const dosing = { target: 0.25, doses, maximumPatients: 24 };
const model = { ...dosing, halfwidth: 0.05, priorLevel: 3 };
const toxicity = [0.03, 0.1, 0.25, 0.42, 0.6];
const plan = groupSequentialPlan({ looks: 3, futility: betaSpending({ spending: hwangShihDeCani({ gamma: -2 }) }) });
const accrual = poissonAccrual({ rate: 20 });

/** The means of the studies' metrics, on any executor. */
export async function loads(executor?: Executor): Promise<Record<string, Record<string, string>>> {
  const shared = { replicates: 60, seed: "bits", blockSize: 20, ...(executor === undefined ? {} : { executor }) };
  const studies = [
    await simulate({
      ...shared,
      designs: {
        keyboard: keyboard(dosing),
        crm: crm({ ...model, cohortSize: 3 }),
        "tite-crm": titeCrm(model),
        "tite-boin": titeBoin(dosing),
        blrm: blrm({ doses, maximumPatients: 24, referenceDose: 20, prior: { mean: [-1.1, 0], sd: [2, 1] } }),
        backfilled: withBackfill(boin(dosing), { maximumAtDose: 9 }),
      },
      scenarios: {
        "at once": doseFindingScenario({ target: 0.25, toxicity }),
        late: doseFindingScenario({ target: 0.25, toxicity, accrual: poissonAccrual({ rate: 4 }), onset: uniformOnset() }),
      },
    }),
    await simulate({
      ...shared,
      designs: {
        bayesian: bayesianAdaptive({ arms: 3, response: binaryResponse(), looks: [30, 60, 90], minimum: 0.1 }),
        dbcd: responseAdaptive({
          arms: 3,
          response: binaryResponse({ measuredAfter: 0.5 }),
          patients: 60,
          rule: doublyAdaptiveBiasedCoin({ target: rsihrTarget() }),
        }),
      },
      scenarios: { adaptive: binaryScenario({ probabilities: [0.2, 0.3, 0.5], accrual }) },
    }),
    await simulate({
      ...shared,
      designs: { means: groupSequentialMeans({ plan, alternative: 0.6, standardDeviation: 1 }) },
      scenarios: { looks: continuousScenario({ means: [0, 0.6], standardDeviations: 1 }) },
    }),
    await simulate({
      ...shared,
      designs: { rates: groupSequentialRates({ plan, controlRate: 0.3, treatmentRate: 0.5 }) },
      scenarios: { looks: binaryScenario({ probabilities: [0.3, 0.5] }) },
    }),
    await simulate({
      ...shared,
      replicates: 10,
      designs: {
        counts: groupSequentialCounts({
          plan,
          controlRate: 1.2,
          treatmentRate: 0.7,
          exposure: 1,
          accrualDuration: 6,
          boundsFor: "planned",
        }),
      },
      scenarios: { looks: countScenario({ rates: [1.2, 0.7], accrual }) },
    }),
    await simulate({
      ...shared,
      designs: {
        survival: groupSequentialSurvival({
          plan,
          controlHazard: 0.3,
          hazardRatio: 0.6,
          dropout: 0.02,
          accrual: [{ from: 0, rate: 20 }],
          accrualDuration: 12,
        }),
      },
      scenarios: { looks: survivalScenario({ hazards: [0.3, 0.18], dropoutRate: 0.02, accrual }) },
    }),
  ];
  return Object.assign({}, ...studies.map(meansOf));
}
