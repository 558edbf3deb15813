/** Reading data: rows or columns of anything into the typed arrays that a program is bound to. */
import type { Axis } from "../density/axis.js";
import { InvalidArgument } from "../errors.js";
import type { ColumnKind } from "./columns.js";

/** A list of records, or arrays by column name (and numbers for `number` columns). */
export type TableData = readonly object[] | Readonly<Record<string, unknown>>;

/** Data of tables other than the rows, by the name of their axis, and `number` columns by their name. */
export type OtherData = Readonly<Record<string, TableData | number>>;

/** A column that a model has declared. */
export interface DeclaredColumn {
  readonly name: string;
  /** What it is called in the program: tables other than the first put their name before. */
  readonly programName: string;
  readonly kind: ColumnKind;
  /** Of an index: the axis of its levels. Of a matrix: the axis of its columns. */
  readonly axis?: Axis;
}

/** A table that a model has declared. */
export interface DeclaredTable {
  readonly rows: Axis;
  readonly columns: readonly DeclaredColumn[];
}

/** What binding needs: lengths by axis name, arrays by program name; and the labels of the levels. */
export interface BoundData {
  readonly sizes: Record<string, number>;
  readonly columns: Record<string, Float64Array | Int32Array>;
  readonly labels: Map<Axis, readonly string[]>;
  /** Rows of the columns declared with missing values where the value is missing. */
  readonly missing: Record<string, Int32Array>;
  /** Columns that were not given, for predictions do not need them. */
  readonly absent: Set<string>;
}

/** How tables are read. */
export interface Reading {
  readonly caller: string;
  /** The values of `number` columns. */
  readonly numbers: Readonly<Record<string, number>>;
  /** The columns, by program name, that may be left out. */
  readonly optional: ReadonlySet<string>;
  /** Whether there may be levels that earlier data did not have. */
  readonly newLevels: boolean;
}

/**
 * Reads one table into `bound`.
 *
 * @throws InvalidArgument that names the column, the row and the value: a column that is not there or of another length, values that its kind does not
 * allow, levels that were not declared.
 */
export function readTable(table: DeclaredTable, data: TableData, reading: Reading, bound: BoundData): void {
  const { caller, numbers, optional } = reading;
  const given = { ...numbers, ...asColumns(reading, data, table) };
  const labels = bound.labels.get(table.rows);
  const order = labels === undefined ? undefined : orderByLabel(caller, table.rows.name, labels, given[table.rows.name]);
  let rowCount = labels?.length ?? (Array.isArray(data) ? data.length : undefined);
  for (const declared of table.columns) {
    const values = given[declared.name];
    if (values === undefined && optional.has(declared.programName)) {
      bound.absent.add(declared.programName);
      continue;
    }
    if (values === undefined)
      throw new InvalidArgument(caller, "data", `have the column ${declared.name}`, Object.keys(given).join(", "));
    if (declared.kind.kind === "number") {
      bound.columns[declared.programName] = Float64Array.of(readNumber(caller, declared.name, values));
      continue;
    }
    if (!isArrayLike(values)) throw new InvalidArgument(caller, declared.name, "be a list of values", values);
    rowCount ??= values.length;
    if (values.length !== rowCount)
      throw new InvalidArgument(caller, declared.name, `have ${rowCount} values, as ${table.rows.name} has`, values.length);
    readColumn(reading, declared, order === undefined ? values : order.map((at) => values[at]), bound);
  }
  if (rowCount === undefined) return;
  if (rowCount === 0) throw new InvalidArgument(caller, "data", "have at least one row", "none");
  bound.sizes[table.rows.name] = rowCount;
  for (const column of table.columns) if (bound.absent.has(column.programName)) leaveOut(column, rowCount, bound);
}

/** Numbers in the place of a column that is not given. */
function leaveOut({ programName, kind, axis }: DeclaredColumn, rowCount: number, bound: BoundData): void {
  const width = kind.kind === "matrix" ? (kind.levels?.length ?? 1) : 1;
  bound.columns[programName] = kind.kind === "index" ? new Int32Array(rowCount) : new Float64Array(rowCount * width).fill(1);
  if (kind.missing) bound.missing[programName] = new Int32Array(0);
  if (axis === undefined || (kind.kind !== "index" && kind.kind !== "matrix")) return;
  const labels = bound.labels.get(axis) ?? kind.levels?.map(String) ?? ["1"];
  bound.labels.set(axis, labels);
  bound.sizes[axis.name] = labels.length;
}

function readColumn(reading: Reading, declared: DeclaredColumn, values: ArrayLike<unknown>, bound: BoundData): void {
  const { programName, kind } = declared;
  const { caller } = reading;
  if (kind.kind === "index") bound.columns[programName] = readIndex(reading, declared, values, bound);
  else if (kind.kind === "matrix") bound.columns[programName] = readMatrix(caller, declared, values, bound);
  else {
    const missing: number[] = [];
    const numbers = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) {
      if (kind.missing && isMissing(values[i])) missing.push(i);
      else numbers[i] = readValue(caller, `${declared.name}[${i}]`, kind.kind, values[i]);
    }
    bound.columns[programName] = numbers;
    if (kind.missing) bound.missing[programName] = Int32Array.from(missing);
  }
}

