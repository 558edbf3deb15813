/** Where predictive comparison finds the log-likelihood of each observation. */
import type { Draws } from "../draws.js";
import { requireThat } from "../requirements.js";

/** The log-likelihood of each observation at each draw, fetched one observation at a time so that not all need be in memory. */
export interface LogLikelihood {
  readonly observationCount: number;
  /** Log p(observation | draw): an array for each chain. It may be computed when asked, and is read before the next is asked for. */
  of(observation: number): readonly Float64Array[];
  /** What to call an observation; its position, counted from 1, when not given. */
  labelOf?(observation: number): string;
}

/**
 * The log-likelihood that draws hold in the variables `name[…]`, in their order.
 *
 * @throws InvalidArgument if there are none.
 */
export function logLikelihoodFromDraws(draws: Draws, name = "logLikelihood"): LogLikelihood {
  const variables = draws.variables.filter((variable) => variable.startsWith(`${name}[`));
  requireThat(variables.length > 0, "logLikelihoodFromDraws", "draws", `have variables \`${name}[…]\``, draws.variables);
  return {
    observationCount: variables.length,
    of: (observation) => draws.of(variables[observation]),
    labelOf: (observation) => variables[observation].slice(name.length + 1, -1),
  };
}
