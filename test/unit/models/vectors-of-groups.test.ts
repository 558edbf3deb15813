import { describe, expect, it } from "vitest";
import { columnsOf, softmax } from "../../../src/density/index.js";
import {
  categorical,
  dirichlet,
  logDensityAt,
  mixture,
  multinomial,
  normal,
  orderedLogistic,
} from "../../../src/distributions/index.js";
import { count, index, type ModelWithData, matrixOf, model, real } from "../../../src/models/index.js";
import { ordered } from "../../../src/transforms/index.js";

const standard = normal({ mean: 0, sd: 1 });

/** log π at a position, and the recorded variables there. */
function at(fitted: ModelWithData, position: readonly number[]) {
  const gradient = new Float64Array(fitted.dimension);
  const value = fitted.logDensity().evaluateInto(gradient, Float64Array.from(position));
  const values = new Float64Array(fitted.variables.length);
  fitted.recorder().writeInto(values, Float64Array.from(position));
  const recorder = fitted.likelihoodRecorder();
  const terms = new Float64Array(recorder.variables.length);
  recorder.writeInto(terms, Float64Array.from(position), 0);
  return { value, gradient, values: [...values], terms: [...terms], names: recorder.variables };
}

/** Central differences of the log density agree with the gradient. */
function expectGradient(fitted: ModelWithData, position: readonly number[]): void {
  const { gradient } = at(fitted, position);
  position.forEach((x, k) => {
    const h = 1e-5;
    const up = at(fitted, position.with(k, x + h)).value;
    const down = at(fitted, position.with(k, x - h)).value;
    expect(gradient[k]).toBeCloseTo((up - down) / (2 * h), 6);
  });
}

describe("a simplex for each group", () => {
  const choices = model(({ data, parameter, observe }) => {
    const { town, counts, n } = data({ town: index, counts: matrixOf(["bus", "car", "train"]), n: count });
    const share = parameter("share", dirichlet({ concentration: [2, 1, 1] }), { over: town });
    observe(counts, multinomial({ trials: n, probabilities: share.at(town) }));
  });
  const data = {
    town: ["a", "b", "a"],
    n: [3, 4, 2],
    counts: [
      [1, 1, 1],
      [0, 4, 0],
      [2, 0, 0],
    ],
  };
  const position = [0.3, -0.2, 0.5, 0.1];

  it("has one vector of shares for each level, and each row its own multinomial density", () => {
    const fitted = choices.with(data);
    expect(fitted.variables).toEqual(["a", "b"].flatMap((town) => ["1", "2", "3"].map((k) => `share[${town},${k}]`)));
    const { values, terms, names } = at(fitted, position);
    const shares = [values.slice(0, 3), values.slice(3)];
    for (const share of shares) expect(share.reduce((sum, part) => sum + part)).toBeCloseTo(1, 14);
    const expected = [0, 1, 0].map((town, i) =>
      logDensityAt(multinomial({ trials: data.n[i], probabilities: normalized(shares[town]) }), data.counts[i]),
    );
    expected.forEach((term, i) => {
      expect(terms[i]).toBeCloseTo(term, 12);
    });
    expect(names).toEqual(["counts[1]", "counts[2]", "counts[3]"]);
    expectGradient(fitted, position);
  });

  it("is drawn from the prior and predicted, counts of each row adding up to its trials", async () => {
    const fitted = choices.with(data);
    const { data: drawn } = fitted.priorDraw(3);
    const rows = drawn.counts as readonly Float64Array[];
    expect(rows.map((row) => row.reduce((sum, x) => sum + x))).toEqual([3, 4, 2]);
    const fit = await fitted.sample({ seed: 1, chains: 1, iterations: 50 });
    const predicted = fit.predict({ seed: 2 });
    expect(predicted.variables.slice(0, 4)).toEqual(["counts[1,bus]", "counts[1,car]", "counts[1,train]", "counts[2,bus]"]);
  });

  it("is printed with its places", () => {
    expect(choices.formulas().split("\n")).toEqual([
      "share[town, 1…3] ~ dirichlet(concentration[0] = 2, concentration[1] = 1, concentration[2] = 1)   (simplex)",
      "counts[i, 1…3] ~ multinomial(trials = n[i], probabilities = share[town[i]])",
    ]);
  });

  it("is refused where counts do not add up, or there are other columns", () => {
    expect(() => choices.with({ ...data, n: [3, 4, 5] })).toThrow(/counts\[2\] must add up to 5 to be multinomial, got/);
    expect(() =>
      choices.with({
        ...data,
        counts: [
          [1, 2],
          [4, 0],
          [2, 0],
        ],
      }),
    ).toThrow(/counts\[0\] must be a list of 3 numbers/);
  });

  it("can have concentrations that are parameters, one list for all groups", () => {
    const pooled = model(({ data, parameter, observe }) => {
      const { town, choice } = data({ town: index, choice: count });
      const share = parameter("share", dirichlet({ concentration: parameter("log", standard, { length: 2 }).exp() }), {
        over: town,
      });
      observe(choice, categorical({ probabilities: share.at(town) }));
    }).with({ town: ["a", "b", "b"], choice: [0, 1, 1] });
    const { values, value } = at(pooled, [0.2, -0.1, 0.4, 0.6]);
    const concentration = [Math.exp(0.2), Math.exp(-0.1)];
    const [a, b] = [values.slice(2, 4), values.slice(4, 6)];
    const prior = [a, b].map((share) => logDensityAt(dirichlet({ concentration }), share));
    const jacobian = [a, b].map((share) => 0.5 * Math.log(2) + Math.log(share[0]) + Math.log(share[1]));
    const rest = logDensityAt(standard, 0.2) + logDensityAt(standard, -0.1) + Math.log(a[0]) + 2 * Math.log(b[1]);
    expect(value).toBeCloseTo([...prior, ...jacobian].reduce((sum, x) => sum + x) + rest, 11);
    expectGradient(pooled, [0.2, -0.1, 0.4, 0.6]);
  });
});

