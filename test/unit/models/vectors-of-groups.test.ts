import { describe, expect, it } from "vitest";
import { columnsOf, constant, logSumExp, softmax } from "../../../src/density/index.js";
import {
  categorical,
  dirichlet,
  exponential,
  logDensityAt,
  mixture,
  multinomial,
  normal,
  orderedLogistic,
  uniform,
} from "../../../src/distributions/index.js";
import { count, index, indexOf, type ModelWithData, matrixOf, model, real } from "../../../src/models/index.js";
import { lower, ordered, sumToZero } from "../../../src/transforms/index.js";

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

describe("a likelihood that is added", () => {
  it("has its observations, where it says so", () => {
    const classes = model(({ data, parameter, add }) => {
      const { first, second } = data({ first: real, second: real });
      const center = parameter("center", standard);
      const joint = [center, center.plus(5)].map((mean) =>
        [first, second].map((x) => normal({ mean, sd: 1 }).logDensity(x)).reduce((sum, term) => sum.plus(term)),
      );
      add("classes", logSumExp(joint), { observed: true });
      add("more", center.times(0));
    }).with({ first: [0, 5], second: [1, 6] });
    const { terms, names } = at(classes, [0.5]);
    expect(names).toEqual(["classes[1]", "classes[2]"]);
    const pair = (x: number, y: number, mean: number) =>
      Math.exp(logDensityAt(standard, x - mean) + logDensityAt(standard, y - mean));
    expect(terms[0]).toBeCloseTo(Math.log(pair(0, 1, 0.5) + pair(0, 1, 5.5)), 10);
    expect(() => model(({ parameter, add }) => add("x", parameter("a", standard), { observe: true } as never))).toThrow(
      "add: observe must be one of its options (observed), got true",
    );
  });
});

describe("normal effects with sum 0", () => {
  const effects = (sd: "known" | "unknown") =>
    model(({ data, parameter, observe }) => {
      const { group, y } = data({ group: indexOf(["a", "b", "c"]), y: real });
      const spread = sd === "known" ? 2 : parameter("spread", exponential({ rate: 1 }));
      const effect = parameter("effect", normal({ mean: 1, sd: spread }), { over: group, constrain: sumToZero });
      observe(y, normal({ mean: effect.at(group), sd: 1 }));
    }).with({ group: ["a"], y: [0] });

  it("have the density of independent ones given their sum, which integrates to 1", () => {
    const z = [0.3, -0.8];
    const { value, values } = at(effects("known"), z);
    // Orthonormal coordinates of normal numbers are normal.
    const prior = z.reduce((sum, x) => sum + logDensityAt(normal({ mean: 0, sd: 2 }), x), 0);
    expect(value).toBeCloseTo(prior + logDensityAt(standard, values[0]), 11);
    const unknown = at(effects("unknown"), [Math.log(2), ...z]);
    expect(unknown.value).toBeCloseTo(value + Math.log(2) - 2, 11);
    expectGradient(effects("unknown"), [0.2, ...z]);
  });

  it("of each group, and with deviations of their own, are drawn with that variance", () => {
    const tables = model(({ data, parameter }) => {
      const { group } = data({ group: index });
      const { sd } = data({ sd: real }, { of: group });
      parameter("table", normal({ mean: 3, sd: 2 }), { over: group, length: 3, constrain: sumToZero });
      parameter("other", normal({ mean: 0, sd: sd.sum().exp() }), { over: group });
    }).with({ group: ["p", "q"] }, { group: { sd: [0, 0] } });
    const prior = [0.1, 0.2, 0.3, 0.4].reduce((sum, x) => sum + logDensityAt(normal({ mean: 0, sd: 2 }), x), 0);
    expect(at(tables, [0.1, 0.2, 0.3, 0.4, 0, 0]).value).toBeCloseTo(prior + 2 * logDensityAt(standard, 0), 11);
    const { parameters } = tables.priorDraw(1);
    for (const group of ["p", "q"]) {
      const sum = [1, 2, 3].reduce((total, k) => total + parameters[`table[${group},${k}]`], 0);
      expect(sum).toBeCloseTo(0, 12);
    }
  });
});

describe("draws from constrained priors", () => {
  it("are refused where the constraint's probability is not known, and made where the prior is", () => {
    const declared = (unknown: boolean) =>
      model(({ parameter }) => {
        const mean = unknown ? parameter("mean", standard) : 0;
        parameter("x", normal({ mean, sd: 1 }), { length: 1, constrain: () => lower(1) });
      }).with({});
    expect(() => Array.from({ length: 20 }, (_, k) => declared(true).priorDraw(k))).toThrow(
      "priorDraw: x must obey its constraint, or have a prior without unknowns (see truncated)",
    );
    for (let k = 0; k < 5; k++) expect(declared(false).priorDraw(k).parameters["x[1]"]).toBeGreaterThan(1);
  });

  it("follow bounds that are unknowns, series, and what is missing", () => {
    const garch = model(({ rows, data, parameter, observe }) => {
      const { y } = data({ y: real });
      const first = parameter("first", uniform({ lower: 0, upper: 1 }));
      parameter("second", uniform({ lower: 0, upper: constant(1).minus(first) }));
      observe(y, normal({ mean: y.lag(1).times(2), sd: 1e-9 }), { from: 1 });
      void rows;
    }).with({ y: [3, 0, 0, 0] });
    for (let k = 0; k < 5; k++) {
      const { parameters, data } = garch.priorDraw(k);
      expect(parameters.first + parameters.second).toBeLessThan(1);
      expect([...(data.y as Float64Array)]).toEqual([3, 6, 12, 24].map((y) => expect.closeTo(y, 6)));
    }
    const incomplete = model(({ data, parameter, observe }) => {
      const { x, y } = data({ x: real.withMissing, y: real });
      observe(y, normal({ mean: x, sd: 1e-9 }));
      observe(x, normal({ mean: parameter("mean", standard), sd: 1 }));
    }).with({ x: [1, null, 2], y: [0, 0, 0] });
    const { parameters, data } = incomplete.priorDraw(4);
    const [x, y] = [data.x as Float64Array, data.y as Float64Array];
    expect(x[1]).toBeNaN();
    expect([x[0], parameters["x.missing[1]"], x[2]]).toEqual([...y].map((value) => expect.closeTo(value, 6)));
  });
});
