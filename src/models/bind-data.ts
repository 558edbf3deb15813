/** Handing data to a program: only what it reads, for a program of some quantities seldom reads every column. */
import type { BoundProgram, Columns, CompiledDensity, LoadedProgram } from "../density/index.js";
import type { BoundData } from "./table.js";

/** The sizes and columns that the program knows. */
export function readBy({ program }: CompiledDensity, data: Pick<BoundData, "sizes" | "columns">) {
  const sizes = new Set(program.sizes.map(({ name }) => name));
  const columns = new Set(program.arrays.filter(({ role }) => role === "data").map(({ name }) => name));
  return { sizes: only(data.sizes, sizes), columns: only(data.columns, columns) as Columns };
}

/** Binds what the program reads of the data. */
export function bindData(loaded: LoadedProgram, compiled: CompiledDensity, data: BoundData): BoundProgram {
  const { sizes, columns } = readBy(compiled, data);
  return loaded.bind(sizes, columns);
}

const only = <Value>(entries: Readonly<Record<string, Value>>, names: ReadonlySet<string>): Record<string, Value> =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => names.has(name)));
