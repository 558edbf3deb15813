/** Restricted mean survival time: the mean event-free time within a window, and its difference between two groups. */
import { InvalidArgument } from "../errors.js";
import { normalUpperTail } from "../numeric/probability/normal.js";
import type { SurvivalColumns } from "./risk-table.js";

/** Mean event-free time up to the horizon. */
export interface RestrictedMean {
  readonly mean: number;
  readonly variance: number;
}

/** Treatment minus control. */
export interface RestrictedMeanDifference {
  readonly control: RestrictedMean;
  readonly treatment: RestrictedMean;
  readonly difference: number;
  readonly standardError: number;
  readonly z: number;
  /** Two-sided. */
  readonly pValue: number;
}

/**
 * Compares restricted mean survival times up to `horizon`.
 *
 * Each mean is the area under the Kaplan–Meier curve, with Greenwood's variance Σ A(tᵢ)² dᵢ / (nᵢ (nᵢ − dᵢ)), A(t) the area from t to the
 * horizon. With `smallSample` each variance is multiplied by m/(m − 1), m the group's events up to the horizon.
 *
 * @param options.smallSample Whether to use the factor m/(m − 1); not when not given.
 * @throws InvalidArgument for a horizon that is not positive, or beyond a group's last time.
 * Source: klein2003survival, uno2014moving.
 */
export function restrictedMeanDifference(
  data: SurvivalColumns,
  horizon: number,
  options: { readonly smallSample?: boolean } = {},
): RestrictedMeanDifference {
  if (!(horizon > 0 && horizon < Infinity)) {
    throw new InvalidArgument("restrictedMeanDifference", "horizon", "be a positive, finite time", horizon);
  }
  const control = restrictedMean(data, 0, horizon, options.smallSample ?? false);
  const treatment = restrictedMean(data, 1, horizon, options.smallSample ?? false);
  const difference = treatment.mean - control.mean;
  const standardError = Math.sqrt(control.variance + treatment.variance);
  const z = standardError > 0 ? difference / standardError : 0;
  return { control, treatment, difference, standardError, z, pValue: 2 * normalUpperTail(Math.abs(z)) };
}

function restrictedMean(
  { time, event, arm }: SurvivalColumns,
  group: number,
  horizon: number,
  smallSample: boolean,
): RestrictedMean {
  const order: number[] = [];
  for (let i = 0; i < time.length; i++) if (arm[i] === group) order.push(i);
  order.sort((a, b) => time[a] - time[b]);
  const last = order.length === 0 ? 0 : time[order[order.length - 1]];
  if (last < horizon) {
    const requirement = `be at most ${last}, the last time of arm ${group}`;
    throw new InvalidArgument("restrictedMeanDifference", "horizon", requirement, horizon);
  }
  // Area and Greenwood's terms by the time they belong to.
  const steps: { readonly area: number; readonly term: number }[] = [];
  let area = 0;
  let survival = 1;
  let from = 0;
  let seen = 0;
  for (let i = 0; i < order.length && time[order[i]] <= horizon; ) {
    const now = time[order[i]];
    const atRisk = order.length - i;
    let events = 0;
    for (; i < order.length && time[order[i]] === now; i++) if (event[order[i]]) events++;
    if (events === 0) continue;
    area += survival * (now - from);
    from = now;
    survival *= 1 - events / atRisk;
    seen += events;
    steps.push({ area, term: atRisk > events ? events / (atRisk * (atRisk - events)) : 0 });
  }
  const mean = area + survival * (horizon - from);
  const variance = steps.reduce((sum, step) => sum + (mean - step.area) * (mean - step.area) * step.term, 0);
  return { mean, variance: smallSample && seen > 1 ? (variance * seen) / (seen - 1) : variance };
}
