/** From expressions to programs. */
export { type CompiledDensity, compile, type DensityDeclaration, type NamedExpression } from "./compile.js";
