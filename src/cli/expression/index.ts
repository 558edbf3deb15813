/** Mathematical expressions from files: parsed by mathjs, compiled here, never evaluated as code. */
export { compileExpression, type Expression } from "./compile-expression.js";
export { CONSTANTS, FUNCTIONS } from "./vocabulary.js";
