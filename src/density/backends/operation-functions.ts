/** Which function stands behind an operation of a loop's body. */
import { type BinaryLaneFunction, inverseMillsRatio, type LaneFunction, laneFunctions, power } from "../functions/index.js";
import type { UnaryOperation } from "../instruction.js";

/** The operations of one number that are instructions of the machine. */
export type MachineOperation = "negate" | "absolute" | "squareRoot" | "floor";

const functions: Readonly<Record<Exclude<UnaryOperation, MachineOperation>, LaneFunction>> = /* @__PURE__ */ Object.assign(
  {},
  laneFunctions,
  {
    inverseMills: inverseMillsRatio,
  },
);

/** The operations that are functions of one number. */
export const unaryFunctions: Readonly<Partial<Record<string, LaneFunction>>> = functions;

/** The operations that are functions of two numbers. */
export const binaryFunctions: Readonly<Partial<Record<string, BinaryLaneFunction>>> = { power };
