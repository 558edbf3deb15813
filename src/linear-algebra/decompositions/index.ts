/** Decompositions that rest on ml-matrix. A door of its own, so that the hot kernels never load that package. */
export { determinant, solveGeneral } from "./general-solve.js";
export { pseudoInverse, type SingularValues, singularValues } from "./singular-values.js";
export { type SymmetricEigen, symmetricEigen } from "./symmetric-eigen.js";
