/** A grid over two parameters that are jointly normal a priori, and all that can be tabulated at its nodes before any data are seen. */
import { log } from "../../../numeric/elementary/logarithm.js";
import { log1pExp } from "../../../numeric/special/log1p-exp.js";
import type { LogOddsModel } from "../two-parameter-logistic.js";
import { cumulativeSinc } from "./cumulative-sinc.js";
import type { ToxicityModel } from "./toxicity-model.js";

/** Grids with more nodes are not tabulated: their nodes are computed where the posterior has mass. */
const LARGEST_TABLE = 60_000;
/** So many pairs of dose and limit have their weights kept. */
const MOST_WEIGHTS = 128;
const SMALLEST = 5e-324;

export interface GridSettings {
  /** Spacing of the first parameter given the second, and of the second, in standard deviations of the prior. */
  readonly columnSpacing: number;
  readonly rowSpacing: number;
  /** Rows lie half a spacing beside the whole multiples: they refine a grid that has those. */
  readonly between: boolean;
  /** How far the grid reaches on each side, in standard deviations of the prior. */
  readonly reach: number;
}

/**
 * Row k holds the second parameter at mean + sd · (k − middle) · spacing (between: (k − middle + ½)); column j holds the first at its conditional prior mean given the
 * second + conditional sd · (j − middle) · spacing: in these columns the prior is the same in all rows.
 */
export class TwoParameterGrid {
  readonly rows: number;
  readonly columns: number;
  /** The second parameter by row. */
  readonly second: Float64Array;
  /** Logarithm of the prior, up to a constant, is `rowPrior[k] + columnPrior[j]`. */
  readonly rowPrior: Float64Array;
  readonly columnPrior: Float64Array;
  /** The first parameter at column j of row k is `left[k] + j · step`. */
  readonly left: Float64Array;
  readonly step: number;
  readonly isTabulated: boolean;
  private readonly model: ToxicityModel & Partial<Pick<LogOddsModel, "logOdds">>;
  private readonly tables: (Float64Array | undefined)[];
  /** By dose, then by toxicity. */
  private readonly weights: Map<number, Float64Array>[];
  private weightsKept = 0;

  constructor(model: ToxicityModel, { columnSpacing, rowSpacing, reach, between }: GridSettings) {
    this.model = model;
    const [variance, covariance, , secondVariance] = model.covariance;
    const secondDeviation = Math.sqrt(secondVariance);
    const slope = covariance / secondVariance;
    const deviation = Math.sqrt(variance - covariance * slope);
    const halfRows = Math.ceil(reach / rowSpacing);
    const halfColumns = Math.ceil(reach / columnSpacing);
    this.rows = 2 * halfRows + 1;
    this.columns = 2 * halfColumns + 1;
    this.step = columnSpacing * deviation;
    const fromMean = Float64Array.from({ length: this.rows }, (_, k) => (k - halfRows + (between ? 0.5 : 0)) * rowSpacing);
    this.second = fromMean.map((z) => model.mean[1] + secondDeviation * z);
    this.left = fromMean.map((z) => model.mean[0] + slope * secondDeviation * z - halfColumns * this.step);
    this.rowPrior = fromMean.map((z) => -0.5 * z * z);
    this.columnPrior = Float64Array.from({ length: this.columns }, (_, j) => {
      const z = (j - halfColumns) * columnSpacing;
      return -0.5 * z * z;
    });
    this.isTabulated = this.rows * this.columns <= LARGEST_TABLE;
    this.tables = new Array(model.doses);
    this.weights = Array.from({ length: model.doses }, () => new Map());
  }

  /** log p of a dose at all nodes, row by row, then log(1 − p). */
  table(dose: number): Float64Array {
    const known = this.tables[dose];
    if (known !== undefined) return known;
    const { rows, columns } = this;
    const size = rows * columns;
    const table = new Float64Array(2 * size);
    const pair = new Float64Array(2);
    for (let k = 0; k < rows; k++) {
      for (let j = 0; j < columns; j++) {
        this.logsInto(pair, dose, k, j);
        table[k * columns + j] = pair[0];
        table[size + k * columns + j] = pair[1];
      }
    }
    this.tables[dose] = table;
    return table;
  }

  /** Writes log p and log(1 − p) at a node. */
  logsInto(out: Float64Array, dose: number, k: number, j: number): void {
    const first = this.left[k] + j * this.step;
    if (this.model.logOdds !== undefined) {
      const odds = this.model.logOdds(dose, first, this.second[k]);
      const safe = -log1pExp(odds);
      out[0] = odds < 0 ? odds + safe : -log1pExp(-odds);
      out[1] = safe;
    } else {
      const p = this.model.toxicity(dose, first, this.second[k]);
      out[0] = log(p > SMALLEST ? p : SMALLEST);
      out[1] = log(1 - p > SMALLEST ? 1 - p : SMALLEST);
    }
  }

  /** The column (not a whole number) at which the dose has that toxicity, in row k. */
  limitColumn(dose: number, toxicity: number, k: number): number {
    return (this.model.firstAt(dose, toxicity, this.second[k]) - this.left[k]) / this.step;
  }

  /** The limit's column in each row, then what each node contributes to the integral over columns below it. Kept for the next data set. */
  limitWeights(dose: number, toxicity: number): Float64Array | undefined {
    if (!this.isTabulated) return undefined;
    const known = this.weights[dose].get(toxicity);
    if (known !== undefined || this.weightsKept === MOST_WEIGHTS) return known;
    this.weightsKept++;
    const { rows, columns } = this;
    const weights = new Float64Array(rows * (columns + 1));
    for (let k = 0; k < rows; k++) {
      const limit = this.limitColumn(dose, toxicity, k);
      weights[k] = limit;
      if (limit > -1 && limit < columns)
        for (let j = 0; j < columns; j++) weights[rows + k * columns + j] = cumulativeSinc(limit - j);
    }
    this.weights[dose].set(toxicity, weights);
    return weights;
  }
}
