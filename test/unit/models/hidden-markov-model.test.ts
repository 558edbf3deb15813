import { describe, expect, it } from "vitest";
import { constant, hiddenMarkov } from "../../../src/density/index.js";
import { beta, dirichlet, gamma, hiddenMarkovModel, logNormal, normal, poisson } from "../../../src/distributions/index.js";
import { type Builder, count, index, type ModelWithData, model, real } from "../../../src/models/index.js";

/** Two regimes with means that are kept apart. */
function regimes({ data, parameter }: Builder) {
  const { subject, x, y } = data({ subject: index, x: real, y: real });
  const stay = [0, 1].map((k) => parameter(`stay${k}`, beta({ shape1: 8, shape2: 2 })));
  const low = parameter("low", normal({ mean: 0, sd: 1 }));
  const gap = parameter("gap", gamma({ shape: 20, rate: 2 }));
  const slope = parameter("slope", normal({ mean: 0, sd: 1 }));
  const sd = parameter("sd", logNormal({ logMean: -1, logSd: 0.3 }));
  const emissions = [low, low.plus(gap)].map((mean) => normal({ mean: slope.times(x).plus(mean), sd }));
  const leave = stay.map((p) => constant(1).minus(p));
  return {
    subject,
    y,
    emissions,
    initial: [0.3, 0.7],
    transition: [
      [stay[0], leave[0]],
      [leave[1], stay[1]],
    ],
  };
}
const rows = {
  subject: ["s", "s", "s", "t", "t"],
  x: [0.1, -0.2, 0.3, 0.5, 0],
  y: [0.2, 9.5, 10.3, 11, 0.5],
};
const position = [1.2, 0.4, 0.3, 2.3, 0.2, -0.9];
const valueAt = (fitted: ModelWithData): number =>
  fitted.logDensity().evaluateInto(new Float64Array(6), Float64Array.from(position));

describe("a hidden Markov model that is observed", () => {
  const observed = model((builder) => {
    const { y, subject, ...chain } = regimes(builder);
    const weather = hiddenMarkovModel({ ...chain, sequence: subject });
    builder.observe(y, weather);
    const [, high] = weather.stateProbabilities(y);
    builder.record("high", high);
    builder.record("path", weather.mostLikelyStates(y));
  });
  const of = (kept: (subject: string) => boolean) => {
    const keep = <Item>(column: readonly Item[]) => column.filter((_, i) => kept(rows.subject[i]));
    const added = model((builder) => {
      const { y, emissions, initial, transition } = regimes(builder);
      builder.add("chain", hiddenMarkov({ initial, transition, emissions: emissions.map((emission) => emission.logDensity(y)) }));
    });
    const prior = model((builder) => void regimes(builder));
    const data = { subject: keep(rows.subject), x: keep(rows.x), y: keep(rows.y) };
    return valueAt(added.with(data)) - valueAt(prior.with(data));
  };

  it("has the log likelihood of each sequence, for leave-one-out, and their sum in its density", () => {
    const fitted = observed.with(rows);
    const recorder = fitted.likelihoodRecorder();
    expect(recorder.variables).toEqual(["y[s]", "y[t]"]);
    const terms = new Float64Array(2);
    recorder.writeInto(terms, Float64Array.from(position), 0);
    expect(terms[0]).toBeCloseTo(
      of((subject) => subject === "s"),
      10,
    );
    expect(terms[1]).toBeCloseTo(
      of((subject) => subject === "t"),
      10,
    );
    const prior = valueAt(model((builder) => void regimes(builder)).with(rows));
    expect(valueAt(fitted)).toBeCloseTo(prior + terms[0] + terms[1], 10);
  });

  it("is fitted, compared, smoothed and predicted", async () => {
    const fit = await observed.with(rows).sample({ seed: 1, chains: 2, iterations: 100 });
    expect(fit.loo().observationCount).toBe(2);
    expect(fit.draws.of("high[1]")[0].every((p) => p < 0.01)).toBe(true);
    expect(fit.draws.of("high[2]")[0].every((p) => p > 0.99)).toBe(true);
    expect([1, 2, 3, 4, 5].map((t) => fit.draws.of(`path[${t}]`)[0][0])).toEqual([0, 1, 1, 1, 0]);
    const predicted = fit.predict({ seed: 1 });
    expect(predicted.variables).toEqual(["y[1]", "y[2]", "y[3]", "y[4]", "y[5]"]);
    // Each sequence starts in the upper state with probability 0.7: 200 draws of each, within 4.5 standard errors.
    for (const first of ["y[1]", "y[4]"]) {
      const high = predicted.of(first).reduce((sum, chain) => sum + chain.filter((y) => y > 5).length, 0);
      expect(Math.abs(high - 140) / Math.sqrt(200 * 0.7 * 0.3)).toBeLessThan(4.5);
    }
  });

  it("is drawn from the prior", () => {
    const { data, parameters } = observed.with(rows).priorDraw(1);
    expect(data.y).toHaveLength(5);
    expect(parameters["path[1]"] === 0 || parameters["path[1]"] === 1).toBe(true);
  });

  it("refuses sequences in pieces, and what is no distribution", () => {
    expect(() => observed.with({ ...rows, subject: ["s", "t", "s", "t", "t"] })).toThrow(
      'with: subject[2] must have its rows one after the other, as a sequence of hiddenMarkovModel, got "s"',
    );
    expect(() => hiddenMarkovModel({ emissions: [normal({ mean: 0, sd: 1 })], transition: [[1]] })).toThrow(
      "emissions must be a list of two or more distributions",
    );
    expect(() =>
      model((builder) => {
        const { y, subject, ...chain } = regimes(builder);
        builder.observe(y, hiddenMarkovModel(chain), { from: 1 });
      }),
    ).toThrow("observe: from must be left out for hiddenMarkovModel");
  });

  it("takes one simplex for each state as transitions, and counts", async () => {
    const counts = model(({ axis, data, parameter, observe }) => {
      const { y } = data({ y: count });
      const transition = parameter("transition", dirichlet({ concentration: [1, 1] }), { over: axis("state", 2) });
      observe(y, hiddenMarkovModel({ emissions: [1, 20].map((rate) => poisson({ rate })), transition }));
    }).with({ y: [0, 22, 19, 1] });
    const fit = await counts.sample({ seed: 1, chains: 1, iterations: 50 });
    expect(fit.draws.variables).toEqual(["transition[1,1]", "transition[1,2]", "transition[2,1]", "transition[2,2]"]);
    expect(
      fit
        .predict({ seed: 1 })
        .of("y[1]")[0]
        .every((y) => Number.isInteger(y)),
    ).toBe(true);
  });
});
