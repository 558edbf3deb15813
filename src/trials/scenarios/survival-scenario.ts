/** Scenarios of trials that compare times to an event. */
import { InvalidArgument } from "../../errors.js";
import { exp } from "../../numeric/elementary/exponential.js";
import { log } from "../../numeric/elementary/logarithm.js";
import {
  checkedHazard,
  cumulativeHazard,
  type PiecewiseHazard,
  type PiecewiseRate,
  piecewiseHazard,
  timeOfCumulativeHazard,
} from "../../survival/hazard.js";
import { survivalLooksRunner } from "../group-sequential/simulate-survival-looks.js";
import { comparativeMetrics } from "../metrics/comparative-metrics.js";
import { readSurvival } from "../metrics/tally-readings.js";
import { checkKnown } from "../requirements.js";
import type { Scenario } from "../scenario.js";
import {
  armCountOf,
  byArmAndCombination,
  COMPARATIVE_OPTIONS,
  type ComparativeScenarioOptions,
  comparativeParts,
  numbersByArm,
} from "./comparative-parts.js";
import type { Population } from "./covariates.js";

export interface SurvivalScenarioOptions extends ComparativeScenarioOptions {
  /** The true hazard of the event, by arm: a constant, or pieces `{ from, rate }` in order of time, the first from 0. Either this or `medians`. */
  readonly hazards?: readonly PiecewiseRate[];
  /** The median time to the event, by arm, with a constant hazard of ln 2 / median. */
  readonly medians?: readonly number[];
}

/** A scenario whose outcomes are times to an event. */
export interface SurvivalScenario extends Scenario<number> {
  /** Of patients whose covariates have no effect. */
  readonly hazards: readonly PiecewiseHazard[];
  /** Median times of the whole population; Infinity where half of it never has the event. */
  readonly averages: readonly number[];
}

/**
 * Returns a scenario for designs with a survival endpoint. Hazards are constant on pieces of time, h(t) · exp(Σ effects); a patient's time is
 * where the cumulative hazard reaches −ln u with their own uniform number u: one who lives longer than others on an arm does so on every arm,
 * under every design. Effects of covariates are log hazard ratios. A last hazard of 0 means that the rest never have the event.
 *
 * @throws InvalidArgument for hazards negative or not finite, pieces not increasing in time, medians not positive, both or none of the two, and
 * other options that are not as described.
 * Source: friedman1982piecewise, bender2005generating.
 */
export function survivalScenario(options: SurvivalScenarioOptions): SurvivalScenario {
  const caller = "survivalScenario";
  checkKnown(caller, options, ["hazards", "medians", ...COMPARATIVE_OPTIONS]);
  const hazards = hazardsOf(caller, options);
  const armCount = hazards.length;
  const { population, members } = comparativeParts(caller, armCount, options);
  const kinds = population.combinations.length;
  const ratios = byArmAndCombination(population, armCount, (_arm, effect) => exp(effect));
  const truth = hazards.map((hazard, arm) => medianOf(hazard, population, arm));
  const scenario: SurvivalScenario = {
    ...members,
    outcomes: "time to event",
    hazards: Object.freeze(hazards),
    averages: truth,
    outcome(arm, covariates, patient) {
      const needed = -log(patient.uniform());
      const ratio = kinds === 1 ? 1 : ratios[arm * kinds + population.indexOf(covariates)];
      return timeOfCumulativeHazard(hazards[arm], needed / ratio);
    },
    metrics: (context) => comparativeMetrics({ ...context, truth, reading: readSurvival }),
    shortcut: (design) => survivalLooksRunner(design, scenario, { hazards, fillArrivals: options.accrual?.fill }),
  };
  return scenario;
}

function hazardsOf(caller: string, { hazards, medians }: SurvivalScenarioOptions): readonly PiecewiseHazard[] {
  if ((hazards === undefined) === (medians === undefined))
    throw new InvalidArgument(caller, "hazards", "be given, or medians, and not both", hazards);
  if (medians !== undefined) {
    const arms = armCountOf(caller, "medians", medians);
    const times = numbersByArm(caller, "medians", medians, arms, "a positive, finite time", (median) => median > 0);
    return Array.from(times, (median) => piecewiseHazard(log(2) / median));
  }
  armCountOf(caller, "hazards", hazards);
  return (hazards as readonly unknown[]).map((given, arm) => checkedHazard(caller, `hazards[${arm}]`, given as PiecewiseRate));
}

/** Where the population's survival, the mean of its kinds', is 1/2: by bisection, as far as doubles go. */
function medianOf(hazard: PiecewiseHazard, { combinations }: Population, arm: number): number {
  if (combinations.length === 1) return timeOfCumulativeHazard(hazard, log(2));
  const survival = (time: number) =>
    combinations.reduce(
      (sum, { probability, effects }) => sum + probability * exp(-cumulativeHazard(hazard, time) * exp(effects[arm])),
      0,
    );
  let high = 1;
  while (survival(high) > 0.5) {
    high *= 2;
    if (high === Infinity) return Infinity;
  }
  let low = 0;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) return high;
    if (survival(middle) > 0.5) low = middle;
    else high = middle;
  }
}
