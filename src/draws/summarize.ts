/** A table of statistics of every variable. */

import { VariableDraws } from "./chains/variable-draws.js";
import type { VariableStatistic } from "./chains/variable-statistic.js";
import type { Draws, Statistic } from "./draws.js";
import { requireChains, requireThat } from "./requirements.js";
import { essBulk } from "./statistics/ess-bulk.js";
import { essTail } from "./statistics/ess-tail.js";
import { mad } from "./statistics/mad.js";
import { mean } from "./statistics/mean.js";
import { median } from "./statistics/median.js";
import { quantile } from "./statistics/quantile.js";
import { rhat } from "./statistics/rhat.js";
import { sd } from "./statistics/sd.js";
import { matchingVariables } from "./subset-draws.js";

/** The columns of a summary when none are asked for. */
export type DefaultStatisticName = "mean" | "median" | "sd" | "mad" | "q5" | "q95" | "rhat" | "essBulk" | "essTail";

/** One variable's figures by the statistic's name; NaN where one is not available. */
export type SummaryRow<Name extends string> = { readonly variable: string } & (string extends Name
  ? { readonly [name: string]: string | number }
  : { readonly [name in Name]: number });

/** A row for each variable, a figure for each statistic: plain data. */
export interface DrawsSummary<Name extends string = string> {
  readonly statistics: readonly Name[];
  readonly rows: readonly SummaryRow<Name>[];
}

/** What is summarized. */
export interface SummarizeOptions<Own extends Statistic> {
  /** Columns; mean, median, sd, mad, q5, q95, rhat, essBulk and essTail when not given. */
  readonly statistics?: readonly Own[];
  /** Names; `alpha` also takes every `alpha[…]`. All when not given. */
  readonly variables?: readonly string[];
}

/**
 * The statistics of each variable; the default columns are those of posterior's `summarise_draws`.
 *
 * Statistics of this library share the sorting of a variable's draws; any other `Statistic` is asked for its `compute`.
 * @throws InvalidArgument for unknown variables, and for statistics that share a name.
 * Source: vehtari2021rank.
 */
export function summarize<Own extends Statistic = Statistic & { readonly name: DefaultStatisticName }>(
  draws: Draws,
  options: SummarizeOptions<Own> = {},
): DrawsSummary<Own["name"]> {
  const caller = "summarize";
  const statistics: readonly Statistic[] = options.statistics ?? defaultStatistics();
  const names = statistics.map(({ name }) => name);
  requireThat(new Set(names).size === names.length, caller, "statistics", "have different names", names);
  requireThat(!names.includes("variable"), caller, "statistics", "not be named `variable`", names);
  const variables = options.variables ? matchingVariables(caller, draws, options.variables) : draws.variables;
  const rows = variables.map((variable) => {
    const chains = draws.of(variable);
    requireChains(caller, `draws.of(${variable})`, chains);
    const shared = new VariableDraws(chains);
    const figures = statistics.map((statistic) => [statistic.name, figureOf(statistic, shared)]);
    return { variable, ...Object.fromEntries(figures) } as SummaryRow<Own["name"]>;
  });
  return { statistics: names, rows };
}

function figureOf(statistic: Statistic | VariableStatistic, draws: VariableDraws): number {
  return "computeShared" in statistic ? statistic.computeShared(draws) : statistic.compute(draws.chains);
}

function defaultStatistics(): readonly Statistic[] {
  return [mean, median, sd, mad, quantile(0.05), quantile(0.95), rhat, essBulk, essTail];
}
