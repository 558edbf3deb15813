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
  type SamplerTrace,
  type Statistic,
  type SummarizeOptions,
  summarize,
  type UnconstrainedPosterior,
  type WaicEstimate,
  waic,
} from "../draws/index.js";
import { InvalidArgument } from "../errors.js";
import { type Rng, rngFromSeed } from "../random/index.js";
import type { Divergence, Sampling, SamplingState } from "../sampling/index.js";
import { type NamesOf, requireNames } from "./known-options.js";

/** A recorder that knows the number of the draw: for quantities that are themselves drawn. */
export interface NumberedRecorder {
  readonly variables: readonly string[];
  writeInto(values: Float64Array, position: Float64Array, draw: number): void;
}

/** What a fit asks of its model with data: to compute from positions. */
export interface FittedModel {
  logDensity(): LogDensity;
  readonly dimension: number;
  readonly parameterNames: readonly string[];
  recorder(): NumberedRecorder;
  likelihoodRecorder(): NumberedRecorder;
  predictiveRecorder(rng: Rng): NumberedRecorder;
}

/** How predictions are drawn. */
export interface PredictOptions {
  readonly seed: number | string;
  /** The same model with other data; the fitted data when not given. */
  readonly data?: FittedModel;
}

const PREDICT_OPTIONS: NamesOf<PredictOptions> = { seed: true, data: true };

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
  /** The run as plain data. */
  readonly state: SamplingState;
  /** The unconstrained coordinates, from which everything else is computed when it is asked for. */
  readonly positions: Draws;
  private recorded: Draws | undefined;
  private likelihood: Draws | undefined;

  /** @internal */
  constructor(
    readonly model: FittedModel,
    sampling: Sampling,
  ) {
    ({ ending: this.ending, failures: this.failures, traces: this.traces, divergences: this.divergences } = sampling);
    ({ evaluations: this.evaluations, state: this.state, draws: this.positions } = sampling);
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

  /** A row for each variable: mean, median, standard deviations, quantiles, R-hat and effective sample sizes. */
  summarize<Own extends Statistic = Statistic & { readonly name: DefaultStatisticName }>(
    options: SummarizeOptions<Own> = {},
  ): DrawsSummary<Own["name"]> {
    return summarize(this.draws, options);
  }

  /** What is wrong with the run, if anything, in words, and what to try. */
  diagnose(): Diagnosis {
    return diagnose(this.draws, this.traces);
  }

  /**
   * The expected log predictive density of new observations, by Pareto-smoothed leave-one-out; where an observation is too influential for
   * that, from draws moved by moment matching, unless more observations than `matchAtMost` (default 20) are: each costs some ten
   * evaluations of the model for each draw.
   */
  loo({ matchAtMost = 20 }: { readonly matchAtMost?: number } = {}): LooEstimate {
    if (!(matchAtMost >= 0)) throw new InvalidArgument("loo", "matchAtMost", "be a number from 0", matchAtMost);
    const observations = this.observations();
    const estimate = loo(observations);
    const { length } = estimate.highKhat;
    return length === 0 || length > matchAtMost ? estimate : momentMatchedLoo(estimate, observations, this.posterior());
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
   * Draws of new data for each observed statement: for the model's own data, or for others of the same model.
   *
   * @throws InvalidArgument for data with other groups, or in another order: `model.with(data, {}, { levelsOf })` reads them in that of the fitted data.
   */
  predict(options: PredictOptions): Draws {
    requireNames("predict", options, PREDICT_OPTIONS);
    const { seed, data = this.model } = options;
    if (data.dimension !== this.model.dimension) {
      throw new InvalidArgument("predict", "data", `have the parameters of the fit (${this.model.dimension})`, data.dimension);
    }
    const { parameterNames } = this.model;
    const other = data.parameterNames.findIndex((name, k) => name !== parameterNames[k]);
    if (other >= 0) {
      const requirement = `have ${parameterNames[other]} where the fit has it (see the option levelsOf of with)`;
      throw new InvalidArgument("predict", "data", requirement, data.parameterNames[other]);
    }
    return this.computed(data.predictiveRecorder(rngFromSeed(seed)));
  }

  private computed(recorder: NumberedRecorder): Draws {
    const { positions } = this;
    const { iterationCount, chainCount } = positions;
    const columns = positions.variables.map((variable) => positions.of(variable));
    const position = new Float64Array(columns.length);
    const values = new Float64Array(recorder.variables.length);
    const chains = Array.from({ length: chainCount }, (_, c) => {
      const chain = new Float64Array(values.length * iterationCount);
      for (let i = 0; i < iterationCount; i++) {
        for (let k = 0; k < position.length; k++) position[k] = columns[k][c][i];
        recorder.writeInto(values, position, c * iterationCount + i);
        for (let k = 0; k < values.length; k++) chain[k * iterationCount + i] = values[k];
      }
      return chain;
    });
    return drawsFromArrays(recorder.variables, chains);
  }
}
