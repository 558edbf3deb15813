/** The names of the operations on each element. */
import type { BinaryOperation, UnaryOperation } from "./instruction.js";

// biome-ignore format: one line a group
const unaryOperations = new Set<string>(["negate", "absolute", "squareRoot", "floor", "exp", "log", "log1p", "expm1", "tanh", "logGamma", "digamma", "trigamma",
  "normalCdf", "logNormalCdf", "inverseMills", "log1pExp", "inverseLogit", "sin", "cos"]);
// biome-ignore format: one line a group
const binaryOperations = new Set<string>(["add", "subtract", "multiply", "divide", "minimum", "maximum", "less", "lessOrEqual", "equal", "power"]);

/** Whether it is an operation of one number. */
export const isUnary = (operation: string): operation is UnaryOperation => unaryOperations.has(operation);

/** Whether it is an operation of two numbers. */
export const isBinary = (operation: string): operation is BinaryOperation => binaryOperations.has(operation);
