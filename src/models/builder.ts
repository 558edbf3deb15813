/** The words in which a model is declared. */
import type { Axis } from "../density/axis.js";
import { binary, column, Expression, type Fitting, row, toExpression } from "../density/expression.js";
import type { Distribution, VectorDistribution } from "../distributions/index.js";
import { InvalidArgument } from "../errors.js";
import { type ColumnKinds, type ColumnsOf, IndexColumn, type Kind, MatrixColumn } from "./columns.js";
import { type NamesOf, requireNames } from "./known-options.js";
import { completed, declareParameter } from "./parameter.js";
import { type AnyDistribution, axisOf, type Over, type ParameterOptions } from "./parameter-options.js";
import { requirePossible } from "./possible-parameters.js";
import type { DeclaredColumn } from "./table.js";
import type { Trace } from "./trace.js";

/** A distribution over the axis of the data, or of one for all; where the type checker does not know an axis, any. */
interface FittingDistribution<Rows extends string, Own extends string> {
  readonly over?: string extends Own ? string : Fitting<Rows>;
}

/** What parameters have one element each of, with its name for the type checker. */
type OverLevels<Levels extends string> = IndexColumn<string, Levels> | (Axis & { readonly name: Levels });

/** What columns are of. */
export interface DataOptions<O extends Over = Over> {
  /** A column of groups, or an axis, whose elements have one value each; the rows when not given. */
  readonly of: O;
}

/** How data are observed. */
export interface ObserveOptions {
  /** Rows before it are only conditioned on; default 0. */
  readonly from?: number;
}

/** What is added. */
export interface AddOptions {
  /** Whether its elements are log densities of observations, given the parameters; default false. */
  readonly observed?: boolean;
}

const ADD_OPTIONS: NamesOf<AddOptions> = { observed: true };
const DATA_OPTIONS: NamesOf<DataOptions> = { of: true };
const OBSERVE_OPTIONS: NamesOf<ObserveOptions> = { from: true };

/** What a model is declared with. */
export interface Builder {
  /** The rows of the data. */
  readonly rows: Axis & { readonly name: "rows" };
  /** Declares columns of the data: of the rows, or of one value for each level of a group. */
  data<const Kinds extends ColumnKinds>(columns: Kinds): ColumnsOf<Kinds, "rows">;
  data<const Kinds extends ColumnKinds, Levels extends string>(
    columns: Kinds,
    options: DataOptions<OverLevels<Levels>>,
  ): ColumnsOf<Kinds, Levels>;
  /** A range of its own: `length` elements, or as many as the columns declared `{ of: axis }` have. */
  axis<const Name extends string>(name: Name, length?: number): Axis & { readonly name: Name };
  /** An unknown with its prior distribution. */
  parameter(name: string, distribution: Distribution, options?: Omit<ParameterOptions, "over" | "length">): Expression<"scalar">;
  /** One for each level of a group, or for each element of an axis; with a length, one vector for each: see `columnsOf`. */
  parameter<Name extends string, Levels extends string, Own extends string>(
    name: Name,
    distribution: Distribution<Own>,
    options: ParameterOptions & { readonly over: OverLevels<Levels>; readonly length: number },
  ): Expression<`${Levels} × ${Name}`>;
  parameter<Levels extends string, Own extends string>(
    name: string,
    distribution: Distribution<Own> & FittingDistribution<NoInfer<Levels>, NoInfer<Own>>,
    options: ParameterOptions & { readonly over: OverLevels<Levels> },
  ): Expression<Levels>;
  parameter<Name extends string>(
    name: Name,
    distribution: Distribution,
    options: ParameterOptions & { readonly length: number },
  ): Expression<Name>;
  /**
   * A vector, such as a simplex; a matrix, over K × K; one vector for each level of a group, over levels × K (see `columnsOf`); or, where the distribution has as
   * many numbers as an axis, one over that axis.
   */
  parameter(name: string, distribution: VectorDistribution, options?: Pick<ParameterOptions, "over" | "centered">): Expression;
  /** Data and their distribution given the parameters: the likelihood. */
  observe<Rows extends string, Own extends string>(
    data: Expression<Rows>,
    distribution: Distribution<Own> & FittingDistribution<NoInfer<Rows>, NoInfer<Own>>,
    options?: ObserveOptions,
  ): void;
  /** A vector, or one in each row of a matrix. */
  observe(data: Expression | MatrixColumn, distribution: VectorDistribution, options?: ObserveOptions): void;
  /** A distribution of something computed from parameters: a part of the prior. */
  assume(quantity: Expression, distribution: AnyDistribution): void;
  /** Adds to log π: of an array, the sum of its elements; with `{ observed: true }` each is the log density of an observation, for leave-one-out. */
  add(name: string, logDensity: Expression, options?: AddOptions): void;
  /** Records a quantity with each draw, and gives it back. */
  record<Name extends string>(name: string, quantity: Expression<Name>): Expression<Name>;
}

