/** CmdStan's CSV files as draws. */
import { InvalidArgument } from "../../errors.js";
import type { Draws, SamplerTrace } from "../draws.js";
import { drawsFromArrays } from "../draws-from-arrays.js";
import { requireThat } from "../requirements.js";
import { cmdStanColumns } from "./cmdstan-csv.js";

/** What the files of a run hold. */
export interface CmdStanOutput {
  readonly draws: Draws;
  /** One for each chain; empty if the files lack one of the columns of NUTS. */
  readonly traces: readonly SamplerTrace[];
}

interface ChainText {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/**
 * Draws and traces from the texts of CmdStan CSV files, one for each chain: `theta.1.2` becomes `theta[1,2]`, and warmup draws are left out.
 *
 * @throws InvalidArgument for no texts, texts without draws, entries that are not numbers, and chains that differ in columns or length.
 */
export function parseCmdStanCsv(texts: readonly string[]): CmdStanOutput {
  const caller = "parseCmdStanCsv";
  requireThat(Array.isArray(texts) && texts.length > 0, caller, "texts", "hold at least one text", texts);
  const chains = texts.map((text, i) => chainOf(caller, text, `texts[${i}]`));
  const [{ columns, rows }] = chains;
  chains.forEach((chain, i) => {
    const same = chain.columns.join() === columns.join();
    requireThat(same, caller, `texts[${i}]`, "have the columns of the first", chain.columns.join());
    requireThat(
      chain.rows.length === rows.length,
      caller,
      `texts[${i}]`,
      `hold ${rows.length} draws as the first`,
      chain.rows.length,
    );
  });
  const variables = columns.flatMap((column, at) => (column.endsWith("__") ? [] : [{ name: variableOf(column), at }]));
  const arrays = chains.map((chain) => {
    const values = new Float64Array(variables.length * rows.length);
    variables.forEach(({ at }, v) => {
      chain.rows.forEach((row, t) => {
        values[v * rows.length + t] = row[at];
      });
    });
    return values;
  });
  requireThat(variables.length > 0, caller, "texts[0]", "have columns of variables", columns.join());
  const draws = drawsFromArrays(
    variables.map(({ name }) => name),
    arrays,
  );
  return { draws, traces: tracesOf(chains) };
}

function chainOf(caller: string, text: string, argument: string): ChainText {
  requireThat(typeof text === "string", caller, argument, "be text", text);
  const lines = text.split(/\r?\n/);
  const setting = (name: string) => {
    const line = lines.find((own) => own.startsWith("#") && new RegExp(`^#\\s*${name}\\s*=`).test(own));
    return line?.replace(/^[^=]*=\s*/, "").replace(/\s*\(Default\)\s*$/, "");
  };
  const numbered = lines.map((line, i) => ({ line, number: i + 1 })).filter(({ line }) => line !== "" && !line.startsWith("#"));
  requireThat(numbered.length > 1, caller, argument, "hold a header and at least one draw", text);
  const columns = numbered[0].line.split(",").map((column) => column.trim());
  const rows = numbered.slice(1).map(({ line, number }) => {
    const entries = line.split(",");
    const place = `${argument} line ${number}`;
    if (entries.length !== columns.length)
      throw new InvalidArgument(caller, place, `hold ${columns.length} entries`, entries.length);
    return entries.map((entry) => numberOf(caller, place, entry.trim()));
  });
  const saved = setting("save_warmup");
  const isSaved = saved === "1" || saved === "true";
  const warmup = isSaved ? Math.ceil(Number(setting("num_warmup") ?? 0) / Number(setting("thin") ?? 1)) : 0;
  requireThat(rows.length > warmup, caller, argument, `hold more than the ${warmup} draws of warmup`, rows.length);
  return { columns, rows: rows.slice(warmup) };
}

function numberOf(caller: string, place: string, entry: string): number {
  const value = Number(entry);
  if (entry !== "" && !Number.isNaN(value)) return value;
  const lower = entry.toLowerCase();
  if (lower === "nan" || lower === "-nan") return Number.NaN;
  if (/^[+-]?inf(inity)?$/.test(lower)) return lower.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  throw new InvalidArgument(caller, place, "hold numbers", entry);
}

/** `theta.1.2` → `theta[1,2]`. */
function variableOf(column: string): string {
  const match = /^(.+?)((?:\.\d+)+)$/.exec(column);
  return match ? `${match[1]}[${match[2].slice(1).replaceAll(".", ",")}]` : column;
}

function tracesOf(chains: readonly ChainText[]): SamplerTrace[] {
  const { columns } = chains[0];
  const places = Object.entries(cmdStanColumns).map(([name, member]) => [member, columns.indexOf(name)] as const);
  if (places.some(([, at]) => at < 0)) return [];
  return chains.map(
    ({ rows }) =>
      Object.fromEntries(
        places.map(([member, at]) => [member, Float64Array.from(rows, (row) => row[at])]),
      ) as unknown as SamplerTrace,
  );
}
