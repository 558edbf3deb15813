/** Summaries of draws as tables. */
import type { DrawsSummary } from "../../draws/index.js";
import type { Column, Figure, Row, Table } from "../../trials/table.js";

/** What a summary is called. */
export interface SummaryTableOptions {
  /** `Posterior` when not given. */
  readonly title?: string;
  readonly notes?: readonly string[];
}

const LABELS: Readonly<Record<string, string>> = {
  rhat: "R-hat",
  essBulk: "bulk ESS",
  essTail: "tail ESS",
  mad: "MAD",
  sd: "SD",
};
/** Decimals of R-hat, and of effective sample sizes. */
const DECIMALS: Readonly<Record<string, number>> = { rhat: 3, rhatNested: 3 };

/**
 * Returns `fit.summarize()` or `summarize(draws)` as a table: a row for each variable. A statistic whose Monte Carlo standard error is there too (`mean` with
 * `mcseMean`, `q5` with `mcseQ5`) has it beside it, and its digits follow from it.
 */
export function summaryTable<Name extends string>(
  summary: DrawsSummary<Name>,
  { title = "Posterior", notes = [] }: SummaryTableOptions = {},
): Table {
  const statistics: readonly string[] = summary.statistics;
  const shown = statistics.filter((name) => !statistics.some((other) => errorOf(other) === name));
  const columns = shown.map((name): Column => ({ name, label: labelOf(name), unit: "number" }));
  const rows = summary.rows.map((row): Row => {
    const figures = shown.map((name) => [name, figureOf(name, row as Readonly<Record<string, string | number>>)]);
    return { variable: row.variable, ...Object.fromEntries(figures) };
  });
  return {
    title,
    columns: [{ name: "variable", label: "variable" }, ...columns],
    rows,
    ...notesOf([...notes, ...withoutDiagnostics(summary.rows)]),
  };
}

const notesOf = (notes: readonly string[]) => (notes.length === 0 ? {} : { notes });

/** Variables that a note names. */
const NAMED = 3;

/** Fixed cells of matrices have no R-hat, and a reader should not wonder. */
function withoutDiagnostics(rows: readonly { readonly variable: string }[]): readonly string[] {
  const names = rows.filter((row) => Number.isNaN((row as { readonly rhat?: number }).rhat)).map(({ variable }) => variable);
  if (names.length === 0) return [];
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return [
    `No R-hat and no effective sample size, for their draws are all the same or not finite: ${names.slice(0, NAMED).join(", ")}${more}.`,
  ];
}

/** The name of a statistic's Monte Carlo standard error. */
const errorOf = (name: string): string => `mcse${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function figureOf(name: string, row: Readonly<Record<string, string | number>>): Figure {
  const value = row[name] as number;
  const standardError = row[errorOf(name)];
  if (typeof standardError === "number") return { value, standardError };
  const decimals = name.startsWith("ess") ? 0 : DECIMALS[name];
  return { value: decimals === undefined || Number.isNaN(value) ? value : Number(value.toFixed(decimals)) };
}

/** `q5` → `5 %`, `essBulk` → `bulk ESS`. */
function labelOf(name: string): string {
  const quantile = /^q([\d.]+)$/.exec(name);
  return quantile === null ? (LABELS[name] ?? name) : `${quantile[1]} %`;
}
