// The tasks of bench/execution.bench.ts, and the worker that serves them.
import { serveTasks } from "equipoise/execution";

export const nothing = { name: "nothing", run: (value) => value };

/** About 20 ms of whole-number arithmetic. */
export const arithmetic = {
  name: "arithmetic",
  run: (seed) => {
    let state = seed | 0;
    for (let round = 0; round < 20_000_000; round++) state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state;
  },
};

export default serveTasks([nothing, arithmetic]);
