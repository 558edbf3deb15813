/**
 * Elementary functions with the same bits on every engine: built from + − × ÷ √ and access to the bits of a double only, for
 * `Math.exp`, `Math.log`, `Math.sin`, … differ between engines.
 */
export { atan, atan2 } from "./elementary/arctangent.js";
export { exp, expm1 } from "./elementary/exponential.js";
export { cosh, sinh, tanh } from "./elementary/hyperbolic.js";
export { log, log1p } from "./elementary/logarithm.js";
export { log2, log10 } from "./elementary/logarithms-to-base.js";
export { cbrt, pow } from "./elementary/power.js";
export { cos, sin, tan } from "./elementary/trigonometric.js";
