/** Nested R-hat, for many short chains. */
import { meanOf, varianceAround } from "../chains/moments.js";
import type { VariableDraws } from "../chains/variable-draws.js";
import { type VariableStatistic, variableStatistic } from "../chains/variable-statistic.js";
import { requireThat } from "../requirements.js";

/**
 * √(1 + B/W) of superchains, groups of chains that started at one point: B is the variance of the superchains' means, W the
 * mean over superchains of the variance of its chains' means plus the mean variance within them.
 *
 * `superchains` holds a label for each chain; every superchain has as many chains. NaN for draws that are not finite or all the same.
 *
 * @throws InvalidArgument unless each chain has a label, there are two superchains or more, and all are of one size.
 * Source: margossian2024nested.
 */
export function nestedRhat(superchains: readonly (number | string)[]): VariableStatistic<"nestedRhat"> {
  const members = membersOf(superchains);
  return variableStatistic("nestedRhat", (draws) => {
    const { chains } = draws;
    requireThat(chains.length === superchains.length, "nestedRhat", "superchains", `label ${chains.length} chains`, superchains);
    return draws.isInformative ? ratio(draws, members) : Number.NaN;
  });
}

function membersOf(superchains: readonly (number | string)[]): readonly (readonly number[])[] {
  const byLabel = new Map<number | string, number[]>();
  superchains.forEach((label, chain) => {
    const group = byLabel.get(label);
    if (group) group.push(chain);
    else byLabel.set(label, [chain]);
  });
  const members = [...byLabel.values()];
  requireThat(members.length >= 2, "nestedRhat", "superchains", "name at least two superchains", superchains);
  const sameSize = members.every((group) => group.length === members[0].length);
  requireThat(sameSize, "nestedRhat", "superchains", "give each superchain as many chains", superchains);
  return members;
}

function ratio(draws: VariableDraws, members: readonly (readonly number[])[]): number {
  const means = draws.chains.map(meanOf);
  const superMeans = new Float64Array(members.length);
  let within = 0;
  members.forEach((group, k) => {
    const own = Float64Array.from(group, (chain) => means[chain]);
    superMeans[k] = meanOf(own);
    if (group.length > 1) within += varianceAround(superMeans[k], own);
    if (draws.chains[0].length === 1) return;
    for (const chain of group) within += varianceAround(means[chain], draws.chains[chain]) / group.length;
  });
  return Math.sqrt(1 + varianceAround(meanOf(superMeans), superMeans) / (within / members.length));
}
