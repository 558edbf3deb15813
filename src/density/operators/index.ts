export { cholesky } from "./cholesky.js";
export type { HiddenMarkovChain } from "./hidden-markov/chain.js";
export { hiddenMarkov } from "./hidden-markov/hidden-markov.js";
export { hiddenStateProbabilities, mostLikelyStates } from "./hidden-markov/hidden-states.js";
export { logSumExp, logSumExpOver } from "./log-sum-exp.js";
export { matrixVector } from "./matrix-vector.js";
export { softmax } from "./softmax.js";
export { type FallibleOperator, validities } from "./validity.js";
