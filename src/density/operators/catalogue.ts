/** Every operator: threads rebuild programs, which are plain data, by these names. */
import type { Operator } from "../operator.js";
import { choleskyOperator } from "./cholesky.js";
import { hiddenMarkovOperator } from "./hidden-markov/hidden-markov.js";
import { hiddenStateProbabilitiesOperator, mostLikelyStatesOperator } from "./hidden-markov/hidden-states.js";
import { logSumExpOperator } from "./log-sum-exp.js";
import { matrixVectorOperator } from "./matrix-vector.js";
import { softmaxOperator } from "./softmax.js";

/** The operators of this folder. */
export const operatorCatalogue: readonly Operator<never>[] = [
  choleskyOperator,
  hiddenMarkovOperator,
  hiddenStateProbabilitiesOperator,
  logSumExpOperator,
  matrixVectorOperator,
  mostLikelyStatesOperator,
  softmaxOperator,
];
