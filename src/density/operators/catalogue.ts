/** Every operator: threads rebuild programs, which are plain data, by these names. */
import type { Operator } from "../operator.js";
import { choleskyOperator } from "./cholesky.js";
import { columnsOperator } from "./columns-of.js";
import { distancesOperator } from "./covariances/distances.js";
import { identityMatrixOperator } from "./covariances/identity-matrix.js";
import { distinctRowsOperator } from "./distinct-rows.js";
import { gatherRowsOperator } from "./gather-rows.js";
import { hiddenMarkovOperator } from "./hidden-markov/hidden-markov.js";
import { hiddenStateProbabilitiesOperator, mostLikelyStatesOperator } from "./hidden-markov/hidden-states.js";
import { sequenceLogLikelihoodsOperator, sequenceStartsOperator } from "./hidden-markov/sequences.js";
import { groupedLinearFormFactor, linearFormFactor, matrixFormFactor } from "./linear-form.js";
import { logDeterminantOperator } from "./log-determinant.js";
import { logSumExpOperator } from "./log-sum-exp.js";
import { lowerMatrixVectorOperator } from "./lower-matrix-vector.js";
import { matrixVectorOperator } from "./matrix-vector.js";
import { multivariateNormalOperator } from "./multivariate-normal/multivariate-normal.js";
import { multivariateNormalCholeskyOperator } from "./multivariate-normal/multivariate-normal-cholesky.js";
import { ordinaryDifferentialEquationOperator } from "./ordinary-differential-equation/ordinary-differential-equation.js";
import { rowSumsOperator } from "./row-sums.js";
import { softmaxOperator } from "./softmax.js";
import { betaBinomialTailsOperator } from "./tails/beta-binomial-tails.js";
import { betaLogitTailsOperator, betaTailsOperator } from "./tails/beta-tails.js";
import { cauchyTailsOperator } from "./tails/cauchy-tails.js";
import { gammaTailsOperator } from "./tails/gamma-tails.js";
import { studentTTailsOperator } from "./tails/student-t-tails.js";
import { triangularSolveOperator } from "./triangular-solve.js";

/** The operators of this folder. */
export const operatorCatalogue: readonly Operator<never>[] = [
  choleskyOperator,
  distinctRowsOperator,
  columnsOperator,
  linearFormFactor,
  groupedLinearFormFactor,
  matrixFormFactor,
  gatherRowsOperator,
  hiddenMarkovOperator,
  hiddenStateProbabilitiesOperator,
  sequenceLogLikelihoodsOperator,
  sequenceStartsOperator,
  logSumExpOperator,
  matrixVectorOperator,
  mostLikelyStatesOperator,
  rowSumsOperator,
  softmaxOperator,
  distancesOperator,
  identityMatrixOperator,
  logDeterminantOperator,
  lowerMatrixVectorOperator,
  multivariateNormalOperator,
  multivariateNormalCholeskyOperator,
  triangularSolveOperator,
  ordinaryDifferentialEquationOperator,
  gammaTailsOperator,
  betaTailsOperator,
  betaLogitTailsOperator,
  studentTTailsOperator,
  cauchyTailsOperator,
  betaBinomialTailsOperator,
];
