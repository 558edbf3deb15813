/**
 * The analytical side of a group-sequential design and its simulation must agree: power, stopping probabilities by look and the time of the
 * first look, within Monte Carlo error. Fixed seeds; each comparison may be off by 4.9 standard errors (a two-sided false-alarm rate of 1e-6, so
 * less than 1e-5 over the eight of a design). Nothing is allowed for the normal approximation behind the analytical figures.
 */
import { describe, expect, it } from "vitest";
import type { AnyDesign } from "../../../src/trials/block.js";
import { groupSequentialCounts } from "../../../src/trials/designs/group-sequential/group-sequential-counts.js";
import { groupSequentialMeans } from "../../../src/trials/designs/group-sequential/group-sequential-means.js";
import { groupSequentialRates } from "../../../src/trials/designs/group-sequential/group-sequential-rates.js";
import { groupSequentialSurvival } from "../../../src/trials/designs/group-sequential/group-sequential-survival.js";
import {
  betaSpending,
  type GroupSequentialPlan,
  groupSequentialPlan,
  hwangShihDeCani,
  lanDeMetsPocock,
} from "../../../src/trials/group-sequential/index.js";
import type { Scenario } from "../../../src/trials/scenario.js";
import { poissonAccrual, regularAccrual } from "../../../src/trials/scenarios/accrual.js";
import { binaryScenario } from "../../../src/trials/scenarios/binary-scenario.js";
import { continuousScenario } from "../../../src/trials/scenarios/continuous-scenario.js";
import { countScenario } from "../../../src/trials/scenarios/count-scenario.js";
import { survivalScenario } from "../../../src/trials/scenarios/survival-scenario.js";
import { simulate } from "../../../src/trials/simulate.js";

const futile = groupSequentialPlan({ looks: 3, futility: betaSpending({ spending: hwangShihDeCani({ gamma: -2 }) }) });
const twoSided = groupSequentialPlan({
  fractions: [0.4, 0.7, 1],
  sided: 2,
  alpha: 0.05,
  power: 0.8,
  efficacy: lanDeMetsPocock(),
});
const fixed = groupSequentialPlan({ looks: 1, power: 0.8 });

interface Example {
  readonly name: string;
  readonly design: AnyDesign<never> & {
    readonly plan: GroupSequentialPlan;
    readonly drift: number;
    readonly timing?: { readonly looks: readonly number[] };
  };
  readonly scenario: Scenario<never>;
  /** Drift under the scenario. */
  readonly drift: number;
  readonly replicates: number;
}

const means = groupSequentialMeans({ plan: futile, alternative: 0.5, standardDeviation: 1, test: "z" });
const tMeans = groupSequentialMeans({ plan: twoSided, alternative: 0.6, standardDeviation: 1, ratio: 2 });
const oneArm = groupSequentialMeans({ plan: futile, arms: ["new"], alternative: 0.3, standardDeviation: 1, test: "z" });
const rates = groupSequentialRates({ plan: futile, treatmentRate: 0.55, controlRate: 0.4 });
const survival = groupSequentialSurvival({ plan: futile, controlHazard: 0.06, hazardRatio: 0.7, accrual: 25, patients: 500 });
const fixedSurvival = groupSequentialSurvival({
  plan: fixed,
  controlHazard: 0.1,
  hazardRatio: 0.6,
  accrual: 15,
  patients: 250,
  dropout: 0.01,
});
const counts = groupSequentialCounts({
  plan: twoSided,
  treatmentRate: 0.7,
  controlRate: 1,
  overdispersion: 0.5,
  knownOverdispersion: true,
  boundsFor: "planned",
  accrualDuration: 2,
  exposure: 1,
});
const hazards = (control: number, ratio: number) => [control, control * ratio];
const arrivals = poissonAccrual({ rate: 25 });

const examples: readonly Example[] = [
  example(
    "means, under the alternative",
    means,
    continuousScenario({ means: [0, 0.5], standardDeviations: 1 }),
    means.drift,
    20_000,
  ),
  example("means, under the hypothesis", means, continuousScenario({ means: [0, 0], standardDeviations: 1 }), 0, 20_000),
  example(
    "a t test, 2 : 1, two-sided",
    tMeans,
    continuousScenario({ means: [0, 0.6], standardDeviations: 1 }),
    tMeans.drift,
    10_000,
  ),
  example("one arm", oneArm, continuousScenario({ means: [0.3], standardDeviations: 1 }), oneArm.drift, 20_000),
  example("rates", rates, binaryScenario({ probabilities: [0.4, 0.55] }), rates.drift, 10_000),
  example("survival", survival, survivalScenario({ hazards: hazards(0.06, 0.7), accrual: arrivals }), survival.drift, 20_000),
  example(
    "survival, under the hypothesis",
    survival,
    survivalScenario({ hazards: hazards(0.06, 1), accrual: arrivals }),
    0,
    20_000,
  ),
  example(
    "survival with one analysis and dropout",
    fixedSurvival,
    survivalScenario({ hazards: hazards(0.1, 0.6), accrual: poissonAccrual({ rate: 15 }), dropoutRate: 0.01 }),
    fixedSurvival.drift,
    20_000,
  ),
  example(
    "counts",
    counts,
    countScenario({ rates: [1, 0.7], overdispersion: 0.5, accrual: regularAccrual({ rate: counts.sampleSize.patients / 2 }) }),
    counts.drift,
    1500,
  ),
];

function example(name: string, design: unknown, scenario: unknown, drift: number, replicates: number): Example {
  return { name, design, scenario, drift, replicates } as unknown as Example;
}

const STANDARD_ERRORS = 4.9;

describe.each(examples)("$name", ({ design, drift, replicates, scenario }) => {
  it("stops at each look as often as computed, and looks when expected", async () => {
    const study = await simulate({ designs: { design } as never, scenarios: { scenario } as never, replicates, seed: 20_260 });
    const { descriptions, estimates } = readCell(study);
    const of = (name: string) => estimates[descriptions.indexOf(name)];
    const crossing = design.plan.crossing(drift);
    const close = (name: string, expected: number) => {
      const estimate = of(name);
      // The null standard error, for probabilities too small to have been seen.
      const error = Math.max(estimate.standardError, Math.sqrt(Math.max(0, expected * (1 - expected)) / replicates));
      const off = Math.abs(estimate.mean - expected);
      expect(off <= STANDARD_ERRORS * error, `${name}: ${estimate.mean} ± ${error}, computed ${expected}`).toBe(true);
    };
    const power = crossing.efficacy.reduce((sum, probability, k) => sum + probability - crossing.opposite[k], 0);
    close("rejected", power);
    crossing.efficacy.forEach((probability, k) => {
      close(`efficacy[${k + 1}]`, probability - crossing.opposite[k]);
      if (descriptions.includes(`futility[${k + 1}]`)) close(`futility[${k + 1}]`, crossing.futility[k]);
    });
    if (design.timing === undefined || drift === 0) return;
    // Times of looks are conditional on reaching them: only the first is unconditional.
    const first = of("lookTime[1]");
    const planned = design.timing.looks[0];
    expect(Math.abs(first.mean - planned)).toBeLessThan(STANDARD_ERRORS * first.standardError);
  });
});

function readCell(study: unknown): {
  readonly descriptions: readonly string[];
  readonly estimates: readonly { readonly mean: number; readonly standardError: number }[];
} {
  const [cell] = (
    study as {
      cells: readonly { metrics: readonly { name: string }[]; estimates: readonly { mean: number; standardError: number }[] }[];
    }
  ).cells;
  return { descriptions: cell.metrics.map(({ name }) => name), estimates: cell.estimates };
}
