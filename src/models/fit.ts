/** A fit: what was drawn from a posterior distribution, and what follows from it. */

import type { LogDensity } from "../density/index.js";
import {
  type DefaultStatisticName,
  type Diagnosis,
  type Draws,
  type DrawsSummary,
  diagnose,
  drawsFromArrays,
  type LogLikelihood,
  type LooEstimate,
  loo,
  momentMatchedLoo,
  type PowerScalingOptions,
  type PowerScalingSensitivity,
  powerScalingSensitivity,
  type SamplerTrace,
  type Statistic,
  type SummarizeOptions,
  summarize,
  type UnconstrainedPosterior,
  type WaicEstimate,
  waic,
} from "../draws/index.js";
import { InvalidArgument, inNameOf } from "../errors.js";
import { type Rng, rngFromSeed } from "../random/index.js";
import type { Divergence, Sampling, SamplingState } from "../sampling/index.js";
import { type NamesOf, requireNames } from "./known-options.js";
import { carriedCoordinates, type ParameterLayout } from "./layout.js";
import type { OtherData, TableData } from "./table.js";

/** A recorder that knows the number of the draw: for quantities that are themselves drawn. */
export interface NumberedRecorder {
  readonly variables: readonly string[];
  writeInto(values: Float64Array, position: Float64Array, draw: number): void;
}

/** What a fit asks of its model with data: to compute from positions. */
export interface FittedModel {
  logDensity(): LogDensity;
  readonly dimension: number;
  readonly layout: readonly ParameterLayout[];
  recorder(): NumberedRecorder;
  likelihoodRecorder(): NumberedRecorder;
  /** log p of the priors that are chosen from outside, as `logPrior`. */
  priorRecorder(): NumberedRecorder;
  predictiveRecorder(rng: Rng): NumberedRecorder;
  constants(): ReadonlySet<string>;
  formulas(): string;
  withOther(data: TableData, others: OtherData, newLevels: boolean): FittedModel;
  completeInto(position: Float64Array, isKnown: Uint8Array, rng: Rng): void;
}

/** For which data something is computed from a fit. */
export interface PredictOptions {
  readonly seed: number | string;
  /** Other rows, in which the columns that are only observed may be left out, or the same model with other data; the fitted data when not given. */
  readonly data?: TableData | FittedModel;
  /** Tables other than the rows, and numbers, as `with` takes them. */
  readonly others?: OtherData;
  /** Whether there may be groups that the fit has not: their parameters are drawn from their priors, given the others. Default false. */
  readonly newGroups?: boolean;
}

const PREDICT_OPTIONS: NamesOf<PredictOptions> = { seed: true, data: true, others: true, newGroups: true };

/** Draws from a posterior distribution. */
export class Fit {
  /** Whether all iterations were made, the signal ended the run, or a chain could not go on. */
  readonly ending: Sampling["ending"];
  /** Why chains could not go on, in words. */
  readonly failures: readonly string[];
  /** What the sampler recorded, chain by chain. */
  readonly traces: readonly SamplerTrace[];
  readonly divergences: readonly (readonly Divergence[])[];
  /** Evaluations of the log density by all chains, warmup included. */
  readonly evaluations: number;
  /** The unconstrained coordinates, from which everything else is computed when it is asked for. */
  readonly positions: Draws;
  private recorded: Draws | undefined;
  private likelihood: Draws | undefined;

  /** @internal */
  constructor(
    readonly model: FittedModel,
    private readonly sampling: Sampling,
  ) {
    ({ ending: this.ending, failures: this.failures, traces: this.traces, divergences: this.divergences } = sampling);
    ({ evaluations: this.evaluations, draws: this.positions } = sampling);
  }

  /** The run as plain data. */
  get state(): SamplingState {
    return this.sampling.state;
  }

  /** The parameters on their own scales and what was recorded besides. */
  get draws(): Draws {
    this.recorded ??= this.computed(this.model.recorder());
    return this.recorded;
  }

  /** log p(observation | parameters) of every observed value, as draws of variables such as `logRadon[17]`. */
  logLikelihood(): Draws {
    this.likelihood ??= this.computed(this.model.likelihoodRecorder());
    return this.likelihood;
  }

  /** The sizes of the data, and the model as formulas, one statement a line. */
  formulas(): string {
    return this.model.formulas();
  }

  /**
   * A row for each variable: mean, median, standard deviations, quantiles, R-hat and effective sample sizes. Elements that are the same number whatever
   * the parameters are, such as the zeros of a Cholesky factor, are left out unless variables are named.
   */
  summarize<Own extends Statistic = Statistic & { readonly name: DefaultStatisticName }>(
    options: SummarizeOptions<Own> = {},
  ): DrawsSummary<Own["name"]> {
    return summarize(this.draws, { variables: this.varying(), ...options });
  }

  /** What is wrong with the run, if anything, in words, and what to try. */
  diagnose(): Diagnosis {
    return diagnose(this.draws, this.traces, { variables: this.varying() });
  }

  /** The variables that are not the same number whatever the parameters are. */
  private varying(): readonly string[] {
    const constants = this.model.constants();
    return this.draws.variables.filter((name) => !constants.has(name));
  }

