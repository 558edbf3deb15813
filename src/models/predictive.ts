/** Drawing from a model: parameters from their priors, data from their distributions given parameters. */
import type { Expression } from "../density/expression.js";
import { InvalidArgument } from "../errors.js";
import type { Rng } from "../random/index.js";
import type { CompiledModel } from "./compiled-model.js";
import { columnKey, type DrawStep, inOrder, operandsForDraws, positionKey, readBy } from "./dependencies.js";
import { type DrawSource, drawSource, drawUnitsInto } from "./draw-source.js";
import { OutputProgram } from "./output-program.js";
import { drawCoordinatesInto, operandsOf, type ParameterDraw, parameterDraw } from "./parameter-draw.js";
import type { BoundData } from "./table.js";
import type { DeclaredStatement, NamedExpression, Trace } from "./trace.js";

/** A statement with the source of its data. */
interface StatementDraw {
  readonly statement: DeclaredStatement;
  readonly source: DrawSource;
  /** The column that it is about, if it is one. */
  readonly column: string | undefined;
  /** Where the coordinates of its missing values are. */
  readonly missing: ParameterDraw | undefined;
}

type Step = DrawStep & ({ readonly parameter: ParameterDraw } | { readonly data: StatementDraw });

/** Draws of parameters and of data of one model with its data. */
export class Predictive {
  /** The observed statements, in their order. */
  readonly statements: readonly DeclaredStatement[];
  private readonly trace: Trace;
  private readonly program: OutputProgram;
  private readonly parameters: readonly ParameterDraw[];
  private readonly likelihoods: readonly StatementDraw[];
  private readonly valuesOf = (quantity: number): Float64Array => this.program.values(quantity);

  constructor(
    model: CompiledModel,
    private readonly data: BoundData,
  ) {
    this.trace = model.trace;
    const quantities: NamedExpression[] = [];
    let end = 0;
    this.parameters = model.trace.parameters.map((parameter) => {
      const draw = parameterDraw(parameter, end, data, quantities);
      end = draw.end;
      return draw;
    });
    this.statements = model.trace.statements.filter(({ observed }) => observed);
    this.likelihoods = this.statements.map((statement) => {
      const { name, distribution, subject } = statement;
      const column = columnOfStatement(statement);
      return {
        statement,
        source: drawSource(name, distribution, subject.axis, data, quantities),
        column,
        missing: this.parameters.find(({ parameter }) => column !== undefined && parameter.column === column),
      };
    });
    this.program = new OutputProgram(model, data, quantities);
  }

  /**
   * Draws parameters from their priors, written as a position, and data from their distributions, from parents to children: what is drawn stands for the data in what
   * depends on it, of a series also in its own later rows. Missing values are drawn, and NaN in the data that come back.
   *
   * @throws InvalidArgument for priors from which nothing can be drawn: improper ones, and those with parts declared by `assume` or `add`.
   */
  simulateInto(position: Float64Array, parameterRng: Rng, dataRng: Rng): Float64Array[] {
    requireDrawable(this.trace);
    this.program.position.fill(0);
    const steps = inOrder("priorDraw", this.steps());
    const columns = { ...this.data.columns };
    const drawn = new Map<StatementDraw, Float64Array>();
    for (const step of steps) {
      if ("parameter" in step) {
        const { parameter, start, end } = step.parameter;
        this.program.run();
        const coordinates = this.program.position.subarray(start, end);
        drawCoordinatesInto(coordinates, step.parameter, this.valuesOf, parameterRng.child(parameter.name));
      } else drawn.set(step.data, this.simulateData(step, columns, dataRng.child(step.name)));
    }
    position.set(this.program.position);
    this.program.rebind(this.data);
    return this.likelihoods.map((likelihood) => drawn.get(likelihood) as Float64Array);
  }

  /** Draws data at a position, given the data at hand: the values of each observed statement. Rows that are only conditioned on stay as they are. */
  dataAt(position: Float64Array, rng: Rng): Float64Array[] {
    this.program.position.set(position);
    this.program.run();
    return this.likelihoods.map((likelihood) => {
      const values = this.valuesBefore(likelihood);
      this.drawRows(values, likelihood, likelihood.statement.from, likelihood.source.units, rng.child(likelihood.source.name));
      return values;
    });
  }

