/** Posteriors of models with one parameter, by a trapezoid rule that halves its spacing until the answers agree. */
import { exp } from "../../../numeric/elementary/exponential.js";
import { standardNormalUpperQuantile } from "../../../numeric/special/standard-normal-quantile.js";
import { cumulativeSinc } from "./cumulative-sinc.js";
import { logPosterior, NodeLevel } from "./node-levels.js";
import type { ToxicityCounts, ToxicityModel, ToxicityPosterior } from "./toxicity-model.js";

/** Half the range of the nodes, in standard deviations of the prior; doubled where the likelihood needs it. */
const HALF_RANGE = 8;
/** Halving the spacing at least squares the relative error: when two levels agree to this, the finer one is right to 1e-12. */
const AGREEMENT = 1e-6;
/** Nodes with less than this part of the largest weight are passed over. */
const NEGLIGIBLE = 1e-18;
/** More than this part of the largest weight at an end of the range widens it. */
const WIDEN = 1e-13;
const WIDEST = 3;
const LEVELS = 10;
/** Below this the product of many small probabilities is no longer to be trusted. */
const TINY = 1e-270;

/**
 * Returns the posterior of a model with one parameter: normal prior × Π p^y (1 − p)^(n−y) × Π (1 − w p).
 *
 * Trapezoid rule on the prior mean ± 8 standard deviations or more; means of any analytic function converge faster than any power of the
 * spacing, which is halved until normalizing constant, mean and variance agree. An interval probability is the integral, up to the
 * interval's exact limit, of the band-limited function through the nodes of one more level (absolute error about 1e-10); quantiles are
 * roots of that function.
 *
 * @param options.nodes So many nodes and no refinement.
 * Source: trefethen2014trapezoidal, stenger1981numerical.
 */
export function oneParameterQuadrature(model: ToxicityModel, options: { readonly nodes?: number } = {}): ToxicityPosterior {
  return new OneParameterPosterior(model, options.nodes);
}

/** A range of nodes: level 0 has whole multiples of the spacing, level l the odd multiples of spacing / 2^l. */
class Range {
  readonly left: number;
  readonly spacing: number;
  readonly intervals: number;
  private readonly model: ToxicityModel;
  private readonly levels: NodeLevel[] = [];

  constructor(model: ToxicityModel, half: number, intervals: number) {
    this.model = model;
    this.left = -half;
    this.spacing = (2 * half) / intervals;
    this.intervals = intervals;
  }

  level(index: number): NodeLevel {
    const { left, spacing, intervals } = this;
    this.levels[index] ??= new NodeLevel(
      this.model,
      index === 0
        ? Float64Array.from({ length: intervals + 1 }, (_, i) => left + i * spacing)
        : Float64Array.from({ length: intervals * (1 << (index - 1)) }, (_, i) => left + ((2 * i + 1) * spacing) / (1 << index)),
    );
    return this.levels[index];
  }
}

class OneParameterPosterior implements ToxicityPosterior {
  private readonly model: ToxicityModel;
  private readonly priorMean: number;
  private readonly priorDeviation: number;
  private readonly intervals: number;
  private readonly refine: boolean;
  private readonly ranges: Range[] = [];
  private range!: Range;
  /** Levels in use, and the nodes of each that count: `from` … `to − 1`. */
  private used = 0;
  private readonly from = new Int32Array(LEVELS + 1);
  private readonly to = new Int32Array(LEVELS + 1);
  /** Levels that distribution and quantiles use, one more than means; 0 when not yet asked for. Σ w over them. */
  private sharp = 0;
  private sharpSum = 0;
  /** The quantile asked for last: doses share it. */
  private lastProbability = Number.NaN;
  private lastQuantile = 0;
  private counts!: ToxicityCounts;
  /** Densities are multiplied by e^−shift when they are made by logarithms. */
  private shift = 0;
  private byLogarithms = false;
  /** Σ w, Σ w z and Σ w z². */
  private sum = 0;
  private first = 0;
  private second = 0;

