/** Parts of draws: some variables, chains or iterations. */
import { InvalidArgument } from "../errors.js";
import type { Draws } from "./draws.js";
import { requireInteger, requireThat } from "./requirements.js";

/** Which part of draws to take; what is not given is taken whole. */
export interface SubsetOptions {
  /** Names, in the order wanted; `alpha` also takes every `alpha[…]`. */
  readonly variables?: readonly string[];
  /** Chains by position, from 0. */
  readonly chains?: readonly number[];
  /** Iterations to leave out at the start of each chain; 0 when not given. */
  readonly drop?: number;
  /** Keep every `thin`th iteration, from the first that is not dropped; 1 when not given. */
  readonly thin?: number;
}

/**
 * The part of `draws` that `options` describe: views where no iterations are thinned out.
 *
 * @throws InvalidArgument for a name or chain that is not there, and for drops that leave nothing.
 */
export function subsetDraws(draws: Draws, options: SubsetOptions): Draws {
  const caller = "subsetDraws";
  const { drop = 0, thin = 1 } = options;
  requireInteger(caller, "drop", drop, 0);
  requireInteger(caller, "thin", thin, 1);
  requireThat(drop < draws.iterationCount, caller, "drop", `be below the ${draws.iterationCount} iterations`, drop);
  const variables = options.variables ? matchingVariables(caller, draws, options.variables) : draws.variables;
  const chains = options.chains ?? Array.from({ length: draws.chainCount }, (_, chain) => chain);
  checkChains(caller, draws, chains);
  const known = new Set(variables);
  return {
    variables,
    chainCount: chains.length,
    iterationCount: Math.ceil((draws.iterationCount - drop) / thin),
    of(variable) {
      requireThat(known.has(variable), "Draws.of", "variable", "be one of the variables", variable);
      const all = draws.of(variable);
      return chains.map((chain) => everyNth(all[chain].subarray(drop), thin));
    },
  };
}

/** The variables of `draws` that `names` mean: a scalar's own name, or the name before the brackets. */
export function matchingVariables(caller: string, draws: Draws, names: readonly string[]): readonly string[] {
  const byStem = new Map<string, string[]>();
  const add = (key: string, variable: string) => {
    const group = byStem.get(key);
    if (group) group.push(variable);
    else byStem.set(key, [variable]);
  };
  for (const variable of draws.variables) {
    add(variable, variable);
    const bracket = variable.indexOf("[");
    if (bracket > 0) add(variable.slice(0, bracket), variable);
  }
  const found = new Set<string>();
  names.forEach((name, i) => {
    const group = byStem.get(name);
    if (!group) throw new InvalidArgument(caller, `variables[${i}]`, "be one of the variables", name);
    for (const variable of group) found.add(variable);
  });
  requireThat(found.size > 0, caller, "variables", "name at least one variable", names);
  return [...found];
}

function checkChains(caller: string, draws: Draws, chains: readonly number[]): void {
  requireThat(chains.length > 0, caller, "chains", "name at least one chain", chains);
  chains.forEach((chain, i) => {
    const exists = Number.isInteger(chain) && chain >= 0 && chain < draws.chainCount;
    requireThat(exists, caller, `chains[${i}]`, `be a chain from 0 to ${draws.chainCount - 1}`, chain);
  });
}

function everyNth(chain: Float64Array, thin: number): Float64Array {
  if (thin === 1) return chain;
  const kept = new Float64Array(Math.ceil(chain.length / thin));
  for (let i = 0; i < kept.length; i++) kept[i] = chain[i * thin];
  return kept;
}
