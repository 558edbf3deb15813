/** Scenarios of trials that compare the rates of recurrent events. */
import type { EventTimes } from "../../endpoints/count.js";
import { InvalidArgument } from "../../errors.js";
import { exp } from "../../numeric/elementary/exponential.js";
import type { Rng } from "../../random/rng.js";
import { standardExponential } from "../../random/standard/exponential.js";
import { standardGamma } from "../../random/standard/gamma.js";
import { comparativeMetrics } from "../metrics/comparative-metrics.js";
import { readCount } from "../metrics/tally-readings.js";
import { checkKnown } from "../requirements.js";
import type { Scenario } from "../scenario.js";
import { FRAILTY } from "../streams.js";
import {
  armCountOf,
  averages,
  byArmAndCombination,
  COMPARATIVE_OPTIONS,
  type ComparativeScenarioOptions,
  comparativeParts,
  numbersByArm,
} from "./comparative-parts.js";

export interface CountScenarioOptions extends ComparativeScenarioOptions {
  /** The true mean rate of events per time unit, by arm; each positive. */
  readonly rates: readonly number[];
  /** The variance k of the patients' frailties (mean 1), the same on all arms or one for each; 0 (Poisson counts) when not given. */
  readonly overdispersion?: number | readonly number[];
}

/** A scenario whose outcomes are the times of recurrent events. */
export interface CountScenario extends Scenario<EventTimes> {
  /** As given: of patients whose covariates have no effect. */
  readonly rates: readonly number[];
  readonly overdispersion: readonly number[];
  /** Mean rates of the whole population. */
  readonly averages: readonly number[];
}

/**
 * Returns a scenario for designs with a count endpoint. Events of a patient are a Poisson process of rate g · λ · exp(Σ effects), the frailty g
 * gamma with mean 1 and variance k: counts over a time t are negative binomial with mean μ = λt and variance μ + kμ². Effects of covariates are
 * log rate ratios. The unit-rate process and the frailty come from the patient's own streams: on an arm of twice the rate (and the same k) the
 * same events happen in half the time, under every design.
 *
 * @throws InvalidArgument for rates not positive, none at all, a negative overdispersion, and other options that are not as described.
 * Source: lawless1987negative.
 */
export function countScenario(options: CountScenarioOptions): CountScenario {
  const caller = "countScenario";
  checkKnown(caller, options, ["rates", "overdispersion", ...COMPARATIVE_OPTIONS]);
  const armCount = armCountOf(caller, "rates", options.rates);
  const rates = numbersByArm(caller, "rates", options.rates, armCount, RATE, (rate) => rate > 0 && rate <= LARGEST_RATE);
  const { overdispersion: given = 0 } = options;
  const overdispersion = numbersByArm(caller, "overdispersion", given, armCount, "a finite number, 0 or more", (k) => k >= 0);
  const { population, members } = comparativeParts(caller, armCount, options);
  const kinds = population.combinations.length;
  const table = byArmAndCombination(population, armCount, (arm, effect) => rates[arm] * exp(effect));
  const truth = averages(population, table);
  const largest = table.reduce((most, rate) => (rate > most ? rate : most));
  if (!(largest <= LARGEST_RATE))
    throw new InvalidArgument(caller, "covariates", `leave all rates at most ${LARGEST_RATE}`, largest);
  return {
    ...members,
    outcomes: "event times",
    rates: Object.freeze([...rates]),
    overdispersion: Object.freeze([...overdispersion]),
    averages: truth,
    outcome(arm, covariates, patient) {
      const rate = table[kinds === 1 ? arm : arm * kinds + population.indexOf(covariates)];
      const k = overdispersion[arm];
      return new PoissonProcess(patient, k > NO_FRAILTY ? rate * k * standardGamma(patient.child(FRAILTY), 1 / k) : rate);
    },
    metrics: (context) => comparativeMetrics({ ...context, truth, reading: readCount }),
  };
}

/** Events are drawn one by one: more than this per time unit would seem to hang. */
const LARGEST_RATE = 1e6;
const RATE = `a positive rate, at most ${LARGEST_RATE}`;

/** An overdispersion whose frailty is 1 up to rounding (and whose gamma shape may overflow). */
const NO_FRAILTY = 1e-30;

/** Event times of a patient, drawn as far as they are asked for. */
class PoissonProcess implements EventTimes {
  private readonly stream: Rng;
  private readonly rate: number;
  private readonly times: number[] = [];
  /** Time of the last event drawn, in units of 1/rate. */
  private last = 0;

  constructor(stream: Rng, rate: number) {
    this.stream = stream;
    this.rate = rate;
  }

  at(index: number): number {
    while (this.times.length <= index) {
      this.last += standardExponential(this.stream);
      this.times.push(this.last / this.rate);
    }
    return this.times[index];
  }
}
