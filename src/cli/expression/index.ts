/** Mathematical expressions from files: parsed by mathjs, compiled here, never evaluated as code. */
export { compileExpression, type Expression } from "./compile-expression.js";
