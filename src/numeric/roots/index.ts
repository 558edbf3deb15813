export { bisectRoot } from "./bisect-root.js";
export { brentRoot } from "./brent-root.js";
export { type Bracket, type ExpandBracketOptions, expandBracket } from "./expand-bracket.js";
export { type NewtonRootOptions, newtonRoot } from "./newton-root.js";
export type { Root, RootOptions } from "./root.js";
