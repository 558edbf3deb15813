import { describe, expect, it } from "vitest";
import { portable, wasm } from "../../../src/density/index.js";
import { halfNormal, normal } from "../../../src/distributions/index.js";
import { type Draws, mcseMean } from "../../../src/draws/index.js";
import { inline } from "../../../src/execution/index.js";
import { type Builder, type Fit, index, model, real, simulationBasedCalibration } from "../../../src/models/index.js";
import { ordered } from "../../../src/transforms/index.js";

const declare = ({ data, parameter, observe }: Builder) => {
  const { school, effect, error } = data({ school: index, effect: real, error: real });
  const mean = parameter("mean", normal({ mean: 0, sd: 5 }));
  const spread = parameter("spread", halfNormal({ sd: 5 }));
  const theta = parameter("theta", normal({ mean, sd: spread }), { over: school, centered: false });
  observe(effect, normal({ mean: theta.at(school), sd: error }));
};
const data = { school: ["A", "B", "C", "D"], effect: [28, 8, -3, 7], error: [15, 10, 16, 11] };
const schools = model(declare).with(data);

const bytesOf = (fit: Fit) =>
  Object.fromEntries(fit.draws.variables.map((name) => [name, fit.draws.of(name).map((chain) => [...chain])]));

describe("a fit", () => {
  it("has the same bits with the same seed, on both backends", async () => {
    const options = { seed: 1, chains: 2, warmup: 100, iterations: 50 };
    const first = bytesOf(await schools.sample(options));
    expect(bytesOf(await schools.sample(options))).toEqual(first);
    expect(bytesOf(await schools.sample({ ...options, seed: 2 }))).not.toEqual(first);
    for (const backend of [wasm, portable])
      expect(bytesOf(await model(declare, { backend }).with(data).sample(options))).toEqual(first);
  });

  it("that was interrupted keeps its draws and goes on to the same bits", async () => {
    const options = { seed: 1, chains: 2, warmup: 100, iterations: 200 };
    const whole = await schools.sample(options);
    const controller = new AbortController();
    const part = await schools.sample({
      ...options,
      signal: controller.signal,
      onProgress: ({ iteration }: { iteration: number }) => {
        if (iteration > 250) controller.abort();
      },
    });
    expect(part.ending).toBe("interrupted");
    expect(part.draws.iterationCount).toBeGreaterThan(10);
    expect(part.draws.iterationCount).toBeLessThan(200);
    const kept = part.draws.iterationCount;
    for (const variable of part.draws.variables)
      expect(part.draws.of(variable).map((chain) => [...chain])).toEqual(
        whole.draws.of(variable).map((chain) => [...chain.slice(0, kept)]),
      );
    const resumed = await schools.sample({ ...options, resume: part });
    expect(resumed.ending).toBe("finished");
    expect(bytesOf(resumed)).toEqual(bytesOf(whole));
  });

  it("that was shorter goes on to the same bits", async () => {
    const short = await schools.sample({ seed: 3, chains: 1, warmup: 80, iterations: 30 });
    const long = await schools.sample({ seed: 3, chains: 1, warmup: 80, iterations: 70 });
    expect(bytesOf(await schools.sample({ seed: 3, chains: 1, warmup: 80, iterations: 70, resume: short }))).toEqual(
      bytesOf(long),
    );
  });

  it("ends as soon as the parameters named are known well enough, here or on an executor", async () => {
    const stopAt = { mcse: { spread: 0.1, "theta[A]": 0.3 }, every: 50 };
    const options = { seed: 1, chains: 2, warmup: 200, iterations: 20_000 };
    const fit = await schools.sample({ ...options, stopAt });
    const errors = (draws: Draws) => ["spread", "theta[A]"].map((variable) => mcseMean.compute(draws.of(variable)));
    const { iterationCount } = fit.draws;
    expect(fit.ending).toBe("precise");
    expect(iterationCount % 50).toBe(0);
    const [spread, theta] = errors(fit.draws);
    expect(spread).toBeLessThanOrEqual(0.1);
    expect(theta).toBeLessThanOrEqual(0.3);
    const before = await schools.sample({ ...options, iterations: iterationCount - 50 });
    expect(errors(before.draws).some((error, k) => error > [0.1, 0.3][k])).toBe(true);
    expect(bytesOf(await schools.sample({ ...options, stopAt, executor: inline() }))).toEqual(bytesOf(fit));
    await expect(schools.sample({ ...options, stopAt: { mcse: { tau: 1 } } })).rejects.toThrow(
      /stopAt.mcse must name variables \(mean, spread, theta\[A\]/,
    );
  });

  it("begins with what an earlier one has learned", async () => {
    const earlier = await schools.sample({ seed: 1, chains: 1, iterations: 10 });
    const fit = await schools.sample({ seed: 2, chains: 1, warmup: 0, iterations: 10, warmStart: earlier });
    expect(fit.state.chains[0].stepSize).toBe(earlier.state.chains[0].stepSize);
    expect(fit.state.chains[0].metric).toEqual(earlier.state.chains[0].metric);
  });

  it("names its observations, and has their log densities at its draws", async () => {
    const fit = await schools.sample({ seed: 1, chains: 1, warmup: 100, iterations: 20 });
    const likelihood = fit.logLikelihood();
    expect(likelihood.variables).toEqual(["effect[1]", "effect[2]", "effect[3]", "effect[4]"]);
    data.school.forEach((school, k) => {
      const theta = fit.draws.of(`theta[${school}]`)[0];
      const wanted = [...theta].map(
        (x) => -0.5 * ((data.effect[k] - x) / data.error[k]) ** 2 - Math.log(data.error[k]) - 0.5 * Math.log(2 * Math.PI),
      );
      expect([...likelihood.of(`effect[${k + 1}]`)[0]]).toEqual(wanted.map((x) => expect.closeTo(x, 10)));
    });
  });

  it("computes the non-centered parameters from location and scale", async () => {
    const fit = await schools.sample({ seed: 1, chains: 1, warmup: 100, iterations: 5 });
    const [mean, spread, theta] = ["mean", "spread", "theta[C]"].map((name) => fit.draws.of(name)[0]);
    const z = fit.positions.of(fit.positions.variables[4])[0];
    for (let i = 0; i < 5; i++) expect(theta[i]).toBeCloseTo(mean[i] + spread[i] * z[i], 10);
  });

  it("predicts for other data of the same groups only", async () => {
    const fit = await schools.sample({ seed: 1, chains: 1, warmup: 50, iterations: 10 });
    const other = model(declare).with({ ...data, error: [1, 1, 1, 1] });
    expect(fit.predict({ seed: 1, data: other }).iterationCount).toBe(10);
    const strangers = model(declare).with({ school: ["A", "E"], effect: [0, 0], error: [1, 1] });
    expect(() => fit.predict({ seed: 1, data: strangers })).toThrow(
      'predict: data must have groups of the fit, or newGroups be true: there is no theta, got "E"',
    );
    expect(() =>
      fit.predict({ seed: 1, data: model(({ parameter }) => void parameter("x", normal({ mean: 0, sd: 1 }))).with({}) }),
    ).toThrow("predict: data must be data of the fitted model, whose parameters are mean, spread, theta");
    expect(() => fit.predict({ sed: 1 } as never)).toThrow(
      "predict: sed must be one of its options (seed, data, others, newGroups)",
    );
    expect([...fit.predict({ seed: 1 }).of("effect[1]")[0]]).toEqual([...fit.predict({ seed: 1 }).of("effect[1]")[0]]);
  });
});

describe("draws from a prior", () => {
  it("lie in order where the parameter does", () => {
    const inOrder = model(
      ({ parameter }) => void parameter("m", normal({ mean: 0, sd: 1 }), { length: 3, constrain: ordered }),
    ).with({});
    for (let seed = 0; seed < 20; seed++) {
      const { parameters, position } = inOrder.priorDraw(seed);
      expect(parameters["m[1]"]).toBeLessThan(parameters["m[2]"]);
      expect(parameters["m[2]"]).toBeLessThan(parameters["m[3]"]);
      expect(position[0]).toBe(parameters["m[1]"]);
    }
  });
});

describe("simulation-based calibration", () => {
  const options = { seed: 1, replicates: 4, draws: 9, data, sampling: { warmup: 60, iterations: 18 } };

  it("gives ranks, p-values and progress for the variables chosen", async () => {
    const progress: number[] = [];
    const calibration = await simulationBasedCalibration(model(declare), {
      ...options,
      variables: ["mean", "theta[B]"],
      onProgress: (finished) => progress.push(finished),
    });
    expect(calibration.variables.map(({ variable }) => variable)).toEqual(["mean", "theta[B]"]);
    for (const { ranks, pValue } of calibration.variables) {
      expect(ranks).toHaveLength(4);
      expect(ranks.every((rank) => rank >= 0 && rank <= 9)).toBe(true);
      expect(pValue).toBeGreaterThan(0);
      expect(pValue).toBeLessThanOrEqual(1);
    }
    expect(progress).toEqual([1, 2, 3, 4]);
  });

  it("draws the place of a truth that equals draws", async () => {
    const constant = model((builder) => {
      declare(builder);
      builder.record("zero", builder.parameter("unused", normal({ mean: 0, sd: 1 })).times(0));
    });
    const { variables } = await simulationBasedCalibration(constant, { ...options, replicates: 60, variables: ["zero"] });
    expect(new Set(variables[0].ranks).size).toBeGreaterThan(5);
    expect(variables[0].pValue).toBeGreaterThan(1e-3);
  });

  it("refuses what cannot be calibrated", async () => {
    const refused = (others: object) => simulationBasedCalibration(model(declare), { ...options, ...others });
    await expect(refused({ replicates: 0 })).rejects.toThrow("replicates must be an integer from 1");
    await expect(refused({ draws: 0.5 })).rejects.toThrow("draws must be an integer from 1");
    await expect(refused({ sampling: { iterations: 5 } })).rejects.toThrow("sampling.iterations must be at least 9");
    await expect(refused({ variables: ["nothing"] })).rejects.toThrow("variables must be among mean, spread");
    const added = model((builder) => {
      declare(builder);
      builder.add("more", builder.data({ extra: real }).extra.sum());
    });
    await expect(simulationBasedCalibration(added, { ...options, data: { ...data, extra: [1, 2, 3, 4] } })).rejects.toThrow(
      "simulate must be given",
    );
    await expect(refused({ signal: AbortSignal.abort() })).rejects.toThrow();
  });
});
