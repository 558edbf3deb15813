/** Simulates a study: every design under every scenario, replicate by replicate, on any number of threads. */
import { InvalidArgument, requireKnownOptions } from "../errors.js";
import { type Checkpoint, canonicalJson, type Executor, inline, resumableMap, sha256, type Task } from "../execution/index.js";
import { rngFromSeed } from "../random/index.js";
import { VERSION } from "../version.js";
import { type AnyDesign, type BlockSums, type Designs, metricsOf, pairsOf, runBlock } from "./block.js";
import type { Metrics } from "./operating-characteristics.js";
import type { Recipe } from "./recipe.js";
import type { Scenario } from "./scenario.js";
import { type Cell, type Identity, Study, type StudyPlan, StudySums } from "./study.js";

/** A study to be simulated, and how. */
export interface StudyOptions<Outcome> {
  readonly designs: { readonly [name: string]: AnyDesign<Outcome> };
  readonly scenarios: { readonly [name: string]: Scenario<Outcome> };
  /** Trials for each design under each scenario. */
  readonly replicates: number;
  /** An integer from 0 to 2^53 − 1, or a text: the same seed gives the same bits. */
  readonly seed: number | string;
  /** Where the work is done; in this thread when not given. */
  readonly executor?: Executor;
  /** Replicates per task; it does not change the results. */
  readonly blockSize?: number;
  /** Where finished blocks are kept, so that a run that was stopped goes on; made from the study's identity. */
  readonly checkpoint?: Checkpoint | ((identity: string) => Checkpoint | Promise<Checkpoint>);
  /** Told how far the work is, after each block. */
  readonly onProgress?: (progress: StudyProgress) => void;
  /** Stops the work: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Trials done and to do, over all scenarios and designs. */
export interface StudyProgress {
  readonly completed: number;
  readonly total: number;
}

/** What a block needs: plain data. */
export interface BlockInput {
  readonly plan: StudyPlan | { readonly missing: string };
  readonly scenario: string;
  readonly from: number;
  readonly to: number;
}

const OPTIONS = ["designs", "scenarios", "replicates", "seed", "executor", "blockSize", "checkpoint", "onProgress", "signal"];
export const BLOCK_TASK = "equipoise/simulate-block";

/**
 * Simulates every design under every scenario.
 *
 * Replicate r of scenario s has the stream seed → s → r: patient k of it is the same person under every design, and adding designs,
 * scenarios or replicates changes nothing else. Memory does not grow with the number of replicates. Results are bit-identical for any
 * executor, number of threads and block size.
 *
 * @throws InvalidArgument for no designs or scenarios, numbers out of range, a scenario with fewer arms than a design, and, on threads
 * or with a checkpoint, a design or scenario without a recipe.
 */
export async function simulate<Outcome>(options: StudyOptions<Outcome>): Promise<Study> {
  checkOptions(options);
  const { designs, scenarios, replicates, seed, executor = inline(), onProgress, signal } = options;
  const blockSize = options.blockSize ?? Math.min(10_000, Math.max(500, Math.ceil(replicates / 64)));
  const plan = planOf(options);
  const identity = identityOf(plan, seed);
  const names = Object.keys(scenarios);
  const designCount = Object.keys(designs).length;
  const metrics = new Map(names.map((name) => [name, metricsOf(designs, scenarios[name])]));
  const sums = new Map([...metrics].map(([name, lists]) => [name, emptySums(lists)]));
  const task: Task<BlockInput, BlockSums> = {
    name: BLOCK_TASK,
    run: ({ scenario, from, to }) => runBlock(designs, scenarios[scenario], rngFromSeed(seed).child(scenario), from, to),
  };
  const inputs = [...blocks(plan, names, replicates, blockSize)];
  const checkpoint = await openCheckpoint(options.checkpoint, identity, plan);
  const results =
    checkpoint === undefined
      ? executor.map(task, inputs, signal === undefined ? {} : { signal })
      : resumableMap(executor, task, inputs, {
          checkpoint,
          keyOf: ({ scenario, from, to }) => `${scenario}/${from}-${to}`,
          signal,
        });
  const total = replicates * names.length * designCount;
  let completed = 0;
  let next = 0;
  for await (const block of results) {
    const { scenario, from, to } = inputs[next++];
    sums.get(scenario)?.merge(block);
    completed += (to - from) * designCount;
    onProgress?.({ completed, total });
  }
  return new Study(identity, replicates, "missing" in plan ? undefined : plan, ...resultsOf(designs, metrics, sums));
}

function* blocks(
  plan: BlockInput["plan"],
  scenarios: readonly string[],
  replicates: number,
  blockSize: number,
): Iterable<BlockInput> {
  for (const scenario of scenarios) {
    for (let from = 0; from < replicates; from += blockSize)
      yield { plan, scenario, from, to: Math.min(replicates, from + blockSize) };
  }
}

function emptySums(metrics: readonly Metrics[]): StudySums {
  return new StudySums(
    metrics.map(({ descriptions }) => descriptions.length),
    pairsOf(metrics).map(({ shared }) => shared.length),
  );
}

type Results = [cells: readonly Cell[], pairs: ConstructorParameters<typeof Study>[4]];

function resultsOf(
  designs: Designs,
  metrics: ReadonlyMap<string, readonly Metrics[]>,
  sums: ReadonlyMap<string, StudySums>,
): Results {
  const names = Object.keys(designs);
  const cells = [...metrics].flatMap(([scenario, lists]) =>
    names.map((design, d) => ({
      scenario,
      design,
      arms: designs[design].arms,
      metrics: lists[d].descriptions,
      estimates: (sums.get(scenario) as StudySums).estimates(d, lists[d].descriptions),
    })),
  );
  const pairs = [...metrics].flatMap(([scenario, lists]) =>
    pairsOf(lists).map(({ first, second, shared }, p) => ({
      scenario,
      first: names[first],
      second: names[second],
      metrics: shared.map(([i]) => lists[first].descriptions[i]),
      differences: (sums.get(scenario) as StudySums).differences(p),
    })),
  );
  return [cells, pairs];
}

/** The study as plain data, or which part of it has no recipe. */
function planOf<Outcome>({ designs, scenarios, replicates, seed }: StudyOptions<Outcome>): BlockInput["plan"] {
  const recipes = (kind: string, things: { readonly [name: string]: { readonly recipe?: Recipe } }) => {
    const without = Object.keys(things).find((name) => things[name].recipe === undefined);
    if (without !== undefined) throw new Missing(`${kind}.${without}`);
    return Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, thing.recipe as Recipe]));
  };
  try {
    return {
      version: VERSION,
      seed,
      replicates,
      designs: recipes("designs", designs),
      scenarios: recipes("scenarios", scenarios),
    };
  } catch (missing) {
    if (missing instanceof Missing) return { missing: missing.message };
    throw missing;
  }
}

