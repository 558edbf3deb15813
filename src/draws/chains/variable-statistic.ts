/** Statistics that share the work on one variable. */
import type { Statistic } from "../draws.js";
import { requireChains } from "../requirements.js";
import { VariableDraws } from "./variable-draws.js";

/** A statistic that can take its figures from what others computed of the same variable. */
export interface VariableStatistic<Name extends string = string> extends Statistic {
  readonly name: Name;
  /** What `compute` returns, from draws that several statistics share. */
  computeShared(draws: VariableDraws): number;
}

/** A statistic from a function of a variable's draws. */
export function variableStatistic<const Name extends string>(
  name: Name,
  computeShared: (draws: VariableDraws) => number,
): VariableStatistic<Name> {
  return {
    name,
    computeShared,
    compute(chains) {
      requireChains(name, "chains", chains);
      return computeShared(new VariableDraws(chains));
    },
  };
}
