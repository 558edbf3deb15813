export { type BoundedLbfgsOptions, boundedLbfgsMinimum } from "./bounded-lbfgs.js";
export { type BrentMinimumOptions, brentMinimum } from "./brent-minimum.js";
export { type LbfgsOptions, lbfgsMinimum } from "./lbfgs.js";
export type { DifferentiableObjective, MinimizationLimits, Minimum } from "./minimum.js";
export { type NelderMeadOptions, nelderMeadMinimum } from "./nelder-mead.js";
export { type NewtonMinimumOptions, newtonMinimum, type TwiceDifferentiableObjective } from "./newton-minimum.js";
