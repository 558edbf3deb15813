/** A model with its data: a log density that can be sampled, and names for what is sampled. */
import { type BoundProgram, logDensityOf, type ProgramLogDensity } from "../density/index.js";
import type { Operator } from "../density/operator.js";
import type { Draws, SamplerTrace } from "../draws/index.js";
import { InvalidArgument } from "../errors.js";
import type { Executor } from "../execution/index.js";
import { type Rng, rngFromSeed } from "../random/index.js";
import {
  automatic,
  type ChainState,
  coordinates,
  nuts,
  type Recorder,
  type RunOptions,
  Sampler,
  type Sampling,
  type SamplingState,
  sampleLogDensity,
  sampleSource,
} from "../sampling/index.js";
import { bindData, readBy } from "./bind-data.js";
import type { CompiledModel } from "./compiled-model.js";
import { Fit, type FittedModel, type NumberedRecorder } from "./fit.js";
import { formulasOf } from "./formulas.js";
import { requireNames } from "./known-options.js";
import { layoutOf, type ParameterLayout } from "./layout.js";
import { likelihoodRecorder } from "./likelihood-recorder.js";
import { logPriorRecorder } from "./log-prior.js";
import { modelTask, outputsOf, type PlainModel } from "./model-task.js";
import { checkObservations } from "./observations.js";
import { Predictive } from "./predictive.js";
import { drawnColumn, type PriorDraw } from "./prior-draw.js";
import { type ModelSampleOptions, type RefitOptions, refitOptionNames, sampleOptionNames } from "./sample-options.js";
import { sizesInWords } from "./sizes-in-words.js";
import type { BoundData, OtherData, TableData } from "./table.js";
import { elementsOf, scalarNames, subjectOf } from "./variables.js";

/** One of many fits. */
export interface Refit {
  /** From 0. */
  readonly number: number;
  /** Views that the next fit writes over: `summarize` them, or `copyOfDraws`. */
  readonly draws: Draws;
  readonly trace: SamplerTrace;
  /** Why the chain could not go on, in words; null if it did. */
  readonly failure: string | null;
}

type BindOther = (
  data: TableData,
  others: OtherData,
  options: { readonly levelsOf: ModelWithData; readonly newLevels: boolean },
) => ModelWithData;

/** Numbers those that are sampled elsewhere, so that threads keep the densities that they made of them. */
const numbered = { count: 0 };

/** A model with its data. */
export class ModelWithData implements FittedModel {
  /** What is recorded with each draw: parameters on their own scales, then recorded quantities. */
  readonly variables: readonly string[];
  /** How many unconstrained coordinates the parameters have. */
  readonly dimension: number;
  /** The coordinates of the parameters. */
  readonly layout: readonly ParameterLayout[];
  private readonly bound: BoundProgram;
  private predictive: Predictive | undefined;
  private number: number | undefined;

  /** @internal */
  constructor(
    readonly model: CompiledModel,
    readonly data: BoundData,
    private readonly bindOther: BindOther,
  ) {
    checkObservations(model.trace, data);
    this.bound = bindData(model.loaded, model.compiled, data);
    this.dimension = this.bound.position.length;
    this.variables = model.quantities.flatMap((quantity) => scalarNames(quantity, data));
    this.layout = layoutOf(model.trace.parameters, data);
  }

  /** The same model with other data, whose groups keep their places; columns that are only observed may be left out. */
  withOther(data: TableData, others: OtherData, newLevels: boolean): ModelWithData {
    return this.bindOther(data, others, { levelsOf: this, newLevels });
  }

  /** The model as formulas, one statement a line, under the sizes of its data. */
  formulas(): string {
    return `${sizesInWords(this.model.trace, this.data)}\n\n${formulasOf(this.model.trace)}`;
  }

  /** Recorded variables that are the same number whatever the parameters are, such as the zeros of a triangular matrix. */
  constants(): ReadonlySet<string> {
    const { trace, quantities } = this.model;
    return new Set(
      trace.parameters.flatMap(({ transform }, k) => {
        const names = transform.constants === undefined ? [] : scalarNames(quantities[k], this.data);
        return names.filter((_, at) => transform.constants?.includes(at % transform.constrainedSize));
      }),
    );
  }

  /** log π of unconstrained coordinates with its gradient, log Jacobians included: for any sampler. */
  logDensity(): ProgramLogDensity {
    this.requireAll("logDensity");
    return logDensityOf(this.bound);
  }

  /** From unconstrained coordinates to the recorded variables. */
  recorder(): Recorder {
    return outputsOf(this.bound, this.recordedArrays(), this.variables);
  }

  /** Data for predictions may lack what is observed. */
  private requireAll(caller: string): void {
    const [absent] = this.data.absent;
    if (absent !== undefined)
      throw new InvalidArgument(caller, "data", `have the column ${absent}`, "data without it, for predictions");
  }

  private recordedArrays(): number[] {
    const { compiled, quantities } = this.model;
    return quantities.map(({ name }) => compiled.outputs.get(name) as number);
  }

  /** From unconstrained coordinates to the log density of each observed value. */
  likelihoodRecorder(): NumberedRecorder {
    this.requireAll("likelihoodRecorder");
    return likelihoodRecorder(this.model, this.data);
  }

  /** From unconstrained coordinates to log p of the priors that are chosen from outside. */
  priorRecorder(): NumberedRecorder {
    return logPriorRecorder(this.model, this.data);
  }

