/** Reads the files of this folder: see README.md. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the reference says of one scalar variable. */
export interface ReferenceSummary {
  readonly mean: number;
  readonly sd: number;
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
  /** The number of independent reference draws, where there are such. */
  readonly draws?: number;
  /** The Monte Carlo standard error of the mean, where the reference is a long run of Stan. */
  readonly mcse_mean?: number;
}

/** A public posterior: its data, and what is known of it. */
export interface PosteriorFile {
  // biome-ignore lint/suspicious/noExplicitAny: twenty different shapes
  readonly data: any;
  /** How many scalars each parameter has. */
  readonly dimensions: Readonly<Record<string, number>>;
  /** By scalar, such as `theta[1]`; empty without a reference. */
  readonly reference: Readonly<Record<string, ReferenceSummary>>;
}

/** A benchmark's bundle lies elsewhere: it runs in the project's root. */
const folder = [import.meta.dirname, "test/reference/posteriordb/data"].find((path) => existsSync(join(path, "posteriors.json")));
const read = (name: string) => JSON.parse(readFileSync(join(folder as string, name), "utf8"));

type Column = readonly number[] | { readonly levels: readonly number[]; readonly codes: readonly number[] };

/** Back from columns, some of them coded, to the lines of a matrix. */
function linesOf(columns: readonly Column[]): number[][] {
  const decoded = columns.map((column) => ("codes" in column ? column.codes.map((code) => column.levels[code]) : column));
  return decoded[0].map((_, row) => decoded.map((column) => column[row]));
}

/** The posterior of that name in `posteriors.json`. */
export function readPosterior(name: string): PosteriorFile {
  const { data: file, dimensions, reference } = read("posteriors.json")[name];
  const { columns, ...data } = read(file);
  return { data: columns === undefined ? data : { ...data, X: linesOf(columns) }, dimensions, reference: reference ?? {} };
}

/** The standard error of a reference mean: given, or that of independent draws. */
export const referenceError = ({ sd, draws, mcse_mean }: ReferenceSummary): number => mcse_mean ?? sd / Math.sqrt(draws ?? 1);
