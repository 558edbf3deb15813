/** Distribution functions: density or mass, both tails, logarithms and quantiles, as plain functions of numbers. */
export { betaCdfInteger, betaUpperTailInteger } from "./beta-cdf-integer.js";
export {
  normalCdf,
  normalDensity,
  normalLogCdf,
  normalLogDensity,
  normalLogUpperTail,
  normalQuantile,
  normalUpperQuantile,
  normalUpperTail,
} from "./normal.js";
