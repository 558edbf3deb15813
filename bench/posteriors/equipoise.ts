/** What Equipoise takes for a public posterior: one gradient, and a run of NUTS. Processor time of one thread. */
import { type Draws, essBulk, mcseMean, mean } from "../../src/draws/index.js";
import type { ModelWithData } from "../../src/models/index.js";
import { readPosterior, referenceError } from "../../test/reference/posteriordb/data/read-posterior.js";
import { posteriors } from "../../test/reference/posteriordb/models.js";

/** A run of 4 chains with the defaults. */
export interface Run {
  readonly seconds: number;
  /** Evaluations of log density and gradient, warmup and searches of step sizes included. */
  readonly gradients: number;
  /** Leapfrog steps after warmup. */
  readonly samplingGradients: number;
  readonly minimumBulkEss: number;
  readonly slowest: string;
  readonly divergences: number;
  /** The greatest distance of means from the reference's, in combined Monte Carlo standard errors. */
  readonly furthest: number | undefined;
}

/** Processor seconds since the process began. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return 1e-6 * (user + system);
}

/** The model with its data. */
export function posterior(name: string): ModelWithData {
  const { model, data } = posteriors[name];
  const { data: table, others = {} } = data(readPosterior(name).data);
  return model.with(table, others);
}

/** Every how manyeth draw of a short run: where gradients are timed. */
export async function typicalPositions(model: ModelWithData): Promise<readonly Float64Array[]> {
  const { positions } = await model.sample({ seed: 1, chains: 1, iterations: 160 });
  const coordinates = positions.variables.map((variable) => positions.of(variable)[0]);
  return Array.from({ length: 16 }, (_, i) => Float64Array.from(coordinates, (draws) => draws[10 * i + 9]));
}

/** Nanoseconds a gradient, over positions in turn for about a fifth of a second. */
export function gradientNanoseconds(model: ModelWithData, positions: readonly Float64Array[]): number {
  const target = model.logDensity();
  const gradient = new Float64Array(target.dimension);
  const time = (rounds: number) => {
    const start = processorTime();
    for (let round = 0; round < rounds; round++) for (const position of positions) target.evaluateInto(gradient, position);
    return processorTime() - start;
  };
  let rounds = 4;
  while (time(rounds) < 0.02) rounds *= 2;
  rounds *= 10;
  return (1e9 * time(rounds)) / (rounds * positions.length);
}

/** The variables that both sides are judged by: parameters of the reference, without what merely follows from them. */
function judged(
  name: string,
  variables: readonly string[],
): readonly { readonly variable: string; readonly reference: string }[] {
  const { dimensions } = readPosterior(name);
  const { referenceName } = posteriors[name];
  return variables
    .map((variable) => ({ variable, reference: referenceName(variable) ?? variable }))
    .filter(({ reference }) => {
      const parameter = reference.replace(/\[.*/, "");
      return parameter in dimensions && parameter !== "lambda" && parameter !== "log_lambda";
    });
}

function figuresOf(name: string, draws: Draws): Pick<Run, "minimumBulkEss" | "slowest" | "furthest"> {
  const { reference: known } = readPosterior(name);
  const found = judged(name, draws.variables).map(({ variable, reference }) => {
    const chains = draws.of(variable);
    const it = known[reference];
    const distance =
      it === undefined
        ? undefined
        : Math.abs(mean.compute(chains) - it.mean) / Math.hypot(mcseMean.compute(chains), referenceError(it));
    return { reference, bulk: essBulk.compute(chains), distance };
  });
  const slowest = found.reduce((a, b) => (b.bulk < a.bulk ? b : a));
  const distances = found.flatMap(({ distance }) => (distance === undefined ? [] : [distance]));
  return {
    minimumBulkEss: slowest.bulk,
    slowest: slowest.reference,
    furthest: distances.length > 0 ? Math.max(...distances) : undefined,
  };
}

/** 4 chains of 1000 draws after the adaptation's own warmup, with the draws on the parameters' own scales. */
export async function run(name: string, model: ModelWithData, seed: number): Promise<Run> {
  const start = processorTime();
  const fit = await model.sample({ seed });
  const { draws } = fit;
  const seconds = processorTime() - start;
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  return {
    seconds,
    gradients: fit.evaluations,
    samplingGradients: fit.traces.reduce((total, { leapfrogs }) => total + sum(leapfrogs), 0),
    divergences: fit.traces.reduce((total, { divergent }) => total + sum(divergent), 0),
    ...figuresOf(name, draws),
  };
}
