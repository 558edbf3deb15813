/** All kernels and adaptations by the names of their makers: for workers and tests, which know them by name only. */
import type { Adaptation } from "./adaptation.js";
import { automatic } from "./adaptations/automatic.js";
import { fisherDiagonal } from "./adaptations/fisher-diagonal.js";
import { fisherLowRank } from "./adaptations/fisher-low-rank.js";
import { varianceWindows } from "./adaptations/variance-windows.js";
import type { Kernel } from "./kernel.js";
import { nuts } from "./kernels/nuts.js";
import { randomWalkMetropolis } from "./kernels/random-walk-metropolis.js";
import { slice } from "./kernels/slice.js";
import { staticHmc } from "./kernels/static-hmc.js";
import type { SamplerCatalogue } from "./run/chain-task.js";

/** The makers of this package. */
export const samplerCatalogue: SamplerCatalogue = {
  kernels: { nuts, staticHmc, randomWalkMetropolis, slice } satisfies Record<string, (options: never) => Kernel>,
  adaptations: { automatic, fisherDiagonal, fisherLowRank, varianceWindows } satisfies Record<
    string,
    (options: never) => Adaptation
  >,
};
