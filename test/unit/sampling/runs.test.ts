/** Runs: interrupted, stopped, started warm, streamed, and spread over executors. */
import { deserialize, serialize } from "node:v8";
import { describe, expect, it, vi } from "vitest";
import { type Executor, inline, type Task } from "../../../src/execution/index.js";
import { samplerCatalogue } from "../../../src/sampling/catalogue.js";
import {
  type ChainProgress,
  chainTask,
  coordinates,
  type Kernel,
  nuts,
  type PortionInput,
  type SampleOptions,
  Sampler,
  type Sink,
  type SinkPlan,
  sampleLogDensity,
  sampleSource,
  slice,
  staticHmc,
  type TargetSource,
  varianceWindows,
} from "../../../src/sampling/index.js";
import { independentNormals } from "./targets.js";

const sds = [0.01, 1, 30];
const target = independentNormals(sds);
const options = { seed: 7, chains: 3, warmup: 60, iterations: 50 };

const task = chainTask<{ sds: number[] }>(
  "test/sample-normals",
  (data) => ({ target: independentNormals(data.sds), recorder: coordinates(data.sds.length) }),
  samplerCatalogue,
);
const source: TargetSource = { task, data: { sds }, dimension: 3, variables: coordinates(3).variables };

/** An executor like threads: what goes in and out is cloned, tasks of several maps are under way together, and finish out of order. */
function cloning(): Executor {
  return {
    concurrency: 2,
    async *map<Input, Output>(of: Task<Input, Output>, inputs: Iterable<Input>, { signal }: { signal?: AbortSignal } = {}) {
      for (const input of inputs) {
        signal?.throwIfAborted();
        const copy = structuredClone(input);
        for (let wait = Math.random() * 4; wait > 0; wait--) await new Promise((resolve) => setImmediate(resolve));
        signal?.throwIfAborted();
        yield structuredClone(await of.run(copy));
      }
    },
    async close() {},
  };
}

