/** Posteriors of models with two parameters, on grids that lie where the prior is and as dense as the data need. */
import { brentRoot } from "../../../numeric/roots/brent-root.js";
import { expit } from "../../../numeric/special/logit.js";
import { Likelihood } from "./likelihood.js";
import type { ToxicityCounts, ToxicityModel, ToxicityPosterior } from "./toxicity-model.js";
import { TwoParameterGrid } from "./two-parameter-grid.js";
import { TwoParameterMass } from "./two-parameter-mass.js";

/** A posterior of two parameters, which can also be asked for regions of them. */
export interface TwoParameterPosterior extends ToxicityPosterior {
  /** Pr(first parameter < limit(second parameter)). */
  probabilityFirstBelow(limit: (second: number) => number): number;
  /** Posterior variance of Pr(toxicity) at a dose. */
  variance(dose: number): number;
}

/** Spacings of the coarsest grids, in standard deviations of the prior; each level is finer by √2 along columns, by 2 along rows. */
const COLUMN_SPACING = 0.54;
const ROW_SPACING = 0.2;
/** The widest step of a first parameter: a likelihood of logistic curves has poles at ±iπ. */
const LARGEST_STEP = 0.5;
/** At most so many steps in a standard deviation of the posterior, whose curvature is guessed at so much for each patient. */
const DEVIATIONS_PER_STEP = 0.54;
const CURVATURE = 0.18;
const LARGEST_LOG_ODDS = 512;
const REACH = 8.5;
const MOST_COLUMN_LEVELS = 16;
const MOST_ROW_LEVELS = 8;
const MOST_REACHES = 4;
/** Even and odd nodes may disagree by so much: the sum over both is then right to about the square of it, or for columns its part between the nodes is. */
const COLUMN_TOLERANCE = 1e-7;
const ROW_TOLERANCE = 3e-6;
const TOLERANCE = 1e-9;

/**
 * Returns the posterior of a model with two parameters: prior × Π p^y (1 − p)^(n−y) × Π (1 − w p).
 *
 * Sums over equally spaced nodes converge faster than any power of the spacing. The probability that the first parameter is below a limit is
 * the integral of the function that interpolates the row (by cardinal sines) and ends exactly at the limit: no nodes are counted. Grids are those
 * of the prior, refined until the sums over even and over odd nodes agree, and widened until the posterior fits in, so that interval
 * probabilities and means have errors near 1e-9 (variances: relative, near 1e-8). Quantiles are roots of the same function.
 *
 * @param options.nodes So many nodes along each parameter, and no refinement.
 * Source: neuenschwander2008critical, stenger1981numerical, trefethen2014trapezoidal.
 */
export function twoParameterQuadrature(model: ToxicityModel, options: { readonly nodes?: number } = {}): TwoParameterPosterior {
  return new GridPosterior(model, options.nodes);
}

class GridPosterior implements TwoParameterPosterior {
  private readonly model: ToxicityModel;
  private readonly nodes: number | undefined;
  private readonly likelihood: Likelihood;
  private readonly masses = new Map<number, { readonly mass: TwoParameterMass; filled: number }>();
  private readonly conditionalDeviation: number;
  private updates = 0;
  private columnLevel = 0;
  private reach = 0;
  private mass!: TwoParameterMass;

  constructor(model: ToxicityModel, nodes: number | undefined) {
    this.model = model;
    this.nodes = nodes;
    this.likelihood = new Likelihood(model.doses);
    const [variance, covariance, , secondVariance] = model.covariance;
    this.conditionalDeviation = Math.sqrt(variance - (covariance * covariance) / secondVariance);
  }

  update(counts: ToxicityCounts): void {
    this.updates++;
    this.likelihood.read(counts);
    this.reach = 0;
    this.columnLevel = this.nodes === undefined ? this.firstColumnLevel() : 0;
    for (;;) {
      this.mass = this.massAt(0);
      if (this.nodes !== undefined) return;
      if (this.mass.isCut && this.reach + 1 < MOST_REACHES) this.reach++;
      else if (this.mass.columnError > COLUMN_TOLERANCE && this.columnLevel + 1 < MOST_COLUMN_LEVELS) this.columnLevel++;
      else return;
    }
  }

  parameterMean(parameter: number): number {
    return this.expectation(({ grid }) => parameterAt(grid, parameter));
  }

  parameterVariance(parameter: number): number {
    const center = this.parameterMean(parameter);
    return this.expectation(({ grid }) => {
      const value = parameterAt(grid, parameter);
      return (k, j) => (value(k, j) - center) * (value(k, j) - center);
    });
  }

  mean(dose: number): number {
    return this.expectation(({ grid }) => toxicityAt(this.model, grid, dose));
  }

  variance(dose: number): number {
    const center = this.mean(dose);
    return this.expectation(({ grid }) => {
      const toxicity = toxicityAt(this.model, grid, dose);
      return (k, j) => (toxicity(k, j) - center) * (toxicity(k, j) - center);
    });
  }

  probabilityBelow(dose: number, toxicity: number): number {
    if (!(toxicity > 0)) return 0;
    if (toxicity >= 1) return 1;
    // Limits that are asked for again and again, by every decision of a design: their weights are kept.
    const below = this.share((mass) => {
      const weights = mass.grid.limitWeights(dose, toxicity);
      return weights === undefined ? this.massBelow(mass, dose, toxicity) : mass.below(weights, weights);
    });
    return this.model.increasing ? below : 1 - below;
  }