  constructor(model: ToxicityModel, nodes: number | undefined) {
    this.model = model;
    this.priorMean = model.mean[0];
    this.priorDeviation = Math.sqrt(model.covariance[0]);
    this.intervals = nodes === undefined ? 32 : nodes - 1;
    this.refine = nodes === undefined;
  }

  update(counts: ToxicityCounts): void {
    this.counts = counts;
    this.sharp = 0;
    this.lastProbability = Number.NaN;
    for (let widening = 0; ; widening++) {
      this.ranges[widening] ??= new Range(this.model, HALF_RANGE * (1 << widening), this.intervals * (1 << widening));
      this.range = this.ranges[widening];
      if (this.start() || widening === WIDEST) break;
    }
    if (!this.refine) return;
    let constant = this.sum;
    let mean = this.first / this.sum;
    let variance = this.second / this.sum - mean * mean;
    while (this.used < LEVELS) {
      this.addLevel();
      const nextConstant = this.sum / (1 << (this.used - 1));
      const nextMean = this.first / this.sum;
      const nextVariance = this.second / this.sum - nextMean * nextMean;
      const agree =
        Math.abs(nextConstant - constant) <= AGREEMENT * nextConstant &&
        Math.abs(nextMean - mean) <= AGREEMENT * Math.sqrt(nextVariance) &&
        Math.abs(nextVariance - variance) <= AGREEMENT * nextVariance;
      if (agree) return;
      constant = nextConstant;
      mean = nextMean;
      variance = nextVariance;
    }
  }

  parameterMean(): number {
    return this.priorMean + (this.priorDeviation * this.first) / this.sum;
  }

  parameterVariance(): number {
    const mean = this.first / this.sum;
    let sum = 0;
    for (let l = 0; l < this.used; l++) {
      const { z, weights } = this.range.level(l);
      for (let i = this.from[l]; i < this.to[l]; i++) sum += weights[i] * (z[i] - mean) * (z[i] - mean);
    }
    return (this.priorDeviation * this.priorDeviation * sum) / this.sum;
  }

  mean(dose: number): number {
    let sum = 0;
    for (let l = 0; l < this.used; l++) {
      const level = this.range.level(l);
      const p = level.toxicityAt(dose);
      for (let i = this.from[l]; i < this.to[l]; i++) sum += level.weights[i] * p[i];
    }
    return sum / this.sum;
  }

  probabilityBelow(dose: number, toxicity: number): number {
    if (!(toxicity > 0)) return 0;
    if (toxicity >= 1) return 1;
    const limit = (this.model.firstAt(dose, toxicity, 0) - this.priorMean) / this.priorDeviation;
    const below = this.distribution(limit);
    return this.model.increasing ? below : 1 - below;
  }

  quantile(dose: number, probability: number): number {
    if (probability !== this.lastProbability) {
      this.lastQuantile = this.standardQuantile(this.model.increasing ? probability : 1 - probability);
      this.lastProbability = probability;
    }
    const z = this.lastQuantile;
    return this.model.toxicity(dose, this.priorMean + this.priorDeviation * z, 0);
  }

