export { cholesky } from "./cholesky.js";
export { columnOf } from "./column-of.js";
export { columnsOf } from "./columns-of.js";
export { matern12 } from "./covariances/matern-1-2.js";
export { matern32 } from "./covariances/matern-3-2.js";
export { matern52 } from "./covariances/matern-5-2.js";
export { squaredExponential } from "./covariances/squared-exponential.js";
export type { CovarianceParameters } from "./covariances/stationary.js";
export type { HiddenMarkovChain } from "./hidden-markov/chain.js";
export { hiddenMarkov } from "./hidden-markov/hidden-markov.js";
export { hiddenStateProbabilities, mostLikelyStates } from "./hidden-markov/hidden-states.js";
export { logDeterminant } from "./log-determinant.js";
export { logSumExp, logSumExpOver } from "./log-sum-exp.js";
export { lowerMatrixVector } from "./lower-matrix-vector.js";
export { matrixVector } from "./matrix-vector.js";
export { multivariateNormalLogDensity } from "./multivariate-normal/multivariate-normal.js";
export { multivariateNormalCholeskyLogDensity } from "./multivariate-normal/multivariate-normal-cholesky.js";
export {
  type InitialValueProblem,
  ordinaryDifferentialEquation,
  type SolutionOptions,
} from "./ordinary-differential-equation/ordinary-differential-equation.js";
export type { RightHandSide } from "./ordinary-differential-equation/step-program.js";
export { rowSums } from "./row-sums.js";
export { softmax } from "./softmax.js";
export { logBetaBinomialTails } from "./tails/beta-binomial-tails.js";
export { logBetaTails, logBetaTailsAtLogit } from "./tails/beta-tails.js";
export { logCauchyTails } from "./tails/cauchy-tails.js";
export { logGammaTails } from "./tails/gamma-tails.js";
export { logStudentTTails } from "./tails/student-t-tails.js";
export type { LogTails } from "./tails/tails-operator.js";
export { triangularSolve } from "./triangular-solve.js";
export { type FallibleOperator, validities } from "./validity.js";
