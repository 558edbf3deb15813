/** Functions that the density compiler writes as vector code, each with a portable twin of the same bits. */
export { exponential } from "./exponential.js";
export { exponentialMinusOne } from "./exponential-minus-one.js";
export { hyperbolicTangent } from "./hyperbolic-tangent.js";
export { inverseLogit } from "./inverse-logit.js";
export { type Formula, type Lane, LaneCode } from "./lane-code.js";
export type { BinaryLaneFunction, LaneFunction } from "./lane-function.js";
export { LaneLibrary } from "./lane-library.js";
export { logarithm } from "./logarithm.js";
export { logarithmOnePlus } from "./logarithm-one-plus.js";
export { softplus } from "./softplus.js";
