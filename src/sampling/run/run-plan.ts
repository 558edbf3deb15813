/** The options of a run, checked. */
import { InvalidArgument } from "../../errors.js";
import { type Rng, rngFromSeed } from "../../random/index.js";
import type { Adaptation } from "../adaptation.js";
import { automatic } from "../adaptations/automatic.js";
import type { ChainState } from "../chain-state.js";
import type { Kernel } from "../kernel.js";
import { nuts } from "../kernels/nuts.js";
import { requireBetween, requireWhole } from "../requirements.js";
import type { RunOptions } from "../run-options.js";

/** The options of a run, with defaults filled in. */
export interface RunPlan
  extends Required<Pick<RunOptions, "chains" | "warmup" | "iterations" | "thin" | "kernel" | "adaptation" | "precision">>,
    Pick<RunOptions, "sink" | "signal" | "onProgress" | "resume" | "warmStart" | "initial"> {
  readonly kernel: Kernel;
  readonly adaptation: Adaptation;
  readonly caller: string;
  readonly dimension: number;
  readonly variables: readonly string[];
  readonly stream: Rng;
  readonly target: RunOptions["stopAt"];
  /** Iterations after warmup between two looks at the standard errors. */
  readonly every: number;
}

/**
 * Checks the options of a run and fills in the defaults.
 *
 * @throws InvalidArgument in the name of the caller.
 */
export function runPlan(caller: string, dimension: number, variables: readonly string[], options: RunOptions): RunPlan {
  const { kernel = nuts(), adaptation = automatic(), seed, resume, stopAt, precision = "double" } = options;
  const { chains = 4, warmup = adaptation.defaultWarmup, iterations = 1000, thin = 1 } = options;
  requireWhole(caller, "target.dimension", dimension, 1);
  requireWhole(caller, "chains", chains, 1);
  requireWhole(caller, "warmup", warmup, 0);
  requireWhole(caller, "iterations", iterations, 0);
  requireWhole(caller, "thin", thin, 1);
  if (precision !== "double" && precision !== "single")
    throw new InvalidArgument(caller, "precision", 'be "double" or "single"', precision);
  if (resume) checkState(caller, resume.chains, chains, warmup, dimension);
  if (resume && options.sink === undefined && resume.records.length !== chains)
    throw new InvalidArgument(
      caller,
      "resume.records",
      "hold the draws of every chain, or `sink` be given",
      resume.records.length,
    );
  if (stopAt) {
    if (options.sink) throw new InvalidArgument(caller, "stopAt", "not be given with a sink, for it needs the draws", "both");
    const names = stopAt.recorder?.variables ?? variables;
    for (const [variable, most] of Object.entries(stopAt.mcse)) {
      if (!names.includes(variable))
        throw new InvalidArgument(caller, "stopAt.mcse", `name variables (${names.slice(0, 10).join(", ")}, …)`, variable);
      requireBetween(caller, `stopAt.mcse.${variable}`, most, 0, Infinity);
    }
  }
  const every = stopAt?.every ?? 200;
  requireWhole(caller, "stopAt.every", every, 10);
  const stream = rngFromSeed(seed).child("chain");
  const { sink, signal, onProgress, warmStart, initial } = options;
  return {
    ...{ caller, dimension, variables, stream, kernel, adaptation, chains, warmup, iterations, thin, precision },
    ...{ sink, signal, onProgress, resume, warmStart, initial, target: stopAt, every: every * thin },
  };
}

function checkState(caller: string, states: readonly ChainState[], chains: number, warmup: number, dimension: number): void {
  const fail = (argument: string, requirement: string, received: unknown) => {
    throw new InvalidArgument(caller, `resume.${argument}`, requirement, received);
  };
  if (states.length !== chains) fail("chains", `have ${chains} chains`, states.length);
  states.forEach((state, c) => {
    if (state.format !== "equipoise/chain-1") fail(`chains[${c}].format`, 'be "equipoise/chain-1"', state.format);
    if (state.warmup !== warmup) fail(`chains[${c}].warmup`, `be the ${warmup} iterations of this run`, state.warmup);
    if (state.position.length !== dimension)
      fail(`chains[${c}].position`, `have ${dimension} coordinates`, state.position.length);
  });
}
