/** The nodes of a trapezoid rule in levels, each of which halves the spacing, with tables of what a likelihood multiplies there. */
import { exp } from "../../../numeric/elementary/exponential.js";
import { log, log1p } from "../../../numeric/elementary/logarithm.js";
import type { ToxicityCounts, ToxicityModel } from "./toxicity-model.js";

/** Columns are kept for p^0 … p^63 and for the powers of p^64, of which larger powers are products. */
const SMALL_POWERS = 64;

/** One level's nodes. Columns are made when first asked for. */
export class NodeLevel {
  /** Nodes in standard deviations of the prior from its mean. */
  readonly z: Float64Array;
  /** Unnormalized posterior density at the nodes; written by `weigh`. */
  readonly weights: Float64Array;
  private readonly prior: Float64Array;
  private readonly toxicity: readonly Float64Array[];
  private readonly toxic: readonly Columns[];
  private readonly safe: readonly Columns[];
  /** What the prior is multiplied by: the first `factorCount` count. */
  private readonly factors: Float64Array[] = [];
  private factorCount = 0;
  private readonly ones: Float64Array;

  constructor(model: ToxicityModel, z: Float64Array) {
    const [mean] = model.mean;
    const deviation = Math.sqrt(model.covariance[0]);
    this.z = z;
    this.weights = new Float64Array(z.length);
    this.prior = z.map((value) => exp((-value * value) / 2));
    this.toxicity = Array.from({ length: model.doses }, (_, dose) =>
      z.map((value) => model.toxicity(dose, mean + deviation * value, 0)),
    );
    this.ones = new Float64Array(z.length).fill(1);
    this.toxic = this.toxicity.map(() => []);
    this.safe = this.toxicity.map(() => []);
  }

  /** Pr(toxicity) at a dose, by node. */
  toxicityAt(dose: number): Float64Array {
    return this.toxicity[dose];
  }

  /** Writes prior × likelihood at the nodes `from` … `to − 1`. */
  weigh(counts: ToxicityCounts, from: number, to: number): void {
    const { patients, toxicities } = counts;
    this.factorCount = 0;
    for (let dose = 0; dose < this.toxicity.length; dose++) {
      const toxic = toxicities[dose];
      const safe = patients[dose] - toxic;
      if (toxic > 0) this.addFactors(this.toxic[dose], dose, false, toxic);
      if (safe > 0) this.addFactors(this.safe[dose], dose, true, safe);
    }
    this.multiplyFactors(from, to);
    this.multiplyPartial(counts, from, to);
  }

  /** The prior and the factors, some at a time: factors of 1 fill up, and the order of the products is always the same. */
  private multiplyFactors(from: number, to: number): void {
    const { weights, prior, factors, factorCount, ones } = this;
    for (let k = factorCount; k < factorCount + 4; k++) factors[k] = ones;
    const first = factors[0];
    const second = factors[1];
    const third = factors[2];
    for (let i = from; i < to; i++) weights[i] = prior[i] * first[i] * second[i] * third[i];
    for (let k = 3; k < factorCount; k += 4) {
      const a = factors[k];
      const b = factors[k + 1];
      const c = factors[k + 2];
      const d = factors[k + 3];
      for (let i = from; i < to; i++) weights[i] = weights[i] * a[i] * b[i] * c[i] * d[i];
    }
  }

  /** Partly followed patients, in pairs: two pairs at a time, and what is left over. */
  private multiplyPartial({ partial, partialDose, partialWeight }: ToxicityCounts, from: number, to: number): void {
    const { weights, toxicity } = this;
    let k = 0;
    for (; k + 3 < partial; k += 4) {
      const a = partialWeight[k];
      const b = partialWeight[k + 1];
      const c = partialWeight[k + 2];
      const d = partialWeight[k + 3];
      const p = toxicity[partialDose[k]];
      const q = toxicity[partialDose[k + 1]];
      const r = toxicity[partialDose[k + 2]];
      const s = toxicity[partialDose[k + 3]];
      for (let i = from; i < to; i++)
        weights[i] = weights[i] * ((1 - a * p[i]) * (1 - b * q[i])) * ((1 - c * r[i]) * (1 - d * s[i]));
    }
    if (k + 1 < partial) {
      const a = partialWeight[k];
      const b = partialWeight[k + 1];
      const p = toxicity[partialDose[k]];
      const q = toxicity[partialDose[k + 1]];
      for (let i = from; i < to; i++) weights[i] *= (1 - a * p[i]) * (1 - b * q[i]);
      k += 2;
    }
    if (k === partial) return;
    const last = partialWeight[k];
    const p = toxicity[partialDose[k]];
    for (let i = from; i < to; i++) weights[i] *= 1 - last * p[i];
  }

  /** The same with logarithms, times e^−shift, for likelihoods too small to be multiplied. */
  weighByLogarithms(counts: ToxicityCounts, from: number, to: number, shift: number): void {
    for (let i = from; i < to; i++) this.weights[i] = exp(this.logWeight(counts, i) - shift);
  }

  /** log(prior × likelihood) at a node. */
  logWeight(counts: ToxicityCounts, node: number): number {
    return logPosterior(counts, this.z[node], (dose) => this.toxicity[dose][node]);
  }

  /** Adds the columns whose product is p^power, or (1 − p)^power, to the factors. */
  private addFactors(columns: Columns, dose: number, complement: boolean, power: number): void {
    const small = power % SMALL_POWERS;
    if (small > 0) {
      this.factors[this.factorCount++] = columns[small] ?? this.makeColumn(columns, small, dose, complement, small);
    }
    if (power === small) return;
    const large = power - small;
    const place = SMALL_POWERS + large / SMALL_POWERS;
    this.factors[this.factorCount++] = columns[place] ?? this.makeColumn(columns, place, dose, complement, large);
  }

  private makeColumn(columns: Columns, place: number, dose: number, complement: boolean, power: number): Float64Array {
    const column = this.toxicity[dose].map((p) => wholePower(complement ? 1 - p : p, power));
    columns[place] = column;
    return column;
  }
}

type Columns = (Float64Array | undefined)[];

/** −z²/2 + Σ y log p + (n − y) log(1 − p) + Σ log(1 − w p). */
export function logPosterior(counts: ToxicityCounts, z: number, toxicity: (dose: number) => number): number {
  const { patients, toxicities, partial, partialDose, partialWeight } = counts;
  let sum = (-z * z) / 2;
  for (let dose = 0; dose < patients.length; dose++) {
    if (patients[dose] === 0) continue;
    const p = toxicity(dose);
    const toxic = toxicities[dose];
    const safe = patients[dose] - toxic;
    if (toxic > 0) sum += toxic * log(p);
    if (safe > 0) sum += safe * log1p(-p);
  }
  for (let k = 0; k < partial; k++) sum += log1p(-partialWeight[k] * toxicity(partialDose[k]));
  return sum;
}

function wholePower(base: number, power: number): number {
  let result = 1;
  let square = base;
  for (let left = power; left > 0; left >>= 1) {
    if (left & 1) result *= square;
    square *= square;
  }
  return result;
}
