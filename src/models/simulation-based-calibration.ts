/** Simulation-based calibration: does the sampler, on this model, find what was put in? */
import { uniformityTest } from "../draws/index.js";
import { InvalidArgument } from "../errors.js";
import { type Rng, rngFromSeed } from "../random/index.js";
import type { Model, OtherData } from "./model.js";
import type { ModelSampleOptions } from "./model-with-data.js";

export interface CalibrationOptions {
  readonly seed: number | string;
  /** How many times parameters and data are drawn and the model is fitted. Default 200. */
  readonly replicates?: number;
  /** The data: predictors as they are; the values of observed columns are replaced. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly others?: OtherData;
  /** Draws kept of each fit, thinned so that they hardly depend on each other: ranks go from 0 to this. Default 99. */
  readonly draws?: number;
  /** Variables whose ranks are looked at; all of the model when not given. */
  readonly variables?: readonly string[];
  /** Draws new columns given the parameters, for models whose likelihood is not only `observe` of columns (hidden states, …). */
  readonly simulate?: (parameters: Readonly<Record<string, number>>, rng: Rng) => Readonly<Record<string, ArrayLike<number>>>;
  /** How each fit is sampled; by default one chain. */
  readonly sampling?: Partial<Omit<ModelSampleOptions, "seed" | "warmStart" | "resume" | "sink" | "thin">>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (finished: number, replicates: number) => void;
}

/** What a calibration found for one variable. */
export interface CalibratedVariable {
  readonly variable: string;
  /** How many of the kept draws lie below the true value, for each replicate. */
  readonly ranks: Int32Array;
  /** The probability of ranks at least as uneven, if the sampler is right. */
  readonly pValue: number;
}

export interface Calibration {
  readonly draws: number;
  readonly replicates: number;
  readonly variables: readonly CalibratedVariable[];
  /** The least p-value times the number of variables, at most 1: small values say that something is wrong. */
  readonly pValue: number;
  /** Fits with divergences or without an end: their ranks count too, but they say where to look. */
  readonly troubled: readonly number[];
}

/**
 * Draws parameters from the prior and data from the model, fits the model to them, and ranks the truth among the posterior's draws, again and again:
 * if model, gradient and sampler are right, each rank is uniform on 0 … draws.
 *
 * @throws InvalidArgument for improper priors, from which nothing can be drawn, and for likelihoods that cannot be drawn from without `simulate`.
 *
 * Source: talts2018validating.
 */
export async function simulationBasedCalibration(model: Model, options: CalibrationOptions): Promise<Calibration> {
  const { seed, replicates = 200, draws = 99, data, others, simulate, sampling = {}, signal, onProgress } = options;
  const caller = "simulationBasedCalibration";
  if (!Number.isInteger(replicates) || replicates < 1)
    throw new InvalidArgument(caller, "replicates", "be an integer from 1", replicates);
  if (!Number.isInteger(draws) || draws < 1) throw new InvalidArgument(caller, "draws", "be an integer from 1", draws);
  const template = model.with(data, others);
  const variables = options.variables ?? template.variables;
  const ranks = variables.map(() => new Int32Array(replicates));
  const troubled: number[] = [];
  const { iterations = 10 * (draws + 1) - 10, chains = 1 } = sampling;
  const thin = Math.max(1, Math.floor((iterations * chains) / draws));
  for (let replicate = 0; replicate < replicates; replicate++) {
    signal?.throwIfAborted();
    const rng = rngFromSeed(seed).child("calibration").child(replicate);
    const prior = template.priorDraw(rng);
    const replaced = simulate?.(prior.parameters, rng.child("simulate")) ?? prior.data;
    const fit = await model
      .with({ ...data, ...replaced }, others)
      .sample({ ...sampling, chains, iterations, seed: `${seed}/${replicate}`, ...(signal && { signal }) });
    if (fit.ending !== "finished" || fit.divergences.some((chain) => chain.length > 0)) troubled.push(replicate);
    variables.forEach((variable, v) => {
      const truth = prior.parameters[variable];
      if (truth === undefined)
        throw new InvalidArgument(caller, "variables", `be among ${template.variables.join(", ")}`, variable);
      ranks[v][replicate] = rankOf(truth, fit.draws.of(variable), thin, draws);
    });
    onProgress?.(replicate + 1, replicates);
  }
  const calibrated = variables.map((variable, v) => ({
    variable,
    ranks: ranks[v],
    pValue: uniformityTest(ranks[v], { largestRank: draws }).pValue,
  }));
  const least = Math.min(1, ...calibrated.map(({ pValue }) => pValue));
  return { draws, replicates, variables: calibrated, pValue: Math.min(1, least * variables.length), troubled };
}

/** How many of the first `draws` thinned draws lie below the truth. */
function rankOf(truth: number, chains: readonly Float64Array[], thin: number, draws: number): number {
  let rank = 0;
  let kept = 0;
  for (const chain of chains) {
    for (let i = thin - 1; i < chain.length && kept < draws; i += thin) {
      kept++;
      if (chain[i] < truth) rank++;
    }
  }
  return rank;
}
