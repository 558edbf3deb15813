export { ExactSum, exactSumOf } from "./exact-sum.js";
export { isotonicRegression, isotonicRegressionInto } from "./isotonic-regression.js";