const normalized = (share: readonly number[]): number[] => {
  const rest = share.slice(0, -1);
  return [...rest, 1 - rest.reduce((sum, part) => sum + part)];
};

describe("cutpoints for each group", () => {
  const rating = model(({ data, parameter, observe }) => {
    const { rater, x, score } = data({ rater: index, x: real, score: count });
    const cutpoints = parameter("cutpoints", normal({ mean: 0, sd: 2 }), { over: rater, length: 2, constrain: ordered });
    observe(score, orderedLogistic({ location: parameter("slope", standard).times(x), cutpoints: cutpoints.at(rater) }));
  });
  const data = { rater: ["p", "q", "p"], x: [0.5, -1, 2], score: [0, 1, 2] };
  const position = [-1, 0.3, 0.2, -0.5, 0.7];

  it("increase within each, and each row has those of its group", () => {
    const fitted = rating.with(data);
    const { values, terms } = at(fitted, position);
    expect(values.slice(0, 4)).toEqual([-1, -1 + Math.exp(0.3), 0.2, 0.2 + Math.exp(-0.5)].map((x) => expect.closeTo(x, 12)));
    [0, 1, 0].forEach((rater, i) => {
      const cutpoints = values.slice(2 * rater, 2 * rater + 2);
      const density = logDensityAt(orderedLogistic({ location: 0.7 * data.x[i], cutpoints }), data.score[i]);
      expect(terms[i]).toBeCloseTo(density, 12);
    });
    expectGradient(fitted, position);
  });

  it("are drawn in order, and must be", () => {
    const { parameters } = rating.with(data).priorDraw(5);
    for (const rater of ["p", "q"]) expect(parameters[`cutpoints[${rater},1]`]).toBeLessThan(parameters[`cutpoints[${rater},2]`]);
    expect(() =>
      model(({ data, parameter, observe }) => {
        const { rater, score } = data({ rater: index, score: count });
        const cutpoints = parameter("cutpoints", standard, { over: rater, length: 2 });
        observe(score, orderedLogistic({ location: 0, cutpoints: cutpoints.at(rater) }));
      }),
    ).toThrow(/cutpoints must increase: declare the parameter with/);
  });
});

describe("probabilities and weights of each row", () => {
  it("come from columns, softmax and tables of groups alike", () => {
    const several = model(({ data, parameter, observe }) => {
      const { group, y, choice } = data({ group: index, y: real, choice: count });
      const eta = parameter("eta", standard, { over: group, length: 2 });
      const weight = softmax(eta);
      observe(choice, categorical({ logits: eta.at(group) }));
      observe(y, mixture([normal({ mean: 0, sd: 1 }), normal({ mean: 3, sd: 1 })], weight.at(group)));
    }).with({ group: ["a", "b"], y: [0.1, 2], choice: [1, 0] });
    const position = [0.3, -0.4, 0.8, 0.1];
    const { terms } = at(several, position);
    const shares = [0, 2].map((k) => 1 / (1 + Math.exp(position[k + 1] - position[k])));
    expect(terms[0]).toBeCloseTo(Math.log(1 - shares[0]), 12);
    expect(terms[1]).toBeCloseTo(Math.log(shares[1]), 12);
    const parts = [0.1, 2].map(
      (y, i) => shares[i] * Math.exp(-0.5 * y * y) + (1 - shares[i]) * Math.exp(-0.5 * (y - 3) * (y - 3)),
    );
    parts.forEach((part, i) => {
      expect(terms[2 + i]).toBeCloseTo(Math.log(part / Math.sqrt(2 * Math.PI)), 12);
    });
    expectGradient(several, position);
  });
});

describe("columns of a table of parameters", () => {
  it("are over its levels", () => {
    const slopes = model(({ data, parameter, observe, record }) => {
      const { group, y } = data({ group: index, y: real });
      const [first, second] = columnsOf(parameter("effect", standard, { over: group, length: 2 }));
      record("first", first);
      observe(y, normal({ mean: first.plus(second.times(10)).at(group), sd: 1 }));
    }).with({ group: ["a", "b"], y: [0, 0] });
    const { values, terms } = at(slopes, [1, 2, 3, 4]);
    expect(values).toEqual([1, 2, 3, 4, 1, 3]);
    expect(terms).toEqual([21, 43].map((mean) => expect.closeTo(logDensityAt(standard, mean), 10)));
    expect(slopes.variables.slice(4)).toEqual(["first[a]", "first[b]"]);
  });
});
