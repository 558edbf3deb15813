export { atan, atan2, cbrt, cos, cosh, exp, expm1, log, log1p, log2, log10, pow, sin, sinh, tan, tanh } from "./elementary.js";
export { ExactSum, exactSumOf } from "./exact-sum.js";
export { isotonicRegression, isotonicRegressionInto } from "./isotonic-regression.js";
export {
  type BoundedLbfgsOptions,
  type BrentMinimumOptions,
  boundedLbfgsMinimum,
  brentMinimum,
  type DifferentiableObjective,
  type LbfgsOptions,
  lbfgsMinimum,
  type MinimizationLimits,
  type Minimum,
  type NelderMeadOptions,
  type NewtonMinimumOptions,
  nelderMeadMinimum,
  newtonMinimum,
  type TwiceDifferentiableObjective,
} from "./optimizers/index.js";
export * from "./probability/index.js";
export {
  gaussHermite,
  gaussLaguerre,
  gaussLegendre,
  type Integral,
  type IntegrateOptions,
  integrate,
  type QuadratureRule,
  standardNormalRule,
  type TensorRule,
  tensorRule,
  trapezoid,
} from "./quadrature/index.js";
export {
  type Bracket,
  bisectRoot,
  brentRoot,
  type ExpandBracketOptions,
  expandBracket,
  type NewtonRootOptions,
  newtonRoot,
  type Root,
  type RootOptions,
} from "./roots/index.js";
export * from "./special/index.js";
