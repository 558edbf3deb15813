/** The log-likelihood of one observation, checked. */
import { InvalidArgument } from "../../errors.js";
import { pooled } from "../chains/split.js";
import { requireChains, requireInteger, requireThat } from "../requirements.js";
import type { LogLikelihood } from "./log-likelihood.js";

/** One observation's log-likelihoods of all draws, chain after chain. */
export interface ObservationDraws {
  readonly values: Float64Array;
  readonly chainCount: number;
  readonly iterationCount: number;
  readonly least: number;
  readonly largest: number;
}

/** What every function of a log-likelihood asks of it. */
export function requireLogLikelihood(caller: string, logLikelihood: LogLikelihood): void {
  requireInteger(caller, "logLikelihood.observationCount", logLikelihood.observationCount, 1);
  requireThat(typeof logLikelihood.of === "function", caller, "logLikelihood.of", "be a function", logLikelihood.of);
}

/** Throws `InvalidArgument` for chains that are empty or differ in length, and for values that are not finite. */
export function observationDraws(caller: string, logLikelihood: LogLikelihood, observation: number): ObservationDraws {
  const chains = logLikelihood.of(observation);
  requireChains(caller, `logLikelihood.of(${observation})`, chains);
  const values = pooled(chains);
  let least = values[0];
  let largest = values[0];
  for (let s = 0; s < values.length; s++) {
    const value = values[s];
    if (value - value !== 0) {
      const place = `logLikelihood.of(${observation})[${Math.floor(s / chains[0].length)}][${s % chains[0].length}]`;
      throw new InvalidArgument(caller, place, "be finite", value);
    }
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  return { values, chainCount: chains.length, iterationCount: chains[0].length, least, largest };
}

/** What to call an observation. */
export function labelOf(logLikelihood: LogLikelihood, observation: number): string {
  return logLikelihood.labelOf?.(observation) ?? String(observation + 1);
}