  /** From unconstrained coordinates to new data, drawn from streams of the draw's number. */
  predictiveRecorder(rng: Rng): NumberedRecorder {
    const predictive = this.predictions();
    return {
      variables: predictive.statements.flatMap((statement) => elementsOf(statement, this.data)),
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
    requireNames("sample", options, sampleOptionNames);
    this.requireAll("sample");
    const { warmStart, resume, executor, stopAt, ...others } = options;
    const watched = stopAt && { ...stopAt, recorder: this.recorder() };
    const run = { ...others, stopAt: watched, warmStart: stateOf("warmStart", warmStart), resume: stateOf("resume", resume) };
    if (executor !== undefined) return new Fit(this, await this.sampleElsewhere(executor, run));
    const recorder = options.sink === undefined ? undefined : this.recorder();
    return new Fit(this, await sampleLogDensity(this.logDensity(), { ...run, recorder }));
  }

  /** Hands program and data to an executor's threads. */
  private sampleElsewhere(executor: Executor, options: RunOptions): Promise<Sampling> {
    const { compiled, backend } = this.model;
    const { kernel = nuts(), adaptation = automatic(), sink } = options;
    const { variables, dimension } = this;
    const recorded = sink === undefined ? undefined : { arrays: this.recordedArrays(), variables };
    const plain: PlainModel = {
      program: compiled.program,
      ...readBy(compiled, this.data),
      backend: backend.name,
      ...(recorded && { recorded }),
    };
    const samplers = { kernels: { [kernel.name]: () => kernel }, adaptations: { [adaptation.name]: () => adaptation } };
    const task = modelTask(compiled.operators as readonly Operator<never>[], samplers);
    this.number ??= numbered.count++;
    const key = `${task.name} ${this.number} ${recorded ? "outputs" : "positions"}`;
    const source = { task, data: plain, key, dimension, variables: recorded?.variables ?? coordinates(dimension).variables };
    return sampleSource(source, { ...options, kernel, adaptation, executor });
  }

  /**
   * Fits the same model to many data sets, one after the other, as they are asked for: one chain each, which begins with what the fit before it has learned. Nothing
   * is compiled again and no buffer is made anew, so the draws of one fit are gone when the next is asked for.
   *
   * @throws InvalidArgument for data that do not fit, with the columns' names.
   */
  *refits(dataSets: Iterable<Readonly<Record<string, ArrayLike<number>>>>, options: RefitOptions): Generator<Refit> {
    requireNames("refits", options, refitOptionNames);
    const { seed, warmup = 50, iterations = 1000, kernel, adaptation } = options;
    const { loaded, compiled } = this.model;
    const bound = bindData(loaded, compiled, this.data);
    const { sizes } = readBy(compiled, this.data);
    const target = logDensityOf(bound);
    const recorder = outputsOf(bound, this.recordedArrays(), this.variables);
    const sampler = new Sampler(target, { recorder, iterations, ...(kernel && { kernel }), ...(adaptation && { adaptation }) });
    let after: ChainState | undefined;
    let number = 0;
    for (const columns of dataSets) {
      bound.rebind(sizes, readBy(compiled, { sizes, columns: replacedColumns(this.data, columns) }).columns);
      const stream = `${seed}/${number}`;
      const run = sampler.run({ seed: stream, ...(after === undefined ? {} : { after, warmup }) });
      if (run.failure === null) after = sampler.state();
      yield { number: number++, draws: run.draws, trace: run.trace, failure: run.failure };
    }
  }

  /**
   * Draws the parameters from their priors, and data from the model with them: what one believes before one sees data. Predictors are those at hand.
   *
   * @throws InvalidArgument for priors from which nothing can be drawn: improper ones, and those with parts declared by `assume` or `add`.
   */
  priorDraw(rng: Rng | number | string): PriorDraw {
    const stream = typeof rng === "object" ? rng : rngFromSeed(rng);
    const predictive = this.predictions();
    const position = new Float64Array(this.dimension);
    const drawn = predictive.simulateInto(position, stream.child("parameters"), stream.child("data"));
    const values = new Float64Array(this.variables.length);
    this.recorder().writeInto(values, position);
    return {
      position,
      parameters: Object.fromEntries(this.variables.map((name, k) => [name, values[k]])),
      data: Object.fromEntries(
        predictive.statements.map((statement, k) => [subjectOf(statement), drawnColumn(statement, drawn[k], this.data)]),
      ),
    };
  }

  /** Draws the coordinates of which `isKnown` is 0 from their priors, given the others: those of new groups, say. */
  completeInto(position: Float64Array, isKnown: Uint8Array, rng: Rng): void {
    this.predictions().completeInto(position, isKnown, rng);
  }

  private predictions(): Predictive {
    this.predictive ??= new Predictive(this.model, this.data);
    return this.predictive;
  }
}

/** The state of a fit, or what is one already. */
function stateOf(option: "warmStart" | "resume", earlier: Fit | SamplingState | undefined): SamplingState | undefined {
  if (earlier === undefined) return undefined;
  const state = "state" in earlier ? earlier.state : earlier;
  if (!Array.isArray(state.chains)) throw new InvalidArgument("sample", option, "be a fit or the state of one", earlier);
  return state;
}

/** The data with other columns in the place of some. */
function replacedColumns(data: BoundData, columns: Readonly<Record<string, ArrayLike<number>>>): BoundData["columns"] {
  const replaced = { ...data.columns };
  for (const [name, values] of Object.entries(columns)) {
    const old = data.columns[name];
    if (old === undefined)
      throw new InvalidArgument(
        "refits",
        "dataSets",
        `have columns of the model (${Object.keys(data.columns).join(", ")})`,
        name,
      );
    if (values.length !== old.length) throw new InvalidArgument("refits", name, `have ${old.length} values`, values.length);
    replaced[name] = old instanceof Int32Array ? Int32Array.from(values) : Float64Array.from(values);
  }
  return replaced;
}
