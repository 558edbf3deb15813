import type { Rng } from "./rng.js";

/** All that a variate asks for: uniform numbers on (0, 1). Every `Rng` is one. */
export type UniformSource = Pick<Rng, "uniform">;
