/** Streams of random numbers and random variates. */

export type { Rng } from "./rng.js";
export { rngFromKey, rngFromSeed, streamKey } from "./stream.js";
export { childKeyInto, fillFirstUniforms, firstUniformOfChild, threefry2x32Into, uniformFromWords } from "./threefry.js";
