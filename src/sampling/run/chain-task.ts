/** Portions of chains as tasks over plain data, for other threads. */
import type { LogDensity } from "../../density/log-density.js";
import { InvalidArgument } from "../../errors.js";
import { type Task, timeLimit, withMovedBuffers } from "../../execution/index.js";
import { rngFromKey } from "../../random/index.js";
import type { Adaptation } from "../adaptation.js";
import type { ChainState } from "../chain-state.js";
import type { Kernel } from "../kernel.js";
import type { SinkDraw } from "../sink.js";
import type { Recorder } from "../target.js";
import { Chain } from "./chain.js";
import { addToRecord, type ChainRecord, emptyRecord } from "./chain-record.js";

/** Makers of kernels and adaptations by name. */
export interface SamplerCatalogue {
  readonly kernels: { readonly [name: string]: (options: never) => Kernel };
  readonly adaptations: { readonly [name: string]: (options: never) => Adaptation };
}

/** A maker's name and options: plain data. */
interface Made {
  readonly name: string;
  readonly options: object;
}

/** What a portion of a chain needs: plain data. */
export interface PortionInput {
  /** The same for all portions of one run, so that a worker can keep what it made. */
  readonly run: string;
  /** The same for all runs on one target. */
  readonly target: string;
  /** What the target is made from; undefined in the hope that the worker has made it before. */
  readonly data: unknown;
  readonly kernel: Made;
  readonly adaptation: Made;
  readonly caller: string;
  /** Where to go on from, or how to begin. */
  readonly from:
    | ChainState
    | {
        readonly stream: readonly [number, number];
        readonly warmup: number;
        readonly initial: ArrayLike<number> | undefined;
        readonly learned: Pick<ChainState, "stepSize" | "metric"> | undefined;
      };
  /** The number of iterations, warmup included, to end at. */
  readonly until: number;
  readonly thin: number;
  /** The chain's draws so far, in shared memory, to add to. */
  readonly record: ChainRecord | undefined;
}

/** What a portion gives: plain data. */
export interface PortionOutput {
  readonly state: ChainState;
  /** The draws of the portion; those of the whole chain so far, where its record came along, but only the portion's divergences. */
  readonly record: ChainRecord;
  /** Sums over the transitions of the portion. */
  readonly acceptance: number;
  readonly transitions: number;
}

/** What is sampled, made again from plain data. */
export interface RebuiltTarget {
  readonly target: LogDensity;
  readonly recorder: Recorder;
}

/** A portion ends after so many milliseconds, or when so many numbers are to be sent. */
const LONGEST = 100;
const NUMBERS = 2 ** 18;
/** Evaluations between two looks at the clock. */
const LOOK = 32;
/** Runs and targets that a worker keeps. */
const KEPT = 4;

/**
 * Returns the task that advances chains on targets made by `rebuild` from plain data, with kernels and adaptations of the catalogue. A worker
 * serves it under its name; `sampleSource` asks for it. The answer is null where the worker has not made the target and no data came along.
 */
export function chainTask<Data>(
  name: string,
  rebuild: (data: Data) => RebuiltTarget | Promise<RebuiltTarget>,
  catalogue: SamplerCatalogue,
): Task<PortionInput, PortionOutput | null> {
  const targets = new Map<string, Promise<RebuiltTarget>>();
  const runs = new Map<string, Promise<{ readonly chain: Chain; readonly recorder: Recorder }>>();
  const make = async (input: PortionInput, rebuilt: Promise<RebuiltTarget>) => {
    const { target, recorder } = await rebuilt;
    const kernel = made(catalogue.kernels, "kernel", input);
    const adaptation = made(catalogue.adaptations, "adaptation", input);
    return { chain: new Chain(target, kernel, adaptation), recorder };
  };
  const targetOf = ({ target, data }: PortionInput) =>
    keep(targets, target, () => (data === undefined ? undefined : (async () => rebuild(data as Data))()));
  return {
    name,
    async run(input) {
      const made = keep(runs, input.run, () => {
        const rebuilt = targetOf(input);
        return rebuilt && make(input, rebuilt);
      });
      if (made === undefined) return null;
      const { chain, recorder } = await made;
      return portion(chain, recorder, input);
    },
  };
}

/** What is kept under the key, or is made now; the last used is the last to be forgotten. */
function keep<Thing>(kept: Map<string, Thing>, key: string, make: () => Thing | undefined): Thing | undefined {
  const thing = kept.get(key) ?? make();
  if (thing === undefined) return undefined;
  kept.delete(key);
  kept.set(key, thing);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
  return thing;
}

function made<Thing>(
  makers: { readonly [name: string]: (options: never) => Thing },
  argument: "kernel" | "adaptation",
  input: PortionInput,
): Thing {
  const { name, options } = input[argument];
  if (!Object.hasOwn(makers, name))
    throw new InvalidArgument(
      input.caller,
      argument,
      `be one of ${Object.keys(makers).join(", ")} to run on other threads`,
      name,
    );
  return makers[name](options as never);
}

/** Advances a chain until the portion is full. */
function portion(chain: Chain, recorder: Recorder, input: PortionInput): PortionOutput {
  const { from, until, thin, caller } = input;
  if ("format" in from) chain.resume(from);
  else chain.begin(caller, { ...from, stream: rngFromKey(...from.stream) });
  const variables = recorder.variables.length;
  const record: ChainRecord = input.record ? { ...input.record, divergences: [] } : ownRecord(chain, variables, input);
  const { transition } = chain;
  const draw: SinkDraw = { chain: 0, iteration: 0, values: new Float64Array(variables), logDensity: 0, transition };
  const isOver = timeLimit(LONGEST);
  let look = chain.evaluations + LOOK;
  let acceptance = 0;
  let transitions = 0;
  while (chain.iteration < until && chain.failure === null) {
    if (chain.evaluations >= look) {
      if (isOver()) break;
      look = chain.evaluations + LOOK;
    }
    chain.advance();
    acceptance += transition.acceptance;
    transitions++;
    const made = chain.iteration - chain.warmup;
    if (made <= 0 || made % thin !== 0) continue;
    recorder.writeInto(draw.values, chain.point.position);
    draw.logDensity = chain.point.logDensity;
    addToRecord(record, draw);
    if (!input.record && record.count === record.capacity) break;
  }
  const output = { state: chain.state(), record, acceptance, transitions };
  if (input.record) return output;
  return withMovedBuffers(
    output,
    [record.values, ...Object.values(record.trace)].map(({ buffer }) => buffer as ArrayBuffer),
  );
}

/** A record for one portion: as large as what is left, but not too large for a message. */
function ownRecord({ iteration, warmup }: Chain, variables: number, { until, thin }: PortionInput): ChainRecord {
  const left = Math.floor(until / thin) - Math.floor(Math.max(iteration, warmup) / thin) + 1;
  return emptyRecord(variables, Math.max(1, Math.min(left, Math.ceil(NUMBERS / variables))));
}
