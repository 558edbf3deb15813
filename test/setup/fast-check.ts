/** Properties draw the same cases on every run; FC_SEED and FC_RUNS look elsewhere, or longer. */
import fc from "fast-check";

const runs = process.env.FC_RUNS;

fc.configureGlobal({
  seed: Number(process.env.FC_SEED ?? 20_260_401),
  ...(runs === undefined ? {} : { numRuns: Number(runs) }),
});
