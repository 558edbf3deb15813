/** What diagnoses ask of the sampler's traces. */
import type { Draws, SamplerTrace } from "../draws.js";
import { requireThat } from "../requirements.js";

/** Throws `InvalidArgument` unless there is a trace for each chain, with an entry for each iteration. */
export function requireTraces(caller: string, draws: Draws, traces: readonly SamplerTrace[]): void {
  const { chainCount, iterationCount } = draws;
  requireThat(traces.length === chainCount, caller, "traces", `hold one for each of ${chainCount} chains`, traces.length);
  traces.forEach((trace, chain) => {
    for (const member of ["divergent", "treeDepth", "energy"] as const) {
      const { length } = trace[member];
      requireThat(length === iterationCount, caller, `traces[${chain}].${member}`, `hold ${iterationCount} entries`, length);
    }
  });
}
