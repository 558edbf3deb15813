/** Simulation-based calibration: does the sampler, on this model, find what was put in? */
import { InvalidArgument } from "../errors.js";
import { integerBelow, type Rng, rngFromSeed } from "../random/index.js";
import { type NamesOf, requireNames } from "./known-options.js";
import type { Model } from "./model.js";
import type { ModelWithData } from "./model-with-data.js";
import { columnOfStatement } from "./predictive.js";
import { rankTest } from "./rank-test.js";
import type { ModelSampleOptions } from "./sample-options.js";
import type { OtherData } from "./table.js";

/** How a model is calibrated. */
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
  readonly simulate?: (parameters: Readonly<Record<string, number>>, rng: Rng) => Readonly<Record<string, ArrayLike<unknown>>>;
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
  /**
   * If all is right, at most α with probability at most α, for any α: from exact tests of the mean rank and of the mean distance from the middle rank, and from a
   * bound on the largest distance of the ranks' distribution function from the uniform one.
   */
  readonly pValue: number;
}

/** What a calibration found. */
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
 * if model, gradient and sampler are right, each rank is uniform on 0 … draws. Among draws equal to the truth its place is drawn.
 *
 * Draws that depend on each other make ranks uneven too: the draws of a fit are thinned to `draws`, so let there be ten times as many iterations or more.
 *
 * @throws InvalidArgument for priors from which nothing can be drawn (improper, or with parts declared by `assume` and `add`), and for likelihoods declared by
 * `add` without `simulate`.
 *
 * Source: talts2018validating.
 */
export async function simulationBasedCalibration(model: Model, options: CalibrationOptions): Promise<Calibration> {
  requireNames(CALLER, options, OPTIONS);
  const { seed, replicates = 200, draws = 99, data, others, simulate, sampling = {}, signal, onProgress } = options;
  const { iterations = 10 * draws, chains = 1 } = sampling;
  const thin = checkedThinning(replicates, draws, iterations, chains);
  const template = model.with(data, others);
  const variables = chosenVariables(template, options.variables);
  if (simulate === undefined) requireLikelihood(template);
  const ranks = variables.map(() => new Int32Array(replicates));
  const troubled: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const rng = rngFromSeed(seed).child("calibration").child(replicate);
    const prior = template.priorDraw(rng);
    const replaced = simulate?.(prior.parameters, rng.child("simulate")) ?? prior.data;
    const simulated = model.with({ ...data, ...replaced }, others);
    const truths = new Float64Array(simulated.variables.length);
    simulated.recorder().writeInto(truths, prior.position);
    const options = { ...sampling, chains, iterations, seed: `${seed}/${replicate}`, ...(signal && { signal }) };
    const fit = await simulated.sample(options);
    signal?.throwIfAborted();
    if (fit.ending !== "finished" || fit.divergences.some((chain) => chain.length > 0)) troubled.push(replicate);
    variables.forEach((variable, v) => {
      const truth = truths[simulated.variables.indexOf(variable)];
      ranks[v][replicate] = rankOf(truth, fit.draws.of(variable), thin, draws, rng.child("ties").child(v));
    });
    onProgress?.(replicate + 1, replicates);
  }
  const test = rankTest(replicates, draws);
  const calibrated = variables.map((variable, v) => ({ variable, ranks: ranks[v], pValue: test(ranks[v]) }));
  const least = Math.min(1, ...calibrated.map(({ pValue }) => pValue));
  return { draws, replicates, variables: calibrated, pValue: Math.min(1, least * variables.length), troubled };
}

const CALLER = "simulationBasedCalibration";
const OPTIONS: NamesOf<CalibrationOptions> = {
  ...{ seed: true, replicates: true, data: true, others: true, draws: true, variables: true },
  ...{ simulate: true, sampling: true, signal: true, onProgress: true },
};

/** Of how many iterations one is kept, so that there are enough. */
function checkedThinning(replicates: number, draws: number, iterations: number, chains: number): number {
  for (const [name, value] of Object.entries({ replicates, draws, "sampling.chains": chains })) {
    if (!Number.isInteger(value) || value < 1) throw new InvalidArgument(CALLER, name, "be an integer from 1", value);
  }
  const ofEach = Math.ceil(draws / chains);
  if (!(iterations >= ofEach))
    throw new InvalidArgument(CALLER, "sampling.iterations", `be at least ${ofEach}, for ${draws} draws to be kept`, iterations);
  return Math.floor(iterations / ofEach);
}

function chosenVariables(template: ModelWithData, chosen: readonly string[] | undefined): readonly string[] {
  const unknown = chosen?.find((variable) => !template.variables.includes(variable));
  if (unknown !== undefined)
    throw new InvalidArgument(CALLER, "variables", `be among ${template.variables.slice(0, 10).join(", ")}`, unknown);
  return chosen ?? template.variables;
}

/** Refuses models with a likelihood that nobody says how to draw from. */
function requireLikelihood({ model: { trace } }: ModelWithData): void {
  const known = new Set([...trace.parameters, ...trace.statements].map(({ name }) => name));
  const added = trace.terms.find(({ name }) => !known.has(name));
  if (added !== undefined)
    throw new InvalidArgument(
      CALLER,
      "simulate",
      `be given, for how data are drawn from the term ${added.name} is not known`,
      undefined,
    );
  const computed = trace.statements.find((statement) => statement.observed && columnOfStatement(statement) === undefined);
  if (computed !== undefined)
    throw new InvalidArgument(
      CALLER,
      "simulate",
      `be given, for ${computed.name} is not a column of data that could be drawn`,
      undefined,
    );
}

/** How many of the first `draws` thinned draws lie below the truth, with a place drawn among those that equal it. */
function rankOf(truth: number, chains: readonly Float64Array[], thin: number, draws: number, rng: Rng): number {
  let below = 0;
  let equal = 0;
  let kept = 0;
  for (const chain of chains) {
    for (let i = thin - 1; i < chain.length && kept < draws; i += thin) {
      kept++;
      if (chain[i] < truth) below++;
      else if (chain[i] === truth) equal++;
    }
  }
  return equal === 0 ? below : below + integerBelow(rng, equal + 1);
}
