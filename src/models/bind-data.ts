/** Handing data to a program: only what it reads, for a program of some quantities seldom reads every column. */
import type { BoundProgram, CompiledDensity, LoadedProgram } from "../density/index.js";
import type { BoundData } from "./table.js";

/** Binds the sizes and columns that the program knows. */
export function bindData(loaded: LoadedProgram, { program }: CompiledDensity, data: BoundData): BoundProgram {
  const sizes = new Set(program.sizes.map(({ name }) => name));
  const columns = new Set(program.arrays.filter(({ role }) => role === "data").map(({ name }) => name));
  return loaded.bind(only(data.sizes, sizes), only(data.columns, columns));
}

const only = <Value>(entries: Readonly<Record<string, Value>>, names: ReadonlySet<string>): Record<string, Value> =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => names.has(name)));
