/** Posteriors of the two-parameter logistic model by brute force: thousands of rows, and Gauss–Legendre panels that end at the limit in each. */
import { gaussLegendre } from "../../../../../src/numeric/quadrature/gauss-legendre.js";

export interface BruteForceData {
  readonly amounts: readonly number[];
  readonly referenceDose: number;
  readonly mean: readonly number[];
  readonly covariance: readonly number[];
  readonly patients: readonly number[];
  readonly toxicities: readonly number[];
  /** Dose and weight of patients under assessment. */
  readonly partial?: readonly (readonly [dose: number, weight: number])[];
}

const rule = gaussLegendre(16);

/** `rowsPerDeviation` rows in a prior standard deviation of the second parameter, over ± `reach` of them. */
export function bruteForcePosterior(data: BruteForceData, rowsPerDeviation = 25, reach = 9) {
  const { amounts, mean, covariance, patients, toxicities, partial = [] } = data;
  const relative = amounts.map((amount) => Math.log(amount / data.referenceDose));
  const [variance, off, , secondVariance] = covariance;
  const sd = Math.sqrt(secondVariance);
  const slope = off / secondVariance;
  const tau = Math.sqrt(variance - off * slope);
  const all = patients.reduce((a, b) => a + b, 0) + partial.length;
  const panel = 1.5 / Math.sqrt(1 / (tau * tau) + all / 4);
  const logDensity = (first: number, second: number): number => {
    const steepness = Math.exp(second);
    let sum = 0;
    const zSecond = (second - mean[1]) / sd;
    const z = (first - mean[0] - slope * (second - mean[1])) / tau;
    for (let d = 0; d < amounts.length; d++) {
      if (patients[d] === 0) continue;
      const odds = first + steepness * relative[d];
      sum += toxicities[d] * odds - patients[d] * (odds > 0 ? odds + Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds)));
    }
    for (const [d, weight] of partial) sum += Math.log(1 - weight / (1 + Math.exp(-first - steepness * relative[d])));
    return sum - 0.5 * (z * z + zSecond * zSecond);
  };
  const rows = 2 * Math.round(reach * rowsPerDeviation) + 1;
  const seconds = Array.from({ length: rows }, (_, k) => mean[1] + sd * (k / rowsPerDeviation - reach));
  const center = (second: number) => mean[0] + slope * (second - mean[1]);
  let most = Number.NEGATIVE_INFINITY;
  for (const second of seconds)
    for (let i = -72; i <= 72; i++) most = Math.max(most, logDensity(center(second) + (tau * i) / 8, second));
  const integral = (second: number, to: number, of?: (first: number) => number): number => {
    const from = center(second) - reach * tau;
    const end = Math.min(to, center(second) + reach * tau);
    if (!(end > from)) return 0;
    const panels = Math.ceil((end - from) / panel);
    const half = (end - from) / panels / 2;
    let sum = 0;
    for (let p = 0; p < panels; p++) {
      for (let i = 0; i < rule.nodes.length; i++) {
        const first = from + half * (2 * p + 1 + rule.nodes[i]);
        sum += rule.weights[i] * half * Math.exp(logDensity(first, second) - most) * (of?.(first) ?? 1);
      }
    }
    return sum;
  };
  const totals = seconds.map((second) => integral(second, Number.POSITIVE_INFINITY));
  const total = totals.reduce((a, b) => a + b, 0);
  const overRows = (row: (second: number, k: number) => number): number =>
    seconds.reduce((sum, second, k) => (totals[k] < 1e-17 * total ? sum : sum + row(second, k)), 0) / total;
  const toxicity = (dose: number, first: number, second: number) =>
    1 / (1 + Math.exp(-first - Math.exp(second) * relative[dose]));
  return {
    probabilityBelow: (dose: number, cutoff: number) =>
      overRows((second) => integral(second, Math.log(cutoff / (1 - cutoff)) - Math.exp(second) * relative[dose])),
    mean: (dose: number) =>
      overRows((second) => integral(second, Number.POSITIVE_INFINITY, (first) => toxicity(dose, first, second))),
    meanOfFirst: () => overRows((second) => integral(second, Number.POSITIVE_INFINITY, (first) => first)),
    meanOfSecond: () => overRows((second, k) => second * totals[k]),
    varianceOfSecond: (center: number) => overRows((second, k) => (second - center) ** 2 * totals[k]),
  };
}
