export { matrixVector } from "./matrix-vector.js";
export { type FallibleOperator, validities } from "./validity.js";