  /** Draws, from their priors given the others, the coordinates of which `isKnown` is 0. */
  completeInto(position: Float64Array, isKnown: Uint8Array, rng: Rng): void {
    this.program.position.set(position);
    for (const step of inOrder("predict", this.steps())) {
      const draw = "parameter" in step ? step.parameter : step.data.missing;
      if (draw === undefined) continue;
      const { parameter, start, end } = draw;
      const known = isKnown.subarray(start, end);
      if (known.every((flag) => flag === 1)) continue;
      this.program.run();
      const own = rng.child(parameter.name);
      if ("parameter" in step) drawCoordinatesInto(this.program.position.subarray(start, end), draw, this.valuesOf, own, known);
      else this.completeMissing(step.data, own);
    }
    position.set(this.program.position);
  }

  private completeMissing(data: StatementDraw, rng: Rng): void {
    const values = this.valuesBefore(data);
    this.drawRows(values, data, 0, data.source.units, rng);
    this.withoutMissing(values, data);
  }

  /** Parameters, then statements, each with what it depends on. */
  private steps(): Step[] {
    const ofParameters = this.parameters
      .filter(({ parameter }) => !this.likelihoods.some(({ missing }) => missing?.parameter === parameter))
      .map((draw): Step => {
        const { name, position } = draw.parameter;
        const reads = readBy(operandsOf(draw.parameter));
        return { name, reads, provides: [positionKey(position.about.name as string)], parameter: draw };
      });
    const ofData = this.likelihoods.map((data): Step => {
      const { statement, column, missing } = data;
      const provides = [
        ...(column === undefined ? [] : [columnKey(column)]),
        ...(missing === undefined ? [] : [positionKey(missing.parameter.position.about.name as string)]),
      ];
      return { name: statement.name, reads: readBy(operandsForDraws(statement.distribution)), provides, data };
    });
    return [...ofParameters, ...ofData];
  }

  /** Draws the values of a statement, and puts them in the place of its column, for what depends on it. */
  private simulateData(
    { reads, data }: Step & { readonly data: StatementDraw },
    columns: BoundData["columns"],
    rng: Rng,
  ): Float64Array {
    const { source, column, statement } = data;
    const values = this.valuesBefore(data);
    const isSeries = column !== undefined && reads.has(columnKey(column));
    if (!isSeries) {
      this.program.run();
      this.drawRows(values, data, statement.from, source.units, rng);
      this.replace(columns, column, values);
    }
    for (let row = statement.from; isSeries && row < source.units; row++) {
      this.program.run();
      this.drawRows(values, data, row, row + 1, rng);
      this.replace(columns, column, values);
    }
    return this.withoutMissing(values, data);
  }

  private drawRows(values: Float64Array, { source }: StatementDraw, first: number, last: number, rng: Rng): void {
    const out = values.subarray(first * source.size, last * source.size);
    drawUnitsInto(out, source, first, last, this.valuesOf, rng);
    if (out.some(Number.isNaN))
      throw new InvalidArgument("draw", source.name, "have a distribution that can be drawn from", source.distribution.name);
  }

  private replace(columns: BoundData["columns"], column: string | undefined, values: Float64Array): void {
    if (column === undefined || !this.program.reads(column)) return;
    columns[column] = columns[column] instanceof Int32Array ? Int32Array.from(values) : values.slice();
    this.program.rebind({ sizes: this.data.sizes, columns });
  }

  /** Puts the values of rows that miss one into the position, and NaN in their place. */
  private withoutMissing(values: Float64Array, { missing, column }: StatementDraw): Float64Array {
    if (missing === undefined || column === undefined) return values;
    this.data.missing[column]?.forEach((row, k) => {
      this.program.position[missing.start + k] = values[row];
      values[row] = Number.NaN;
    });
    return values;
  }

  /** Room for the values of a statement, with the data of the rows that are only conditioned on. */
  private valuesBefore({ source, statement: { from }, column }: StatementDraw): Float64Array {
    const values = new Float64Array(source.units * source.size);
    const given = column === undefined ? undefined : this.data.columns[column];
    for (let i = 0; i < from * source.size && given !== undefined; i++) values[i] = given[i];
    return values;
  }
}

/** The column that a statement is about: one of data, or one that is completed; undefined for what is computed. */
export function columnOfStatement({ subject: { operation, about } }: DeclaredStatement): string | undefined {
  return operation === "column" || operation === "index" || operation === "select" ? about.name : undefined;
}

/** Refuses priors of which the parameters' own distributions are only a part. */
function requireDrawable({ statements, terms, parameters }: Trace): void {
  const own = new Set([...parameters, ...statements.filter(({ observed }) => observed)].map(({ name }) => name));
  for (const { name, expression } of terms) {
    if (!own.has(name) && !readsData(expression))
      throw new InvalidArgument("priorDraw", "model", "have a prior of nothing but its parameters' own distributions", name);
  }
}

const readsData = (expression: Expression): boolean => [...readBy([expression])].some((key) => key.startsWith(columnKey("")));
