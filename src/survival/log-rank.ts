/** The log-rank test of two groups, plain and weighted. */

import { pow } from "../numeric/elementary/power.js";
import { normalUpperTail } from "../numeric/probability/normal.js";
import { type RiskTable, riskTable, type SurvivalColumns } from "./risk-table.js";

/** The weight of the events at a time, given the pooled Kaplan–Meier estimate S just before it. */
export type LogRankWeight =
  /** S^rho (1 − S)^gamma. */
  | { readonly kind: "fleming-harrington"; readonly rho: number; readonly gamma: number }
  /** 1 / max(S(min(t, delay)), least); `least` is 0.5 when not given, 0 for none. */
  | { readonly kind: "magirr-burman"; readonly delay: number; readonly least?: number };

/** The result of a log-rank test. */
export interface LogRankTest {
  /** Observed minus expected events on treatment (weighted), over its standard error: negative when treatment has fewer. */
  readonly z: number;
  /** Observed minus expected events on treatment, weighted. */
  readonly difference: number;
  readonly variance: number;
  /** Events on treatment, and how many are expected if the hazards are equal; both weighted. */
  readonly observed: number;
  readonly expected: number;
  /** Two-sided. */
  readonly pValue: number;
}

/**
 * The (weighted) log-rank test of treatment (arm 1) against control (arm 0).
 *
 * U = Σ w (d₁ − d n₁/n), V = Σ w² d (n₁/n)(1 − n₁/n)(n − d)/(n − 1) over the times of events, ties among them; z = U/√V.
 *
 * @param options.weight The weight of events; 1 for all when not given.
 * @returns z is 0 when nothing can be compared (the variance is 0).
 * @throws InvalidArgument for bad columns.
 * Source: mantel1966evaluation, fleming1991counting, magirr2019modestly.
 */
export function logRankTest(data: SurvivalColumns, options: { readonly weight?: LogRankWeight } = {}): LogRankTest {
  const table = riskTable(data);
  const sums = logRankOfTable(table, table.time.length, options.weight);
  return { ...sums, pValue: 2 * normalUpperTail(Math.abs(sums.z)) };
}

/** The test of the first `rows` rows of a table, without its p-value. */
export function logRankOfTable(table: RiskTable, rows: number, weight?: LogRankWeight): Omit<LogRankTest, "pValue"> {
  const { atRisk, atRiskTreated, events, eventsTreated } = table;
  const weights = weight === undefined ? undefined : weightsOf(table, rows, weight);
  let observed = 0;
  let expected = 0;
  let variance = 0;
  for (let i = 0; i < rows; i++) {
    const n = atRisk[i];
    const d = events[i];
    const part = atRiskTreated[i] / n;
    const w = weights === undefined ? 1 : weights[i];
    observed += w * eventsTreated[i];
    expected += w * d * part;
    // With one patient left at risk nothing can vary.
    if (n > 1) variance += w * w * ((d * part * (1 - part) * (n - d)) / (n - 1));
  }
  const difference = observed - expected;
  const z = variance > 0 ? difference / Math.sqrt(variance) : 0;
  return { z, difference, variance, observed, expected };
}

/** Several weighted log-rank tests of the same data, and how they go together when the hazards are equal. */
export interface LogRankTests {
  readonly z: readonly number[];
  /** Row by row: the correlation of the tests under equal hazards. */
  readonly correlation: readonly (readonly number[])[];
}

/**
 * Weighted log-rank tests with their correlation: Cov(U_a, U_b) = Σ w_a w_b d (n₁/n)(1 − n₁/n)(n − d)/(n − 1).
 *
 * @throws InvalidArgument for bad columns.
 * Source: karrison2016versatile.
 */
export function logRankTests(data: SurvivalColumns, weights: readonly LogRankWeight[]): LogRankTests {
  const table = riskTable(data);
  const columns = weights.map((weight) => weightsOf(table, table.time.length, weight));
  const covariance = (a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i] * b[i] * hypergeometricVariance(table, i);
    return sum;
  };
  const sds = columns.map((column) => Math.sqrt(covariance(column, column)));
  return {
    z: columns.map((column, k) => {
      let sum = 0;
      for (let i = 0; i < column.length; i++) {
        sum += column[i] * (table.eventsTreated[i] - (table.events[i] * table.atRiskTreated[i]) / table.atRisk[i]);
      }
      return sum / sds[k];
    }),
    correlation: columns.map((a, i) => columns.map((b, j) => (i === j ? 1 : covariance(a, b) / (sds[i] * sds[j])))),
  };
}

/** The variance of the events on treatment at one time, given all that was at risk and the events in all. */
function hypergeometricVariance(table: RiskTable, i: number): number {
  const n = table.atRisk[i];
  if (n <= 1) return 0;
  const d = table.events[i];
  const part = table.atRiskTreated[i] / n;
  return (d * part * (1 - part) * (n - d)) / (n - 1);
}

/** The weight at each time of the table. */
function weightsOf(table: RiskTable, rows: number, weight: LogRankWeight): Float64Array {
  const { survivalBefore, time } = table;
  const weights = new Float64Array(rows);
  if (weight.kind === "fleming-harrington") {
    const { gamma, rho } = weight;
    for (let i = 0; i < rows; i++) weights[i] = pow(survivalBefore[i], rho) * pow(1 - survivalBefore[i], gamma);
    return weights;
  }
  if (weight.kind === "magirr-burman") {
    const { delay, least = 0.5 } = weight;
    // S at the delay is that just before the first event after it.
    let atDelay = 1;
    for (let i = 0; i < rows; i++) {
      if (i === 0 || time[i - 1] <= delay) atDelay = survivalBefore[i];
      weights[i] = 1 / Math.max(atDelay, least);
    }
    return weights;
  }
  return weight satisfies never;
}