  /**
   * The expected log predictive density of new observations, by Pareto-smoothed leave-one-out; where an observation is too influential for
   * that, from draws moved by moment matching, unless more observations than `matchAtMost` (default 20) are: each costs ten to twenty
   * evaluations of the model for each draw.
   */
  loo({ matchAtMost = 20 }: { readonly matchAtMost?: number } = {}): LooEstimate {
    if (!(matchAtMost >= 0)) throw new InvalidArgument("loo", "matchAtMost", "be a number from 0", matchAtMost);
    const observations = this.observations();
    const estimate = loo(observations);
    const { length } = estimate.highKhat;
    return length === 0 || length > matchAtMost ? estimate : momentMatchedLoo(estimate, observations, this.posterior());
  }

  /**
   * How much the posterior of each variable moves when the priors, or the likelihood, are raised to powers near 1: whether the prior decides. Priors are those whose
   * own parameters are numbers or data; nothing is fitted again.
   */
  priorSensitivity(options: PowerScalingOptions = {}): PowerScalingSensitivity {
    const terms = this.observations();
    const total = this.positions.of(this.positions.variables[0]).map((chain) => new Float64Array(chain.length));
    for (let k = 0; k < terms.observationCount; k++) {
      for (const [c, chain] of terms.of(k).entries()) for (let i = 0; i < chain.length; i++) total[c][i] += chain[i];
    }
    const logPrior = this.computed(this.model.priorRecorder()).of("logPrior");
    return powerScalingSensitivity(this.draws, { logPrior, logLikelihood: total }, options);
  }

  /** The same by the widely applicable information criterion. */
  waic(): WaicEstimate {
    return waic(this.observations());
  }

  /** Densities at positions that are not among the draws. */
  private posterior(): UnconstrainedPosterior {
    const { positions, model } = this;
    const density = model.logDensity();
    const gradient = new Float64Array(model.dimension);
    const recorder = model.likelihoodRecorder();
    const values = new Float64Array(recorder.variables.length);
    return {
      positions,
      logDensity: (position) => density.evaluateInto(gradient, position),
      logLikelihood(observation, position) {
        recorder.writeInto(values, position, 0);
        return values[observation];
      },
    };
  }

  private observations(): LogLikelihood {
    const recorder = this.model.likelihoodRecorder();
    if (recorder.variables.length === 0)
      throw new InvalidArgument("loo", "model", "observe data: what is only added to the density has no observations", "none");
    const draws = this.logLikelihood();
    return {
      observationCount: draws.variables.length,
      of: (k) => draws.of(draws.variables[k]),
      labelOf: (k) => draws.variables[k],
    };
  }

  /**
   * Draws of new data for each observed statement: for the fitted data, or for others. Each is drawn given the data at hand: of a series, one step ahead.
   *
   * @throws InvalidArgument for data that do not fit the model, and for groups that the fit has not, unless `newGroups` is true.
   */
  predict(options: PredictOptions): Draws {
    const data = this.dataOf("predict", options);
    return this.computed(data.predictiveRecorder(rngFromSeed(options.seed)), this.carriedTo("predict", data, options));
  }

  /**
   * The parameters and recorded quantities under other data, such as expected values of new rows.
   *
   * @throws InvalidArgument as `predict`.
   */
  quantities(options: PredictOptions): Draws {
    const data = this.dataOf("quantities", options);
    return this.computed(data.recorder(), this.carriedTo("quantities", data, options));
  }

  private dataOf(caller: string, options: PredictOptions): FittedModel {
    requireNames(caller, options, PREDICT_OPTIONS);
    const { data = this.model, others = {}, newGroups = false } = options;
    return inNameOf(caller, () => (isFitted(data) ? data : this.model.withOther(data, others, newGroups)));
  }

  /** How positions of the fit become positions for other data. */
  private carriedTo(caller: string, data: FittedModel, { seed, newGroups = false }: PredictOptions): Carry | undefined {
    if (data === this.model) return undefined;
    const coordinates = carriedCoordinates(caller, this.model.layout, data.layout, newGroups);
    const isKnown = Uint8Array.from(coordinates, (from) => (from < 0 ? 0 : 1));
    const rng = rngFromSeed(seed).child("new groups");
    if (isKnown.every((flag) => flag === 1)) return { coordinates };
    return { coordinates, complete: (position, draw) => data.completeInto(position, isKnown, rng.child(draw)) };
  }

  private computed(recorder: NumberedRecorder, carry?: Carry): Draws {
    const { positions } = this;
    const { iterationCount, chainCount } = positions;
    const columns = positions.variables.map((variable) => positions.of(variable));
    const coordinates = carry?.coordinates ?? Int32Array.from(columns, (_, k) => k);
    const position = new Float64Array(coordinates.length);
    const values = new Float64Array(recorder.variables.length);
    const chains = Array.from({ length: chainCount }, (_, c) => {
      const chain = new Float64Array(values.length * iterationCount);
      for (let i = 0; i < iterationCount; i++) {
        const draw = c * iterationCount + i;
        for (let k = 0; k < position.length; k++) position[k] = coordinates[k] < 0 ? 0 : columns[coordinates[k]][c][i];
        carry?.complete?.(position, draw);
        recorder.writeInto(values, position, draw);
        for (let k = 0; k < values.length; k++) chain[k * iterationCount + i] = values[k];
      }
      return chain;
    });
    return drawsFromArrays(recorder.variables, chains);
  }
}

/** From which coordinates of the fit those for other data come, and what draws those that come from none. */
interface Carry {
  readonly coordinates: Int32Array;
  readonly complete?: (position: Float64Array, draw: number) => void;
}

const isFitted = (data: TableData | FittedModel): data is FittedModel => "predictiveRecorder" in data;