class Missing extends Error {}

function identityOf(plan: BlockInput["plan"], seed: number | string): Identity {
  if ("missing" in plan) return { seed, version: VERSION };
  const { replicates: _, ...rest } = plan;
  return { seed, version: VERSION, hash: sha256(canonicalJson(rest)) };
}

async function openCheckpoint(
  checkpoint: StudyOptions<never>["checkpoint"],
  identity: Identity,
  plan: BlockInput["plan"],
): Promise<Checkpoint | undefined> {
  if (checkpoint === undefined) return undefined;
  if (identity.hash === undefined || "missing" in plan) {
    throw new InvalidArgument(
      "simulate",
      "missing" in plan ? plan.missing : "plan",
      "have a recipe to be kept in a checkpoint",
      undefined,
    );
  }
  return typeof checkpoint === "function" ? checkpoint(`equipoise ${VERSION} study ${identity.hash}`) : checkpoint;
}

function checkOptions<Outcome>(options: StudyOptions<Outcome>): void {
  requireKnownOptions("simulate", options, OPTIONS);
  for (const kind of ["designs", "scenarios"] as const) {
    const things: unknown = options[kind];
    if (typeof things !== "object" || things === null || Object.keys(things).length === 0) {
      throw new InvalidArgument("simulate", kind, "be an object with at least one entry: name and thing", things);
    }
  }
  const { replicates, blockSize = 1, seed } = options;
  for (const [name, value] of Object.entries({ replicates, blockSize })) {
    if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgument("simulate", name, "be an integer from 1", value);
  }
  rngFromSeed(seed);
  for (const [name, design] of Object.entries(options.designs)) {
    for (const [scenarioName, scenario] of Object.entries(options.scenarios)) {
      checkOutcomes(name, design, scenarioName, scenario);
      if (scenario.armCount !== design.arms.length) {
        throw new InvalidArgument(
          "simulate",
          `scenarios.${scenarioName}`,
          `have ${design.arms.length} arms, as designs.${name} has`,
          `${scenario.armCount} arms`,
        );
      }
    }
  }
}

/** The compiler sees to this; study files and JavaScript do not pass it. */
function checkOutcomes<Outcome>(
  name: string,
  design: AnyDesign<Outcome>,
  scenarioName: string,
  scenario: Scenario<Outcome>,
): void {
  const observed = design.endpoint.outcomes;
  if (observed === undefined || scenario.outcomes === undefined || scenario.outcomes === observed) return;
  throw new InvalidArgument(
    "simulate",
    `scenarios.${scenarioName}`,
    `make outcomes of the kind that designs.${name} observes (${observed})`,
    scenario.outcomes,
  );
}
