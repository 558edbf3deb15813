/** Draws in memory. */
import { InvalidArgument } from "../errors.js";
import type { Draws } from "./draws.js";
import { requireChains, requireInteger, requireThat } from "./requirements.js";

/** Draws whose chains are contiguous arrays, the draws of one variable after those of the other. */
class ArrayDraws implements Draws {
  readonly variables: readonly string[];
  readonly chainCount: number;
  readonly iterationCount: number;
  private readonly chains: readonly Float64Array[];
  private readonly positions: ReadonlyMap<string, number>;

  constructor(variables: readonly string[], chains: readonly Float64Array[], iterationCount: number) {
    this.variables = variables;
    this.chains = chains;
    this.chainCount = chains.length;
    this.iterationCount = iterationCount;
    this.positions = new Map(variables.map((variable, position) => [variable, position]));
  }

  of(variable: string): readonly Float64Array[] {
    const position = this.positions.get(variable);
    if (position === undefined) throw new InvalidArgument("Draws.of", "variable", "be one of the variables", variable);
    const start = position * this.iterationCount;
    return this.chains.map((chain) => chain.subarray(start, start + this.iterationCount));
  }
}

/** Draws of variables that are fetched by position. */
class ColumnDraws implements Draws {
  readonly variables: readonly string[];
  readonly chainCount: number;
  readonly iterationCount: number;
  private readonly columns: ReadonlyMap<string, readonly Float64Array[]>;

  constructor(columns: ReadonlyMap<string, readonly Float64Array[]>, chainCount: number, iterationCount: number) {
    this.variables = [...columns.keys()];
    this.columns = columns;
    this.chainCount = chainCount;
    this.iterationCount = iterationCount;
  }

  of(variable: string): readonly Float64Array[] {
    const chains = this.columns.get(variable);
    if (chains === undefined) throw new InvalidArgument("Draws.of", "variable", "be one of the variables", variable);
    return chains;
  }
}

/**
 * Draws from an array for each chain, which holds all iterations of the first variable, then all of the second, and so on.
 *
 * The arrays are kept, not copied: `of` returns views of them.
 * @throws InvalidArgument for names that repeat, no chains, and arrays whose length is not variables × iterations.
 */
export function drawsFromArrays(variables: readonly string[], chains: readonly Float64Array[]): Draws {
  const caller = "drawsFromArrays";
  requireThat(new Set(variables).size === variables.length, caller, "variables", "be different names", variables);
  requireThat(variables.length > 0, caller, "variables", "name at least one variable", variables);
  requireChains(caller, "chains", chains);
  const iterationCount = chains[0].length / variables.length;
  const requirement = `hold a whole number of iterations of ${variables.length} variables`;
  requireThat(Number.isInteger(iterationCount), caller, "chains[0]", requirement, chains[0]);
  return new ArrayDraws([...variables], [...chains], iterationCount);
}

/**
 * Draws from the chains of each variable: `{ mu: [chain1, chain2], sigma: [chain1, chain2] }`, arrays of one length.
 *
 * A `Float64Array` is kept, any other array of numbers copied.
 * @throws InvalidArgument for no variables, no chains, and chains that differ in number or length.
 */
export function drawsFromColumns(columns: Readonly<Record<string, readonly ArrayLike<number>[]>>): Draws {
  const caller = "drawsFromColumns";
  const entries = Object.entries(columns);
  requireThat(entries.length > 0, caller, "columns", "hold at least one variable", columns);
  const kept = new Map<string, readonly Float64Array[]>();
  for (const [variable, chains] of entries) {
    requireThat(Array.isArray(chains), caller, `columns.${variable}`, "be an array of chains", chains);
    const own = chains.map((chain) => (chain instanceof Float64Array ? chain : Float64Array.from(chain)));
    requireChains(caller, `columns.${variable}`, own);
    kept.set(variable, own);
  }
  const first = kept.get(entries[0][0]) as readonly Float64Array[];
  for (const [variable, chains] of kept) {
    const fits = chains.length === first.length && chains[0].length === first[0].length;
    const requirement = `hold ${first.length} chains of ${first[0].length} draws as \`${entries[0][0]}\` does`;
    requireThat(fits, caller, `columns.${variable}`, requirement, `${chains.length} chains of ${chains[0].length}`);
  }
  return new ColumnDraws(kept, first.length, first[0].length);
}

/** A copy of `draws` in memory of its own: an array for each chain. */
export function copyOfDraws(draws: Draws): Draws {
  const { variables, chainCount, iterationCount } = draws;
  requireInteger("copyOfDraws", "draws.iterationCount", iterationCount, 1);
  const chains = Array.from({ length: chainCount }, () => new Float64Array(variables.length * iterationCount));
  variables.forEach((variable, position) => {
    draws.of(variable).forEach((chain, m) => {
      chains[m].set(chain, position * iterationCount);
    });
  });
  return drawsFromArrays(variables, chains);
}
