/** Functions that the density compiler writes as vector code, each with a portable twin of the same bits. */
export { digamma } from "./digamma.js";
export { exponential } from "./exponential.js";
export { exponentialMinusOne } from "./exponential-minus-one.js";
export { hyperbolicTangent } from "./hyperbolic-tangent.js";
export { inverseLogit } from "./inverse-logit.js";
export { type Formula, type Lane, LaneCode } from "./lane-code.js";
export type { BinaryLaneFunction, LaneFunction } from "./lane-function.js";
export { laneFunctions } from "./lane-functions.js";
export { LaneLibrary } from "./lane-library.js";
export { logGamma } from "./log-gamma.js";
export { inverseMillsRatio, logNormalCdf } from "./log-normal-cdf.js";
export { logarithm } from "./logarithm.js";
export { logarithmOnePlus } from "./logarithm-one-plus.js";
export { normalCdf } from "./normal-cdf.js";
export { power } from "./power.js";
export { cosine, sine } from "./sine.js";
export { softplus } from "./softplus.js";
export { trigamma } from "./trigamma.js";