/** The data columns in which values are missing. */
export type MissingColumns = ReadonlySet<string>;

const KINDS: ReadonlySet<Kind> = new Set(["real", "count", "binary", "index", "number", "matrix"]);

/** Runs a declaration and notes what it declares. `missing` says in which columns values are missing in the data at hand. */
export function traceOf(declare: (builder: Builder) => void, missing: MissingColumns): Trace {
  const rows: Axis = { name: "rows" };
  const trace: Trace = { tables: [], parameters: [], statements: [], terms: [], added: [], recorded: [] };
  const names = new Set<string>();
  const claim = (caller: string, name: string): void => {
    if (typeof name !== "string" || name === "") throw new InvalidArgument(caller, "name", "be a name", name);
    if (names.has(name)) throw new InvalidArgument(caller, "name", "be declared once", name);
    names.add(name);
  };

  /** A name that nothing has yet: statements about the same column are numbered. */
  const claimNext = (name: string): string => {
    let next = name;
    for (let k = 2; names.has(next); k++) next = `${name} (${k})`;
    names.add(next);
    return next;
  };

  const declareColumns = (kinds: ColumnKinds, options: Partial<DataOptions> = {}): Record<string, unknown> => {
    requireNames("data", options, DATA_OPTIONS);
    const of = options.of === undefined ? rows : axisOf("data", "of", options.of);
    const columns: DeclaredColumn[] = [];
    const declared: Record<string, unknown> = {};
    for (const [name, kind] of Object.entries(kinds)) {
      claim("data", name);
      if (!KINDS.has(kind?.kind)) throw new InvalidArgument("data", name, `be declared as one of ${[...KINDS].join(", ")}`, kind);
      const programName = of === rows ? name : `${of.name}.${name}`;
      const levels: Axis = { name, ...(kind.levels && { length: kind.levels.length, labels: kind.levels.map(String) }) };
      if (kind.kind === "index") declared[name] = new IndexColumn(programName, of, levels);
      else if (kind.kind === "matrix") declared[name] = new MatrixColumn(programName, of, kind.levels?.length);
      else if (kind.kind === "number") declared[name] = column(programName, null);
      else
        declared[name] = kind.missing && missing.has(programName) ? completed(trace, programName, of) : column(programName, of);
      const axis = declared[name] instanceof MatrixColumn ? (declared[name] as MatrixColumn).columns : levels;
      columns.push({ name, programName, kind, axis });
    }
    trace.tables.push({ rows: of, columns });
    return declared;
  };

  const state = (stated: Expression | MatrixColumn, distribution: AnyDistribution, observed: boolean, from = 0): void => {
    const caller = observed ? "observe" : "assume";
    const subject = stated instanceof MatrixColumn ? stated.elements : stated;
    if (!(subject instanceof Expression))
      throw new InvalidArgument(caller, observed ? "data" : "quantity", "be an expression, such as a declared column", subject);
    requirePossible(caller, distribution, trace.parameters);
    if (!(Number.isInteger(from) && from >= 0))
      throw new InvalidArgument(caller, "from", "be the number of a row, an integer from 0", from);
    const name = claimNext(`${subject.about.name ?? (observed ? "data" : "assumed")} ~ ${distribution.name}`);
    const whole = distribution.logDensity(subject);
    if (from > 0 && whole.axis === null)
      throw new InvalidArgument(caller, "from", `be left out for ${distribution.name}, which is of all rows together`, from);
    const density = from > 0 && whole.axis !== null ? whole.times(binary("lessOrEqual", from, row(whole.axis))) : whole;
    const pointwise = ("logDensities" in distribution && distribution.logDensities?.(subject)) || density;
    trace.statements.push({ name, subject, distribution, observed, density, pointwise, from });
    trace.terms.push({ name, expression: density });
  };

  const builder = {
    rows,
    data: declareColumns,
    axis: (name: string, length?: number): Axis => ({ name, ...(length === undefined ? {} : { length }) }),
    parameter: (name: string, distribution: AnyDistribution, options: ParameterOptions = {}): Expression => {
      claim("parameter", name);
      return declareParameter(trace, name, distribution, options);
    },
    observe: (data: Expression | MatrixColumn, distribution: AnyDistribution, options: ObserveOptions = {}): void => {
      requireNames("observe", options, OBSERVE_OPTIONS);
      state(data, distribution, true, options.from);
    },
    assume: (quantity: Expression, distribution: AnyDistribution): void => state(quantity, distribution, false),
    add: (name: string, logDensity: Expression, options: AddOptions = {}): void => {
      requireNames("add", options, ADD_OPTIONS);
      const term = { name: claimNext(name), expression: toExpression(logDensity) };
      trace.terms.push(term);
      if (options.observed === true) trace.added.push(term);
    },
    record: (name: string, quantity: Expression): Expression => {
      claim("record", name);
      trace.recorded.push({ name, expression: quantity });
      return quantity;
    },
  };
  declare(builder as unknown as Builder);
  return trace;
}
