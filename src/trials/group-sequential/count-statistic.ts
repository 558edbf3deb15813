/** The Wald statistic of the ratio of two rates of counts. */
import type { CountObserved } from "../../endpoints/count.js";
import { exp } from "../../numeric/elementary/exponential.js";
import { log, log1p } from "../../numeric/elementary/logarithm.js";
import { brentMinimum } from "../../numeric/optimizers/brent-minimum.js";
import type { Patient } from "../trial-data.js";
import type { LookStatistic } from "./look-decision.js";

/** Z and the rate ratio, with the information on its logarithm. */
export interface CountStatistic extends LookStatistic {
  readonly information: number;
  readonly overdispersion: number;
}

interface Counts {
  readonly events: number[];
  readonly exposure: number[];
}

/**
 * The Wald test of log(λ₁/λ₀) = log(null ratio): Z = −(log ratio − log null) √I (positive when treatment has fewer events),
 * I = 1/(1/S₁ + 1/S₀), S = Σ λt/(1 + kλt). Rates are of largest likelihood for the overdispersion k: known, or of largest profile likelihood.
 *
 * @param overdispersion k when it is known; null to estimate it.
 * Source: lawless1987negative, muetze2019group.
 */
export function countStatistic(
  patients: readonly Patient<CountObserved>[],
  treatmentArm: number,
  nullValue: number,
  overdispersion: number | null,
): CountStatistic {
  const treatment = countsOf(patients, (arm) => arm === treatmentArm);
  const control = countsOf(patients, (arm) => arm !== treatmentArm);
  const k = overdispersion ?? likeliestOverdispersion(treatment, control);
  const first = rateOf(treatment, k);
  const second = rateOf(control, k);
  if (!(first > 0 && second > 0)) return { z: 0, estimate: null, information: 0, overdispersion: k };
  const information = 1 / (1 / sumOf(treatment, first, k) + 1 / sumOf(control, second, k));
  return {
    z: -log(first / second / nullValue) * Math.sqrt(information),
    estimate: first / second,
    information,
    overdispersion: k,
  };
}

function countsOf(patients: readonly Patient<CountObserved>[], isOf: (arm: number) => boolean): Counts {
  const counts: Counts = { events: [], exposure: [] };
  for (const { arm, observed } of patients) {
    if (!isOf(arm) || !(observed.exposure > 0)) continue;
    counts.events.push(observed.events);
    counts.exposure.push(observed.exposure);
  }
  return counts;
}

function sumOf({ exposure }: Counts, rate: number, k: number): number {
  let sum = 0;
  for (let i = 0; i < exposure.length; i++) {
    const mean = rate * exposure[i];
    sum += mean / (1 + k * mean);
  }
  return sum;
}

/** The rate of largest likelihood: solves Σ (y − λt)/(1 + kλt) = 0 by Newton steps in log λ, from the Poisson rate. */
function rateOf({ events, exposure }: Counts, k: number): number {
  let total = 0;
  let time = 0;
  for (let i = 0; i < events.length; i++) {
    total += events[i];
    time += exposure[i];
  }
  if (!(total > 0)) return 0;
  let rate = total / time;
  if (k === 0) return rate;
  for (let iteration = 0; iteration < 50; iteration++) {
    let score = 0;
    let slope = 0;
    for (let i = 0; i < events.length; i++) {
      const mean = rate * exposure[i];
      const scale = 1 / (1 + k * mean);
      score += (events[i] - mean) * scale;
      slope += mean * (1 + k * events[i]) * scale * scale;
    }
    const step = score / slope;
    rate *= exp(step > 1 ? 1 : step < -1 ? -1 : step);
    if (Math.abs(step) < 1e-12) break;
  }
  return rate;
}

/** Minimizes −log profile likelihood over k from 0 to 100, on the scale of log(1 + k); 0 where there is no overdispersion. */
function likeliestOverdispersion(treatment: Counts, control: Counts): number {
  const loss = (k: number) => -logLikelihood(treatment, rateOf(treatment, k), k) - logLikelihood(control, rateOf(control, k), k);
  const best = brentMinimum((scaled) => loss(exp(scaled) - 1), 0, 4.6, { absoluteTolerance: 1e-7 });
  return best.minimum < loss(0) ? exp(best.minimizer) - 1 : 0;
}

/** Σ [Σ_{j<y} log(1 + kj)] + y log(μ) − (y + 1/k) log(1 + kμ), without what does not depend on k or the rate. */
function logLikelihood({ events, exposure }: Counts, rate: number, k: number): number {
  if (!(rate > 0)) return 0;
  let sum = 0;
  for (let i = 0; i < events.length; i++) {
    const mean = rate * exposure[i];
    const y = events[i];
    if (k === 0) {
      sum += y * log(mean) - mean;
      continue;
    }
    for (let j = 1; j < y; j++) sum += log1p(k * j);
    sum += y * log(mean) - (y + 1 / k) * log1p(k * mean);
  }
  return sum;
}
