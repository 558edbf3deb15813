/** A model with its data: a log density that can be sampled, and names for what is sampled. */
import { type BoundProgram, logDensityOf } from "../density/index.js";
import type { LogDensity } from "../density/log-density.js";
import { type Rng, rngFromSeed } from "../random/index.js";
import { type Recorder, type SampleOptions, type Sampling, sampleLogDensity } from "../sampling/index.js";
import type { CompiledModel } from "./compiled-model.js";
import { Fit } from "./fit.js";
import { checkObservations } from "./observations.js";
import { OutputProgram } from "./output-program.js";
import { Predictive } from "./predictive.js";
import type { BoundData } from "./table.js";
import type { DeclaredStatement } from "./trace.js";
import { labelsOf, scalarNames } from "./variables.js";

/** How a model is sampled. */
export interface ModelSampleOptions extends Omit<SampleOptions, "recorder" | "warmStart" | "resume"> {
  /** An earlier fit of the same model to other data: its step sizes and metrics are begun with. */
  readonly warmStart?: Fit;
  /** An interrupted or shorter fit of the same model and data with the same options, to go on with to the same bits as if it had never stopped. */
  readonly resume?: Fit;
}

/** A recorder that knows the number of the draw: for quantities that are themselves drawn. */
export interface NumberedRecorder {
  readonly variables: readonly string[];
  writeInto(values: Float64Array, position: Float64Array, draw: number): void;
}

/** One draw from the prior, with data drawn from it. */
export interface PriorDraw {
  /** Unconstrained coordinates. */
  readonly position: Float64Array;
  /** By variable. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Values of each observed statement, by the column's name (the statement's where it is not of a column). */
  readonly data: Readonly<Record<string, Float64Array>>;
}

/** A model with its data. */
export class ModelWithData {
  /** What is recorded with each draw: parameters on their own scales, then recorded quantities. */
  readonly variables: readonly string[];
  /** How many unconstrained coordinates the parameters have. */
  readonly dimension: number;
  private readonly bound: BoundProgram;
  private predictive: Predictive | undefined;

  /** @internal */
  constructor(
    readonly model: CompiledModel,
    readonly data: BoundData,
  ) {
    checkObservations(model.trace, data);
    this.bound = model.loaded.bind(data.sizes, data.columns);
    this.dimension = this.bound.position.length;
    this.variables = model.quantities.flatMap((quantity) => scalarNames(quantity, data));
  }

  /** log π of unconstrained coordinates with its gradient, log Jacobians included: for any sampler. */
  logDensity(): LogDensity {
    return logDensityOf(this.bound);
  }

  /** From unconstrained coordinates to the recorded variables. */
  recorder(): Recorder {
    const { bound, variables } = this;
    const { compiled, quantities } = this.model;
    const arrays = quantities.map(({ name }) => compiled.outputs.get(name) as number);
    return {
      variables,
      writeInto(values, position) {
        bound.position.set(position);
        bound.run("outputs");
        let at = 0;
        for (const array of arrays) {
          const view = bound.array(array);
          values.set(view, at);
          at += view.length;
        }
      },
    };
  }

  /** From unconstrained coordinates to the log density of each observed value. */
  likelihoodRecorder(): NumberedRecorder {
    const statements = this.model.trace.statements.filter(({ observed }) => observed);
    const program = new OutputProgram(
      this.model,
      this.data,
      statements.map(({ name, density }) => ({ name, expression: density })),
    );
    return {
      variables: statements.flatMap((statement) =>
        statement.density.axis === null ? [subjectOf(statement)] : this.elementsOf(statement).slice(statement.from),
      ),
      writeInto(values, position) {
        program.position.set(position);
        program.run();
        let at = 0;
        statements.forEach(({ from }, k) => {
          const view = program.values(k).subarray(from);
          values.set(view, at);
          at += view.length;
        });
      },
    };
  }

  /** From unconstrained coordinates to new data, drawn from streams of the draw's number. */
  predictiveRecorder(rng: Rng): NumberedRecorder {
    const predictive = this.predictions();
    return {
      variables: predictive.statements.flatMap((statement) => this.elementsOf(statement)),
      writeInto(values, position, draw) {
        let at = 0;
        for (const drawn of predictive.dataAt(position, rng.child(draw))) {
          values.set(drawn, at);
          at += drawn.length;
        }
      },
    };
  }

  /**
   * Draws from the posterior distribution by NUTS.
   *
   * @throws InvalidArgument for options out of range, and where the density is 0 at every starting point: the message says which term.
   */
  async sample(options: ModelSampleOptions): Promise<Fit> {
    const { warmStart, resume, ...others } = options;
    const sampling: Sampling = await sampleLogDensity(this.logDensity(), {
      ...others,
      ...(options.sink === undefined ? {} : { recorder: this.recorder() }),
      ...(warmStart === undefined ? {} : { warmStart: warmStart.state }),
      ...(resume === undefined ? {} : { resume: resume.state }),
    });
    return new Fit(this, sampling);
  }

  /** Draws the parameters from their priors, and data from the model with them: what one believes before one sees data. */
  priorDraw(rng: Rng | number | string): PriorDraw {
    const stream = typeof rng === "object" ? rng : rngFromSeed(rng);
    const predictive = this.predictions();
    const position = new Float64Array(this.dimension);
    predictive.priorInto(position, stream.child("parameters"));
    const values = new Float64Array(this.variables.length);
    this.recorder().writeInto(values, position);
    const drawn = predictive.dataAt(position, stream.child("data"));
    return {
      position,
      parameters: Object.fromEntries(this.variables.map((name, k) => [name, values[k]])),
      data: Object.fromEntries(predictive.statements.map((statement, k) => [subjectOf(statement), drawn[k]])),
    };
  }

  private predictions(): Predictive {
    this.predictive ??= new Predictive(this.model, this.data);
    return this.predictive;
  }

  private elementsOf(statement: DeclaredStatement): readonly string[] {
    const { axis } = statement.subject;
    const name = subjectOf(statement);
    return axis === null ? [name] : labelsOf(axis, this.data).map((label) => `${name}[${label}]`);
  }
}

/** The column that a statement is about, or its own name. */
const subjectOf = ({ name, subject }: DeclaredStatement): string =>
  subject.operation === "column" ? (subject.about.name as string) : name;
