import { describe, expectTypeOf, it } from "vitest";
import { columnsOf, type Expression } from "../../src/density/index.js";
import { dirichlet, halfNormal, normal } from "../../src/distributions/index.js";
import {
  type Builder,
  binary,
  count,
  type Fit,
  type IndexColumn,
  index,
  matrix,
  model,
  number,
  real,
} from "../../src/models/index.js";

const prior = normal({ mean: 0, sd: 1 });

/** Never run: only its types are looked at. */
const declared = (declare: (builder: Builder) => void): void => void declare;

describe("columns", () => {
  it("are over the rows, except numbers", () => {
    declared(({ data }) => {
      const { county, floor, heads, deaths, X, scale } = data({
        county: index,
        floor: real,
        heads: binary,
        deaths: count,
        X: matrix,
        scale: number,
      });
      expectTypeOf(floor).toEqualTypeOf<Expression<"rows">>();
      expectTypeOf(heads).toEqualTypeOf<Expression<"rows">>();
      expectTypeOf(deaths).toEqualTypeOf<Expression<"rows">>();
      expectTypeOf(scale).toEqualTypeOf<Expression<"scalar">>();
      expectTypeOf(county).toEqualTypeOf<IndexColumn<"rows", "county">>();
      expectTypeOf(X.times).returns.toEqualTypeOf<Expression<"rows">>();
    });
  });

  it("of a group are over its levels", () => {
    declared(({ data }) => {
      const { county } = data({ county: index });
      const { uranium } = data({ uranium: real }, { of: county });
      expectTypeOf(uranium).toEqualTypeOf<Expression<"county">>();
      expectTypeOf(uranium.at(county)).toEqualTypeOf<Expression<"rows">>();
    });
  });

  it("that were not declared do not compile", () => {
    declared(({ data }) => {
      const columns = data({ floor: real });
      // @ts-expect-error no such column
      void columns.flor;
      // @ts-expect-error no such kind
      data({ y: "real" });
    });
  });
});

describe("parameters", () => {
  it("are over what they are declared over", () => {
    declared(({ rows, axis, data, parameter }) => {
      const { county } = data({ county: index });
      expectTypeOf(parameter("mu", prior)).toEqualTypeOf<Expression<"scalar">>();
      expectTypeOf(parameter("alpha", prior, { over: county })).toEqualTypeOf<Expression<"county">>();
      expectTypeOf(parameter("alpha", prior, { over: county, centered: false })).toEqualTypeOf<Expression<"county">>();
      expectTypeOf(parameter("wave", prior, { over: axis("waves", 3) })).toEqualTypeOf<Expression<"waves">>();
      expectTypeOf(parameter("each", prior, { over: rows })).toEqualTypeOf<Expression<"rows">>();
      expectTypeOf(parameter("three", prior, { length: 3 })).toEqualTypeOf<Expression<"three">>();
      expectTypeOf(parameter("three", prior, { length: 3 }).at(0)).toEqualTypeOf<Expression<"scalar">>();
      expectTypeOf(parameter("share", dirichlet({ concentration: [1, 1] }))).toEqualTypeOf<Expression>();
    });
  });

  it("over groups become rows only by `at`", () => {
    declared(({ data, parameter, observe }) => {
      const { county, floor, y } = data({ county: index, floor: real, y: real });
      const mu = parameter("mu", prior);
      const alpha = parameter("alpha", prior, { over: county });
      expectTypeOf(alpha.at(county)).toEqualTypeOf<Expression<"rows">>();
      expectTypeOf(alpha.at(county).plus(mu)).toEqualTypeOf<Expression<"rows">>();
      expectTypeOf(mu.plus(floor)).toEqualTypeOf<Expression<"rows">>();
      expectTypeOf(mu.plus(1).exp()).toEqualTypeOf<Expression<"scalar">>();
      expectTypeOf(alpha.plus(mu).sum()).toEqualTypeOf<Expression<"scalar">>();
      // @ts-expect-error counties do not fit rows
      alpha.plus(floor);
      // @ts-expect-error rows do not fit counties
      floor.times(alpha);
      observe(y, normal({ mean: alpha.at(county), sd: 1 }));
      observe(y, normal({ mean: mu, sd: 1 }));
      // @ts-expect-error the mean is over counties
      observe(y, normal({ mean: alpha, sd: 1 }));
      // @ts-expect-error so is the standard deviation
      observe(y, normal({ mean: mu, sd: alpha.exp() }));
    });
  });

  it("over groups with a length are tables, of which rows have vectors", () => {
    declared(({ data, parameter }) => {
      const { county, state, y } = data({ county: index, state: index, y: real });
      const cutpoints = parameter("cutpoints", prior, { over: county, length: 3 });
      expectTypeOf(cutpoints).toEqualTypeOf<Expression<"county × cutpoints">>();
      expectTypeOf(cutpoints.at(county)).toEqualTypeOf<Expression<"rows × cutpoints">>();
      expectTypeOf(columnsOf(cutpoints)).toEqualTypeOf<readonly Expression<"county">[]>();
      // @ts-expect-error a vector in each row is no number in each row
      cutpoints.at(county).plus(y);
      const alpha = parameter("alpha", prior, { over: county });
      // @ts-expect-error states are no counties
      alpha.at(state);
      // @ts-expect-error the mean of counties' effects is not one for each row
      parameter("beta", normal({ mean: y, sd: 1 }), { over: county });
    });
  });

  it("refuse a group of a distribution and both an axis and a length", () => {
    declared(({ data, parameter }) => {
      const { county } = data({ county: index });
      // @ts-expect-error no distribution
      parameter("x", 3);
      // @ts-expect-error no such option
      parameter("x", prior, { over: county, centred: false });
    });
  });
});

describe("recorded quantities and fits", () => {
  it("keep what they are over", () => {
    declared(({ data, parameter, record }) => {
      const { county } = data({ county: index });
      const tau = parameter("tau", halfNormal({ sd: 1 }));
      expectTypeOf(record("log", tau.log())).toEqualTypeOf<Expression<"scalar">>();
      expectTypeOf(record("alpha", parameter("a", prior, { over: county }))).toEqualTypeOf<Expression<"county">>();
    });
  });

  it("come as promises of fits", () => {
    const fitted = () =>
      model(({ parameter }) => void parameter("x", prior))
        .with({})
        .sample({ seed: 1 });
    expectTypeOf(fitted).returns.toEqualTypeOf<Promise<Fit>>();
    const options = {};
    const one = model(() => undefined).with({});
    // @ts-expect-error a seed is required
    const unseeded = () => one.sample(options);
    void unseeded;
  });
});
