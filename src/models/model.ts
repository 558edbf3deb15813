/** Models: declared once, compiled once, and given data as often as wanted. */
import type { Expression } from "../density/expression.js";
import { type Backend, compile, defaultBackend } from "../density/index.js";
import { validities } from "../density/operators/index.js";
import { InvalidArgument } from "../errors.js";
import { type Builder, type MissingColumns, traceOf } from "./builder.js";
import type { CompiledModel } from "./compiled-model.js";
import { columnsOnlyObserved, positionKey, readBy } from "./dependencies.js";
import { formulasOf } from "./formulas.js";
import { type NamesOf, requireNames } from "./known-options.js";
import { ModelWithData } from "./model-with-data.js";
import { type BoundData, type OtherData, readTable, type TableData } from "./table.js";
import type { Trace } from "./trace.js";

/** How data are read. */
export interface WithOptions {
  /**
   * The same model with earlier data, whose groups these data have: for predictions from a fit to those. Columns that are only observed may then be left out.
   */
  readonly levelsOf?: ModelWithData;
  /** Whether there may be groups besides; only with `levelsOf`. Default false. */
  readonly newLevels?: boolean;
}

export interface ModelOptions {
  /** What runs the compiled density: WebAssembly where it is allowed, otherwise closures; both give the same bits. */
  readonly backend?: Backend;
}

const WITH_OPTIONS: NamesOf<WithOptions> = { levelsOf: true, newLevels: true };
const MODEL_OPTIONS: NamesOf<ModelOptions> = { backend: true };

/** A model without data. */
export interface Model {
  /**
   * The model of these data.
   *
   * @throws InvalidArgument for columns that are not there, of other lengths, with values that their kind or the distribution does not allow.
   */
  with(data: TableData, others?: OtherData, options?: WithOptions): ModelWithData;
  /** The model as formulas, one statement a line. */
  formulas(): string;
}

/**
 * Declares a model.
 *
 *     const coin = model(({ data, parameter, observe }) => {
 *       const { heads } = data({ heads: binary });
 *       const probability = parameter("probability", beta({ shape1: 1, shape2: 1 }));
 *       observe(heads, bernoulli({ probability }));
 *     });
 *     const fit = await coin.with({ heads: [1, 0, 1, 1] }).sample({ seed: 1 });
 */
export function model(declare: (builder: Builder) => void, options: ModelOptions = {}): Model {
  requireNames("model", options, MODEL_OPTIONS);
  const variants = new Map<string, CompiledModel>();
  const first = traceOf(declare, new Set());
  if (first.parameters.length === 0 && !first.tables.some(({ columns }) => columns.some(({ kind }) => kind.missing))) {
    throw new InvalidArgument("model", "declare", "declare a parameter", "none");
  }
  requireInformed(first);
  const compiledFor = (missing: MissingColumns): CompiledModel => {
    const key = [...missing].sort().join("\n");
    let variant = variants.get(key);
    if (variant === undefined) {
      const trace = missing.size === 0 ? first : traceOf(declare, missing);
      variant = compileTrace(trace, options.backend ?? defaultBackend());
      variants.set(key, variant);
    }
    return variant;
  };
  const bind: Model["with"] = (data, others = {}, given = {}) => {
    requireNames("with", given, WITH_OPTIONS);
    const read = (trace: Trace): BoundData => readData(trace, data, others, given);
    const bound = read(first);
    const missing = addMissing(bound);
    const compiled = compiledFor(missing);
    if (missing.size === 0) return new ModelWithData(compiled, bound, bind);
    // Declared again with other axes: labels are those of the declaration that is used.
    const again = read(compiled.trace);
    addMissing(again);
    return new ModelWithData(compiled, again, bind);
  };
  return { with: bind, formulas: () => formulasOf(first) };
}

