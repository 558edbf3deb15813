import { describe, expect, it } from "vitest";
import { bernoulli, beta, normal, poisson } from "../../../src/distributions/index.js";
import { InvalidArgument } from "../../../src/errors.js";
import { binary, count, index, matrix, model, number, real } from "../../../src/models/index.js";

const rates = model(({ data, parameter, observe }) => {
  const { heads } = data({ heads: binary });
  observe(heads, bernoulli({ probability: parameter("probability", beta({ shape1: 1, shape2: 1 })) }));
});

const groups = model(({ data, parameter, observe }) => {
  const { county, y } = data({ county: index, y: real });
  const { uranium } = data({ uranium: real }, { of: county });
  const { scale } = data({ scale: number });
  const mean = parameter("mean", normal({ mean: 0, sd: scale }));
  observe(y, normal({ mean: mean.plus(uranium.at(county)), sd: 1 }));
});

const refusal = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidArgument);
    return (error as Error).message;
  }
  return "nothing refused";
};

describe("data of a model", () => {
  it("come as rows or as columns, to the same density", () => {
    const columns = rates.with({ heads: [1, 0, 1] });
    const rows = rates.with([{ heads: true }, { heads: false }, { heads: 1 }]);
    const at = Float64Array.of(0.3);
    const gradient = new Float64Array(1);
    expect(rows.logDensity().evaluateInto(gradient, at)).toBe(columns.logDensity().evaluateInto(gradient, at));
  });

  it("are refused with the column, the row and the value", () => {
    expect(refusal(() => rates.with({ tails: [1] }))).toBe('with: data must have the column heads, got "tails"');
    expect(refusal(() => rates.with([{ tails: 1 }]))).toContain("have the column heads");
    expect(refusal(() => rates.with({ heads: [1, 2] }))).toBe("with: heads[1] must be 0 or 1, got 2");
    expect(refusal(() => rates.with({ heads: [1, Number.NaN] }))).toContain("heads[1] must be a finite number, got NaN");
    expect(refusal(() => rates.with({ heads: [1, null] }))).toContain("heads[1] must be a finite number, got null");
    expect(refusal(() => rates.with({ heads: 3 }))).toContain("heads must be a list of values");
    expect(refusal(() => rates.with(null as never))).toContain("data must be a list of rows");
  });

  it("of length 0 are refused", () => {
    expect(refusal(() => rates.with({ heads: [] }))).toContain("at least one row");
    expect(refusal(() => rates.with([]))).toContain("at least one row");
  });

  it("must fit each other", () => {
    expect(refusal(() => groups.with({ county: ["a", "b"], y: [1] }, { county: { uranium: [1, 2] }, scale: 1 }))).toContain(
      "y must have 2 values",
    );
    expect(refusal(() => groups.with({ county: ["a", "b"], y: [1, 2] }, { scale: 1 }))).toContain("have the table county");
    expect(refusal(() => groups.with({ county: ["a", "b"], y: [1, 2] }, { county: { uranium: [1] }, scale: 1 }))).toContain(
      "uranium must have 2 values",
    );
    expect(refusal(() => groups.with({ county: ["a", "b"], y: [1, 2] }, { county: { uranium: [1, 2] } }))).toContain("scale");
    expect(
      refusal(() => groups.with({ county: ["a", "b"], y: [1, 2] }, { county: { uranium: [1, 2] }, scale: 1, state: 2 })),
    ).toContain("state");
  });

  it("of groups are found by the groups' names", () => {
    const gradient = new Float64Array(1);
    const value = (county: unknown) =>
      groups
        .with({ county: ["b", "a"], y: [1, 2] }, { county: county as never, scale: 1 })
        .logDensity()
        .evaluateInto(gradient, Float64Array.of(0.1));
    expect(value({ county: ["a", "b"], uranium: [5, 7] })).toBe(value({ uranium: [7, 5] }));
    expect(refusal(() => value({ county: ["a", "c"], uranium: [5, 7] }))).toContain("have a row for b");
  });

  it("must be possible under their distribution", () => {
    const counts = model(({ data, parameter, observe }) => {
      const { y } = data({ y: real });
      observe(y, poisson({ logRate: parameter("logRate", normal({ mean: 0, sd: 1 })) }));
    });
    expect(refusal(() => counts.with({ y: [1, 2.5] }))).toContain("y[1] must be an integer to be poisson, got 2.5");
    expect(refusal(() => counts.with({ y: [1, -1] }))).toContain("y[1] must be at least 0 to be poisson, got -1");
    const whole = model(({ data, parameter, observe }) => {
      const { y } = data({ y: count });
      observe(y, poisson({ logRate: parameter("logRate", normal({ mean: 0, sd: 1 })) }));
    });
    expect(refusal(() => whole.with({ y: [0.5] }))).toContain("y[0] must be an integer from 0, got 0.5");
  });

  it("of a matrix have one width", () => {
    const regression = model(({ data, parameter, observe }) => {
      const { x, y } = data({ x: matrix, y: real });
      const slopes = parameter("slopes", normal({ mean: 0, sd: 1 }), { over: x.columns });
      observe(y, normal({ mean: x.times(slopes), sd: 1 }));
    });
    expect(
      regression.with({
        x: [
          [1, 2],
          [3, 4],
        ],
        y: [1, 2],
      }).variables,
    ).toEqual(["slopes[1]", "slopes[2]"]);
    expect(refusal(() => regression.with({ x: [[1, 2], [3]], y: [1, 2] }))).toContain("x[1] must be a list of 2 numbers");
  });
});