describe("sampleSource", () => {
  it.each([
    ["nuts", { kernel: nuts() }],
    ["static", { kernel: staticHmc({ integrationTime: 1 }) }],
    ["slice, Stan's windows", { kernel: slice({ width: 2 }), adaptation: varianceWindows(), warmup: 40 }],
    ["thinned", { thin: 3 }],
  ] as [string, Partial<SampleOptions>][])("gives the bits of sampleLogDensity on any executor: %s", async (_, more) => {
    const here = await sampleLogDensity(target, { ...options, ...more });
    for (const executor of [inline(), cloning()]) {
      const there = await sampleSource(source, { ...options, ...more, executor });
      for (const variable of here.draws.variables) expect(there.draws.of(variable)).toEqual(here.draws.of(variable));
      expect(there.traces).toEqual(here.traces);
      expect(there.divergences).toEqual(here.divergences);
      expect(there.state).toEqual(here.state);
      expect(there.ending).toBe("finished");
    }
  });

  it("gives the same bits in many small portions, interrupted and resumed", async () => {
    const long = { ...options, iterations: 3000, kernel: nuts({ targetAcceptance: 0.95 }) };
    const here = await sampleLogDensity(target, long);
    const controller = new AbortController();
    const part = await sampleSource(source, {
      ...long,
      executor: cloning(),
      signal: controller.signal,
      onProgress: ({ iteration }) => iteration > 500 && controller.abort(),
    });
    expect(part.ending).toBe("interrupted");
    const rest = await sampleSource(source, { ...long, executor: cloning(), resume: structuredClone(part.state) });
    expect(rest.draws.of("x[3]")).toEqual(here.draws.of("x[3]"));
    expect(rest.state).toEqual(here.state);
  });

  it("gives the same bits where threads share no memory and draws come in messages", async () => {
    const long = { ...options, iterations: 2000, thin: 3, kernel: nuts({ maxTreeDepth: 3 }), precision: "single" as const };
    const here = await sampleLogDensity(target, long);
    const shared = await sampleSource(source, { ...long, executor: cloning() });
    expect(shared.traces[0].logDensity.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(deserialize(serialize(shared.state)), "the state is stored as it is").toEqual(here.state);
    vi.stubGlobal("SharedArrayBuffer", undefined);
    const sent = await sampleSource(source, { ...long, executor: cloning() }).finally(() => vi.unstubAllGlobals());
    expect(sent.traces[0].logDensity.buffer).toBeInstanceOf(ArrayBuffer);
    for (const run of [shared, sent]) {
      expect(run.state).toEqual(here.state);
      expect(run.divergences).toEqual(here.divergences);
    }
  });

  it("keeps where trajectories diverged, up to 200 places of each chain, on any executor", async () => {
    const rough = { ...options, warmup: 0, iterations: 1500, kernel: nuts({ divergenceThreshold: 0.05, maxTreeDepth: 2 }) };
    const here = await sampleLogDensity(target, rough);
    expect(here.divergences.map(({ length }) => length)).toEqual([200, 200, 200]);
    expect((await sampleSource(source, { ...rough, executor: cloning() })).divergences).toEqual(here.divergences);
    vi.stubGlobal("SharedArrayBuffer", undefined);
    const sent = await sampleSource(source, { ...rough, executor: cloning() }).finally(() => vi.unstubAllGlobals());
    expect(sent.divergences).toEqual(here.divergences);
  });

  it("hands draws of other threads to a sink, in order, with what happened to each", async () => {
    const written = async (sample: (sink: Sink) => Promise<unknown>) => {
      const draws: unknown[][] = [[], [], []];
      await sample({
        write: ({ chain, iteration, values, logDensity, transition }) => {
          expect(iteration).toBe(draws[chain].length);
          const { acceptance, stepSize, treeDepth, evaluations, divergent, energy } = transition;
          const from = divergent ? [...transition.divergedFrom] : [];
          draws[chain].push([...values, logDensity, acceptance, stepSize, treeDepth, evaluations, divergent, energy, from]);
        },
      });
      return draws;
    };
    const rough = { ...options, iterations: 700, kernel: nuts({ divergenceThreshold: 0.5 }) };
    const here = await written((sink) => sampleLogDensity(target, { ...rough, sink }));
    expect(await written((sink) => sampleSource(source, { ...rough, sink, executor: cloning() }))).toEqual(here);
  });

  it("goes on from a run that had no draws yet", async () => {
    const none = await sampleSource(source, { ...options, iterations: 0, executor: cloning() });
    const whole = await sampleLogDensity(target, options);
    for (const resume of [none.state, structuredClone(none.state)]) {
      expect((await sampleSource(source, { ...options, resume, executor: cloning() })).state).toEqual(whole.state);
      expect((await sampleLogDensity(target, { ...options, resume })).state).toEqual(whole.state);
    }
  });

  it("keeps a target that has a key from run to run, and makes others anew", async () => {
    let made = 0;
    const counting = chainTask<{ sds: number[] }>(
      "test/counting",
      (data) => {
        made++;
        return { target: independentNormals(data.sds), recorder: coordinates(data.sds.length) };
      },
      samplerCatalogue,
    );
    const here = await sampleLogDensity(target, options);
    for (let run = 1; run <= 3; run++) {
      const keyed = { ...source, task: counting, key: "these" };
      expect((await sampleSource(keyed, { ...options, executor: cloning() })).state).toEqual(here.state);
      const kernel = nuts({ maxTreeDepth: run });
      const other = await sampleSource(keyed, { ...options, kernel, executor: cloning() });
      expect(other.state).toEqual((await sampleLogDensity(target, { ...options, kernel })).state);
      expect(made).toBe(1);
    }
    for (let run = 1; run <= 3; run++) {
      await sampleSource({ ...source, task: counting }, { ...options, executor: cloning() });
      expect(made).toBe(1 + run);
    }
  });

  it("has a state of every chain when the signal comes before or while they begin", async () => {
    const whole = await sampleLogDensity(target, options);
    for (const begun of [0, 1, 2]) {
      const controller = new AbortController();
      let inputs = 0;
      const run = (input: PortionInput) => {
        if (inputs++ === begun) controller.abort();
        return source.task.run(input);
      };
      const watched = { ...source, task: { name: source.task.name, run } };
      if (begun === 0) controller.abort();
      const part = await sampleSource(watched, { ...options, executor: cloning(), signal: controller.signal });
      expect(part.ending).toBe("interrupted");
      expect(part.state.chains).toHaveLength(3);
      const rest = await sampleSource(source, { ...options, resume: part.state, executor: cloning() });
      expect(rest.state).toEqual(whole.state);
    }
  });

  it("leaves the state that it goes on from as it was", async () => {
    const short = await sampleSource(source, { ...options, iterations: 20, executor: cloning() });
    const before = structuredClone({ ...short.state, records: short.state.records.map(({ count }) => count) });
    const values = short.state.records[0].values.slice();
    await sampleSource(source, { ...options, resume: short.state, executor: cloning() });
    expect({ ...short.state, records: short.state.records.map(({ count }) => count) }).toEqual(before);
    expect(short.state.records[0].values).toEqual(values);
  });

  it("sends the data again only to a worker that has not made the target of them", async () => {
    const here = await sampleLogDensity(target, options);
    for (const forgetful of [false, true]) {
      const inputs: PortionInput[] = [];
      const run = (input: PortionInput) => {
        inputs.push(input);
        return forgetful && input.data === undefined ? null : source.task.run(input);
      };
      const watched = { ...source, task: { name: source.task.name, run } };
      expect((await sampleSource(watched, { ...options, executor: cloning() })).state).toEqual(here.state);
      const begins = inputs.filter(({ from }) => !("format" in from));
      expect(begins).toHaveLength(3);
      for (const { data } of begins) expect(data).toEqual({ sds });
      const later = inputs.filter(({ from }) => "format" in from);
      expect(later.filter(({ data }) => data !== undefined)).toHaveLength(forgetful ? later.length / 2 : 0);
    }
  });

  it("refuses a kernel that the workers do not know", async () => {
    const own: Kernel = { ...nuts(), name: "mine" };
    await expect(sampleSource(source, { ...options, kernel: own })).rejects.toThrow(
      'sampleSource: kernel must be one of nuts, staticHmc, randomWalkMetropolis, slice to run on other threads, got "mine"',
    );
  });

  it("passes on the explanation of a target that has no finite value", async () => {
    const nowhere = chainTask("test/nowhere", () => ({ target: nowhereFinite, recorder: coordinates(1) }), samplerCatalogue);
    await expect(sampleSource({ ...source, task: nowhere }, { ...options, executor: cloning() })).rejects.toThrow(
      "sampleSource: target must have a finite log density",
    );
  });
});

const nowhereFinite = {
  dimension: 1,
  evaluateInto: () => -Infinity,
  explain: () => "normal(y | mu, sigma): sigma = -1",
};

describe("a run", () => {
  it("starts each chain in its own stream: fewer chains are the first of more", async () => {
    const three = await sampleLogDensity(target, options);
    const one = await sampleLogDensity(target, { ...options, chains: 1 });
    expect(one.draws.of("x[1]")[0]).toEqual(three.draws.of("x[1]")[0]);
  });

  it("goes on where a shorter run ended", async () => {
    const short = await sampleLogDensity(target, { ...options, iterations: 20 });
    const longer = await sampleLogDensity(target, { ...options, resume: short.state });
    const whole = await sampleLogDensity(target, options);
    expect(longer.draws.of("x[2]")).toEqual(whole.draws.of("x[2]"));
    expect(longer.traces).toEqual(whole.traces);
  });

  it("keeps what was drawn when the signal had come before it began", async () => {
    const run = await sampleLogDensity(target, { ...options, signal: AbortSignal.abort() });
    expect(run.ending).toBe("interrupted");
    expect(run.draws.iterationCount).toBe(0);
    const whole = await sampleLogDensity(target, options);
    const resumed = await sampleLogDensity(target, { ...options, resume: run.state });
    expect(resumed.state).toEqual(whole.state);
  });

  it("lets the event loop have its turn", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    const run = await sampleLogDensity(target, {
      ...options,
      iterations: 2_000_000,
      sink: { write() {} },
      signal: controller.signal,
    });
    expect(run.ending).toBe("interrupted");
  });

  it("tells its progress chain by chain, up to the end", async () => {
    const told: ChainProgress[] = [];
    await sampleLogDensity(target, { ...options, onProgress: (progress) => told.push(progress) });
    for (let c = 0; c < 3; c++) {
      const own = told.filter(({ chain }) => chain === c);
      expect(own.map(({ iteration }) => iteration)).toEqual(own.map(({ iteration }) => iteration).sort((a, b) => a - b));
      expect(own[own.length - 1]).toMatchObject({ iteration: 110, total: 110, phase: "sampling" });
      for (const { acceptance } of own) expect(acceptance > 0 && acceptance <= 1).toBe(true);
    }
  });

  it("begins warm with the step sizes and metrics of another", async () => {
    const first = await sampleLogDensity(target, { ...options, warmup: 400 });
    const second = await sampleLogDensity(target, { ...options, seed: 8, warmup: 0, warmStart: first.state });
    expect(second.state.chains.map(({ stepSize }) => stepSize)).toEqual(first.state.chains.map(({ stepSize }) => stepSize));
    expect(second.state.chains.map(({ metric }) => metric)).toEqual(first.state.chains.map(({ metric }) => metric));
    const adapted = await sampleLogDensity(target, { ...options, seed: 8, warmup: 30, warmStart: first.state });
    for (const { stepSize } of adapted.state.chains) expect(stepSize).toBeGreaterThan(0.2);
  });

  it("hands draws to a sink, thinned and selected, and keeps none", async () => {
    const kept = await sampleLogDensity(target, { ...options, thin: 4 });
    const plans: SinkPlan[] = [];
    const values: number[][] = [[], [], []];
    let flushes = 0;
    const run = await sampleLogDensity(target, {
      ...options,
      thin: 4,
      recorder: coordinates(3, [2]),
      sink: {
        open: (plan) => plans.push(plan),
        write: ({ chain, iteration, values: [x] }) => {
          expect(iteration).toBe(values[chain].length);
          values[chain].push(x);
        },
        flush: async () => {
          flushes++;
        },
      },
    });
    expect(plans).toEqual([{ variables: ["x[3]"], chains: 3, iterations: 12 }]);
    expect(values).toEqual(kept.draws.of("x[3]").map((chain) => Array.from(chain)));
    expect(flushes).toBeGreaterThan(0);
    expect(run.draws.iterationCount).toBe(0);
    expect(run.state.records).toEqual([]);
  });

  it("keeps single precision on request", async () => {
    const double = await sampleLogDensity(target, options);
    const single = await sampleLogDensity(target, { ...options, precision: "single" });
    expect(single.state.records[0].values).toBeInstanceOf(Float32Array);
    expect(single.draws.of("x[1]")).toEqual(double.draws.of("x[1]").map((chain) => Float64Array.from(chain, Math.fround)));
  });

  it("stops at the first look at which standard errors are small enough, in portions or not", async () => {
    const wanted = { ...options, warmup: 200, iterations: 20_000, stopAt: { mcse: { "x[2]": 0.05 }, every: 100 } };
    const run = await sampleLogDensity(target, wanted);
    expect(run.ending).toBe("precise");
    const { iterationCount } = run.draws;
    expect(iterationCount % 100).toBe(0);
    expect(iterationCount).toBeLessThan(1000);
    const remote = await sampleSource(source, { ...wanted, executor: cloning() });
    expect(remote.draws.of("x[2]")).toEqual(run.draws.of("x[2]"));
    const exact = await sampleLogDensity(target, { ...wanted, stopAt: undefined, iterations: iterationCount });
    expect(exact.draws.of("x[2]")).toEqual(run.draws.of("x[2]"));
  });

  it("says in words that a posterior is improper", async () => {
    const flat = { dimension: 2, evaluateInto: (gradient: Float64Array) => 0 * gradient.fill(0)[0] };
    const run = await sampleLogDensity(flat, options);
    expect(run.ending).toBe("failed");
    expect(run.failures[0]).toBe(
      "chain 1: the posterior is improper: the log density stays the same however far one goes; give every parameter a proper prior",
    );
    expect(run.draws.iterationCount).toBe(0);
  });
});

