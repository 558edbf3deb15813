/** The kernels of the Cholesky factorization. */
import { kernels } from "../kernel-code.js";
import { writeFactor } from "./factor-kernel.js";
import { writeReverse } from "./reverse-kernel.js";

/** The functions `factor` and `reverse`. */
export const choleskyKernels = /* @__PURE__ */ kernels((module) => {
  writeFactor(module);
  writeReverse(module);
});
