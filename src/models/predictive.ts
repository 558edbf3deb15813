/** Drawing from a model: parameters from their priors, data from their distributions given parameters. */
import { Expression, toExpression } from "../density/expression.js";
import type { Distribution, Domain, VectorDistribution } from "../distributions/index.js";
import { InvalidArgument } from "../errors.js";
import type { Rng } from "../random/index.js";
import type { CompiledModel } from "./compiled-model.js";
import { OutputProgram } from "./output-program.js";
import type { BoundData } from "./table.js";
import type { DeclaredParameter, DeclaredStatement, NamedExpression, Trace } from "./trace.js";
import { lengthOf } from "./variables.js";

type AnyDistribution = Distribution | VectorDistribution;

/** A distribution whose parameters are quantities of the program. */
interface Source {
  readonly name: string;
  readonly distribution: AnyDistribution;
  /** Its parameters: their names, where they are in the program, and whether they are handed over as arrays. */
  readonly parameters: readonly { readonly name: string; readonly quantity: number; readonly isArray: boolean }[];
  /** How many numbers a draw has. */
  readonly length: number;
}

/** Draws of parameters and of data of one model with its data. */
export class Predictive {
  /** The observed statements, in their order. */
  readonly statements: readonly DeclaredStatement[];
  private readonly program: OutputProgram;
  private readonly priors: readonly Source[];
  private readonly likelihoods: readonly Source[];
  private readonly parameters: readonly DeclaredParameter[];
  private readonly data: BoundData;
  private readonly trace: Trace;

  constructor(model: CompiledModel, data: BoundData) {
    this.data = data;
    this.trace = model.trace;
    this.parameters = model.trace.parameters;
    this.statements = model.trace.statements.filter(({ observed }) => observed);
    const quantities: NamedExpression[] = [];
    const source = (name: string, distribution: AnyDistribution, length: number): Source => {
      const vector = isVector(distribution);
      const parameters = Object.entries(distribution.parameters).map(([parameter, operand]) => {
        const quantity = quantities.push({ name: `${name} ${parameter}`, expression: toExpression(operand) }) - 1;
        const isWhole = vector || ARRAYS.has(distribution.domains[parameter] as Domain);
        return { name: parameter, quantity, isArray: isWhole && operand instanceof Expression && operand.axis !== null };
      });
      return { name, distribution, parameters, length };
    };
    this.priors = this.parameters.map(({ name, distribution, standard, value }) =>
      source(name, standard ?? distribution, lengthOf(value.axis, data)),
    );
    this.likelihoods = this.statements.map(({ name, distribution, subject }) =>
      source(name, distribution, lengthOf(subject.axis, data)),
    );
    this.program = new OutputProgram(model, data, quantities);
  }

  /**
   * Writes a draw of the parameters from their priors, as a position.
   *
   * @throws InvalidArgument for priors from which nothing can be drawn: improper ones, and those with parts declared by `assume` or `add`.
   */
  priorInto(position: Float64Array, rng: Rng): void {
    requireDrawable(this.trace);
    this.program.position.fill(0);
    let start = 0;
    this.parameters.forEach((parameter, k) => {
      const end = start + lengthOf(parameter.position.axis, this.data);
      const coordinates = this.program.position.subarray(start, end);
      this.program.run();
      const values = this.draw(this.priors[k], rng.child(parameter.name));
      arrange(parameter, values);
      if (parameter.standard !== undefined) coordinates.set(values);
      else unconstrain(parameter, coordinates, values);
      start = end;
    });
    position.set(this.program.position);
  }

  /** Draws data at a position: the values of each observed statement. */
  dataAt(position: Float64Array, rng: Rng): Float64Array[] {
    this.program.position.set(position);
    this.program.run();
    return this.likelihoods.map((source) => this.draw(source, rng.child(source.name)));
  }

  private draw({ name, distribution, parameters, length }: Source, rng: Rng): Float64Array {
    const values = new Float64Array(length);
    const views = parameters.map(({ quantity }) => this.program.values(quantity));
    const given: Record<string, number | ArrayLike<number>> = {};
    if (isVector(distribution)) {
      parameters.forEach((parameter, k) => {
        given[parameter.name] = parameter.isArray ? views[k] : views[k][0];
      });
      const size = distribution.numeric.size(given);
      for (let at = 0; at < length; at += size) distribution.numeric.drawInto(values.subarray(at, at + size), rng, given);
    } else {
      for (let i = 0; i < length; i++) {
        for (let k = 0; k < parameters.length; k++) {
          const view = views[k];
          given[parameters[k].name] = parameters[k].isArray ? view : view[view.length === 1 ? 0 : i];
        }
        values[i] = distribution.numeric.draw(rng, given);
      }
    }
    if (values.some(Number.isNaN))
      throw new InvalidArgument("draw", name, "have a distribution that can be drawn from", distribution.name);
    return values;
  }
}

/** Parameters of which the distribution takes all elements at once, the same for all rows. */
const ARRAYS: ReadonlySet<Domain> = new Set(["vector", "positive-vector", "simplex", "ordered"]);

const isVector = (distribution: AnyDistribution): distribution is VectorDistribution => "drawInto" in distribution.numeric;

/** Refuses priors of which the parameters' own distributions are only a part. */
function requireDrawable({ statements, terms, parameters }: Trace): void {
  const own = new Set([...parameters, ...statements.filter(({ observed }) => observed)].map(({ name }) => name));
  for (const { name, expression } of terms) {
    if (!own.has(name) && !readsData(expression))
      throw new InvalidArgument("priorDraw", "model", "have a prior of nothing but its parameters' own distributions", name);
  }
}

function readsData(expression: Expression): boolean {
  const seen = new Set<Expression>();
  const reads = (node: Expression): boolean => {
    if (seen.has(node)) return false;
    seen.add(node);
    return node.operation === "column" || node.inputs.some(reads);
  };
  return reads(expression);
}

/** Of equal distributions, elements in order are the sorted draws. */
function arrange({ name, transform, distribution }: DeclaredParameter, values: Float64Array): void {
  if (transform.elementwise || isVector(distribution)) return;
  const isOrder = transform.name === "ordered" || transform.name === "positive-ordered";
  const equal = Object.values(distribution.parameters).every((operand) => toExpression(operand).axis === null);
  if (!isOrder || !equal)
    throw new InvalidArgument("priorDraw", name, "be independent, or in order with one distribution for all", transform.name);
  values.sort();
}

function unconstrain({ transform }: DeclaredParameter, coordinates: Float64Array, values: Float64Array): void {
  if (!transform.elementwise) transform.unconstrainInto(coordinates, values);
  else
    for (let i = 0; i < values.length; i++) transform.unconstrainInto(coordinates.subarray(i, i + 1), values.subarray(i, i + 1));
}
