/** The kernels of the multivariate normal log density. */
import { kernels } from "../kernel-code.js";
import { writeCovarianceAdjoint, writeInverse, writeWhiten } from "./covariance-kernels.js";
import { writeFactor } from "./factor-kernel.js";

/** The functions `factor`, `whiten`, `inverse` and `covarianceAdjoint`. */
export const normalKernels = /* @__PURE__ */ kernels((module) => {
  writeFactor(module);
  writeWhiten(module);
  writeInverse(module);
  writeCovarianceAdjoint(module);
});
