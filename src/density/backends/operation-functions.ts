/** Which function stands behind an operation of a loop's body. */
import { type BinaryLaneFunction, type LaneFunction, laneFunctions, power } from "../functions/index.js";
import type { UnaryOperation } from "../instruction.js";

/** The operations of one number that are instructions of the machine. */
export type MachineOperation = "negate" | "absolute" | "squareRoot" | "floor";

type FunctionOperation = Exclude<UnaryOperation, MachineOperation>;

/** The operations that are functions of one number. */
export const unaryFunctions: Readonly<Partial<Record<string, LaneFunction>>> = /* @__PURE__ */ byOperation(laneFunctions);

/** The operations that are functions of two numbers. */
export const binaryFunctions: Readonly<Partial<Record<string, BinaryLaneFunction>>> = { power };

function byOperation({ inverseMillsRatio, ...others }: typeof laneFunctions): Readonly<Record<FunctionOperation, LaneFunction>> {
  return { ...others, inverseMills: inverseMillsRatio };
}
