/** Special functions: one file each, so that nothing unused is bundled. */
export { binomialCoefficient, logChoose } from "./binomial-coefficient.js";
export { digamma } from "./digamma.js";
export { erf, erfc, erfcx } from "./error-function.js";
export { erfcInverse, erfInverse } from "./error-function-inverse.js";
export { gamma } from "./gamma.js";
export { incompleteBeta, incompleteBetaComplement, logIncompleteBeta, logIncompleteBetaComplement } from "./incomplete-beta.js";
export { incompleteBetaComplementInverse, incompleteBetaInverse } from "./incomplete-beta-inverse.js";
export {
  incompleteGammaLower,
  incompleteGammaUpper,
  logIncompleteGammaLower,
  logIncompleteGammaUpper,
} from "./incomplete-gamma.js";
export { incompleteGammaLowerInverse, incompleteGammaUpperInverse } from "./incomplete-gamma-inverse.js";
export { logBeta } from "./log-beta.js";
export { logGamma } from "./log-gamma.js";
export { logAddExp, logSumExp } from "./log-sum-exp.js";
export { log1pExp } from "./log1p-exp.js";
export { expit, logit } from "./logit.js";
export { trigamma } from "./trigamma.js";