/** Refuses unknowns with an improper prior of which no likelihood tells. */
function requireInformed({ parameters, statements, terms }: Trace): void {
  const own = new Set(parameters.map(({ name }) => name));
  const stated = new Set(statements.map(({ name }) => name));
  const informed = readBy([
    ...terms.filter(({ name }) => stated.has(name) || !own.has(name)).map(({ expression }) => expression),
    ...parameters.flatMap(({ distribution }) => Object.values(distribution.parameters)),
  ]);
  for (const { name, distribution, position } of parameters) {
    if (distribution.isImproper === true && !informed.has(positionKey(position.about.name as string)))
      throw new InvalidArgument("model", name, "have a proper prior, or be read by a likelihood", distribution.name);
  }
}

function compileTrace(trace: Trace, backend: Backend): CompiledModel {
  const quantities = [...trace.parameters.map(({ name, value }) => ({ name, expression: value })), ...trace.recorded];
  const positions = trace.parameters.map(({ position }): Expression => position);
  // Where an operator fails (a matrix that is not positive definite, an equation not solved), the density is 0.
  const validity = validities(trace.terms.map(({ expression }) => expression)).map((expression, k) => ({
    name: `${expression.about.call?.operator.name ?? "operator"} ${k + 1}`,
    expression,
  }));
  const compiled = compile({ terms: [...trace.terms, ...validity], positions, outputs: quantities });
  return { trace, quantities, compiled, loaded: backend.load(compiled.program, compiled.operators), backend };
}

function readData(trace: Trace, data: TableData, others: OtherData, { levelsOf, newLevels = false }: WithOptions): BoundData {
  const bound: BoundData = { sizes: {}, columns: {}, labels: labelsOf(trace, levelsOf), missing: {}, absent: new Set() };
  const numbers: Record<string, number> = {};
  for (const [name, value] of Object.entries(others)) if (typeof value === "number") numbers[name] = value;
  const known = new Set(trace.tables.map(({ rows }) => rows.name));
  for (const name of Object.keys(others)) {
    const isNumber = trace.tables.some(({ columns }) =>
      columns.some((column) => column.name === name && column.kind.kind === "number"),
    );
    if (!known.has(name) && !isNumber)
      throw new InvalidArgument("with", "others", `name tables or numbers of the model (${[...known].join(", ")})`, name);
  }
  const optional = levelsOf === undefined ? NONE : columnsOnlyObserved(trace);
  for (const table of trace.tables) {
    const own = table.rows.name === "rows" ? data : others[table.rows.name];
    if (own === undefined || typeof own === "number") {
      throw new InvalidArgument("with", "others", `have the table ${table.rows.name}`, Object.keys(others).join(", "));
    }
    readTable(table, own, { caller: "with", numbers, optional, newLevels }, bound);
  }
  return bound;
}

const NONE: ReadonlySet<string> = new Set();

/** The labels that earlier data of the same model gave to its groups. */
function labelsOf(trace: Trace, earlier: ModelWithData | undefined): BoundData["labels"] {
  const labels: BoundData["labels"] = new Map();
  const known = new Map([...(earlier?.data.labels ?? [])].map(([{ name }, levels]) => [name, levels]));
  for (const { axis } of trace.tables.flatMap(({ columns }) => columns)) {
    const levels = axis && known.get(axis.name);
    if (axis !== undefined && levels !== undefined) labels.set(axis, levels);
  }
  return labels;
}

/** Adds what the expressions of completed columns read, and says which columns have missing values. */
function addMissing(bound: BoundData): Set<string> {
  const missing = new Set<string>();
  for (const [name, rows] of Object.entries(bound.missing)) {
    if (rows.length === 0) continue;
    missing.add(name);
    const length = (bound.columns[name] as Float64Array).length;
    const isMissing = new Float64Array(length);
    const place = new Int32Array(length);
    rows.forEach((at, number) => {
      isMissing[at] = 1;
      place[at] = number;
    });
    bound.columns[`${name} is missing`] = isMissing;
    bound.columns[`place of missing ${name}`] = place;
    bound.sizes[`missing ${name}`] = rows.length;
  }
  return missing;
}
