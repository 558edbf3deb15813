/** The code of all lane functions, by the operations of programs: without their portable twins, which WebAssembly does not need. */

import type { UnaryOperation } from "../instruction.js";
import { writtenDigamma } from "./digamma.js";
import { writtenExponential } from "./exponential.js";
import { writtenExponentialMinusOne } from "./exponential-minus-one.js";
import { writtenHyperbolicTangent } from "./hyperbolic-tangent.js";
import { writtenInverseLogit } from "./inverse-logit.js";
import type { BinaryWrittenFunction, WrittenFunction } from "./lane-function.js";
import { writtenLogGamma } from "./log-gamma.js";
import { writtenInverseMillsRatio, writtenLogNormalCdf } from "./log-normal-cdf.js";
import { writtenLogarithm } from "./logarithm.js";
import { writtenLogarithmOnePlus } from "./logarithm-one-plus.js";
import { writtenNormalCdf } from "./normal-cdf.js";
import { writtenPower } from "./power.js";
import { writtenCosine, writtenSine } from "./sine.js";
import { writtenSoftplus } from "./softplus.js";
import { writtenTrigamma } from "./trigamma.js";

/** The operations of one number that are no instructions of the machine. */
export const writtenFunctions: Readonly<Partial<Record<string, WrittenFunction>>> = {
  exp: writtenExponential,
  log: writtenLogarithm,
  log1p: writtenLogarithmOnePlus,
  expm1: writtenExponentialMinusOne,
  tanh: writtenHyperbolicTangent,
  logGamma: writtenLogGamma,
  digamma: writtenDigamma,
  trigamma: writtenTrigamma,
  normalCdf: writtenNormalCdf,
  logNormalCdf: writtenLogNormalCdf,
  inverseMills: writtenInverseMillsRatio,
  log1pExp: writtenSoftplus,
  inverseLogit: writtenInverseLogit,
  sin: writtenSine,
  cos: writtenCosine,
} satisfies Partial<Record<UnaryOperation, WrittenFunction>>;

/** The operations of two numbers. */
export const writtenBinaryFunctions: Readonly<Partial<Record<string, BinaryWrittenFunction>>> = { power: writtenPower };
