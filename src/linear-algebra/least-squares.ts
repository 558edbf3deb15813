/** Linear least squares by QR: accurate where normal equations lose half the digits. */
import { InvalidArgument } from "../errors.js";
import { applyQInto, applyTransposedQInto, qrInto } from "./qr.js";
import { solveUpperInto } from "./triangular-solve.js";

/** A linear least-squares fit. */
export interface LeastSquaresFit {
  /** One per column; NaN for columns that the earlier ones explain. */
  readonly coefficients: Float64Array;
  readonly fitted: Float64Array;
  readonly residuals: Float64Array;
  /** Σ residual². */
  readonly residualSumOfSquares: number;
  readonly rank: number;
}

/** How a least-squares fit treats nearly dependent columns. */
export interface LeastSquaresOptions {
  /** A column is dependent if what the earlier ones leave of it is at most this share of its length; default 1e-7, as in R's lm. */
  readonly tolerance?: number;
}

/**
 * Fits y ≈ A β by least squares; A is flat, row by row, with y.length rows.
 *
 * Dependent columns are left out, later ones first, as R's lm does. Throws `InvalidArgument` when the sizes do not match or an
 * entry is not finite.
 *
 * Source: golub2013matrix, section 5.3.3.
 */
export function leastSquares(
  matrix: Float64Array,
  y: Float64Array,
  columns: number,
  options: LeastSquaresOptions = {},
): LeastSquaresFit {
  const rows = y.length;
  const { tolerance = 1e-7 } = options;
  if (!(Number.isInteger(columns) && columns >= 0))
    throw new InvalidArgument("leastSquares", "columns", "be a whole number", columns);
  if (matrix.length !== rows * columns) {
    throw new InvalidArgument("leastSquares", "matrix", `have ${rows} rows of ${columns} entries`, matrix);
  }
  requireFinite("matrix", matrix);
  requireFinite("y", y);
  const factor = new Float64Array(matrix.length);
  const scales = new Float64Array(Math.min(rows, columns));
  const order = new Int32Array(columns);
  const rank = qrInto(factor, scales, order, matrix, rows, columns, tolerance, new Float64Array(2 * columns));
  const rotated = y.slice();
  applyTransposedQInto(rotated, factor, scales, rows, columns, rank);
  const solution = new Float64Array(rank);
  solveUpperInto(solution, factor, rotated, rank, columns);
  const coefficients = new Float64Array(columns).fill(Number.NaN);
  for (let k = 0; k < rank; k++) coefficients[order[k]] = solution[k];
  const residuals = rotated.slice().fill(0, 0, rank);
  let residualSumOfSquares = 0;
  for (let i = rank; i < rows; i++) residualSumOfSquares += residuals[i] * residuals[i];
  applyQInto(residuals, factor, scales, rows, columns, rank);
  const fitted = Float64Array.from(y, (yi, i) => yi - residuals[i]);
  return { coefficients, fitted, residuals, residualSumOfSquares, rank };
}

function requireFinite(argument: string, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new InvalidArgument("leastSquares", `${argument}[${i}]`, "be finite", values[i]);
  }
}
