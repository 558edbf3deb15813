/** Which function stands behind an operation of a loop's body. */
import {
  type BinaryLaneFunction,
  exponential,
  exponentialMinusOne,
  hyperbolicTangent,
  inverseLogit,
  type LaneFunction,
  logarithm,
  logarithmOnePlus,
  softplus,
} from "../functions/index.js";

/** The operations that are functions of one number; the others are instructions of the machine. */
export const unaryFunctions: Readonly<Partial<Record<string, LaneFunction>>> = {
  exp: exponential,
  log: logarithm,
  log1p: logarithmOnePlus,
  expm1: exponentialMinusOne,
  tanh: hyperbolicTangent,
  log1pExp: softplus,
  inverseLogit,
};

/** The operations that are functions of two numbers. */
export const binaryFunctions: Readonly<Partial<Record<string, BinaryLaneFunction>>> = {};
