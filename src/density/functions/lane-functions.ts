/** All lane functions of one argument, by their names. */
import { digamma } from "./digamma.js";
import { exponential } from "./exponential.js";
import { exponentialMinusOne } from "./exponential-minus-one.js";
import { hyperbolicTangent } from "./hyperbolic-tangent.js";
import { inverseLogit } from "./inverse-logit.js";
import type { LaneFunction } from "./lane-function.js";
import { logGamma } from "./log-gamma.js";
import { inverseMillsRatio, logNormalCdf } from "./log-normal-cdf.js";
import { logarithm } from "./logarithm.js";
import { logarithmOnePlus } from "./logarithm-one-plus.js";
import { normalCdf } from "./normal-cdf.js";
import { cosine, sine } from "./sine.js";
import { softplus } from "./softplus.js";
import { trigamma } from "./trigamma.js";

/**
 * The functions of one argument. Their derivatives are in the table: exp′ = exp, log1p′ = 1/(1 + x), expm1′ = exp, tanh′ = 1 − tanh²,
 * logGamma′ = digamma, digamma′ = trigamma, logNormalCdf′ = inverseMillsRatio, log1pExp′ = inverseLogit, sin′ = cos.
 */
export const laneFunctions = {
  exp: exponential,
  log: logarithm,
  log1p: logarithmOnePlus,
  expm1: exponentialMinusOne,
  tanh: hyperbolicTangent,
  logGamma,
  digamma,
  trigamma,
  normalCdf,
  logNormalCdf,
  inverseMillsRatio,
  log1pExp: softplus,
  inverseLogit,
  sin: sine,
  cos: cosine,
} as const satisfies Record<string, LaneFunction>;