  /** Weighs the nodes of level 0. Returns false when the range is too narrow. */
  private start(): boolean {
    const level = this.range.level(0);
    const { weights } = level;
    const nodes = weights.length;
    level.weigh(this.counts, 0, nodes);
    let largest = 0;
    for (let i = 0; i < nodes; i++) if (weights[i] > largest) largest = weights[i];
    this.byLogarithms = !(largest > TINY);
    this.shift = 0;
    if (this.byLogarithms) {
      let most = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < nodes; i++) {
        const value = level.logWeight(this.counts, i);
        if (value > most) most = value;
      }
      this.shift = most;
      level.weighByLogarithms(this.counts, 0, nodes, most);
      largest = 1;
    }
    let a = 0;
    let b = nodes;
    while (weights[a] < NEGLIGIBLE * largest) a++;
    while (weights[b - 1] < NEGLIGIBLE * largest) b--;
    this.from[0] = a > 0 ? a - 1 : 0;
    this.to[0] = b < nodes ? b + 1 : nodes;
    this.used = 1;
    this.sum = 0;
    this.first = 0;
    this.second = 0;
    this.add(level, this.from[0], this.to[0]);
    return weights[0] <= WIDEN * largest && weights[nodes - 1] <= WIDEN * largest;
  }

  private addLevel(): void {
    const level = this.weighLevel(this.used++);
    this.add(level, this.from[this.used - 1], this.to[this.used - 1]);
  }

  /** Weighs the nodes of a level between the first and the last node of level 0 that count. */
  private weighLevel(l: number): NodeLevel {
    const level = this.range.level(l);
    const from = this.from[0] * (1 << (l - 1));
    const to = (this.to[0] - 1) * (1 << (l - 1));
    this.from[l] = from;
    this.to[l] = to;
    if (this.byLogarithms) level.weighByLogarithms(this.counts, from, to, this.shift);
    else level.weigh(this.counts, from, to);
    return level;
  }

  private add({ z, weights }: NodeLevel, from: number, to: number): void {
    let { sum, first, second } = this;
    for (let i = from; i < to; i++) {
      const weighted = weights[i] * z[i];
      sum += weights[i];
      first += weighted;
      second += weighted * z[i];
    }
    this.sum = sum;
    this.first = first;
    this.second = second;
  }

  /** Weighs one more level: what ends between the nodes needs twice as many as what does not. */
  private sharpen(): void {
    if (this.sharp > 0) return;
    this.sharp = this.used;
    this.sharpSum = this.sum;
    if (!this.refine) return;
    const { weights } = this.weighLevel(this.sharp);
    for (let i = this.from[this.sharp]; i < this.to[this.sharp]; i++) this.sharpSum += weights[i];
    this.sharp++;
  }

  /** The normalized density of the standardized parameter. */
  private density(z: number): number {
    const { model, priorMean, priorDeviation } = this;
    const value = logPosterior(this.counts, z, (dose) => model.toxicity(dose, priorMean + priorDeviation * z, 0));
    return (exp(value - this.shift) * (1 << (this.sharp - 1))) / (this.sharpSum * this.range.spacing);
  }

  /** Pr(standardized parameter ≤ limit | data). */
  private distribution(limit: number): number {
    const { left, spacing } = this.range;
    if (limit <= left + this.from[0] * spacing) return 0;
    if (limit >= left + (this.to[0] - 1) * spacing) return 1;
    this.sharpen();
    const perSpacing = (1 << (this.sharp - 1)) / spacing;
    let sum = 0;
    for (let l = 0; l < this.sharp; l++) {
      const { z, weights } = this.range.level(l);
      for (let i = this.from[l]; i < this.to[l]; i++) sum += weights[i] * cumulativeSinc((limit - z[i]) * perSpacing);
    }
    const probability = sum / this.sharpSum;
    return probability < 0 ? 0 : probability > 1 ? 1 : probability;
  }

  /** Newton's method on the distribution function, kept between bounds. */
  private standardQuantile(probability: number): number {
    const { left, spacing } = this.range;
    let lower = left + this.from[0] * spacing;
    let upper = left + (this.to[0] - 1) * spacing;
    if (!(probability > 0)) return lower;
    if (probability >= 1) return upper;
    const mean = this.first / this.sum;
    const deviation = Math.sqrt(this.second / this.sum - mean * mean);
    let z = mean - deviation * standardNormalUpperQuantile(probability);
    if (!(z > lower && z < upper)) z = (lower + upper) / 2;
    for (let iteration = 0; iteration < 100; iteration++) {
      const missing = probability - this.distribution(z);
      if (missing > 0) lower = z;
      else upper = z;
      const newton = z + missing / this.density(z);
      const next = newton > lower && newton < upper ? newton : (lower + upper) / 2;
      if (Math.abs(next - z) <= 1e-11 * deviation) return next;
      z = next;
    }
    return z;
  }
}
