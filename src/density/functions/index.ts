/** Functions that the density compiler writes as vector code, each with a portable twin of the same bits. */
export { portableExponential } from "./exponential.js";
export type { Formula, Lane, LaneCode } from "./lane-code.js";
export type { BinaryLaneFunction, BinaryWrittenFunction, LaneFunction, WrittenFunction } from "./lane-function.js";
export { laneFunctions } from "./lane-functions.js";
export { LaneLibrary } from "./lane-library.js";
export { logarithm, portableLogarithm, writtenLogarithm } from "./logarithm.js";
export { portablePower, power } from "./power.js";
export { writtenBinaryFunctions, writtenFunctions } from "./written-functions.js";
