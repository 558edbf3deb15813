/** Data on their way into memory: every mistake is told with its column, row and value. */
import { InvalidArgument } from "../../errors.js";
import type { Columns } from "../backend.js";
import type { Program } from "../program.js";
import { listOf } from "./layout.js";

/** The sizes of the arrays that each array of indices points into. */
export function sizesPointedInto({ arrays, entries }: Program): ReadonlyMap<number, ReadonlySet<number>> {
  const targets = new Map<number, Set<number>>();
  for (const step of Object.values(entries).flat()) {
    if (step.kind !== "loop") continue;
    for (const line of step.body) {
      if (line.op !== "gather" && line.op !== "scatter") continue;
      const sizes = targets.get(line.index) ?? new Set();
      targets.set(line.index, sizes.add(arrays[line.array].size));
    }
  }
  return targets;
}

/**
 * Looks at every value, so that nothing is bound unless all can be.
 *
 * @throws InvalidArgument if a column is unknown, missing or of the wrong length, or a value is not finite or not a valid index.
 */
export function checkColumns(
  program: Program,
  columns: Columns,
  lengths: readonly number[],
  pointedInto: ReadonlyMap<number, ReadonlySet<number>>,
): void {
  const data = [...program.arrays.entries()].filter(([, { role }]) => role === "data");
  for (const name of Object.keys(columns)) {
    if (!data.some(([, slot]) => slot.name === name))
      throw new InvalidArgument("bind", "columns", `be among ${listOf(data.map(([, slot]) => slot.name))}`, name);
  }
  for (const [number, { name, type, size }] of data) {
    const column = columns[name];
    if (column === undefined) throw new InvalidArgument("bind", `columns.${name}`, "be there", column);
    if (column.length !== lengths[size])
      throw new InvalidArgument(
        "bind",
        `columns.${name}`,
        `have ${lengths[size]} rows (${program.sizes[size].name})`,
        column.length,
      );
    if (type === "f64") checkFinite(name, column);
    else
      checkIndices(
        name,
        column,
        [...(pointedInto.get(number) ?? [])].map((target) => lengths[target]),
      );
  }
}

function checkFinite(name: string, column: Float64Array | Int32Array): void {
  for (let row = 0; row < column.length; row++) {
    if (!Number.isFinite(column[row]))
      throw new InvalidArgument("bind", `columns.${name}[${row}]`, "be a finite number", column[row]);
  }
}

function checkIndices(name: string, column: Float64Array | Int32Array, lengths: readonly number[]): void {
  const end = Math.min(0x80000000, ...lengths);
  const start = lengths.length === 0 ? -0x80000000 : 0;
  for (let row = 0; row < column.length; row++) {
    const value = column[row];
    if (value >= start && value < end && Math.floor(value) === value) continue;
    throw new InvalidArgument("bind", `columns.${name}[${row}]`, `be a whole number in [${start}, ${end})`, value);
  }
}
