export { minimumDegreeOrder } from "./minimum-degree.js";
export { SparseCholesky, type SparseCholeskyOptions } from "./sparse-cholesky.js";
export { type SparseSymmetric, sparseSymmetric, sparseSymmetricVectorInto } from "./sparse-symmetric.js";
