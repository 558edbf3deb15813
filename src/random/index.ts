/** Streams of random numbers and random variates. */

export { type RCompatible, type RSampleOptions, rCompatible } from "./r-compatible.js";
export type { Rng } from "./rng.js";
export { rngFromKey, rngFromSeed, streamKey } from "./stream.js";
export { childKeyInto, fillFirstUniforms, firstUniformOfChild, threefry2x32Into, uniformFromWords } from "./threefry.js";
export type { UniformSource } from "./uniform-source.js";