function readIndex(
  { caller, newLevels }: Reading,
  declared: DeclaredColumn,
  values: ArrayLike<unknown>,
  bound: BoundData,
): Int32Array {
  const axis = declared.axis as Axis;
  const earlier = declared.kind.levels?.map(String) ?? bound.labels.get(axis);
  const fixed = newLevels && declared.kind.levels === undefined ? undefined : earlier;
  const places = new Map<string, number>(earlier?.map((label, at) => [label, at]));
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (isMissing(value) || typeof value === "object")
      throw new InvalidArgument(caller, `${declared.name}[${i}]`, "be the name or number of a level", value);
    const label = String(value);
    let place = places.get(label);
    if (place === undefined) {
      if (fixed !== undefined)
        throw new InvalidArgument(
          caller,
          `${declared.name}[${i}]`,
          `be one of the levels ${fixed.slice(0, 10).join(", ")}`,
          value,
        );
      place = places.size;
      places.set(label, place);
    }
    codes[i] = place;
  }
  bound.labels.set(axis, [...places.keys()]);
  bound.sizes[axis.name] = places.size;
  return codes;
}

function readMatrix(caller: string, declared: DeclaredColumn, values: ArrayLike<unknown>, bound: BoundData): Float64Array {
  const axis = declared.axis as Axis;
  const names = declared.kind.levels?.map(String);
  const width = names?.length ?? (isArrayLike(values[0]) ? values[0].length : 0);
  if (width === 0) throw new InvalidArgument(caller, `${declared.name}[0]`, "be a list of numbers, one or more", values[0]);
  const elements = new Float64Array(values.length * width);
  for (let i = 0; i < values.length; i++) {
    const line = values[i];
    if (!isArrayLike(line) || line.length !== width)
      throw new InvalidArgument(caller, `${declared.name}[${i}]`, `be a list of ${width} numbers`, line);
    for (let j = 0; j < width; j++) elements[i * width + j] = readValue(caller, `${declared.name}[${i}][${j}]`, "real", line[j]);
  }
  bound.sizes[axis.name] = width;
  if (names !== undefined) bound.labels.set(axis, names);
  return elements;
}

function readValue(caller: string, argument: string, kind: "real" | "count" | "binary" | "number", value: unknown): number {
  const x = typeof value === "boolean" || typeof value === "bigint" ? Number(value) : value;
  if (typeof x !== "number" || !Number.isFinite(x)) throw new InvalidArgument(caller, argument, "be a finite number", value);
  if (kind === "count" && !(Number.isInteger(x) && x >= 0))
    throw new InvalidArgument(caller, argument, "be an integer from 0", value);
  if (kind === "binary" && x !== 0 && x !== 1) throw new InvalidArgument(caller, argument, "be 0 or 1", value);
  return x;
}

function readNumber(caller: string, name: string, value: unknown): number {
  const only = isArrayLike(value) && value.length === 1 ? value[0] : value;
  return readValue(caller, name, "number", only);
}

/** Rows in the order of the labels: a table of counties may name its counties in a column of that name; otherwise it is in the order of the levels. */
function orderByLabel(caller: string, name: string, labels: readonly string[], keys: unknown): number[] | undefined {
  if (!isArrayLike(keys)) return undefined;
  const places = new Map(Array.from(keys, (key, at) => [String(key), at]));
  return labels.map((label) => {
    const at = places.get(label);
    if (at === undefined)
      throw new InvalidArgument(caller, name, `have a row for ${label}`, Array.from(keys).slice(0, 10).join(", "));
    return at;
  });
}

function asColumns({ caller, optional }: Reading, data: TableData, table: DeclaredTable): Readonly<Record<string, unknown>> {
  if (typeof data !== "object" || data === null)
    throw new InvalidArgument(caller, "data", "be a list of rows, or an object of columns", data);
  if (!Array.isArray(data)) return data as Readonly<Record<string, unknown>>;
  const records = data as readonly Readonly<Record<string, unknown>>[];
  const columns: Record<string, unknown> = {};
  for (const { name, programName, kind } of table.columns) {
    if (kind.kind === "number") continue;
    if (records.length > 0 && optional.has(programName) && !(name in records[0])) continue;
    if (records.length > 0 && !(name in records[0]))
      throw new InvalidArgument(caller, "data", `have the column ${name}`, Object.keys(records[0]).join(", "));
    columns[name] = records.map((record) => record[name]);
  }
  const key = table.rows.name;
  if (records.length > 0 && columns[key] === undefined && key in records[0]) columns[key] = records.map((record) => record[key]);
  return columns;
}

const isMissing = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "number" && Number.isNaN(value));

const isArrayLike = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
