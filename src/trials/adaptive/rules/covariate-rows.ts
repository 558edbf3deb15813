/** Covariates of patients as rows of numbers for a regression. */
import { type CheckedFactor, levelOf } from "../../randomization/factors.js";
import type { Covariates } from "../../trial-data.js";

/** How one covariate enters. */
type Term =
  | { readonly kind: "linear"; readonly factor: CheckedFactor; readonly mean: number; readonly sd: number }
  | { readonly kind: "levels"; readonly factor: CheckedFactor; readonly levels: readonly (number | string)[] };

/**
 * How covariates become rows: an intercept, numeric covariates without cut points standardized by the patients seen, all others as indicators of the levels seen after the
 * first. What is missing or was never seen counts as average, or as the first level.
 */
export class CovariateRows {
  readonly width: number;
  private readonly terms: readonly Term[];

  constructor(factors: readonly CheckedFactor[], patients: readonly Covariates[]) {
    this.terms = factors.map((factor) => termOf(factor, patients));
    this.width = this.terms.reduce((sum, term) => sum + (term.kind === "linear" ? 1 : Math.max(0, term.levels.length - 1)), 1);
  }

  row(patient: Covariates): Float64Array {
    const row = new Float64Array(this.width);
    row[0] = 1;
    let next = 1;
    for (const term of this.terms) {
      if (term.kind === "linear") {
        const value = patient[term.factor.covariate];
        row[next++] = typeof value === "number" && Number.isFinite(value) && term.sd > 0 ? (value - term.mean) / term.sd : 0;
      } else {
        const level = term.levels.indexOf(levelOf(term.factor, patient));
        if (level > 0) row[next + level - 1] = 1;
        next += Math.max(0, term.levels.length - 1);
      }
    }
    return row;
  }
}

function termOf(factor: CheckedFactor, patients: readonly Covariates[]): Term {
  const values = patients.map((patient) => patient[factor.covariate]);
  const numbers = values.filter((value): value is number => typeof value === "number" && Number.isFinite(value));
  if (factor.cuts !== undefined || numbers.length < values.length || numbers.length === 0)
    return { kind: "levels", factor, levels: [...new Set(patients.map((patient) => levelOf(factor, patient)))] };
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { kind: "linear", factor, mean, sd: Math.sqrt(squares / numbers.length) };
}
