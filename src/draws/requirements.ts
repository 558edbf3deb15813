/** What the functions of draws ask of their arguments. */
import { InvalidArgument } from "../errors.js";

/** Throws `InvalidArgument` unless `satisfied`. */
export function requireThat(satisfied: boolean, caller: string, argument: string, requirement: string, received: unknown): void {
  if (!satisfied) throw new InvalidArgument(caller, argument, requirement, received);
}

/** Throws `InvalidArgument` unless `value` is an integer from `least`. */
export function requireInteger(caller: string, argument: string, value: number, least: number): void {
  requireThat(Number.isSafeInteger(value) && value >= least, caller, argument, `be an integer from ${least}`, value);
}

/** Throws `InvalidArgument` unless `value` is a number from 0 to 1. */
export function requireProbability(caller: string, argument: string, value: number): void {
  requireThat(typeof value === "number" && value >= 0 && value <= 1, caller, argument, "be in [0, 1]", value);
}

/** Throws `InvalidArgument` unless `chains` holds at least one chain, all of one length of at least 1. */
export function requireChains(caller: string, argument: string, chains: readonly Float64Array[]): void {
  requireThat(Array.isArray(chains) && chains.length > 0, caller, argument, "hold at least one chain", chains);
  for (let m = 0; m < chains.length; m++) {
    const chain = chains[m];
    requireThat(chain instanceof Float64Array, caller, `${argument}[${m}]`, "be a Float64Array", chain);
    requireThat(chain.length > 0, caller, `${argument}[${m}]`, "hold at least one draw", chain);
    requireThat(
      chain.length === chains[0].length,
      caller,
      `${argument}[${m}]`,
      `hold ${chains[0].length} draws as the first chain does`,
      chain,
    );
  }
}
