/** Log densities: declared as expressions, compiled to programs, run by backends. */
export type { Axis } from "./axis.js";
export type { Backend, BoundProgram, Columns, LoadedProgram } from "./backend.js";
export { defaultBackend, logDensityOf, type ProgramLogDensity, portable, type TermValue, wasm } from "./backends/index.js";
export { type CompiledDensity, compile, type DensityDeclaration, type NamedExpression } from "./compile/index.js";
export {
  applyOperator,
  binary,
  column,
  constant,
  Expression,
  indexColumn,
  type Operand,
  positionArray,
  row,
  scan,
  select,
  toExpression,
  unary,
} from "./expression.js";
export type { ExplainedLogDensity, LogDensity } from "./log-density.js";
export {
  type CovarianceParameters,
  cholesky,
  columnOf,
  columnsOf,
  type HiddenMarkovChain,
  hiddenMarkov,
  hiddenStateProbabilities,
  type InitialValueProblem,
  type LogTails,
  logBetaBinomialTails,
  logBetaTails,
  logBetaTailsAtLogit,
  logCauchyTails,
  logDeterminant,
  logGammaTails,
  logStudentTTails,
  logSumExp,
  logSumExpOver,
  lowerMatrixVector,
  matern12,
  matern32,
  matern52,
  matrixVector,
  mostLikelyStates,
  multivariateNormalCholeskyLogDensity,
  multivariateNormalLogDensity,
  ordinaryDifferentialEquation,
  type RightHandSide,
  rowSums,
  type SolutionOptions,
  softmax,
  squaredExponential,
  triangularSolve,
} from "./operators/index.js";
export type { Program } from "./program.js";
