/** Which variables a plot shows, and what it asks of draws. */
import type { Draws, SamplerTrace } from "../../../draws/draws.js";
import { matchingVariables } from "../../../draws/subset-draws.js";
import { InvalidArgument } from "../../../errors.js";

/** What plots of draws share. */
export interface DrawsPlotOptions {
  /** Names; `alpha` also takes every `alpha[…]`. The first few when not given, numbers before elements of vectors. */
  readonly variables?: readonly string[];
  /** What the picture is called. */
  readonly title?: string;
}

/** How many variables a plot shows when none are asked for, and at most. */
export interface VariableLimits {
  readonly usual: number;
  readonly most: number;
}

/**
 * The variables to draw.
 *
 * @throws InvalidArgument for draws that hold nothing, unknown variables and more than fit on a picture.
 */
export function chosenVariables(
  caller: string,
  draws: Draws,
  wanted: readonly string[] | undefined,
  { usual, most }: VariableLimits,
): readonly string[] {
  const { variables, chainCount, iterationCount } = draws;
  if (!(variables.length > 0 && chainCount > 0 && iterationCount > 0))
    throw new InvalidArgument(caller, "draws", "hold at least one draw of a variable", { variables, chainCount, iterationCount });
  if (wanted === undefined) return tellingVariables(variables, usual);
  const chosen = matchingVariables(caller, draws, wanted);
  if (chosen.length > most)
    throw new InvalidArgument(caller, "variables", `name at most ${most} variables`, `${chosen.length} variables`);
  return chosen;
}

/** At most so many: numbers before elements of vectors, in the order of the draws. */
export function tellingVariables(variables: readonly string[], most: number): readonly string[] {
  const numbers = variables.filter((variable) => !variable.includes("["));
  const elements = variables.filter((variable) => variable.includes("["));
  const chosen = new Set([...numbers, ...elements].slice(0, most));
  return variables.filter((variable) => chosen.has(variable));
}

/**
 * Throws unless there is a trace for each chain, with an entry for each iteration.
 *
 * @throws InvalidArgument as said.
 */
export function checkTraces(caller: string, draws: Draws, traces: readonly SamplerTrace[]): void {
  if (traces.length !== draws.chainCount)
    throw new InvalidArgument(caller, "traces", `hold one for each of ${draws.chainCount} chains`, `${traces.length} traces`);
  for (const [chain, { divergent }] of traces.entries())
    if (divergent.length !== draws.iterationCount)
      throw new InvalidArgument(caller, `traces[${chain}]`, `have ${draws.iterationCount} iterations`, divergent.length);
}
