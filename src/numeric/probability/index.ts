/** Distribution functions: density or mass, both tails, logarithms and quantiles, as plain functions of numbers. */

export {
  betaCdf,
  betaDensity,
  betaLogCdf,
  betaLogDensity,
  betaLogUpperTail,
  betaQuantile,
  betaUpperQuantile,
  betaUpperTail,
} from "./beta.js";
export {
  betaBinomialCdf,
  betaBinomialLogCdf,
  betaBinomialLogMass,
  betaBinomialLogUpperTail,
  betaBinomialMass,
  betaBinomialQuantile,
  betaBinomialUpperQuantile,
  betaBinomialUpperTail,
} from "./beta-binomial.js";
export { betaCdfInteger, betaUpperTailInteger } from "./beta-cdf-integer.js";
export {
  binomialCdf,
  binomialLogCdf,
  binomialLogMass,
  binomialLogUpperTail,
  binomialMass,
  binomialQuantile,
  binomialUpperQuantile,
  binomialUpperTail,
} from "./binomial.js";
export {
  chiSquareCdf,
  chiSquareDensity,
  chiSquareLogCdf,
  chiSquareLogDensity,
  chiSquareLogUpperTail,
  chiSquareQuantile,
  chiSquareUpperQuantile,
  chiSquareUpperTail,
} from "./chi-square.js";
export {
  exponentialCdf,
  exponentialDensity,
  exponentialLogCdf,
  exponentialLogDensity,
  exponentialLogUpperTail,
  exponentialQuantile,
  exponentialUpperQuantile,
  exponentialUpperTail,
} from "./exponential.js";
export { fCdf, fDensity, fLogCdf, fLogDensity, fLogUpperTail, fQuantile, fUpperQuantile, fUpperTail } from "./f.js";
export {
  gammaCdf,
  gammaDensity,
  gammaLogCdf,
  gammaLogDensity,
  gammaLogUpperTail,
  gammaQuantile,
  gammaUpperQuantile,
  gammaUpperTail,
} from "./gamma.js";
export {
  hypergeometricCdf,
  hypergeometricLogCdf,
  hypergeometricLogMass,
  hypergeometricLogUpperTail,
  hypergeometricMass,
  hypergeometricQuantile,
  hypergeometricUpperQuantile,
  hypergeometricUpperTail,
} from "./hypergeometric.js";
export {
  logNormalCdf,
  logNormalDensity,
  logNormalLogCdf,
  logNormalLogDensity,
  logNormalLogUpperTail,
  logNormalQuantile,
  logNormalUpperQuantile,
  logNormalUpperTail,
} from "./log-normal.js";
export {
  logisticCdf,
  logisticDensity,
  logisticLogCdf,
  logisticLogDensity,
  logisticLogUpperTail,
  logisticQuantile,
  logisticUpperQuantile,
  logisticUpperTail,
} from "./logistic.js";
export {
  negativeBinomialCdf,
  negativeBinomialLogCdf,
  negativeBinomialLogMass,
  negativeBinomialLogUpperTail,
  negativeBinomialMass,
  negativeBinomialQuantile,
  negativeBinomialUpperQuantile,
  negativeBinomialUpperTail,
} from "./negative-binomial.js";
export { noncentralTCdf, noncentralTUpperTail } from "./noncentral-t.js";
export {
  normalCdf,
  normalDensity,
  normalLogCdf,
  normalLogDensity,
  normalLogUpperTail,
  normalQuantile,
  normalUpperQuantile,
  normalUpperTail,
} from "./normal.js";
export {
  poissonCdf,
  poissonLogCdf,
  poissonLogMass,
  poissonLogUpperTail,
  poissonMass,
  poissonQuantile,
  poissonUpperQuantile,
  poissonUpperTail,
} from "./poisson.js";
export {
  studentTCdf,
  studentTDensity,
  studentTLogCdf,
  studentTLogDensity,
  studentTLogUpperTail,
  studentTQuantile,
  studentTUpperQuantile,
  studentTUpperTail,
} from "./student-t.js";
export {
  weibullCdf,
  weibullDensity,
  weibullLogCdf,
  weibullLogDensity,
  weibullLogUpperTail,
  weibullQuantile,
  weibullUpperQuantile,
  weibullUpperTail,
} from "./weibull.js";