describe("Sampler", () => {
  it("runs the first chain of sampleLogDensity, again and again", async () => {
    const whole = await sampleLogDensity(target, { ...options, chains: 1 });
    const sampler = new Sampler(target, { iterations: 50 });
    for (let time = 0; time < 2; time++) {
      sampler.run({ seed: 99 });
      const run = sampler.run({ seed: 7, warmup: 60 });
      expect(run.failure).toBe(null);
      for (const variable of run.draws.variables) expect(run.draws.of(variable)).toEqual(whole.draws.of(variable));
      expect(run.trace).toEqual(whole.traces[0]);
      expect(sampler.state()).toEqual(whole.state.chains[0]);
    }
  });

  it("begins after an earlier run without warmup", () => {
    const sampler = new Sampler(target, { iterations: 20 });
    sampler.run({ seed: 1 });
    const before = sampler.state();
    sampler.run({ seed: 2, after: before });
    expect(sampler.state().stepSize).toBe(before.stepSize);
    expect(sampler.state().metric).toEqual(before.metric);
  });
});

describe("bad input", () => {
  const refused = (bad: Partial<SampleOptions>, message: string) =>
    expect(sampleLogDensity(target, { ...options, ...bad })).rejects.toThrow(message);

  it("names what is wrong", async () => {
    await refused({ chains: 0 }, "sampleLogDensity: chains must be a whole number, at least 1, got 0");
    await refused({ warmup: -1 }, "sampleLogDensity: warmup must be a whole number, at least 0, got -1");
    await refused({ iterations: 1.5 }, "sampleLogDensity: iterations must be a whole number, at least 0, got 1.5");
    await refused({ thin: 0 }, "sampleLogDensity: thin must be a whole number, at least 1, got 0");
    await refused({ seed: -1 }, "rngFromSeed: seed must be");
    await refused({ initial: [1, 2] }, "sampleLogDensity: initial must have 3 coordinates, got 2");
    await refused({ initial: [1, 2, Number.NaN] }, "sampleLogDensity: initial must be a position with finite log density");
    await refused({ stopAt: { mcse: { z: 1 } } }, "sampleLogDensity: stopAt.mcse must name variables (x[1], x[2], x[3], …)");
    await refused({ stopAt: { mcse: { "x[1]": 0 } } }, "sampleLogDensity: stopAt.mcse.x[1] must be positive and finite, got 0");
    const { state } = await sampleLogDensity(target, options);
    await refused({ resume: state, chains: 2 }, "sampleLogDensity: resume.chains must have 2 chains, got 3");
    await refused({ resume: state, warmup: 10 }, "sampleLogDensity: resume.chains[0].warmup must be the 10 iterations");
    expect(() => nuts({ targetAcceptance: 1 })).toThrow("nuts: targetAcceptance must be in (0, 1), got 1");
    expect(() => nuts({ maxTreeDepth: 0 })).toThrow("nuts: maxTreeDepth must be a whole number, from 1 to 20, got 0");
    expect(() => staticHmc({ stepSizeJitter: 1 })).toThrow("staticHmc: stepSizeJitter must be in [0, 1), got 1");
  });

  it("refuses a target without coordinates, and one without a finite value, with its own words", async () => {
    await expect(sampleLogDensity(independentNormals([]), options)).rejects.toThrow(
      "sampleLogDensity: target.dimension must be a whole number, at least 1, got 0",
    );
    await expect(sampleLogDensity(nowhereFinite, options)).rejects.toThrow(
      'have a finite log density and gradient at one of 100 positions tried, uniform on (-2, 2) in each coordinate, got "normal(y | mu, sigma): sigma = -1"',
    );
    const steep = { dimension: 1, evaluateInto: (gradient: Float64Array) => gradient.fill(Number.NaN).length };
    await expect(sampleLogDensity(steep, options)).rejects.toThrow("but the gradient's coordinate 0 is NaN");
    // Its terms are not to blame, so what it says of them does not hide the gradient.
    const explained = { ...steep, explain: () => "all terms of the log density are finite" };
    await expect(sampleLogDensity(explained, options)).rejects.toThrow("but the gradient's coordinate 0 is NaN");
  });
});
