/** Functions that the density compiler writes as vector code, each with a portable twin of the same bits. */
export { exponential } from "./exponential.js";
export type { Formula, Lane, LaneCode } from "./lane-code.js";
export type { BinaryLaneFunction, LaneFunction } from "./lane-function.js";
export { laneFunctions } from "./lane-functions.js";
export { LaneLibrary } from "./lane-library.js";
export { inverseMillsRatio } from "./log-normal-cdf.js";
export { logarithm } from "./logarithm.js";
export { power } from "./power.js";