  probabilityFirstBelow(limit: (second: number) => number): number {
    return this.share((mass) => mass.below(limits(mass.grid, limit), undefined));
  }

  quantile(dose: number, probability: number): number {
    const wanted = this.model.increasing ? probability : 1 - probability;
    const missing = (logOdds: number): number => {
      const toxicity = expit(logOdds);
      const difference = this.share((mass) => this.massBelow(mass, dose, toxicity)) - wanted;
      return this.model.increasing ? difference : -difference;
    };
    let lower = -2;
    let upper = 2;
    while (lower > -LARGEST_LOG_ODDS && missing(lower) > 0) lower *= 2;
    while (upper < LARGEST_LOG_ODDS && missing(upper) < 0) upper *= 2;
    if (!(missing(lower) < 0)) return 0;
    if (!(missing(upper) > 0)) return 1;
    return expit(brentRoot(missing, lower, upper, { tolerance: 1e-11 }).root);
  }

  private massBelow(mass: TwoParameterMass, dose: number, toxicity: number): number {
    return mass.below(
      limits(mass.grid, (second) => this.model.firstAt(dose, toxicity, second)),
      undefined,
    );
  }

  /** The coarsest columns that n patients leave the posterior wide enough for: no more than n/4 of curvature is theirs, and rarely that. */
  private firstColumnLevel(): number {
    const { conditionalDeviation: prior } = this;
    const narrowest = 1 / Math.sqrt(1 / (prior * prior) + CURVATURE * this.likelihood.patients);
    let level = 0;
    while (level + 1 < MOST_COLUMN_LEVELS && this.columnSpacing(level) * prior > DEVIATIONS_PER_STEP * narrowest) level++;
    return level;
  }

  private columnSpacing(level: number): number {
    const coarsest = Math.min(COLUMN_SPACING, LARGEST_STEP / this.conditionalDeviation);
    return (coarsest * ((level & 1) === 0 ? 1 : Math.SQRT1_2)) / (1 << (level >> 1));
  }

  /** The mass of the data seen last: level 0 has the rows of the coarsest grid, level l those half way between the rows so far. */
  private massAt(rowLevel: number): TwoParameterMass {
    const key = (this.reach * MOST_ROW_LEVELS + rowLevel) * MOST_COLUMN_LEVELS + this.columnLevel;
    let entry = this.masses.get(key);
    if (entry === undefined) {
      entry = { mass: new TwoParameterMass(this.gridAt(rowLevel)), filled: 0 };
      this.masses.set(key, entry);
    }
    if (entry.filled !== this.updates) {
      entry.mass.fill(this.likelihood, rowLevel === 0 ? undefined : this.mass.highest);
      entry.filled = this.updates;
    }
    return entry.mass;
  }

  private gridAt(rowLevel: number): TwoParameterGrid {
    const { model, nodes } = this;
    const between = rowLevel > 0;
    if (nodes !== undefined) {
      const spacing = (2 * REACH) / (nodes - 1);
      return new TwoParameterGrid(model, { columnSpacing: spacing, rowSpacing: spacing, reach: REACH, between });
    }
    const columnSpacing = this.columnSpacing(this.columnLevel);
    const rowSpacing = between ? ROW_SPACING / (1 << (rowLevel - 1)) : ROW_SPACING;
    return new TwoParameterGrid(model, { columnSpacing, rowSpacing, reach: REACH * (1 << this.reach), between });
  }

  /**
   * What part of the mass is counted by `sum`, which sums over the rows of one level. Levels are added until the rows so far and those between
   * them agree, so that the answer depends on the data and the question alone.
   */
  private share(sum: (mass: TwoParameterMass) => number): number {
    const { mass } = this;
    let counted = sum(mass);
    let total = mass.total;
    let disagreement = Math.max(Math.abs(mass.alternating), Math.abs(mass.totalAlternating)) / total;
    let error = disagreement > ROW_TOLERANCE ? disagreement : 0;
    for (let level = 1; level < MOST_ROW_LEVELS && error > TOLERANCE && this.nodes === undefined; level++) {
      const between = this.massAt(level);
      const more = sum(between);
      const next = Math.max(Math.abs(counted - more), Math.abs(total - between.total)) / total;
      // Each halving shrinks the error by at least the factor of the one before.
      error = next * Math.min(1, next / disagreement);
      disagreement = next;
      counted += more;
      total += between.total;
    }
    return counted / total;
  }

  private expectation(of: (mass: TwoParameterMass) => (k: number, j: number) => number): number {
    return this.share((mass) => mass.sum(of(mass)));
  }
}

function parameterAt(grid: TwoParameterGrid, parameter: number): (k: number, j: number) => number {
  return parameter === 0 ? (k, j) => grid.left[k] + j * grid.step : (k) => grid.second[k];
}

function toxicityAt(model: ToxicityModel, { left, step, second }: TwoParameterGrid, dose: number) {
  return (k: number, j: number): number => model.toxicity(dose, left[k] + j * step, second[k]);
}

/** The columns of a limit, by row. */
function limits({ rows, second, left, step }: TwoParameterGrid, limit: (second: number) => number): Float64Array {
  return Float64Array.from({ length: rows }, (_, k) => (limit(second[k]) - left[k]) / step);
}
