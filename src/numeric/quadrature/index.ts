export { gaussHermite, standardNormalRule } from "./gauss-hermite.js";
export { gaussLaguerre } from "./gauss-laguerre.js";
export { gaussLegendre } from "./gauss-legendre.js";
export { type Integral, type IntegrateOptions, integrate } from "./integrate.js";
export type { QuadratureRule } from "./quadrature-rule.js";
export { type TensorRule, tensorRule } from "./tensor-rule.js";
export { trapezoid } from "./trapezoid.js";
