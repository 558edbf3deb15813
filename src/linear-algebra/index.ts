export {
  choleskyInto,
  choleskyInverseInto,
  choleskyLogDeterminant,
  solveCholeskyInto,
  solveCholeskyMatrixInto,
} from "./cholesky.js";
export { choleskyByRows } from "./cholesky-by-rows.js";
export { choleskyDowndateInto, choleskyUpdateInto } from "./cholesky-update.js";
export { crossProductInto, mirrorLower, symmetricRankUpdateInto, weightedCrossProductInto } from "./cross-product.js";
export { ldlInto, solveLdlInto } from "./ldl.js";
export { type LeastSquaresFit, type LeastSquaresOptions, leastSquares } from "./least-squares.js";
export { matrixProductInto, matrixVectorInto, transposedMatrixVectorInto } from "./matrix-product.js";
export { applyQInto, applyTransposedQInto, qrInto } from "./qr.js";
export { inverseQuadraticForm, quadraticForm } from "./quadratic-form.js";
export {
  minimumDegreeOrder,
  SparseCholesky,
  type SparseCholeskyOptions,
  type SparseSymmetric,
  sparseSymmetric,
  sparseSymmetricVectorInto,
} from "./sparse/index.js";
export { solveSymmetricInto, symmetricFactorInto } from "./symmetric-factor.js";
export {
  solveLowerInto,
  solveLowerMatrixInto,
  solveLowerTransposedInto,
  solveLowerTransposedMatrixInto,
  solveUpperInto,
} from "./triangular-solve.js";
