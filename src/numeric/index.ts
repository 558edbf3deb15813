export { ExactSum, exactSumOf } from "./exact-sum.js";
